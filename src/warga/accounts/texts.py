"""The words for roles and for the reasons of a decision."""

from django.utils.translation import gettext_lazy as _

from warga.accounts.domain import Reason, Role

ROLES = {
    Role.ADMINISTRATOR: _("Administrator"),
    Role.ANALYST: _("Analyst"),
    Role.PUBLISHER: _("Publisher"),
}

ROLES_EXPLAINED = {
    Role.ADMINISTRATOR: _("invites people, gives and ends roles, keeps agencies and keys"),
    Role.ANALYST: _("enters values and judgements"),
    Role.PUBLISHER: _("checks what others entered and makes it public"),
}

REASONS = {
    Reason.ALLOWED: _("Allowed."),
    Reason.UNKNOWN_VERB: _("This is not something anyone may do here."),
    Reason.NOT_LOGGED_IN: _("Please log in first."),
    Reason.DEACTIVATED: _("This account is closed. Ask an administrator of your city to open it again."),
    Reason.NO_ROLE: _("You have no role for this. Ask an administrator of your city for it."),
    Reason.OTHER_CITY: _("Your role is in another city."),
    Reason.NOT_YET: _("Your role here has not begun yet."),
    Reason.ENDED: _("Your role here has ended. Ask an administrator of the city if you still need it."),
    Reason.NARROWER: _("Your role covers one agency or kelurahan only, and this is wider."),
    Reason.MFA_MISSING: _("Set up a second step for logging in first: it protects the city's numbers."),
    Reason.MFA_NOT_USED: _("Please confirm with the code of your authenticator app first."),
    Reason.TOKEN: _("This key is unknown, has expired or was withdrawn, or may not do this."),
}
