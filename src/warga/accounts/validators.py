"""Rules for passwords beyond Django's own."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from warga.accounts.domain import DEMO_PASSWORD
from warga.accounts.models import Person


class NotTheDemoPassword:
    """Everybody knows the demo's password, so nobody else may have it: this is what ``is_demo`` may be trusted for."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if password == DEMO_PASSWORD:
            raise ValidationError(_("This is the password of the demonstration: everybody knows it."))

    def get_help_text(self) -> str:
        return ""
