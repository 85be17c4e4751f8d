"""Words for roles in templates."""

from django import template
from django.utils.functional import Promise

from warga.accounts.texts import ROLES, ROLES_EXPLAINED

register = template.Library()


@register.filter
def role_name(role: str) -> "str | Promise":
    return ROLES.get(role, role)  # type: ignore[call-overload,no-any-return]


@register.filter
def role_explained(role: str) -> "str | Promise":
    return ROLES_EXPLAINED.get(role, "")  # type: ignore[call-overload,no-any-return]


@register.simple_tag
def all_roles() -> "list[tuple[str | Promise, str | Promise]]":
    """Name and explanation of every role."""
    return [(name, ROLES_EXPLAINED[role]) for role, name in ROLES.items()]
