"""The one settings module. Everything that differs between machines comes from the environment (see .env.example)."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from calecim_portal import environment
from calecim_portal.rates import Rate

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = environment.boolean("DEBUG", default=False)
# Demo mode: this machine alone, plain cookies, no redirect to HTTPS. `make run` and the tests use it.
DEMO = environment.boolean("DEMO", default=False)
SECRET_KEY = environment.secret_key(debug=DEBUG)
ALLOWED_HOSTS = environment.allowed_hosts(demo=DEMO, debug=DEBUG)
# Where mail sends its readers; a page knows its own address from the request.
SITE_URL = environment.site_url(hosts=ALLOWED_HOSTS, secure=not (DEBUG or DEMO))
DATABASES = {"default": environment.database(var_folder=VAR_DIR)}
REDIS_URL = environment.redis_url()

INSTALLED_APPS = [
    "calecim_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "knox",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "calecim_portal.apps.PortalConfig",
    "accounts",
    "catalogue",
    "protocols",
    "support",
    "orders",
    "notices",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.sessions.SessionLimitMiddleware",
    "accounts.viewers.ViewerMiddleware",
    "accounts.middleware.StatusMiddleware",
    "accounts.middleware.AdminInputMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "calecim_portal.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.StaffSecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "calecim_portal.urls"
FORCE_SCRIPT_NAME = ""  # the portal stands at the root; a header that says otherwise is not believed
WSGI_APPLICATION = "calecim_portal.wsgi.application"

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
                "calecim_portal.context.portal",
            ],
            "builtins": ["calecim_portal.templatetags.components", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# -- Accounts, by django-allauth

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.allauth_forms.LoginForm",
    "signup": "accounts.allauth_forms.SignupForm",
    "add_email": "accounts.allauth_forms.AddEmailForm",
    "change_password": "accounts.allauth_forms.ChangePasswordForm",
    "set_password": "accounts.allauth_forms.SetPasswordForm",
    "reset_password": "accounts.allauth_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.allauth_forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.allauth_forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the browser that signed up, and in no other
ACCOUNT_SIGNUP_REDIRECT_URL = "account"  # where the next step stands
ACCOUNT_CHANGE_EMAIL = True  # one address an account: the new one replaces the old once it is confirmed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG or DEMO else "https"
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.allauth_forms.CodeForm",
    "reauthenticate": "accounts.allauth_forms.CodeAgainForm",
    "activate_totp": "accounts.allauth_forms.ActivateTOTPForm",
    "add_webauthn": "accounts.allauth_forms.AddPasskeyForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "CALECIM Professional portal"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey asks for finger, face or PIN: it is both factors
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
STAFF_SESSION_SECONDS = 12 * 60 * 60
STAFF_IDLE_SECONDS = 30 * 60

# -- Limits. Counters lie in the database: a restart forgets none, and all workers count together.

# How many proxies of our own stand in front; each adds the address it saw to X-Forwarded-For.
PROXY_COUNT = environment.whole_number("PROXY_COUNT", default=0, at_least=0, at_most=9)
API_RATE_ACCOUNT = Rate.read(environment.rate("API_RATE_ACCOUNT", default="600/1m"))
API_RATE_ADDRESS = Rate.read(environment.rate("API_RATE_ADDRESS", default="300/1m"))
FAILED_SIGN_INS = (
    f"{environment.rate('FAILED_SIGN_IN_RATE_ADDRESS', default='30/1m')}/ip,"
    f"{environment.rate('FAILED_SIGN_IN_RATE_ACCOUNT', default='5/5m')}/key"
)
ACCOUNT_RATE_LIMITS = {
    "login": None,  # one that succeeds does not count
    "login_failed": FAILED_SIGN_INS,  # passwords and codes alike
    "signup": f"{environment.rate('SIGN_UP_RATE_ADDRESS', default='20/1m')}/ip",
    "reset_password": (
        f"{environment.rate('RESET_RATE_ADDRESS', default='20/1m')}/ip,{environment.rate('RESET_RATE_ACCOUNT', default='5/1m')}/key"
    ),
}
RETRY_PAGE_AFTER = 5 * 60  # seconds; the longest of these stretches, as the pages say it in words
APPLICATION_RATE_ACCOUNT = Rate.read(environment.rate("APPLICATION_RATE_ACCOUNT", default="20/1h"))
ORDER_RATE_ACCOUNT = Rate.read(environment.rate("ORDER_RATE_ACCOUNT", default="10/1h"))
ORDER_RATE_ADDRESS = Rate.read(environment.rate("ORDER_RATE_ADDRESS", default="20/1h"))
REPORT_RATE_ADDRESS = Rate.read(environment.rate("REPORT_RATE_ADDRESS", default="10/1h"))
NOTICE_RATE_ACCOUNT = Rate.read(environment.rate("NOTICE_RATE_ACCOUNT", default="120/1h"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        # With few entries a flood of new ones would push the counters out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# British English is the base; a dose figure never passes through a locale (catalogue.figures).
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("British English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# `manage.py build_assets` writes the joined style sheet and the subset fonts there.
ASSETS_DIR = environment.make_folder(VAR_DIR / "assets")
STATICFILES_DIRS = [BASE_DIR / "static", ASSETS_DIR]
STATICFILES_MANIFEST = environment.boolean("STATICFILES_MANIFEST", default=not DEBUG)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Compressing belongs to a release: it costs seconds and `make run` serves this machine alone.
STATICFILES_BACKEND = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if not STATICFILES_MANIFEST
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if not DEMO
    else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATICFILES_BACKEND},
}

# -- Pictures of products, brought by editors. The default storage keeps them; catalogue.views.pictures serves them.

MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
PICTURE_MAX_BYTES = environment.whole_number("PICTURE_MAX_BYTES", default=10 * 1024 * 1024, at_least=100_000, at_most=100_000_000)
PICTURE_MAX_PIXELS = 40_000_000  # a camera of today; four bytes each while it is read

# -- Protocols

# So many days ahead of the review of a version its pages and its editors are warned; so many days after it the look-up still answers.
REVIEW_WARNING_DAYS = environment.whole_number("REVIEW_WARNING_DAYS", default=30, at_least=0, at_most=365)
REVIEW_GRACE_DAYS = environment.whole_number("REVIEW_GRACE_DAYS", default=0, at_least=0, at_most=90)

# -- Plans

# House decision, as the maker says nothing on late visits: after this local time a clinic must say when its patient starts at home.
LATE_VISIT_AFTER = environment.clock_time("LATE_VISIT_AFTER", default="18:00")
# Filled in on the plan page until the browser or the reader says another.
CLINIC_TIME_ZONE = environment.time_zone("CLINIC_TIME_ZONE", default="Europe/London")

# -- Mail and jobs. Mail is queued in the database and sent by the worker, so that no mail server holds up a page.

EMAIL_BACKEND = "calecim_portal.mail.QueuedBackend"
MAIL = environment.mail(default_folder=VAR_DIR / "mail")
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "CALECIM Professional portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# House decision, until the operator sets another: how long a check of a profession usually takes.
VERIFICATION_WORKING_DAYS = environment.whole_number("VERIFICATION_WORKING_DAYS", default=3, at_least=1, at_most=30)
STAFF_EMAIL = environment.text("STAFF_EMAIL")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Calls to the servers of clinics, at addresses that verified practitioners name: nothing leaves unless the operator says so.
WEBHOOKS = environment.boolean("WEBHOOKS", default=DEMO)
WEBHOOK_ALLOW_PRIVATE = environment.boolean("WEBHOOK_ALLOW_PRIVATE", default=DEMO)

# -- Cookies and headers

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PROFESSION_COOKIE_NAME = "profession"
THEME_COOKIE_NAME = "theme"
SESSION_ENGINE = "accounts.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "calecim_portal.views.csrf_failure"
# An order line or a form never comes near these; a larger body is refused before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# A table that an editor imports.
IMPORT_MAX_BYTES = environment.whole_number("IMPORT_MAX_BYTES", default=5_000_000, at_least=10_000, at_most=10_000_000)
IMPORT_MAX_ROWS = environment.whole_number("IMPORT_MAX_ROWS", default=20_000, at_least=10, at_most=100_000)
# Files do not count above: each goes to disk, this much of it and no more. Above every limit of a form, which compares the whole size.
FILE_UPLOAD_HANDLERS = ["calecim_portal.uploads.CappedUploadHandler"]
UPLOAD_KEPT_BYTES = max(PICTURE_MAX_BYTES, 10 * 1024 * 1024)
DATA_UPLOAD_MAX_NUMBER_FILES = 20
if not (DEBUG or DEMO):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # The prefix makes browsers refuse such a cookie from a subdomain or over plain HTTP.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    PROFESSION_COOKIE_NAME = "__Host-profession"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],  # the one that keeps the offline copy of the dosing card
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Nothing of a browser's devices is used, but for the passkeys of one's own account.
UNUSED_FEATURES = [
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
PERMISSIONS_POLICY = dict.fromkeys(UNUSED_FEATURES, []) | {"publickey-credentials-create": "self", "publickey-credentials-get": "self"}

KNOX_TOKEN_MODEL = "accounts.ApiToken"  # noqa: S105 - the name of a model
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_PREFIX": "cal_", "TOKEN_TTL": timedelta(days=90)}
MIGRATION_MODULES = {"knox": None}  # its own table would stay unused, and stands in the way of the tests on PostgreSQL
TOKENS_PER_ACCOUNT = 5

REST_FRAMEWORK = {
    # JSON alone: the browsable pages need inline scripts, which the policy above refuses.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["calecim_portal.api_parsers.StrictJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.TokenAuthentication", "accounts.authentication.SessionAuthentication"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttling.ApiThrottle"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PAGINATION_CLASS": "calecim_portal.pagination.PagePagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "calecim_portal.api_errors.answer",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "CALECIM Professional portal",
    "DESCRIPTION": "Products, ingredients, protocols and the Serum dosing look-up. Decimals are strings; what a visitor may not read is named in `withheld`.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "ENUM_NAME_OVERRIDES": {"AudienceEnum": "catalogue.visibility.Audience"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A refused or misread request is the visitor's business; what is ours to mend must not drown in it.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        # It tells of every property that paper has no use for.
        "weasyprint": {"level": "ERROR"},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
