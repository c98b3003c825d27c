"""Whether stored files are the ones that were added: every file that was not erased, by its hash."""

import hashlib

from sqlalchemy import select

from changeportal.adapters.storage import Storage
from changeportal.data.models.attachments import Attachment
from changeportal.data.session import AnySession


def stored_files(session: AnySession, store: Storage) -> tuple[int, list[str]]:
    """How many files there should be, and what is wrong with any of them."""
    rows = session.execute(
        select(Attachment.id, Attachment.storage_key, Attachment.sha256)
        .where(Attachment.erased_at.is_(None))
        .order_by(Attachment.id)
    ).all()
    return len(rows), [fault for row in rows if (fault := _fault(store, row.storage_key, row.sha256, str(row.id)))]


def _fault(store: Storage, key: str, sha256: str, name: str) -> str:
    try:
        body = store.read(key)
    except OSError:
        return f"file {name} is not there"
    return "" if hashlib.sha256(body).hexdigest() == sha256 else f"file {name} does not agree with its hash"
