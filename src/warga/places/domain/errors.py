"""What can be wrong with a file of outlines; the words are in ``places.texts``."""

from collections.abc import Mapping
from typing import Any


class OutlineError(ValueError):
    """A file of outlines was refused: a stable code, and the details its sentence needs."""

    def __init__(self, error: str, /, **details: Any) -> None:
        super().__init__(f"{error}: {details}")
        self.code = error
        self.details: Mapping[str, Any] = details
