"""The first line of every staff view: ``actor = require(request, "observations.enter", city=city)``."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from warga.accounts.domain import ALL_VERBS, Decision, Reason, decide
from warga.accounts.models import Person
from warga.accounts.selectors import (
    HasPk,
    actor_for,
    grants_of,
    has_second_step,
    may,
    second_step,
    second_step_was_used,
)
from warga.accounts.texts import REASONS
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import NotAllowedError

if TYPE_CHECKING:
    from warga.places.models import City


def decision(
    request: HttpRequest,
    verb: str,
    *,
    city: "City",
    agency: HasPk | None = None,
    kelurahan: HasPk | None = None,
) -> Decision:
    """Whether this request may: the person's role here today, then their second step. For menus and ``require``."""
    person = request.user
    if not isinstance(person, Person):
        return Decision(False, Reason.NOT_LOGGED_IN)
    today = clock.day_of(clock.now(), city.time_zone)
    by_role = may(person, verb, city=city, agency=agency, kelurahan=kelurahan, on=today)
    return second_step(request, person, city) if by_role else by_role


def require(
    request: HttpRequest,
    verb: str,
    *,
    city: "City",
    agency: HasPk | None = None,
    kelurahan: HasPk | None = None,
) -> Actor:
    """Return who acts, or raise NotAllowedError, which ``GuardMiddleware`` answers: log in, second step, or 403."""
    answer = decision(request, verb, city=city, agency=agency, kelurahan=kelurahan)
    if not answer:
        raise NotAllowedError(answer.reason.value, str(REASONS[answer.reason]))
    return actor_for(require_person(request))


def require_either(request: HttpRequest, wide: str, narrow: str, *, city: "City") -> tuple[Actor, bool]:
    """Return who acts, and whether they may the wider of two verbs; raise as ``require`` does if neither."""
    answer = decision(request, wide, city=city)
    by_role = answer or answer.reason in (Reason.MFA_MISSING, Reason.MFA_NOT_USED)
    return require(request, wide if by_role else narrow, city=city), bool(answer)


def verbs_here(request: HttpRequest, city: "City | None") -> frozenset[str]:
    """What the roles of the reader allow in the whole city today, for menus: one query, none for a stranger."""
    # Not "is None": the site's own city comes as a lazy object.
    if not city or not isinstance(request.user, Person):
        return frozenset()
    grants, today = grants_of(request.user), clock.day_of(clock.now(), city.time_zone)
    return frozenset(verb for verb in ALL_VERBS if decide(verb, grants, city_id=city.pk, on=today))


def require_person(request: HttpRequest) -> Person:
    """Return who is logged in, with or without a role; raises NotAllowedError for a stranger."""
    if not isinstance(request.user, Person):
        raise NotAllowedError(Reason.NOT_LOGGED_IN.value, str(REASONS[Reason.NOT_LOGGED_IN]))
    return request.user


def require_own_second_step(request: HttpRequest) -> Person:
    """Return who is logged in; raises NotAllowedError while a second step they have was not used in this session."""
    person = require_person(request)
    if has_second_step(person) and not second_step_was_used(request, person):
        raise NotAllowedError(Reason.MFA_NOT_USED.value, str(REASONS[Reason.MFA_NOT_USED]))
    return person
