"""Which frozen versions a person has read, and what changed since the one before."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, func, or_, select, union_all

from changeportal.data.models.cases import CaseVersion, SignOff
from changeportal.data.models.gateways import Decision
from changeportal.data.models.returned import VersionSeen
from changeportal.data.session import db
from changeportal.domain.people import Actor
from changeportal.domain.version_compare import FigureChange, TextChange, figure_changes, text_changes
from changeportal.queries.versions import version


@dataclass(frozen=True, slots=True)
class SinceRead:
    """What changed between the version that a person read last and a newer one."""

    n: int
    at: datetime
    newer: int
    figures: Sequence[FigureChange]
    texts: Sequence[TextChange]

    @property
    def sections(self) -> Sequence[str]:
        """The sections whose words differ, by name."""
        return list(dict.fromkeys(one.section for one in self.texts))


def read_by(actor: Actor) -> CompoundSelect[tuple[UUID, datetime]]:
    """The versions that the person opened, checked or decided on, and when."""
    return union_all(
        select(VersionSeen.case_version_id, VersionSeen.at).where(VersionSeen.person_id == actor.id),
        select(SignOff.case_version_id, SignOff.at).where(SignOff.by_id == actor.id),
        select(Decision.case_version_id, Decision.decided_at).where(
            Decision.decided_by_id == actor.id, Decision.case_version_id.is_not(None)
        ),
    )


def versions_read(actor: Actor, proposal_id: UUID) -> Mapping[int, datetime]:
    """When the person first read each version of this case. One statement."""
    seen = read_by(actor).subquery()
    rows = db.session.execute(
        select(CaseVersion.n, func.min(seen.c.at))
        .join(seen, seen.c.case_version_id == CaseVersion.id)
        .where(CaseVersion.proposal_id == proposal_id)
        .group_by(CaseVersion.n)
    )
    return {row[0]: row[1] for row in rows}


def since_read(actor: Actor, proposal_id: UUID, n: int, document: Mapping[str, Any] | None = None) -> SinceRead | None:
    """What changed up to version ``n`` since the newest one before it that the person read; nothing where they read none."""
    earlier = {one: at for one, at in versions_read(actor, proposal_id).items() if one < n}
    if not earlier:
        return None
    last = max(earlier)
    after = document if document is not None else version(proposal_id, n).document
    before = version(proposal_id, last).document
    return _since(last, earlier[last], n, before, after)


def with_last_read(
    actor: Actor, proposal_id: UUID, n: int, beside: Any
) -> tuple[Mapping[str, Any], SinceRead | None, Any]:
    """The document of version ``n``, what changed since the newest one before it that the person read, and one value that is
    read ``beside`` them. One statement."""
    seen = read_by(actor).subquery()
    read_at = select(func.min(seen.c.at)).where(seen.c.case_version_id == CaseVersion.id).scalar_subquery()
    rows = db.session.execute(
        select(CaseVersion.n, CaseVersion.document, read_at.label("read_at"), beside.label("beside"))
        .where(CaseVersion.proposal_id == proposal_id, CaseVersion.n <= n)
        .where(or_(CaseVersion.n == n, read_at.is_not(None)))
        .order_by(CaseVersion.n.desc())
        .limit(2)
    ).all()
    document = json.loads(rows[0].document)
    if len(rows) == 1:
        return document, None, rows[0].beside
    last = rows[1]
    return document, _since(last.n, last.read_at, n, json.loads(last.document), document), rows[0].beside


def _since(last: int, at: datetime, n: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> SinceRead:
    return SinceRead(last, at, n, figure_changes(before, after), text_changes(before, after))
