"""Pages of accounts; ``login`` holds what differs from allauth's own."""

from warga.accounts.views.agencies import agencies, set_agency
from warga.accounts.views.joining import accept, invite, revoke_invitation
from warga.accounts.views.people import (
    deactivate,
    end_role,
    grant_role,
    me,
    people,
    person,
    remove_second_step,
)
from warga.accounts.views.tokens import revoke_token, tokens

__all__ = [
    "accept",
    "agencies",
    "deactivate",
    "end_role",
    "grant_role",
    "invite",
    "me",
    "people",
    "person",
    "remove_second_step",
    "revoke_invitation",
    "revoke_token",
    "set_agency",
    "tokens",
]
