"""The one settings file: typed, read from the environment, loud when something is missing; there is no tree of them.

Every variable is listed in docs/settings.md; the formats are those of `yuanba.keys`.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from yuanba import keys

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def read(name: str, default: str | None = None) -> str:
    """One variable of the environment, else of the demonstration's keys, else the default; else refused."""
    value = os.environ.get(name) or _demo_keys.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; docs/settings.md says what it holds.")
    return value


def read_as(name: str, parse: Callable[[str], T], default: str | None = None) -> T:
    """One variable through its parser; the message names the variable and never shows its value."""
    try:
        return parse(read(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read: {error}.") from None


def parse_switch(text: str) -> bool:
    """`1` or `0`; any other word is refused, because a mistyped switch must not pass for off."""
    if text not in ("0", "1"):
        raise ValueError("it must be 0 or 1")
    return text == "1"


def parse_base_url(text: str) -> str:
    """An absolute http or https address without a path or a trailing slash."""
    parts = urlsplit(text.rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ValueError("it must look like https://example.org")
    return parts.geturl()


def parse_database(url: str) -> dict[str, Any]:
    """Django's description of `sqlite:///path` or `postgresql://user:password@host:port/name?sslmode=…`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        if parts.netloc or len(parts.path) < 2:
            raise ValueError("SQLite needs a path after three slashes: sqlite:///data/yuanba.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(Path(unquote(parts.path[1:])).resolve()),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # An act reads before it writes: under DEFERRED two acts at once fail, under IMMEDIATE the second waits.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL, because an act that was acknowledged must outlive a power cut; WAL, so that readers never wait.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ValueError("it must begin with sqlite:/// or postgresql://")


_demo_keys: dict[str, str] = {}

YUANBA_DEMO = read_as("YUANBA_DEMO", parse_switch, "0")
YUANBA_DATA = read_as("YUANBA_DATA", Path, "data").resolve()
if YUANBA_DEMO:
    _demo_keys = keys.demo_keys(YUANBA_DATA)

SECRET_KEY = read("YUANBA_SECRET_KEY")
YUANBA_FIELD_KEYS = read_as("YUANBA_FIELD_KEYS", keys.parse_field_keys)
YUANBA_INDEX_KEY = read_as("YUANBA_INDEX_KEY", keys.parse_key)
YUANBA_SIGNING_KEY_FILE = read_as("YUANBA_SIGNING_KEY_FILE", Path, str(YUANBA_DATA / "ledger.key")).resolve()
YUANBA_PACK = (ROOT / read("YUANBA_PACK", "county/santai")).resolve()
YUANBA_BASE_URL = read_as("YUANBA_BASE_URL", parse_base_url, "http://127.0.0.1:8000" if YUANBA_DEMO else None)

DATABASES = {"default": read_as("YUANBA_DATABASE_URL", parse_database, f"sqlite:///{YUANBA_DATA / 'yuanba.sqlite3'}")}
# One page must not hold the write lock of a whole request: acts open their own transactions.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_base = urlsplit(YUANBA_BASE_URL)
_secure = _base.scheme == "https"
DEBUG = False
ALLOWED_HOSTS = [str(_base.hostname), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [YUANBA_BASE_URL]

# Faces and commands join when their package is there.
_joining = [name for name in ("api", "web", "ops") if (ROOT / "yuanba" / name / "apps.py").exists()]
INSTALLED_APPS = [
    "yuanba.kernel.ledger",
    "yuanba.kernel.places",
    "yuanba.kernel.people",
    "yuanba.kernel.registers",
    "yuanba.kernel.matters",
    "yuanba.kernel.assemblies",
    "yuanba.kernel.boards",
    *(f"yuanba.{name}" for name in _joining),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "yuanba.web.cache.LedgerCache",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yuanba.web.denying.Denying",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "yuanba.web.speaking.Speaking",
    "yuanba.web.unseen.Unseen",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

AUTH_USER_MODEL = "people.Account"

ROOT_URLCONF = "yuanba.urls"
CSRF_FAILURE_VIEW = "yuanba.web.errors.stale"
WSGI_APPLICATION = "yuanba.wsgi.application"

TEMPLATES = (
    [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "APP_DIRS": True,
            "OPTIONS": {"environment": "yuanba.web.jinja.environment"},
        },
    ]
    if (ROOT / "yuanba" / "web" / "jinja.py").exists()
    else []
)

# Language and time. Chinese at the root, English under /en/.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "yuanba" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# Static files, hashed and compressed by `collectstatic`; `make setup` copies front-end assets to build/static.
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [ROOT / "build" / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": YUANBA_DATA / "uploads", "file_permissions_mode": 0o640},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
# The sign-in of a villagers' assembly ticks thousands of names in one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Login. Reading needs none. A township sits behind one address, so only the pair of name and address is locked.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yuanba.web.desk.login.locked"
# A failed try is kept while it locks; who logged in when is nobody's list to keep.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# Cookies and headers.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if _secure:
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
