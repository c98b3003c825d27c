"""Looking at files that wait. Each is taken for some minutes, looked at, and its verdict written: a worker that is killed
leaves nothing behind but a file that waits, and the next one takes it again."""

from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import func, select, text

from changeportal.adapters.scanner import Scanner, Verdict
from changeportal.adapters.storage import Storage
from changeportal.data.models.attachments import Attachment
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.services.context import Context
from changeportal.services.schedule import SYSTEM
from changeportal.services.transaction import Transaction, transaction

log = structlog.get_logger(__name__)
TAKEN_FOR = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=10)


def scan_waiting(scanner: Scanner, store: Storage, limit: int = 50) -> int:
    """Look at up to ``limit`` files that are due; how many got a verdict. Two workers never look at the same one."""
    done = 0
    for _turn in range(limit):
        taken = _take()
        if taken is None:
            break
        file_id, key, tries = taken
        try:
            verdict = scanner.look_at(store.read(key))
        except OSError as error:
            log.warning("scan_failed", error=type(error).__name__)
            _again_later(file_id, tries)
            continue
        _write(file_id, verdict)
        done += 1
    return done


def _take() -> tuple[UUID, str, int] | None:
    """The next file that waits, taken so that nobody else looks at it for a while."""
    db.session.rollback()
    row = db.session.execute(
        select(Attachment)
        .where(Attachment.scan == "waiting", Attachment.removed_at.is_(None), Attachment.next_scan_at <= func.app_now())
        .order_by(Attachment.next_scan_at, Attachment.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        db.session.rollback()
        return None
    row.next_scan_at = db.session.execute(text("SELECT app_now()")).scalar_one() + TAKEN_FOR
    row.scan_tries += 1
    taken = (row.id, row.storage_key, row.scan_tries)
    db.session.commit()
    return taken


def _again_later(file_id: UUID, tries: int) -> None:
    row = db.session.get(Attachment, file_id, with_for_update=True)
    assert row is not None
    wait = min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
    row.next_scan_at = db.session.execute(text("SELECT app_now()")).scalar_one() + wait
    db.session.commit()


def _write(file_id: UUID, verdict: Verdict) -> None:
    now = db.session.execute(text("SELECT app_now()")).scalar_one()
    with transaction(Context(SYSTEM, "file-scan", now)) as tx:
        row = tx.session.get(Attachment, file_id, with_for_update=True)
        if row is None or row.scan != "waiting":
            return
        row.scan, row.scanned_at = verdict.value, now
        tx.session.flush()
        tx.audit("file_scanned", "proposal", row.proposal_id, {"file": row.id, "verdict": verdict})
        if verdict is Verdict.INFECTED:
            _tell(tx, row)


def _tell(tx: Transaction, row: Attachment) -> None:
    proposal = tx.session.get(Proposal, row.proposal_id)
    assert proposal is not None
    tx.notify(
        row.by_id,
        kind="file",
        subject=f"{proposal.ref}: a file contains a virus",
        body="A file that you added contains a virus. Nobody can open it. Remove it, and tell the service desk.",
        href=f"/proposals/{proposal.ref}/case/evidence",
        proposal_id=proposal.id,
    )
