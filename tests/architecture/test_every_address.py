"""Nobody in: every address that is not declared public here refuses whoever has no role, before it looks at anything else."""

import re
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "web:theme", "accounts:accept", "places:places", "indicators:value",
    "dashboards:front", "dashboards:home", "dashboards:readiness", "dashboards:pillars", "dashboards:indicator",
    "dashboards:quality", "dashboards:method", "dashboards:comparison",
    "account_login", "account_logout", "account_signup", "account_inactive", "account_reauthenticate",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate",
}  # fmt: skip
# Open to everybody who is logged in: it is about themselves.
OWN = {"accounts:me", "account_change_password", "mfa_index", "mfa_reauthenticate"} | {
    f"mfa_{page}" for page in ("activate_totp", "deactivate_totp", "view_recovery_codes", "generate_recovery_codes", "download_recovery_codes")
}  # fmt: skip
PLAUSIBLE = {
    "slug": "kupang", "pk": 1, "period": 2023, "framework": "kupang-buku1-2023", "framework_id": "kupang-buku1-2023",
    "indicator": "T2.01", "code": "T2.01", "upload": UUID(int=1), "number": 1, "node": "struktur", "secret": "x",
}  # fmt: skip


def every_pattern(resolver: URLResolver, prefix: str = "", names: tuple[str, ...] = ()):
    """Yield (name, address) of every page, with plausible values for its parameters."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from every_pattern(pattern, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            address = re.sub(
                r"<(?:\w+:)?(\w+)>",
                lambda found: str(PLAUSIBLE.get(found[1], "x")),
                prefix + str(pattern.pattern),
            )
            yield ":".join((*names, pattern.name or "?")), "/" + address


def pages():
    return sorted({found for found in every_pattern(get_resolver()) if not found[0].startswith("api:")})


def only_one_city(actors):
    """Addresses without a slug mean the only city there is."""
    actors.other_city.is_hosted = False
    actors.other_city.save()


STAFF = [page for page in pages() if page[0] not in PUBLIC | OWN]


def test_the_list_of_public_pages_names_no_page_that_is_gone():
    """Pages come and go; a name that nobody has any more would be a hole for the next one of that name."""
    assert {name for name, _ in pages()} >= (PUBLIC | OWN)


@pytest.mark.parametrize(("name", "address"), STAFF)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_resident_is_sent_to_the_log_in(actors, name, address, prefix):
    client = actors.client("resident")
    if "/kupang/" not in address:
        only_one_city(actors)
    for response in (client.get(prefix + address), client.post(prefix + address)):
        assert response.status_code in (302, 405), f"{name} {response.status_code}"
        if response.status_code == 302:
            assert response["Location"].startswith(f"{prefix}/accounts/login/?next=")


@pytest.mark.parametrize(("name", "address"), STAFF)
@pytest.mark.parametrize("who", ["stranger", "other_analyst"])
def test_people_without_a_role_here_are_refused(actors, name, address, who):
    client = actors.client(who)
    if "/kupang/" not in address:
        only_one_city(actors)
    for response in (client.get(address), client.post(address)):
        assert response.status_code in (403, 405), f"{name} {response.status_code}"


@pytest.mark.parametrize(("name", "address"), [page for page in pages() if page[0] in OWN])
def test_ones_own_pages_want_a_log_in(actors, name, address):
    client = actors.client("resident")
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert "/accounts/" in response["Location"]
        assert "next=" in response["Location"]
