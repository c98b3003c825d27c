"""Real servers for tests: one PostgreSQL and Valkey for each test process, a migrated template, clones of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from flask import Flask
from flask_migrate import upgrade

from changeportal.factory import create_app
from changeportal.runtime.servers import started
from config import Settings, load

TEMPLATE = "template_changeportal"


def settings_for(data: Path, sockets: Path, database: str) -> Settings:
    """Demo settings over a named database of the test servers."""
    url = f"postgresql+psycopg://changeportal_{{}}@/{database}?host={sockets}"
    return load(
        {
            "CHANGEPORTAL_ENV": "demo",
            "CHANGEPORTAL_DATA": str(data),
            "DATABASE_URL": url.format("app"),
            "DATABASE_OWNER_URL": url.format("owner"),
            "REDIS_URL": f"unix://{sockets}/valkey.sock",
            "SECRET_KEY": "a secret for tests alone, long enough",
        }
    )


class Servers:
    """The servers of this test process."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self.data, self.sockets = data, sockets

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Run one statement as the owner."""
        where = {"host": str(self.sockets), "user": "changeportal_owner", "dbname": database}
        with psycopg.connect(**where, autocommit=True) as connection:
            connection.execute(statement)

    def settings(self, database: str) -> Settings:
        """Settings over one database."""
        return settings_for(self.data, self.sockets, database)

    def app(self, database: str) -> Flask:
        """The app over one database."""
        app = create_app(self.settings(database))
        app.testing = True
        return app

    def make_template(self) -> None:
        """Migrate once and load the reference data; clones cost a file copy."""
        self.sql(f"CREATE DATABASE {TEMPLATE}")
        app = self.app(TEMPLATE)
        with app.app_context():
            upgrade()
        result = app.test_cli_runner().invoke(args=["reference", "load"])
        assert result.exit_code == 0, result.output
        self.release(app)

    @staticmethod
    def release(app: Flask) -> None:
        """Give back the app's connections."""
        from changeportal.data.session import db

        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    @contextmanager
    def clone(self) -> Iterator[str]:
        """A fresh database like the template, dropped afterwards."""
        name = f"clone_{uuid4().hex[:12]}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        try:
            yield name
        finally:
            self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def test_servers() -> Iterator[Servers]:
    """Start both servers in a folder of their own, with a template database."""
    with tempfile.TemporaryDirectory(prefix="cpt", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)
        data, sockets = Path(folder) / "d", Path(folder) / "s"
        with started(data, sockets, note="tests", durable=False):
            servers = Servers(data, sockets)
            servers.make_template()
            yield servers
