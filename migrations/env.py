"""Alembic's environment: the owner's connection, short lock waits, one transaction for each migration."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool, text

from changeportal.data import models
from changeportal.data.base import Base
from changeportal.data.types import EnumText, UtcDateTime

MODELS = models.__all__


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain types beneath them: a migration may outlive the class."""
    if kind == "type" and isinstance(item, EnumText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


CONFIGURATION = {
    "target_metadata": Base.metadata,
    "transaction_per_migration": True,
    "compare_type": True,
    "compare_server_default": False,
    "render_item": render_item,
}


def run() -> None:
    """Run the migrations as the owner of the tables (or print their SQL)."""
    url = current_app.config["SQLALCHEMY_OWNER_URI"]
    if context.is_offline_mode():
        context.configure(url=url, literal_binds=True, **CONFIGURATION)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '4s'"))
        connection.commit()
        context.configure(connection=connection, **CONFIGURATION)
        with context.begin_transaction():
            context.run_migrations()


run()
