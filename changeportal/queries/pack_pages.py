"""The page numbers of a board's pack for a version of a case that is read on screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import desc, select

from changeportal.data.models.boards import Board, Meeting, PublishedPaper
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.jobs import PaperPages
from changeportal.data.pack_rows import placed, sections_of
from changeportal.data.session import db
from changeportal.domain.packs import LABELS, PackKind


@dataclass(frozen=True, slots=True)
class InPack:
    """The pack that holds the version: which, of what meeting, its pages in words, and sections with their pages' names."""

    label: str
    board: str
    slug: str
    meeting: str
    starts_at: datetime
    words: str
    first: str
    sections: Sequence[tuple[str, str]]

    def page_of(self, title: str) -> str:
        """The page on which the section of that title begins; nothing where the paper has none."""
        return next((page for page, held in self.sections if held == title), "")


def in_pack(proposal_id: UUID, n: int, board: str = "", meeting: str = "") -> InPack | None:
    """The pack of the meeting that was asked for, else of the last one that had this version. One statement.

    Whoever may read the version may know where it stands.
    """
    row = db.session.execute(
        select(PaperPages, sections_of().label("sections"), Board.name, Board.slug, Meeting.slug, Meeting.starts_at)
        .join(PublishedPaper, PublishedPaper.id == PaperPages.paper_id)
        .join(CaseVersion, CaseVersion.id == PublishedPaper.case_version_id)
        .join(Meeting, Meeting.id == PublishedPaper.meeting_id)
        .join(Board, Board.id == Meeting.board_id)
        .where(CaseVersion.proposal_id == proposal_id, CaseVersion.n == n)
        .order_by(
            desc((Board.slug == board) & (Meeting.slug == meeting)),
            Meeting.starts_at.desc(),
            PublishedPaper.position.desc(),
            PaperPages.kind,
        )
        .limit(1)
    ).first()
    if row is None:
        return None
    pages, sections, name, slug, of_meeting, starts_at = row
    place = placed(pages, sections)
    named = [(place.pages.name_of(one.page), one.title) for one in place.sections]
    label = LABELS[PackKind(pages.kind)]
    return InPack(label, name, slug, of_meeting, starts_at, place.pages.words, str(place.pages.first), named)
