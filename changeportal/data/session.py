"""The Flask-SQLAlchemy object, and what every connection is told when it opens."""

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, scoped_session

from changeportal.data.base import Base

db = SQLAlchemy(model_class=Base, session_options={"autoflush": False, "expire_on_commit": False})

AnySession = Session | scoped_session[Any]

LIMITS = (
    "SET statement_timeout = '10s'",
    "SET lock_timeout = '4s'",
    "SET idle_in_transaction_session_timeout = '15s'",
    "SET timezone = 'UTC'",
)


def prepare_connections(engine: Engine, *, role: str | None) -> None:
    """Give each new connection its time limits and, where one URL serves both, the app's role."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        autocommit = connection.autocommit
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in LIMITS:
                cursor.execute(statement)
            if role:
                cursor.execute(f'SET ROLE "{role}"')
        connection.autocommit = autocommit
