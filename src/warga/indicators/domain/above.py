"""What the pages here need from the floor above, which keeps judgements; ``warga.urls`` hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from warga.indicators.domain.plan import Plan
from warga.kernel.actor import Actor


class CommitImport(Protocol):
    """Carry out an import whole: its values and the interpretations printed beside them, which ``author`` made."""

    def __call__(self, *, plan: Plan, author: str, reason: str, actor: Actor, now: datetime) -> Any: ...


class JudgementsOf(Protocol):
    """Return the level of every judged indicator of a period, drafts included or not."""

    def __call__(
        self, *, city_id: int, framework_id: str, period: int, drafts: bool
    ) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Above:
    """The two verbs of the floor above that pages of this one use."""

    commit_import: CommitImport
    judgements_of: JudgementsOf = lambda **_place: {}
