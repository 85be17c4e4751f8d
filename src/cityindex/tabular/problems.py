"""What is wrong with a table, and where."""

from dataclasses import dataclass

from cityindex.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``row`` counts as a spreadsheet does (the heading is row 1); None = the whole file.

    ``column`` is the heading's word. ``code`` is stable for programs, ``text`` says what is wrong and what to do.
    """

    code: str
    text: Text
    row: int | None = None
    column: str | None = None

    def sentence(self, language: str) -> str:
        """Return place and text in one language: "Row 3, column nilai: …"."""
        words = ("baris", "kolom") if not language.startswith("en") else ("row", "column")
        place = [f"{words[0]} {self.row}"] if self.row is not None else []
        place += [f"{words[1]} {self.column}"] if self.column else []
        prefix = ", ".join(place)
        text = self.text.in_language(language)
        return f"{prefix[0].upper()}{prefix[1:]}: {text}" if prefix else text


class TableError(ValueError):
    """The file as a whole cannot be read; ``problem`` says why and where."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence("en"))


def refuse(code: str, id_: str, en: str, row: int | None = None, column: str | None = None) -> TableError:
    """Make a ``TableError`` of a code, a sentence in both languages, and a place."""
    return TableError(Problem(code, Text(id_, en), row, column))
