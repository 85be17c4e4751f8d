"""Letters."""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from warga.accounts.domain import Role
from warga.accounts.models import Invitation
from warga.accounts.texts import ROLES

logger = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link; False where no mail server is set or it did not take the letter, and the link is handed over."""
    body = render_to_string(
        "accounts/mail/invitation.txt",
        {"invitation": invitation, "role": ROLES[Role(invitation.role)], "link": link},
    )
    subject = _("Invitation to %s") % _one_line(invitation.city.name)
    try:
        send_mail(subject, body, None, [invitation.email])
    except (OSError, smtplib.SMTPException):
        logger.exception("The invitation mail could not be sent")
        return False
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def _one_line(text: str) -> str:
    return " ".join(text.split())
