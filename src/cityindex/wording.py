"""Numbers and facts put into sentences, in both languages."""

from collections.abc import Mapping

from cityindex.text import Text


def written(value: float, decimals: int = 2) -> Text:
    """Write a number as each language does: 5392.5 is "5.392,5" in Indonesian and "5,392.5" in English.

    At most ``decimals`` decimals, without trailing zeros; a whole number has none.
    """
    english = f"{value:,.{decimals}f}"
    if decimals:
        english = english.rstrip("0").rstrip(".")
    english = "0" if english == "-0" else english
    return Text(id=english.translate(str.maketrans(",.", ".,")), en=english)


def listed(names: list[Text]) -> Text:
    """Join names as each language does: "a, b dan c" and "a, b and c"."""

    def join(words: list[str], last: str) -> str:
        return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)

    return Text(id=join([name.id for name in names], " dan "), en=join([name.en for name in names], " and "))


def fill(template: Text, values: Mapping[str, str | float | Text]) -> Text:
    """Fill the {places} of a sentence; numbers are written as the language does. KeyError names a missing place."""

    def side(language: str) -> dict[str, str]:
        return {key: _as_text(value).in_language(language) for key, value in values.items()}

    return Text(id=template.id.format_map(side("id")), en=template.en.format_map(side("en")))


def _as_text(value: str | float | Text) -> Text:
    if isinstance(value, Text):
        return value
    return Text(value, value) if isinstance(value, str) else written(value)
