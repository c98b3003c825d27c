"""The published papers of a meeting that a person may see, each with why it is exempt where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from changeportal.data.models.boards import AgendaItem, Meeting, PublishedPaper
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Round
from changeportal.data.models.jobs import Job, JobPaper, PaperPages, PaperSection
from changeportal.data.models.lawful import DecisionNotice
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import AnySession
from changeportal.data.visibility import visible_to
from changeportal.domain.exempt import ExemptPart, exempt_part
from changeportal.domain.key_notices import PRIVATE
from changeportal.domain.packs import PackKind, Pages, Placed, Section
from changeportal.domain.people import Actor
from changeportal.domain.terms import Gateway


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A published paper: its item, its version of a case, and why it is exempt. ``waits`` says that a decision is due."""

    id: UUID
    item_id: UUID
    n: int
    position: int
    version: int
    title: str
    late_reason: str
    recommendation: str
    proposal_id: UUID | None
    ref: str
    restricted: bool
    gateway: Gateway | None
    power: str
    case_version: int | None
    exempt: ExemptPart | None
    matter: str
    waits: bool

    @property
    def kind(self) -> PackKind:
        """The pack that it belongs to."""
        return PackKind.EXEMPT if self.exempt else PackKind.PUBLIC


def published(session: AnySession, actor: Actor, meeting_id: UUID) -> list[PackPaper]:
    """In the order of publishing. What this body is to hear in private is exempt here; another body's notice says nothing
    of this meeting. One statement."""
    noticed = (
        select(
            func.array_agg(
                aggregate_order_by(
                    func.json_build_array(
                        DecisionNotice.paragraph, DecisionNotice.public_interest, DecisionNotice.matter
                    ),
                    DecisionNotice.at.desc(),
                )
            )
        )
        .where(
            DecisionNotice.proposal_id == AgendaItem.proposal_id,
            DecisionNotice.board_id == select(Meeting.board_id).where(Meeting.id == meeting_id).scalar_subquery(),
            DecisionNotice.kind.in_([one.value for one in PRIVATE]),
        )
        .correlate(AgendaItem)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            PublishedPaper, AgendaItem, Proposal, Round.gateway, Round.power, CaseVersion.n, noticed.label("noticed")
        )
        .join(AgendaItem, AgendaItem.id == PublishedPaper.item_id)
        .outerjoin(Proposal, Proposal.id == AgendaItem.proposal_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .outerjoin(CaseVersion, CaseVersion.id == PublishedPaper.case_version_id)
        .where(PublishedPaper.meeting_id == meeting_id, or_(AgendaItem.proposal_id.is_(None), visible_to(actor)))
        .order_by(PublishedPaper.position)
    )
    return [_paper(row) for row in rows]


def _paper(row: Sequence[object]) -> PackPaper:
    paper, item, proposal, gateway, power, version, noticed = row
    assert isinstance(paper, PublishedPaper)
    assert isinstance(item, AgendaItem)
    held = proposal if isinstance(proposal, Proposal) else None
    paragraph, because, matter = noticed[0] if isinstance(noticed, list) and noticed else (None, "", "")
    restricted = held is not None and held.restricted
    return PackPaper(
        id=paper.id,
        item_id=item.id,
        n=item.n,
        position=paper.position,
        version=paper.version,
        title=paper.title,
        late_reason=paper.late_reason,
        recommendation=item.recommendation,
        proposal_id=item.proposal_id,
        ref=held.ref if held else "",
        restricted=restricted,
        gateway=gateway if isinstance(gateway, Gateway) else None,
        power=str(power or ""),
        case_version=version if isinstance(version, int) else None,
        exempt=exempt_part(public=True, restricted=restricted, paragraph=paragraph, because=because),
        matter=matter,
        waits=item.result == "waiting" and gateway is not None,
    )


def pages_of(session: AnySession, meeting_id: UUID, kind: PackKind) -> dict[UUID, Pages]:
    """The pages that the papers of a meeting have in that pack. One statement."""
    rows = session.execute(
        select(PaperPages)
        .join(PublishedPaper, PublishedPaper.id == PaperPages.paper_id)
        .where(PublishedPaper.meeting_id == meeting_id, PaperPages.kind == kind.value)
    ).scalars()
    return {row.paper_id: Pages(row.first_page, row.last_page) for row in rows}


def sections_of() -> ScalarSelect[Any]:
    """The sections of a ``paper_pages`` row with their pages, in order, as JSON."""
    one = aggregate_order_by(func.json_build_array(PaperSection.title, PaperSection.page), PaperSection.n)
    found = select(func.json_agg(one)).where(
        PaperSection.paper_id == PaperPages.paper_id, PaperSection.kind == PaperPages.kind
    )
    return found.correlate(PaperPages).scalar_subquery()


def placed(pages: PaperPages, sections: Sequence[tuple[str, int]] | None) -> Placed:
    """Where the paper stands, from its row and its sections as the database gave them."""
    held = Pages(pages.first_page, pages.last_page)
    return Placed(held, [Section(title, page) for title, page in sections or ()])


def placed_in(session: AnySession, meeting_id: UUID) -> dict[tuple[UUID, PackKind], Placed]:
    """Where the papers of a meeting and their sections stand, by paper and kind of pack. One statement."""
    rows = session.execute(
        select(PaperPages, sections_of().label("sections"))
        .join(PublishedPaper, PublishedPaper.id == PaperPages.paper_id)
        .where(PublishedPaper.meeting_id == meeting_id)
    )
    return {(row[0].paper_id, PackKind(row[0].kind)): placed(row[0], row.sections) for row in rows}


def readable(actor: Actor) -> ColumnElement[bool]:
    """A condition on ``job`` rows: the actor may see every paper that the pack holds."""
    return ~(
        select(JobPaper.job_id)
        .join(PublishedPaper, PublishedPaper.id == JobPaper.paper_id)
        .join(AgendaItem, AgendaItem.id == PublishedPaper.item_id)
        .join(Proposal, Proposal.id == AgendaItem.proposal_id)
        .where(JobPaper.job_id == Job.id, ~visible_to(actor))
        .correlate(Job)
        .exists()
    )
