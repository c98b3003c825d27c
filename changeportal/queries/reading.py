"""A page reads in one read-only transaction that sees one moment."""

from changeportal.data.session import db


def begin() -> None:
    """Start the page's snapshot; what was read before (session, actor) is let go."""
    db.session.rollback()
    db.session.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
