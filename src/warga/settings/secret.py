"""The signing key: from the environment, else made once and kept beside the database."""

import os
import secrets
from pathlib import Path


def secret_key(var: Path) -> str:
    """Return ``WARGA_SECRET_KEY`` or the key in ``var/secret_key``, creating that file (mode 600) if absent."""
    if given := os.environ.get("WARGA_SECRET_KEY"):
        return given
    path = var / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")
