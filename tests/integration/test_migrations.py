"""Migrations run up, down and up again; the models are what they make; the head file says where they end."""

import io
import subprocess
import sys
from contextlib import redirect_stdout
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
    "table",
    [
        "audit_event",
        "decision",
        "case_version",
        "proposal_event",
        "saving_entry",
        "seat_vote",
        "published_paper",
        "attendance_move",
    ],
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


LINTED_FROM = "0002"
NOT_FOR_US = (
    "require-concurrent-index-creation",  # each migration runs in one transaction; these tables are small when it runs
    "require-concurrent-index-deletion",  # the table goes with it
    "prefer-bigint-over-int",  # years and counts of rows
    "require-lock-timeout",  # env.py sets both on the connection
    "require-statement-timeout",
    "ban-drop-table",  # a table that nothing had written
    "constraint-missing-not-valid",  # one transaction; what is checked fits, or the migration says so
    "adding-foreign-key-constraint",
    "disallowed-unique-constraint",
    "ban-drop-constraint",  # put back, wider, in the same transaction
)


def test_the_linter_of_migrations_finds_nothing(servers: Servers, tmp_path: Path) -> None:
    """From the first migration that changes what stands; 0001 and 0002 made everything from nothing."""
    servers.sql("CREATE DATABASE linted")
    app = servers.app("linted")
    written = io.StringIO()
    with app.app_context(), redirect_stdout(written):
        upgrade(revision=f"{LINTED_FROM}:head", sql=True)
    servers.release(app)
    file = tmp_path / "migrations.sql"
    file.write_text(written.getvalue())
    command = [str(Path(sys.executable).parent / "squawk"), *(f"--exclude={rule}" for rule in NOT_FOR_US), str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
