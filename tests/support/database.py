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

from changeportal.data.session import db
from changeportal.factory import create_app
from changeportal.imports.reference_files import reference_text, rows_of
from changeportal.runtime.servers import started
from changeportal.services.demo.load import AS_AT, set_clock
from changeportal.services.demo.people import load_people
from config import Settings, load

REFERENCE = "template_reference"
TEMPLATE = "template_changeportal"
YEAR = "template_year"


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
        self.has_year = False

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
        """Migrate once and load the reference data, then the people; clones cost a file copy."""
        self.sql(f"CREATE DATABASE {REFERENCE}")
        app = self.app(REFERENCE)
        with app.app_context():
            upgrade()
        self._run(app, "reference", "load")
        self.sql(f"CREATE DATABASE {TEMPLATE} TEMPLATE {REFERENCE}")
        app = self.app(TEMPLATE)
        with app.app_context():
            set_clock(app.config["SQLALCHEMY_OWNER_URI"], AS_AT)
            load_people(db.session, rows_of(reference_text("demo", "people.csv")), AS_AT)
            db.session.commit()
        self.release(app)

    def make_year(self) -> None:
        """A second template with the whole example year, made when the first test asks for it."""
        if self.has_year:
            return
        self.sql(f"CREATE DATABASE {YEAR} TEMPLATE {REFERENCE}")
        self._run(self.app(YEAR), "demo", "load")
        self.has_year = True

    def _run(self, app: Flask, *words: str) -> None:
        result = app.test_cli_runner().invoke(args=list(words))
        assert result.exit_code == 0, result.output
        self.release(app)

    @staticmethod
    def release(app: Flask) -> None:
        """Give back the app's connections."""
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    @contextmanager
    def clone(self, template: str = TEMPLATE) -> Iterator[str]:
        """A fresh database like the template, dropped afterwards."""
        name = f"clone_{uuid4().hex[:12]}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
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
