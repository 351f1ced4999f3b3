"""Django settings of Trede, read from the environment (docs/web.md lists the variables)."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from django.utils.functional import SimpleLazyObject

from trede.web import environment

DEMO = environment.flag("TREDE_DEMO")
DEBUG = environment.flag("TREDE_DEBUG")
HTTPS = os.environ.get("TREDE_HTTPS", "0" if DEMO or DEBUG else "1") == "1"
SECRET_KEY = SimpleLazyObject(environment.secret_key)  # said to be missing when it is first used
DATA_KEYS = SimpleLazyObject(environment.data_keys)  # encrypt columns; the first writes, all read
LOOKUP_KEY = SimpleLazyObject(environment.lookup_key)  # finds what is encrypted, and seals the audit log
PROCESSING_ACTIVITY = os.environ.get(
    "TREDE_PROCESSING_ACTIVITY", "urn:trede:re-integratie"
)  # in the register of the DPO
ALLOWED_HOSTS = os.environ.get("TREDE_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

ROOT_URLCONF = "trede.web.urls"
WSGI_APPLICATION = "trede.web.wsgi.application"
DATABASES = {"default": environment.database()}
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "axes",
    "trede.access",
    "trede.casework",
    "trede.api",
    "trede.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "trede.web.middleware.PrivacyHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "trede.access.middleware.AccessMiddleware",
    "trede.api.middleware.ApiMiddleware",
    "trede.web.middleware.SignInFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trede.web.context.house",
            ],
            "builtins": ["trede.web.templatetags.trede"],
        },
    }
]

# --- language -----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- conversations live in the session: in the database, for one working day -----------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "trede"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never on the disk, unencrypted
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- signing in ------------------------------------------------------------------------------------------------------

OIDC_ISSUER = os.environ.get("TREDE_OIDC_ISSUER", "").rstrip("/")  # single sign-on; without it there is none
OIDC_NAME = os.environ.get("TREDE_OIDC_NAME", "uw organisatie")
OIDC_RP_CLIENT_ID = os.environ.get("TREDE_OIDC_CLIENT", "")
OIDC_RP_CLIENT_SECRET = os.environ.get("TREDE_OIDC_SECRET", "")
OIDC_RP_SCOPES = os.environ.get("TREDE_OIDC_SCOPES", "openid email profile")
OIDC_RP_SIGN_ALGO = os.environ.get("TREDE_OIDC_ALGORITHM", "RS256")
OIDC_ACR = environment.listed("TREDE_OIDC_ACR")  # levels, and ways, that count as a second factor
OIDC_AMR = environment.listed("TREDE_OIDC_AMR", "mfa,otp,hwk,fido")
OIDC_GROUPS_CLAIM = os.environ.get("TREDE_OIDC_GROUPS_CLAIM", "groups")
OIDC_USE_PKCE, OIDC_TIMEOUT = True, 10
AUTHENTICATION_BACKENDS = [
    "trede.access.oidc.Backend",
    "axes.backends.AxesStandaloneBackend",
    "trede.access.backend.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ["email", "name"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # how long an invitation works
IDLE_SECONDS = 60 * int(os.environ.get("TREDE_IDLE_MINUTES", "30"))
SIGN_IN_SECONDS = 3600 * int(os.environ.get("TREDE_SIGN_IN_HOURS", "10"))
BREAK_GLASS_HOURS = int(os.environ.get("TREDE_BREAK_GLASS_HOURS", "4"))
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # who changes address does not get more tries for one account
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS, AXES_USERNAME_FORM_FIELD = ["username"], "username"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "trede.access.current.origin"
AXES_LOCKOUT_CALLABLE = "trede.web.views.account.locked"

# --- security -------------------------------------------------------------------------------------------------------

CSRF_FAILURE_VIEW = "trede.web.views.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]  # who asks whether a server is up does so within the house
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
BEHIND_PROXY = environment.flag("TREDE_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the arrows of the design system's own style sheet
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- static files: hashed and compressed once collected, straight from the package before ---------------------------

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("TREDE_STATIC_ROOT")  # where `collectstatic` puts them, if it was run
COLLECTED = bool(STATIC_ROOT) and (Path(STATIC_ROOT) / "staticfiles.json").exists()
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED or "collectstatic" in sys.argv
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG

# --- what is logged: never what someone typed -----------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},  # the audit log has it
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},  # addresses hold keys
    },
}
