"""Words a person reads, in the two languages every text of this project has."""

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence or name in Indonesian and in English."""

    id: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text for a language tag such as ``en-GB``; Indonesian unless it begins with ``en``."""
        return self.en if language.startswith("en") else self.id
