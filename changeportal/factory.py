"""Makes the app: wires everything, decides nothing."""

from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

from changeportal import cli
from changeportal.data import models
from changeportal.data.session import db, prepare_connections
from changeportal.logs import configure_logs
from changeportal.web import (
    access,
    access_table,
    current,
    drafts,
    errors,
    extensions,
    look,
    page_context,
    page_tables,
    registration,
    security,
)
from changeportal.web.session_store import DatabaseSessions
from config import Settings

ROOT = Path(__file__).resolve().parent.parent
TABLES = models.__all__
MB = 1024 * 1024
LEAST_BODY_MB = 25
POOL = {
    "pool_size": 8,
    "max_overflow": 4,
    "pool_timeout": 3,
    "pool_pre_ping": False,
    "connect_args": {"connect_timeout": 3},
}


def create_app(settings: Settings) -> Flask:
    """The app for these settings; nothing is started and nothing is read from the database here."""
    app = Flask("changeportal", root_path=str(ROOT / "changeportal"), template_folder=str(ROOT / "templates"))
    _configure(app, settings)
    configure_logs()
    app.session_interface = DatabaseSessions()
    security.init_app(app)
    _data(app, settings)
    extensions.csrf.init_app(app)
    extensions.login.init_app(app)
    extensions.login.user_loader(current.load_signed_in)
    app.before_request(lambda: access.check_access(access_table.ACCESS))
    look.init_app(app)
    page_context.init_app(app)
    page_tables.init_app(app)
    drafts.init_app(app)
    errors.init_app(app)
    registration.register(app)
    cli.register(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    https = settings.base_url.startswith("https:")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        DEMO=settings.demo,
        BASE_URL=settings.base_url,
        REDIS_URL=settings.redis_url,
        MAIL_URL=settings.mail_url,
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=(max(settings.files_most_mb, LEAST_BODY_MB) + 1) * MB,
        FILES_URL=settings.files_url,
        FILES_MOST_BYTES=settings.files_most_mb * MB,
        SCANNER_URL=settings.scanner_url,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        WTF_CSRF_TIME_LIMIT=None,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_OWNER_URI=settings.database_owner_url,
        DATA_DIR=str(settings.data_dir),
        SQLALCHEMY_ENGINE_OPTIONS=POOL,
    )


def _data(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"))
    one_url = settings.database_url == settings.database_owner_url
    with app.app_context():
        prepare_connections(db.engine, role="changeportal_app" if one_url else None)
