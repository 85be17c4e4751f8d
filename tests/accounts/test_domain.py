from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warga.accounts.domain import ALL_VERBS, TOKEN_VERBS, VERBS, Grant, Reason, Role, decide

TODAY = date(2026, 6, 15)
DAY = date.resolution


def grant(**fields):
    return Grant(**{"role": Role.ANALYST, "city_id": 1, "starts_on": date(2026, 1, 1)} | fields)


@pytest.mark.parametrize(
    ("grants", "reason"),
    [
        ([], Reason.NO_ROLE),
        ([grant()], Reason.ALLOWED),
        ([grant(role=Role.PUBLISHER)], Reason.NO_ROLE),
        ([grant(role="emperor")], Reason.NO_ROLE),
        ([grant(city_id=2)], Reason.OTHER_CITY),
        ([grant(starts_on=TODAY)], Reason.ALLOWED),
        ([grant(starts_on=TODAY + DAY)], Reason.NOT_YET),
        ([grant(ends_on=TODAY + DAY)], Reason.ALLOWED),
        ([grant(ends_on=TODAY)], Reason.ENDED),
        ([grant(ends_on=TODAY - DAY)], Reason.ENDED),
        ([grant(agency_id=5)], Reason.NARROWER),
        ([grant(kelurahan_id=5)], Reason.NARROWER),
        ([grant(agency_id=5), grant()], Reason.ALLOWED),
        ([grant(ends_on=TODAY), grant(starts_on=TODAY)], Reason.ALLOWED),
    ],
)
def test_decision_for_the_whole_city(grants, reason):
    decision = decide("observations.enter", grants, city_id=1, on=TODAY)
    assert decision.reason is reason
    assert bool(decision) is (reason is Reason.ALLOWED)


def test_a_narrowed_role_works_in_its_own_place_only():
    grants = [grant(agency_id=5, kelurahan_id=8)]

    def ask(agency, kelurahan):
        return decide(
            "observations.enter", grants, city_id=1, on=TODAY, agency_id=agency, kelurahan_id=kelurahan
        )

    assert ask(5, 8)
    assert not ask(5, None)
    assert not ask(5, 9)
    assert not ask(None, 8)


def test_a_narrowed_role_may_look_at_drafts():
    assert decide("drafts.view", [grant(agency_id=5)], city_id=1, on=TODAY)


def test_who_enters_does_not_publish_and_who_gives_roles_does_neither():
    assert not VERBS[Role.ANALYST] & {"periods.publish", "people.manage"}
    assert not VERBS[Role.PUBLISHER] & {"observations.enter", "judgements.enter", "people.manage"}
    assert not VERBS[Role.ADMINISTRATOR] & {"observations.enter", "judgements.enter", "periods.publish"}
    assert not TOKEN_VERBS & {"periods.publish", "people.manage", "tokens.manage"}


@given(st.text().filter(lambda verb: verb not in ALL_VERBS))
def test_an_unknown_verb_is_denied_to_everybody(verb):
    decision = decide(verb, [grant(role=role) for role in Role], city_id=1, on=TODAY)
    assert decision.reason is Reason.UNKNOWN_VERB


grants_anywhere = st.builds(
    Grant,
    role=st.sampled_from([*Role, "emperor"]),
    city_id=st.integers(1, 2),
    starts_on=st.dates(TODAY - 3 * DAY, TODAY + 3 * DAY),
    ends_on=st.none() | st.dates(TODAY - 3 * DAY, TODAY + 3 * DAY),
    agency_id=st.none() | st.integers(1, 2),
    kelurahan_id=st.none() | st.integers(1, 2),
)


@given(
    st.sampled_from(sorted(ALL_VERBS)),
    st.lists(grants_anywhere),
    grants_anywhere,
    st.none() | st.integers(1, 2),
)
def test_a_further_role_never_takes_anything_away(verb, grants, further, agency):
    before = decide(verb, grants, city_id=1, on=TODAY, agency_id=agency)
    after = decide(verb, [*grants, further], city_id=1, on=TODAY, agency_id=agency)
    assert after or not before


@given(st.sampled_from(sorted(ALL_VERBS)), st.lists(grants_anywhere), st.none() | st.integers(1, 2))
def test_who_is_allowed_holds_a_role_of_that_verb_here_and_today(verb, grants, agency):
    if decide(verb, grants, city_id=1, on=TODAY, agency_id=agency):
        assert any(
            grant.city_id == 1 and grant.holds(TODAY) and verb in VERBS.get(grant.role, ())
            for grant in grants
        )
