"""Who acts: an argument of every verb, written into the journal."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, an API token, the command line or the system itself; ``label`` is what the journal shows."""

    kind: Literal["person", "token", "cli", "system"]
    id: int | None
    label: str
