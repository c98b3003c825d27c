"""What a report to the Executive is made from: the version asked about at gateway 4, and where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select

from changeportal.data.models.attachments import VersionFile
from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.terms import Gateway
from changeportal.queries.case_papers import CaseSource, case_source
from changeportal.queries.proposals import ProposalHeader


@dataclass(frozen=True, slots=True)
class ReportSource:
    """The frozen case, the body and day it goes to, what is recommended to it, and the files that the version holds."""

    case: CaseSource
    meeting_of: str
    on: datetime | None
    recommendation: str
    files: Sequence[tuple[str, str]]


def is_asked_at_gateway_four(found: ProposalHeader, n: int) -> bool:
    """Whether version ``n`` went to gateway 4. One statement."""
    return db.session.execute(_round(found, n)).first() is not None


def report_source(found: ProposalHeader, n: int, today: date) -> ReportSource:
    """Of version ``n``; NotFound where that version was never put to gateway 4. Eighteen statements."""
    row = db.session.execute(_round(found, n)).first()
    if row is None:
        raise NotFound
    files = db.session.execute(
        select(VersionFile.name, VersionFile.sha256)
        .where(VersionFile.case_version_id == row.Round.case_version_id)
        .order_by(VersionFile.name)
    )
    return ReportSource(
        case_source(found.id, n, today),
        row.board or "",
        row.starts_at or row.decided_at,
        row.recommendation or row.Round.recommendation,
        [(one.name, one.sha256) for one in files],
    )


def _round(found: ProposalHeader, n: int) -> Any:
    """The newest round of gateway 4 on that version, with the agenda that it is or was on."""
    return (
        select(Round, Board.name.label("board"), Meeting.starts_at, AgendaItem.recommendation, Decision.decided_at)
        .join(CaseVersion, CaseVersion.id == Round.case_version_id)
        .outerjoin(Board, Board.id == Round.board_id)
        .outerjoin(AgendaItem, and_(AgendaItem.round_id == Round.id, AgendaItem.result.in_(("waiting", "decided"))))
        .outerjoin(Decision, Decision.round_id == Round.id)
        .outerjoin(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Round.proposal_id == found.id, Round.gateway == Gateway.G4, CaseVersion.n == n)
        .order_by(Round.opened_at.desc())
        .limit(1)
    )
