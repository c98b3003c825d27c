"""Walking the audit chain from its first event: the first one that does not agree with its hash, or with the one before."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from changeportal.data.models.plumbing import AuditEvent, AuditPersonal
from changeportal.data.session import AnySession
from changeportal.services.audit import FIRST, chain_hash

BATCH = 5000
HASHED = (
    "seq",
    "at",
    "actor_id",
    "on_behalf_of_id",
    "request_id",
    "action",
    "subject",
    "subject_id",
    "payload",
    "personal_hash",
    "previous",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """How many events there are, the hash of the last, and the number of the first that is wrong."""

    events: int
    head: str
    first_break: int | None

    @property
    def ok(self) -> bool:
        """Whether the chain is whole."""
        return self.first_break is None


def verify(session: AnySession) -> Verified:
    """Verify the whole chain. A cut tail shows only against a head that was kept outside."""
    previous, seq = FIRST, 0
    while True:
        rows = (
            session.execute(select(AuditEvent).where(AuditEvent.seq > seq).order_by(AuditEvent.seq).limit(BATCH))
            .scalars()
            .all()
        )
        if not rows:
            return Verified(seq, previous if seq else "", None)
        for row in rows:
            values = {name: getattr(row, name) for name in HASHED}
            if row.seq != seq + 1 or row.previous != previous or chain_hash(values) != row.hash:
                return Verified(seq, previous, row.seq)
            seq, previous = row.seq, row.hash
        broken = _personal_break(session, rows[0].seq, rows[-1].seq)
        if broken is not None:
            return Verified(seq, previous, broken)
        session.expunge_all()


def _personal_break(session: AnySession, first: int, last: int) -> int | None:
    """The first event whose personal values were changed; erased ones are no break."""
    rows = session.execute(
        select(AuditPersonal.seq, AuditPersonal.salt, AuditPersonal.body, AuditEvent.personal_hash)
        .join(AuditEvent, AuditEvent.seq == AuditPersonal.seq)
        .where(AuditPersonal.seq.between(first, last))
        .order_by(AuditPersonal.seq)
    )
    return next(
        (row.seq for row in rows if hashlib.sha256((row.salt + row.body).encode()).hexdigest() != row.personal_hash),
        None,
    )
