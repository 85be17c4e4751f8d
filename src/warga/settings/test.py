"""Settings for the tests: no manifest, quick hashes, mail kept in memory."""

import os
import tempfile

os.environ.setdefault("WARGA_VAR", tempfile.mkdtemp(prefix="warga-test-"))
os.environ.setdefault("WARGA_SECRET_KEY", "only-for-tests")

from warga.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
LOOPBACK_HOSTS = {*LOOPBACK_HOSTS, "testserver"}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns about a missing folder
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in a real city: in memory, threads would share one connection and races prove nothing.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # noqa: F405
