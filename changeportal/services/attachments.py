"""Files behind evidence: taken by what is in them, kept under random keys, removed without touching what versions hold."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from changeportal.adapters.storage import storage
from changeportal.data.models.attachments import Attachment, VersionFile
from changeportal.data.models.cases import CaseVersion, Evidence
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.file_content import FIELD, kind_of
from changeportal.domain.file_names import shown_name
from changeportal.domain.terms import Act
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.transaction import Transaction, transaction

MOST_FILES = 10
AWAY = "The file could not be kept at the moment. Nothing you typed is lost. Choose the file again in a few minutes"
KEPT_AFTER_REMOVAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class NewFile:
    """An uploaded file as it came; ``title`` is what its owner wants it to be called."""

    name: str
    body: bytes
    title: str = ""


def attach(ctx: Context, ref: str, evidence_id: UUID, new: NewFile) -> UUID:
    """Put a file behind an item of evidence; its id. It waits until it was looked at."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        item = tx.session.get(Evidence, evidence_id, with_for_update=True)
        if item is None or item.proposal_id != held.row.id or item.removed_at is not None:
            raise NotFound
        return keep_file(tx, held, evidence_id, new)


def keep_file(tx: Transaction, held: Held, evidence_id: UUID, new: NewFile) -> UUID:
    """The same inside a transaction that holds the proposal."""
    store = storage()
    kind = kind_of(new.name, new.body, store.most_bytes)
    if _count(tx, evidence_id) >= MOST_FILES:
        raise Invalid({FIELD: f"An item of evidence can have {MOST_FILES} files. Remove one first"})
    try:
        place = store.put(new.body)
    except OSError as fault:
        raise Invalid({FIELD: AWAY}) from fault
    row = Attachment(
        proposal_id=held.row.id,
        evidence_id=evidence_id,
        name=shown_name(new.name, new.title),
        media_type=kind.media_type,
        size=len(new.body),
        sha256=hashlib.sha256(new.body).hexdigest(),
        storage_key=place,
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
        next_scan_at=tx.ctx.now,
    )
    try:
        tx.add(row)
    except BaseException:
        store.forget(row.storage_key)
        raise
    remember_act(tx, held, Act.WROTE)
    facts = {"file": row.id, "evidence": evidence_id, "name": row.name, "size": row.size, "sha256": row.sha256}
    tx.audit("file_added", "proposal", held.row.id, facts)
    tx.sends = True
    return row.id


def _count(tx: Transaction, evidence_id: UUID) -> int:
    mine = (Attachment.evidence_id == evidence_id, Attachment.removed_at.is_(None))
    return tx.session.execute(select(func.count()).select_from(Attachment).where(*mine)).scalar_one()


def remove_file(ctx: Context, ref: str, file_id: UUID) -> None:
    """Take a file off the case. Versions that hold it keep it."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = tx.session.get(Attachment, file_id, with_for_update=True)
        if row is None or row.proposal_id != held.row.id or row.removed_at is not None:
            raise NotFound
        row.removed_at = ctx.now
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        tx.audit("file_removed", "proposal", held.row.id, {"file": row.id, "name": row.name, "sha256": row.sha256})


def hold_in_version(tx: Transaction, version: CaseVersion, file_ids: list[UUID]) -> None:
    """From now on the version holds these files, and their bytes stay."""
    rows = tx.session.execute(select(Attachment).where(Attachment.id.in_(file_ids)).order_by(Attachment.id)).scalars()
    for row in rows:
        tx.add(
            VersionFile(
                case_version_id=version.id, attachment_id=row.id, name=row.name, size=row.size, sha256=row.sha256
            )
        )


def erase_removed(tx: Transaction) -> None:
    """Bytes of files that were removed 30 days ago, and that no version holds. Bytes first: a second run finds them gone."""
    held = select(VersionFile.attachment_id)
    rows = tx.session.execute(
        select(Attachment)
        .where(
            Attachment.removed_at < tx.ctx.now - KEPT_AFTER_REMOVAL,
            Attachment.erased_at.is_(None),
            Attachment.id.not_in(held),
        )
        .order_by(Attachment.id)
        .with_for_update(skip_locked=True)
    ).scalars()
    for row in rows:
        storage().forget(row.storage_key)
        row.erased_at = tx.ctx.now
        tx.audit("file_erased", "proposal", row.proposal_id, {"file": row.id, "sha256": row.sha256})
