"""The audit chain: each event's hash covers every column and the hash before it."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from changeportal.data.models.plumbing import AuditEvent, AuditPersonal
from changeportal.data.session import AnySession

FIRST = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One event before it has its place in the chain."""

    at: datetime
    actor_id: UUID | None
    on_behalf_of_id: UUID | None
    request_id: str
    action: str
    subject: str
    subject_id: str
    payload: Mapping[str, Any]
    personal: Mapping[str, Any]


def canonical(value: Mapping[str, Any]) -> str:
    """The one text of a mapping: sorted keys, no spaces, dates and keys as strings."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def chain_hash(row: Mapping[str, Any]) -> str:
    """The hash of an event from all its other columns (``previous`` among them)."""
    text = canonical({**row, "at": row["at"].astimezone(UTC).isoformat()})
    return hashlib.sha256(text.encode()).hexdigest()


def append(session: AnySession, entries: Sequence[Entry]) -> None:
    """Add the entries to the chain; the caller holds the tail's lock, so the head stands still."""
    head = session.execute(select(AuditEvent.seq, AuditEvent.hash).order_by(AuditEvent.seq.desc()).limit(1)).first()
    seq, previous = (head.seq, head.hash) if head else (0, FIRST)
    events, personal = [], []
    for entry in entries:
        seq += 1
        salt, body = secrets.token_hex(16), canonical(entry.personal) if entry.personal else ""
        row: dict[str, Any] = {
            "seq": seq,
            "at": entry.at,
            "actor_id": entry.actor_id,
            "on_behalf_of_id": entry.on_behalf_of_id,
            "request_id": entry.request_id,
            "action": entry.action,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "payload": canonical(entry.payload),
            "personal_hash": hashlib.sha256((salt + body).encode()).hexdigest() if body else "",
            "previous": previous,
        }
        previous = row["hash"] = chain_hash(row)
        events.append(row)
        if body:
            personal.append({"seq": seq, "salt": salt, "body": body})
    session.execute(insert(AuditEvent), events)
    if personal:
        session.execute(insert(AuditPersonal), personal)
