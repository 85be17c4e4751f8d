"""What allauth asks us: nobody signs up; secrets of the second step lie encrypted; mail in the reader's language."""

import base64
import hashlib
import logging
import secrets
import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter that cannot be sent is logged; what it tells of has happened and must not look as if it failed."""
        person = context.get("user")
        with translation.override(getattr(person, "language", None) or translation.get_language()):
            try:
                super().send_mail(template_prefix, email, context)
            except (OSError, smtplib.SMTPException):
                logger.exception("The letter %s could not be sent", template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A copy of the database alone gives nobody a second factor."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # Sealed with another signing key: no code fits any more, an administrator removes the second step.
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"warga.accounts.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
