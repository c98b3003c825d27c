"""Publishing: the agenda with its papers in order, and each late paper after them. What was published is only added to."""

from sqlalchemy import func, select

from changeportal.data.holders import holders, in_force, reaches
from changeportal.data.models.boards import AgendaItem, Membership, PublishedPaper
from changeportal.data.models.gateways import Round
from changeportal.data.models.people import RoleGrant
from changeportal.domain.calendar import london_date
from changeportal.domain.errors import Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Role
from changeportal.services.boards.places import At, Place, board_facts, items_of, place_of
from changeportal.services.context import Context
from changeportal.services.pack_asking import make_packs
from changeportal.services.transaction import Transaction, transaction


def publish_papers(ctx: Context, at: At) -> None:
    """Publish the agenda: from now on it is only added to, and what is added is late. Board members are told."""
    with transaction(ctx) as tx:
        place = place_of(tx, at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board))
        if place.meeting.state != "planned":
            raise Refused("published", "The papers are published already.")
        publish(tx, place)
        tell_members(tx, place, "Papers are published", "Read the papers and say whether you have an interest.")


def publish(tx: Transaction, place: Place) -> None:
    """What is on the agenda now is out, each item with its place in the order."""
    items = items_of(tx, place)
    if not items:
        raise Refused("no_items", "Add the first item to the agenda. There is nothing to publish yet.")
    place.meeting.state, place.meeting.published_at = "published", tx.ctx.now
    place.meeting.version += 1
    for item in items:
        add_paper(tx, item)
    tx.audit("papers_published", "meeting", place.meeting.id, {"at": tx.ctx.now})
    make_packs(tx, place)


def add_late(tx: Transaction, place: Place, item: AgendaItem, *, restricted: bool = False) -> None:
    """A late paper: out after the others, in new packs that keep every page number, and told to each member."""
    add_paper(tx, item)
    make_packs(tx, place)
    tell_late(tx, place, item, restricted=restricted)


def add_paper(tx: Transaction, item: AgendaItem) -> None:
    """One row for the item's paper, after those that are out already: nothing that was published is numbered again."""
    tx.session.flush()
    last = tx.session.execute(
        select(func.coalesce(func.max(PublishedPaper.position), 0)).where(PublishedPaper.meeting_id == item.meeting_id)
    ).scalar_one()
    version = tx.session.execute(
        select(func.count()).select_from(PublishedPaper).where(PublishedPaper.item_id == item.id)
    ).scalar_one()
    case_version = (
        tx.session.execute(select(Round.case_version_id).where(Round.id == item.round_id)).scalar_one()
        if item.round_id
        else None
    )
    tx.add(
        PublishedPaper(
            meeting_id=item.meeting_id,
            item_id=item.id,
            version=version + 1,
            position=last + 1,
            title=item.title,
            case_version_id=case_version,
            late_reason=item.late_reason,
            published_at=tx.ctx.now,
        )
    )


def tell_late(tx: Transaction, place: Place, item: AgendaItem, *, restricted: bool = False) -> None:
    """One mail to each member that says what was added, and why so late."""
    title = "a restricted proposal" if restricted else item.title
    body = f"Item {item.n} was added after the papers were published: {title}.\n\nWhy it is late: {item.late_reason}"
    tell_members(tx, place, "A late paper was added", body)


def tell_secretaries(tx: Transaction, place: Place, what: str, body: str) -> None:
    """One mail to everybody who builds this board's agendas."""
    here = reaches(RoleGrant.board_id, place.board.id)
    for person_id in holders(tx.session, tx.ctx.today, RoleGrant.role == Role.SECRETARY, here):
        subject = f"{place.board.name}: {what[0].lower()}{what[1:]}"
        tx.notify(person_id, kind="meeting", subject=subject, body=body, href=place.href)


def tell_members(tx: Transaction, place: Place, what: str, body: str) -> None:
    """One mail to each member of the board."""
    name = f"{place.board.name}, {london_date(place.meeting.starts_at):%-d %B %Y}"
    rows = tx.session.execute(
        select(Membership.person_id).where(Membership.board_id == place.board.id, in_force(Membership, tx.ctx.today))
    ).scalars()
    for person_id in sorted(rows):
        tx.notify(person_id, kind="meeting", subject=f"{name}: {what[0].lower()}{what[1:]}", body=body, href=place.href)
