"""The first line of every staff view: ``actor = require(request, "observations.enter", city=city)``."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from warga.accounts.domain import Decision, Reason
from warga.accounts.models import Person
from warga.accounts.selectors import HasPk, actor_for, may, second_step
from warga.accounts.texts import REASONS
from warga.kernel import clock
from warga.kernel.actor import Actor
from warga.kernel.errors import NotAllowedError

if TYPE_CHECKING:
    from warga.places.models import City, Kelurahan


def decision(
    request: HttpRequest,
    verb: str,
    *,
    city: "City",
    agency: HasPk | None = None,
    kelurahan: "Kelurahan | None" = None,
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
    kelurahan: "Kelurahan | None" = None,
) -> Actor:
    """Return who acts, or raise NotAllowedError, which ``GuardMiddleware`` answers: log in, second step, or 403."""
    answer = decision(request, verb, city=city, agency=agency, kelurahan=kelurahan)
    if not answer:
        raise NotAllowedError(answer.reason.value, str(REASONS[answer.reason]))
    return actor_for(require_person(request))


def require_person(request: HttpRequest) -> Person:
    """Return who is logged in, with or without a role; raises NotAllowedError for a stranger."""
    if not isinstance(request.user, Person):
        raise NotAllowedError(Reason.NOT_LOGGED_IN.value, str(REASONS[Reason.NOT_LOGGED_IN]))
    return request.user
