"""Every address not on the declared lists denies whoever has no business there."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.actors import Actors

# What anybody may open. A new public address is added here by hand, and somebody looks at it.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accounts:accept",
    "api:docs",
    "indicators:open-data",
    "api:openapi-json",
    "api:api-root",
    "places:places",
    "web:theme",
}
PUBLIC_SPACES = ("dashboards:",)
# What everybody may read and nobody write without a key.
READABLE_SPACES = ("api:",)

# What everybody who is logged in may open about themselves, with or without a role.
OWN = {"accounts:me", "account_change_password", "account_reauthenticate", "mfa_index"}
OWN_PREFIXES = ("mfa_",)

# Public once the value is published; there is nothing to show before.
PUBLIC_WHEN_PUBLISHED = {"indicators:value"}

# Doors that say they are closed: nobody signs up, and a closed account is told so.
CLOSED_DOORS = {"account_inactive", "account_signup"}

SAMPLES: dict[str, Any] = {
    "slug": "kupang",
    "colour": "0f5c6e",
    "framework": "kupang-buku1-2023",
    "framework_id": "kupang-buku1-2023",
    "period": 2023,
    "year": 2023,
    "code": "B1.T1.01",
    "indicator": "B1.T1.01",
}
BY_CONVERTER = {"IntConverter": 1, "UUIDConverter": UUID(int=1), "SlugConverter": "kupang"}
DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def addresses(
    resolver: URLResolver, space: str = "", above: dict[str, Any] | None = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (full name, sample arguments) of every address."""
    for entry in resolver.url_patterns:
        sample = (above or {}) | arguments(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space, sample)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name, so no list can declare it"
            yield f"{space}{entry.name}", sample


def arguments(pattern: Any) -> dict[str, Any]:
    """Return a sample for every part of an address that varies."""
    kinds = {name: type(converter).__name__ for name, converter in pattern.converters.items()}
    names = kinds or getattr(pattern, "regex", re.compile("")).groupindex
    return {name: SAMPLES.get(name, BY_CONVERTER.get(kinds.get(name, ""), "x")) for name in names}


# An address with and without the city is asked for with it: tests have several cities.
EVERY = sorted(dict(sorted(addresses(get_resolver()), key=lambda found: len(found[1]))).items())
GUARDED = [
    (name, sample)
    for name, sample in EVERY
    if name not in PUBLIC | CLOSED_DOORS and not name.startswith(PUBLIC_SPACES)
]
WITH_ROLE = [(n, s) for n, s in GUARDED if n not in OWN and not n.startswith(OWN_PREFIXES)]


def denied(response: HttpResponse, name: str) -> bool:
    """Sent to log in, or refused before anything else is looked at: what exists is nobody's business either."""
    if response.status_code == HTTPStatus.FOUND:
        return any(page in response["Location"] for page in ("/login/", "/2fa/", "/reauthenticate/"))
    unseen = name in PUBLIC_WHEN_PUBLISHED and response.status_code == HTTPStatus.NOT_FOUND
    return response.status_code in DENIED or unseen


def answers(client: Client, name: str, sample: dict[str, Any]) -> list[HttpResponse]:
    """Return what GET and POST give, without those the address does not know."""
    path = reverse(name, kwargs=sample)
    found = [client.post(path, "{}", content_type="application/json")]
    if not name.startswith(READABLE_SPACES):
        found += [client.get(path), client.post(path)]
    return [response for response in found if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED]


@pytest.mark.parametrize(("name", "sample"), GUARDED, ids=str)
def test_whoever_is_not_logged_in_is_denied(actors: Actors, name: str, sample: dict[str, Any]) -> None:
    for response in answers(actors.client("resident"), name, sample):
        assert denied(response, name), f"{name} answers {response.status_code}"


@pytest.mark.parametrize("who", ["stranger", "other_analyst"])
@pytest.mark.parametrize(("name", "sample"), WITH_ROLE, ids=str)
def test_whoever_has_no_role_here_is_denied(
    actors: Actors, who: Literal["stranger", "other_analyst"], name: str, sample: dict[str, Any]
) -> None:
    for response in answers(actors.client(who), name, sample):
        assert denied(response, name), f"{name} answers {response.status_code}"


def test_lists_name_only_what_exists() -> None:
    names = {name for name, _sample in EVERY}
    assert (PUBLIC | OWN | CLOSED_DOORS) - names == set()
