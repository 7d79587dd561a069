"""Settings, read top to bottom. Values come from the environment through `env`, which refuses bad
ones.

`docs/settings.md` explains each variable. The embedded default (nothing set) is one machine on
loopback: SQLite, files on disk, a bundled broker. The state's installation names PostgreSQL, Redis
and object storage.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from trustact_site import addresses, browser_policies, env
from trustact_site.allauth_settings import *  # noqa: F403  settings, each of which Django reads by its name
from trustact_site.logging import logging_config
from trustact_site.storage import stored_files

django_stubs_ext.monkeypatch()  # typed fields and querysets can be written as in their stubs

BASE_DIR = Path(__file__).resolve().parent.parent
env.load_dotenv(BASE_DIR / ".env")
env.follow_server(BASE_DIR / "var")

# What kind of process this is -------------------------------------------------------------------

ALLOWED_HOSTS = env.words(
    "TRUSTACT_ALLOWED_HOSTS",
    meaning="Exact host names, separated by commas.",
    default=("127.0.0.1", "localhost", "[::1]"),
)
PUBLIC_ADDRESS = env.text(
    "TRUSTACT_PUBLIC_ADDRESS",
    meaning="Address the public uses, printed on notices and in mail; no trailing slash.",
    default="http://127.0.0.1:8000",
).rstrip("/")
# Whoever can be reached from elsewhere is a real installation, whatever else is set.
PRODUCTION = env.flag(
    "TRUSTACT_PRODUCTION",
    meaning=(
        "A real installation: insists on TLS, keys and approvals. On in any case where a host or"
        " the public address is not this machine's own."
    ),
) or not all(
    env.is_loopback(host) for host in (*ALLOWED_HOSTS, urlsplit(PUBLIC_ADDRESS).hostname or "")
)
DEMO = env.flag("TRUSTACT_DEMO", meaning="Demo data and demo accounts; only on loopback.")
DEBUG = env.flag(
    "TRUSTACT_DEBUG", meaning="Django's debug pages; refused together with a public host."
)
CLOCK_OFFSET_SECONDS = env.whole_number(
    "TRUSTACT_CLOCK_OFFSET", meaning="Seconds added to the clock; demo only.", default=0
)
DATA_DIR = env.directory("TRUSTACT_DATA", meaning="Where data lives.", default=BASE_DIR / "var")
PUBLICATION_HOUR = env.whole_number(
    "TRUSTACT_PUBLICATION_HOUR",
    meaning=(
        "Hour of the day in Connecticut at which a released edition goes out; 24 means at once. In"
        " production 10."
    ),
    default=10 if PRODUCTION else 24,
    at_least=0,
)
AGENCIES_THAT_POOL = env.whole_number(
    "TRUSTACT_AGENCIES_THAT_POOL",
    meaning=(
        "How many agencies are taken to put their numbers together against withheld ones: 1 or 2."
    ),
    default=1,
    at_least=1,
    at_most=2,
)
SECURITY_CONTACT = env.text(
    "TRUSTACT_SECURITY_CONTACT",
    meaning="Where weaknesses are reported, as mailto: or https:; shown in security.txt.",
)
DATA_LICENCE = env.text(
    "TRUSTACT_DATA_LICENCE",
    meaning="Address of the licence of published data.",
    default="https://creativecommons.org/publicdomain/zero/1.0/",
)
DATA_LICENCE_TITLE = env.text(
    "TRUSTACT_DATA_LICENCE_TITLE", meaning="Its name for people.", default="CC0 1.0"
)
REQUIRE_VERIFIED_LAW = env.flag(
    "TRUSTACT_REQUIRE_VERIFIED_LAW", meaning="Refuse to start while any rule of law is unconfirmed."
)
CUSTODY_WARNING_HOURS = env.whole_number(
    "TRUSTACT_CUSTODY_WARNING_HOURS",
    meaning=(
        "Hours before a release is due when clerk and head are warned that no ground to hold beyond"
        " it is known."
    ),
    default=6,
    at_least=1,
)
NOTICE_LATE_HOURS = env.whole_number(
    "TRUSTACT_NOTICE_LATE_HOURS",
    meaning=(
        "Hours after which an owed letter is shown as late; the act says “upon receiving” and"
        " “promptly” only."
    ),
    default=24,
    at_least=1,
)

# Secrets ----------------------------------------------------------------------------------------

DATABASE_URL = env.secret(
    "TRUSTACT_DATABASE_URL",
    meaning=(
        "postgresql://user:password@host:port/name?sslmode=verify-full, with any option of libpq"
        " and several hosts; empty means SQLite under the data folder."
    ),
)


def _secret_key() -> str:
    configured = env.secret(
        "TRUSTACT_SECRET_KEY", meaning="Signs sessions and forms; at least 50 characters."
    )
    if configured:
        if len(configured) < 50:
            raise ImproperlyConfigured("TRUSTACT_SECRET_KEY must have at least 50 characters.")
        return configured
    if PRODUCTION and DATABASE_URL:  # several machines: one that each made for itself differs
        raise ImproperlyConfigured(
            "TRUSTACT_SECRET_KEY is not set. Production needs one of at least 50 random characters;"
            " put it in a file and name it in TRUSTACT_SECRET_KEY_FILE."
        )
    return _kept_secret(DATA_DIR / "secret_key")


def _kept_secret(path: Path) -> str:
    """Make the embedded installation's own secret once and keep it beside its data."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()

# Where requests may come from -------------------------------------------------------------------

CSRF_TRUSTED_ORIGINS = env.words(
    "TRUSTACT_TRUSTED_ORIGINS", meaning="Origins with scheme, when behind a proxy."
)
TLS = env.flag(
    "TRUSTACT_TLS", meaning="Served over TLS: secure cookies and HSTS.", default=PRODUCTION
)
BEHIND_PROXY = env.flag(
    "TRUSTACT_BEHIND_PROXY", meaning="A proxy sets X-Forwarded-Proto and strips it from clients."
)

# The program ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "reports",
]
MIDDLEWARE = [
    "reports.web.shared.middleware.request_id",
    "reports.web.shared.middleware.security_headers",
    "reports.web.shared.middleware.compression",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reports.web.shared.middleware.session_clock",
    "reports.web.shared.middleware.person_limit",
    "allauth.account.middleware.AccountMiddleware",
    "reports.web.shared.signing_in.second_factor.second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "reports.web.shared.middleware.refusals",
]
ROOT_URLCONF = "trustact_site.urls"
WSGI_APPLICATION = "trustact_site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.web.shared.navigation.navigation",
            ],
            "builtins": ["reports.templatetags.components"],
        },
    }
]
# The tone of the alert that shows a message: components/flash.html writes the tag into the class.
MESSAGE_TAGS = {messages.SUCCESS: "good", messages.ERROR: "stop"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = "uswds"
CRISPY_TEMPLATE_PACK = "uswds"
CRISPY_FAIL_SILENTLY = False
SILENCED_SYSTEM_CHECKS: list[str] = []

# Database ---------------------------------------------------------------------------------------

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # trusted_schema stays on: Django checks JSON columns with json_valid, which older SQLite counts
    # as unsafe there.
    # FULL: an acknowledged record survives power loss. secure_delete: erased means erased.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA"
        " secure_delete=ON;"
    ),
}


def _database() -> dict[str, Any]:
    if not DATABASE_URL:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "trustact.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    return {
        **addresses.postgresql(DATABASE_URL),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Advisory and row locks are held for single transactions; server-side cursors forbid
        # parallel plans.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


DATABASES = {"default": _database()}

# Background work, broker, cache -----------------------------------------------------------------

REDIS_URL = addresses.redis_address(
    env.secret(
        "TRUSTACT_REDIS_URL",
        meaning="redis://:password@host:port/0, rediss:// or unix socket; empty: bundled or none.",
    ),
    variable="TRUSTACT_REDIS_URL",
)
CACHE_URL = addresses.redis_address(
    env.secret(
        "TRUSTACT_CACHE_URL",
        meaning="Redis for limits and caches, if another than for background work.",
    ),
    variable="TRUSTACT_CACHE_URL",
)
CELERY_BROKER_URL = addresses.broker(REDIS_URL)
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "reports.core.quiet_cache.QuietCache",
            "LOCATION": CACHE_URL or REDIS_URL,
            # A page waits for it for a second, once; what it counts is then not counted.
            "OPTIONS": {
                "socket_connect_timeout": 1,
                "socket_timeout": 1,
                "retry": Retry(NoBackoff(), 0),
            },
        }
        if CACHE_URL or REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
WEB_PROCESSES = env.whole_number(
    "TRUSTACT_WEB_WORKERS",
    meaning="Web processes; each serves one request at a time. Two per core is plenty.",
    default=2,
    at_least=1,
)
WORKER_CONCURRENCY = env.whole_number(
    "TRUSTACT_WORKER_CONCURRENCY",
    meaning="Notices made at once by one worker.",
    default=2,
    at_least=1,
)

# Keys that seal personal data -------------------------------------------------------------------

KEYS = env.text(
    "TRUSTACT_KEYS",
    meaning="Where agency keys come from: file:PATH, env, service:URL or none.",
    default=f"file:{DATA_DIR / 'keys'}",
)

SIGNING_FOLDER = env.text(
    "TRUSTACT_SIGNING_FOLDER",
    meaning="Folder of the agencies' certificates, CODE.p12; empty: letters are not signed.",
)
SIGNING_PASSPHRASE = env.secret(
    "TRUSTACT_SIGNING_PASSPHRASE", meaning="Opens certificate files with none of their own."
)
SIGNING_REQUIRED = env.flag(
    "TRUSTACT_SIGNING_REQUIRED", meaning="Hold back letters that cannot be signed."
)
SIGNING_TIMESTAMPS = env.text(
    "TRUSTACT_SIGNING_TIMESTAMPS",
    meaning="Address of an RFC 3161 time-stamping service; empty: signed without one.",
)

# Files ------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
ASSETS_DIR = BASE_DIR / "var" / "assets"
STATICFILES_DIRS = [ASSETS_DIR] if ASSETS_DIR.is_dir() else []
WHITENOISE_USE_FINDERS = DEBUG
STORAGES: dict[str, dict[str, Any]] = {
    "default": stored_files(DATA_DIR),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "reports.web.shared.upload_handler.BoundedUploadHandler"
]  # a scan never touches a temp file
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
MAX_ATTACHMENT_BYTES = env.whole_number(
    "TRUSTACT_MAX_ATTACHMENT_BYTES",
    meaning="Largest scan taken.",
    default=20 * 1024 * 1024,
    at_least=1024,
)
# What the files of a request may take of memory, together.
FILE_UPLOAD_MAX_MEMORY_SIZE = max(50 * 1024 * 1024, MAX_ATTACHMENT_BYTES)

MALWARE_SCANNER = env.text(
    "TRUSTACT_MALWARE_SCANNER",
    meaning=(
        "clamd that looks at files before they are opened: unix:/PATH or tcp://HOST:PORT; empty:"
        " none."
    ),
)

# Open data portal -------------------------------------------------------------------------------

SOCRATA_ADDRESS = env.text(
    "TRUSTACT_SOCRATA_ADDRESS",
    meaning=(
        "Socrata portal each new edition is pushed to, for example https://data.ct.gov; empty:"
        " none."
    ),
)
SOCRATA_TABLES = env.text(
    "TRUSTACT_SOCRATA_TABLES", meaning="Data set there for tables.csv, as abcd-1234."
)
SOCRATA_COVERAGE = env.text(
    "TRUSTACT_SOCRATA_COVERAGE", meaning="Data set there for coverage.csv, as abcd-1234."
)
SOCRATA_COLUMNS = env.text(
    "TRUSTACT_SOCRATA_COLUMNS",
    meaning="JSON file with the data sets' column names; empty: the names of our files.",
)
SOCRATA_BATCH = env.whole_number(
    "TRUSTACT_SOCRATA_BATCH", meaning="Rows sent to the portal at once.", default=1000, at_least=1
)
SOCRATA_KEY_ID = env.secret("TRUSTACT_SOCRATA_KEY_ID", meaning="Id of the portal's API key.")
SOCRATA_KEY_SECRET = env.secret(
    "TRUSTACT_SOCRATA_KEY_SECRET", meaning="Secret of the portal's API key."
)
SOCRATA_APP_TOKEN = env.secret(
    "TRUSTACT_SOCRATA_APP_TOKEN", meaning="Application token of the portal, if it wants one."
)

# People -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "reports.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# NIST SP 800-63B-4: 15 characters, a blocklist that bites at that length, no composition rules.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "reports.accounts.passwords.GuessedEarlyValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "public:home"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
REQUESTS_EACH_MINUTE = 600  # of one person, signed in: ten a second
# Browsers allow passkeys over TLS, and on http://localhost, which is where the demo is.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
CSRF_COOKIE_NAME = "__Host-csrftoken" if TLS else "csrftoken"
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "reports.web.shared.error_pages.csrf_failure"

# Headers ----------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = browser_policies.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = browser_policies.PERMISSIONS_POLICY

# Time, language, mail, logs ---------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "America/New_York"
USE_I18N = True
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", "English")]
LOCALE_PATHS = [BASE_DIR / "reports" / "locale"]
EMAIL_HOST = env.text(
    "TRUSTACT_EMAIL_HOST", meaning="Mail server; empty keeps mail in the data folder."
)
EMAIL_PORT = env.whole_number(
    "TRUSTACT_EMAIL_PORT", meaning="Port of the mail server.", default=465
)
EMAIL_HOST_USER = env.text("TRUSTACT_EMAIL_USER", meaning="User at the mail server.")
EMAIL_HOST_PASSWORD = env.secret("TRUSTACT_EMAIL_PASSWORD", meaning="Password at the mail server.")
EMAIL_SECURITY = env.choice(
    "TRUSTACT_EMAIL_SECURITY",
    meaning="How mail goes to the server: TLS at once, STARTTLS, or in clear to a relay beside us.",
    allowed=("tls", "starttls", "none"),
    default="tls",
)
EMAIL_USE_SSL = bool(EMAIL_HOST) and EMAIL_SECURITY == "tls"
EMAIL_USE_TLS = bool(EMAIL_HOST) and EMAIL_SECURITY == "starttls"
EMAIL_TIMEOUT = env.whole_number(
    "TRUSTACT_EMAIL_TIMEOUT",
    meaning="Seconds that the mail server may take for each answer.",
    default=10,
    at_least=1,
)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text(
    "TRUSTACT_MAIL_FROM", meaning="Sender of mail.", default="trust-act@localhost"
)
LOG_LEVEL = env.choice(
    "TRUSTACT_LOG_LEVEL",
    meaning="Least level logged.",
    allowed=("DEBUG", "INFO", "WARNING", "ERROR"),
    default="INFO",
)
MONITORING_KEY = env.secret(
    "TRUSTACT_MONITORING_KEY",
    meaning="Who sends it as a bearer token to /readyz is told each part; empty: nobody is.",
)
BACKUP_STAMP = DATA_DIR / "backup.json"
ANCHORS = env.text(
    "TRUSTACT_ANCHORS",
    meaning=(
        "Folder of the signed heads of the audit log, one file a day; best on another machine."
        " Empty: under the data folder."
    ),
) or str(DATA_DIR / "anchors")
LOGGING_CONFIG = None
logging_config(level=LOG_LEVEL)
