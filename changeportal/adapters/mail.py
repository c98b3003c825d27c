"""Sending mail: kept in the demo settings, by SMTP otherwise. The outbox calls this, nothing else does."""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.plumbing import KeptMail
from changeportal.data.session import db


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain-text mail. ``message_id`` is the same on every try, so that the other side can drop a repeat."""

    message_id: str
    recipient: str
    subject: str
    body: str
    at: datetime


class Sender(Protocol):
    """Anything that takes a mail or raises ``OSError``."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over."""


class KeepingSender:
    """Keeps the mail in the database, to be read at /dev/mail."""

    def send(self, mail: Mail) -> None:
        """Keep it once, however often it is sent."""
        db.session.execute(
            insert(KeptMail)
            .values(
                message_id=mail.message_id, recipient=mail.recipient, subject=mail.subject, body=mail.body, at=mail.at
            )
            .on_conflict_do_nothing(index_elements=[KeptMail.message_id])
        )


class SmtpSender:
    """Sends by SMTP: ``smtp://user:password@host:587`` (STARTTLS) or ``smtps://host:465``."""

    def __init__(self, url: str, sender: str) -> None:
        self.parts = urlsplit(url)
        self.sender = sender

    def send(self, mail: Mail) -> None:
        """Hand the mail to the server; what goes wrong is an OSError for the outbox to try again."""
        message = EmailMessage()
        message["From"], message["To"] = self.sender, mail.recipient
        message["Subject"], message["Message-ID"] = mail.subject, mail.message_id
        message.set_content(mail.body)
        host, port = self.parts.hostname or "localhost", self.parts.port or 25
        kind = smtplib.SMTP_SSL if self.parts.scheme == "smtps" else smtplib.SMTP
        with kind(host, port, timeout=5) as server:
            if self.parts.username:
                server.starttls()
                server.login(self.parts.username, self.parts.password or "")
            server.send_message(message)


def sender_for(url: str, base_url: str) -> Sender:
    """The sender that the setting names; nothing set means that mail is kept."""
    if not url or url.startswith("keep:"):
        return KeepingSender()
    return SmtpSender(url, f"changeportal@{urlsplit(base_url).hostname or 'localhost'}")
