"""One use case, one transaction: what it collects, and the tail that ends it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.adapters import queue
from changeportal.data.base import Base
from changeportal.data.constraints import as_domain_error
from changeportal.data.models.plumbing import Notice, Outbox
from changeportal.data.session import db
from changeportal.services import audit, rollups
from changeportal.services.context import Context

TAIL_LOCK = 7_020_525

_current: ContextVar["Transaction | None"] = ContextVar("transaction", default=None)


class Transaction:
    """What a use case has done so far: rows are written at once, the rest waits for the tail."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.session = db.session
        self._entries: list[audit.Entry] = []
        self._touched: set[UUID] = set()
        self._touched_savings: set[UUID] = set()
        self.sends = False

    def add(self, *rows: Base) -> None:
        """Write new rows now, in this order."""
        for row in rows:
            self.session.add(row)
            self.session.flush()

    def audit(
        self,
        action: str,
        subject: str,
        subject_id: object,
        payload: Mapping[str, Any] | None = None,
        *,
        personal: Mapping[str, Any] | None = None,
    ) -> None:
        """Put one event into the audit chain. ``payload`` holds before and after; personal values stand apart."""
        self._entries.append(
            audit.Entry(
                at=self.ctx.now,
                actor_id=self.ctx.actor.id if self.ctx.actor.id.int else None,
                on_behalf_of_id=self.ctx.on_behalf_of_id,
                request_id=self.ctx.request_id,
                action=action,
                subject=subject,
                subject_id=str(subject_id),
                payload=payload or {},
                personal=personal or {},
            )
        )

    def notify(
        self, person_id: UUID, *, kind: str, subject: str, body: str, href: str, proposal_id: UUID | None = None
    ) -> None:
        """Tell a person, in the app and by mail, once this has committed. ``href`` is a path of the product."""
        self.add(
            Notice(
                person_id=person_id,
                proposal_id=proposal_id,
                kind=kind,
                subject=subject,
                body=body,
                href=href,
                at=self.ctx.now,
            )
        )
        self.send(
            "mail", {"subject": subject, "body": body, "href": href}, person_id=person_id, proposal_id=proposal_id
        )

    def send(
        self, kind: str, payload: Mapping[str, Any], *, person_id: UUID | None = None, proposal_id: UUID | None = None
    ) -> None:
        """Put a mail or job into the outbox."""
        self.add(
            Outbox(
                kind=kind,
                person_id=person_id,
                proposal_id=proposal_id,
                payload=dict(payload),
                made_at=self.ctx.now,
                next_try_at=self.ctx.now,
            )
        )
        self.sends = True

    def touch_proposal(self, proposal_id: UUID) -> None:
        """Have the stored totals that this proposal adds to worked out again before the commit."""
        self._touched.add(proposal_id)

    def touch_saving(self, saving_id: UUID) -> None:
        """The same for a saving, with or without a proposal."""
        self._touched_savings.add(saving_id)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part that may be refused alone: what it wrote and what it collected for the tail go back together."""
        kept = list(self._entries), set(self._touched), set(self._touched_savings)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self._entries, self._touched, self._touched_savings = kept
            raise

    def tail(self) -> None:
        """Last of all, in this order: one lock, roll-ups in key order, audit chain."""
        self.session.flush()
        self.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TAIL_LOCK})
        rollups.refresh(self.session, self._touched, self._touched_savings, self.ctx.now)
        if self._entries:
            audit.append(self.session, self._entries)


@contextmanager
def transaction(ctx: Context) -> Iterator[Transaction]:
    """Open the use case's transaction, or join the one that is open. Commits at the end of the outermost."""
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    db.session.rollback()
    tx = Transaction(ctx)
    token = _current.set(tx)
    try:
        yield tx
        tx.tail()
        db.session.commit()
    except DBAPIError as error:
        db.session.rollback()
        refusal = as_domain_error(error)
        if refusal is None:
            raise
        raise refusal from error
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _current.reset(token)
    if tx.sends:
        queue.wake()
