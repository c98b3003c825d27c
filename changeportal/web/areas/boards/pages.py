"""What the pages of boards show."""

from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.calendar import london_date
from changeportal.domain.clearance import StandingStep, covering
from changeportal.domain.deciders import written_refusal
from changeportal.domain.packs import LABELS, progress_words
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.queries import boards as reads
from changeportal.queries import meetings
from changeportal.queries.clearance import clearance_of, period_list
from changeportal.queries.meetings import MeetingPage
from changeportal.queries.packs import packs_of, published_here
from changeportal.services.boards.places import At
from changeportal.web.areas.boards.forms import AttendanceForm, ButtonForm, InterestForm, ItemForm
from changeportal.web.current import current_actor, now, today
from changeportal.web.formatting import clock, day

RESULTS = {
    "waiting": "Not reached yet",
    "decided": "Decided",
    "deferred": "Put off",
    "not_reached": "Not reached",
    "withdrawn": "Taken back",
    "noted": "Noted",
}
STATES = {"planned": "Agenda not published yet", "published": "Papers published", "closed": "Closed"}
HERE = {"present": "Here", "left": "Left", "apologies": "Sent apologies", "absent": "Not here"}
WILL = {
    "take_part": "stays and takes part",
    "stay_silent": "stays and takes no part",
    "leave": "leaves for this item",
}
POWERS = {"advise": "advises", "recommend": "recommends", "decide": "decides"}


def all_boards() -> dict[str, Any]:
    """Every board."""
    return {"rows": reads.boards(current_actor(), now())}


def board(slug: str) -> dict[str, Any]:
    """A board with its meetings."""
    page = reads.board(current_actor(), slug, now(), today())
    facts = MeetingFacts(board_id=page.id)
    return {
        "board": page,
        "may_build": may(current_actor(), Permission.AGENDA_BUILD, facts),
        "states": STATES,
        "no_written": written_refusal(page.kind),
    }


def facts_of(page: MeetingPage) -> MeetingFacts:
    """What permissions at the meeting are asked about."""
    return MeetingFacts(board_id=page.board_id, seats=page.room.sitting)


def title(page: MeetingPage) -> str:
    """The body and the date."""
    if page.written:
        return f"{page.board}, written procedure {page.slug.removeprefix('written-')}"
    return f"{page.board}, {day(page.starts_at)}"


def frame(page: MeetingPage) -> dict[str, Any]:
    """What every page of a meeting shows."""
    actor, facts = current_actor(), facts_of(page)
    return {
        "meeting": page,
        "heading": title(page),
        "starts": clock(page.starts_at),
        "state_words": STATES[page.state],
        "results": RESULTS,
        "powers": POWERS,
        "may_build": may(actor, Permission.AGENDA_BUILD, facts),
        "may_attend": may(actor, Permission.ATTENDANCE_RECORD, facts),
        "may_declare": may(actor, Permission.INTEREST_DECLARE, facts),
        "back_href": url_for("boards.one", slug=page.board_slug),
    }


def meeting(at: At) -> dict[str, Any]:
    """The agenda, the quorum and what this person can do."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    mine = current_actor().id
    seated = mine in page.room.sitting
    return {
        **frame(page),
        "pre_election": covering(period_list(), london_date(page.starts_at)),
        "total": sum(one.minutes for one in page.items),
        "decided": len([one for one in page.items if one.result == "decided"]),
        "clearance": _clearance(page),
        "may_clear": may(current_actor(), Permission.BOARD_MANAGE, MeetingFacts(board_id=page.board_id)),
        "ask_interest": seated and mine not in page.room.declared and page.state == "published",
        "buttons": ButtonForm(data={"version": page.version}),
    }


def _clearance(page: MeetingPage) -> list[tuple[meetings.ItemRow, list[StandingStep]]]:
    """Items that wait for a decision with their steps; a written procedure has none, and a closed meeting is over."""
    if page.written or page.state == "closed":
        return []
    found = clearance_of(page.board_id, page.id, page.starts_at, today())
    return [(item, found[item.n]) for item in page.items if item.n in found]


def add_item(at: At, form: ItemForm | None = None) -> dict[str, Any]:
    """Adding to the agenda."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    shown = form or ItemForm(item_choices(at), late=page.state == "published", data={"minutes": 15})
    return {**frame(page), "form": shown, "back_href": href_of(page)}


def item_form(at: At) -> ItemForm:
    """The form as it was sent."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    return ItemForm(item_choices(at), late=page.state == "published")


def item_choices(at: At) -> list[reads.Due]:
    """What waits for the board."""
    found = reads.board(current_actor(), at.board, now(), today())
    return list(found.due)


def href_of(page: MeetingPage) -> str:
    """The meeting's page."""
    return url_for("boards.meeting", slug=page.board_slug, meeting=page.slug)


def attendance(at: At, form: AttendanceForm | None = None) -> dict[str, Any]:
    """Who is here, and who has declared."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    held = page.attendance
    data = {
        "version": page.version,
        "present": [str(one) for one, state in held.items() if state == "present"],
        "apologies": [str(one) for one, state in held.items() if state == "apologies"],
    }
    rows = [
        [
            one.name,
            one.office.replace("_", " ").capitalize(),
            "Votes" if one.voting else "No vote",
            _here(page, one.id),
            "Yes" if one.id in page.room.declared else "Not declared yet",
        ]
        for one in page.members
    ]
    shown = form or AttendanceForm(page.members, page.kind, data=data | _in_place(page))
    return {**frame(page), "rows": rows, "form": shown, "back_href": href_of(page)}


def _here(page: MeetingPage, person_id: UUID) -> str:
    """Whether somebody is here, or who is in their place."""
    seat = next((one for one in page.room.seats if one.person_id == person_id), None)
    if seat is not None and seat.substitute:
        return f"{seat.substitute} sits in their place"
    return HERE.get(page.attendance.get(person_id, "absent"), "")


def _in_place(page: MeetingPage) -> dict[str, str]:
    """The substitutes who sit there now, as the form shows them."""
    sitting = [one for one in page.room.seats if one.substitute_id]
    found: dict[str, str] = {}
    for n, one in enumerate(sitting[:2], start=1):
        found |= {f"substitute_{n}": str(one.substitute_id), f"for_{n}": str(one.person_id)}
    return found


def attendance_form(at: At) -> AttendanceForm:
    """The form as it was sent."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    return AttendanceForm(page.members, page.kind)


def interests(at: At, form: InterestForm | None = None) -> dict[str, Any]:
    """Saying whether one has an interest."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    waiting = [one for one in page.items if one.result == "waiting"]
    return {**frame(page), "form": form or InterestForm(waiting), "back_href": href_of(page)}


def papers(at: At) -> dict[str, Any]:
    """Every paper on one page."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    packs = packs_of(current_actor(), page.id)
    here = published_here(current_actor(), page.id)
    return {
        **frame(page),
        "papers_of": here.papers,
        "packs": [[one, LABELS[one.kind], progress_words(one.state, one.step, one.steps)] for one in packs],
        "pack_kinds": [(kind.value, LABELS[kind]) for kind in here.kinds],
        "back_href": href_of(page),
    }
