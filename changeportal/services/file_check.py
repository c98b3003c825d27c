"""Whether stored files are the ones that were added or made: every file that was not erased, every pack, by its hash."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import literal, select, union_all

from changeportal.adapters.storage import Storage
from changeportal.data.models.attachments import Attachment
from changeportal.data.models.jobs import Job
from changeportal.data.session import AnySession


def stored_files(session: AnySession, store: Storage) -> tuple[int, list[str]]:
    """How many files and packs there should be, and what is wrong with any of them."""
    files = select(literal("file").label("what"), Attachment.id, Attachment.storage_key, Attachment.sha256)
    packs = select(literal("pack"), Job.id, Job.storage_key, Job.sha256).where(Job.made_at.is_not(None))
    rows: Sequence[Any] = session.execute(
        union_all(files.where(Attachment.erased_at.is_(None)), packs).order_by("what", "id")
    ).all()
    told = [_fault(store, row.storage_key, row.sha256, f"{row.what} {row.id}") for row in rows]
    return len(rows), [fault for fault in told if fault]


def _fault(store: Storage, key: str, sha256: str, name: str) -> str:
    try:
        body = store.read(key)
    except OSError:
        return f"{name} is not there"
    return "" if hashlib.sha256(body).hexdigest() == sha256 else f"{name} does not agree with its hash"
