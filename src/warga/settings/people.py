"""Settings of log-in, passwords and the second step."""

import os

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "warga.accounts.validators.NotTheDemoPassword"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:me"

# allauth carries log-in, password reset and the second step; nobody signs up, people are invited.
ACCOUNT_FORMS = {"login": "warga.accounts.forms.LogInForm"}
ACCOUNT_ADAPTER = "warga.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if os.environ.get("WARGA_HTTPS") == "1" else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WARGA_PROXIES", "0"))
MFA_ADAPTER = "warga.accounts.adapters.SecondStepAdapter"
MFA_TOTP_ISSUER = "Warga"
# One step of 30 seconds either way: the clocks of cheap phones drift.
MFA_TOTP_TOLERANCE = 1

# A working day; the browser forgets it when it closes.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Names under which the demo may be asked for: this machine and no other.
LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
