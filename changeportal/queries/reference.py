"""Reference lists as pages show them."""

from dataclasses import dataclass

from sqlalchemy import select

from changeportal.data.models.reference import Contact, GlossaryWord
from changeportal.data.session import db


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Who to talk to about a subject."""

    subject: str
    who: str
    email: str
    about: str


def contacts() -> list[ContactRow]:
    """The contacts in their order."""
    rows = db.session.execute(
        select(Contact.subject, Contact.who, Contact.email, Contact.about).order_by(Contact.position)
    )
    return [ContactRow(*row) for row in rows]


def words() -> list[tuple[str, str]]:
    """Each word with its meaning."""
    rows = db.session.execute(select(GlossaryWord.word, GlossaryWord.meaning).order_by(GlossaryWord.word))
    return [(row.word, row.meaning) for row in rows]
