"""Migrations run up, down and up again; the models are what they make; the head file says where they end."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from changeportal.data.base import Base
from tests.support.database import Servers

ROOT = Path(__file__).resolve().parents[2]


def test_up_down_up_and_the_models_agree(servers: Servers) -> None:
    servers.sql("CREATE DATABASE migrations")
    app = servers.app("migrations")
    with app.app_context():
        upgrade()
        downgrade(revision="base")
        upgrade()
    engine = create_engine(app.config["SQLALCHEMY_OWNER_URI"])
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        assert head == (ROOT / "migrations" / ".current-head").read_text().strip()
        unnamed = (
            connection.execute(
                text(
                    "SELECT conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace "
                    "WHERE n.nspname = 'public' AND contype IN ('c', 'u', 'f', 'p', 'x') AND conname !~ '^(ck|uq|fk|pk|ex|alembic)_'"
                )
            )
            .scalars()
            .all()
        )
        assert unnamed == []
    engine.dispose()
    servers.release(app)


@pytest.mark.parametrize(
    "table", ["audit_event", "decision", "case_version", "proposal_event", "saving_entry", "seat_vote"]
)
def test_the_app_can_not_change_what_is_only_added_to(servers: Servers, table: str) -> None:
    with servers.clone() as name:
        app = servers.app(name)
        engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
        with engine.connect() as connection:
            for statement in (
                f"UPDATE {table} SET id = id",
                f"DELETE FROM {table}",
                f"TRUNCATE {table}",
                f"DROP TABLE {table}",
                f"ALTER TABLE {table} DISABLE TRIGGER ALL",
            ):
                mended = statement.replace("SET id = id", "SET seq = seq") if table == "audit_event" else statement
                with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                    connection.execute(text(mended))
                connection.rollback()
        engine.dispose()
        servers.release(app)
