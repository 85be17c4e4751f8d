"""Who may do what: pure rules. Everything is denied unless a line of this file allows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    PUBLISHER = "publisher"


# The verbs of each role. No role holds both hands: who enters values does not publish them.
VERBS: dict[Role, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset({"drafts.view", "people.manage", "agencies.manage", "tokens.manage"}),
    Role.ANALYST: frozenset(
        {"drafts.view", "observations.enter", "judgements.enter", "tokens.create", "uncertainty.request"}
    ),
    Role.PUBLISHER: frozenset({"drafts.view", "periods.publish", "uncertainty.request"}),
}
ALL_VERBS = frozenset().union(*VERBS.values())

# Looking at drafts harms nobody: a role narrowed to one agency or kelurahan is enough for it.
NARROW_IS_ENOUGH = frozenset({"drafts.view"})

# What a program may do with a token; people and publication stay in human hands.
TOKEN_VERBS = frozenset({"drafts.view", "observations.enter", "judgements.enter"})

INVITATION_LASTS = timedelta(days=7)

# Everybody may know it: only the demo's log-ins have it, and the demo serves this machine alone.
DEMO_PASSWORD = "sepe-merah-53"  # noqa: S105


class Reason(StrEnum):
    """Why a decision fell as it did; ``accounts.texts`` says it in the reader's words."""

    ALLOWED = "allowed"
    UNKNOWN_VERB = "unknown_verb"
    NOT_LOGGED_IN = "not_logged_in"
    DEACTIVATED = "deactivated"
    NO_ROLE = "no_role"
    OTHER_CITY = "other_city"
    NOT_YET = "not_yet"
    ENDED = "ended"
    NARROWER = "narrower"
    MFA_MISSING = "mfa_missing"
    MFA_NOT_USED = "mfa_not_used"
    TOKEN = "token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer and its reason; truthy when allowed."""

    allowed: bool
    reason: Reason

    def __bool__(self) -> bool:
        return self.allowed


@dataclass(frozen=True, slots=True)
class Grant:
    """A role in a city from a day until the day before ``ends_on``, perhaps only for an agency or a kelurahan.

    ``ends_on`` is the first day without the role, so that ending it today works today.
    """

    role: str
    city_id: int
    starts_on: date
    ends_on: date | None = None
    agency_id: int | None = None
    kelurahan_id: int | None = None

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    def covers(self, agency_id: int | None, kelurahan_id: int | None) -> bool:
        """A narrowed role covers only what was asked for in the same narrow place."""
        return self.agency_id in (None, agency_id) and self.kelurahan_id in (None, kelurahan_id)


def decide(
    verb: str,
    grants: Iterable[Grant],
    *,
    city_id: int,
    on: date,
    agency_id: int | None = None,
    kelurahan_id: int | None = None,
) -> Decision:
    """Decide whether one of ``grants`` allows ``verb`` there and on that day; the reason names the nearest miss."""
    if verb not in ALL_VERBS:
        return Decision(False, Reason.UNKNOWN_VERB)
    grants = [grant for grant in grants if verb in VERBS.get(grant.role, frozenset())]  # type: ignore[call-overload]
    if not grants:
        return Decision(False, Reason.NO_ROLE)
    here = [grant for grant in grants if grant.city_id == city_id]
    if not here:
        return Decision(False, Reason.OTHER_CITY)
    current = [grant for grant in here if grant.holds(on)]
    if not current:
        begins = any(grant.starts_on > on for grant in here)
        return Decision(False, Reason.NOT_YET if begins else Reason.ENDED)
    if verb in NARROW_IS_ENOUGH or any(grant.covers(agency_id, kelurahan_id) for grant in current):
        return Decision(True, Reason.ALLOWED)
    return Decision(False, Reason.NARROWER)
