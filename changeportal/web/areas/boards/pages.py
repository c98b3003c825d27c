"""What the pages of boards show."""

from dataclasses import replace
from typing import Any

from flask import url_for

from changeportal.domain.calendar import london_date
from changeportal.domain.clearance import covering
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Outcome
from changeportal.queries import boards as reads
from changeportal.queries import meetings
from changeportal.queries.clearance import period_list
from changeportal.queries.meetings import ItemPage, MeetingPage
from changeportal.services.boards.places import At
from changeportal.web.areas.boards.decision_form import WORDS, RecordForm, offered
from changeportal.web.areas.boards.forms import AttendanceForm, ButtonForm, InterestForm, ItemForm, PutOffForm, VoteForm
from changeportal.web.current import current_actor, now, today
from changeportal.web.formatting import clock, day

RESULTS = {
    "waiting": "Not reached yet",
    "decided": "Decided",
    "deferred": "Put off",
    "not_reached": "Not reached",
    "withdrawn": "Taken back",
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
    return {"board": page, "may_build": may(current_actor(), Permission.AGENDA_BUILD, facts), "states": STATES}


def _facts(page: MeetingPage) -> MeetingFacts:
    seats = frozenset(seat.person_id for seat in page.room.seats if seat.voting)
    return MeetingFacts(board_id=page.board_id, seats=seats)


def title(page: MeetingPage) -> str:
    """The body and the date."""
    return f"{page.board}, {day(page.starts_at)}"


def _frame(page: MeetingPage) -> dict[str, Any]:
    actor, facts = current_actor(), _facts(page)
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
    seated = any(seat.person_id == mine and seat.voting for seat in page.room.seats)
    return {
        **_frame(page),
        "pre_election": covering(period_list(), london_date(page.starts_at)),
        "total": sum(one.minutes for one in page.items),
        "decided": len([one for one in page.items if one.result == "decided"]),
        "ask_interest": seated and mine not in page.room.declared and page.state == "published",
        "buttons": ButtonForm(data={"version": page.version}),
    }


def add_item(at: At, form: ItemForm | None = None) -> dict[str, Any]:
    """Adding to the agenda."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    context = _frame(page)
    shown = form or ItemForm(item_choices(at), data={"minutes": 15})
    return {**context, "form": shown, "back_href": _href(page)}


def item_choices(at: At) -> list[reads.Due]:
    """What waits for the board."""
    found = reads.board(current_actor(), at.board, now(), today())
    return list(found.due)


def _href(page: MeetingPage) -> str:
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
            HERE.get(held.get(one.id, "absent"), ""),
            "Yes" if one.id in page.room.declared else "Not declared yet",
        ]
        for one in page.members
    ]
    shown = form or AttendanceForm(page.members, data=data)
    return {**_frame(page), "rows": rows, "form": shown, "back_href": _href(page)}


def interests(at: At, form: InterestForm | None = None) -> dict[str, Any]:
    """Saying whether one has an interest."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    waiting = [one for one in page.items if one.result == "waiting"]
    return {**_frame(page), "form": form or InterestForm(waiting), "back_href": _href(page)}


def papers(at: At) -> dict[str, Any]:
    """Every paper on one page."""
    page = meetings.meeting(current_actor(), at.board, at.meeting, today())
    return {**_frame(page), "back_href": _href(page)}


def item(at: At, n: int, vote: VoteForm | None = None) -> dict[str, Any]:
    """One item: the one screen that a board needs."""
    page = meetings.item(current_actor(), at.board, at.meeting, n, today())
    actor = current_actor()
    facts = replace(_facts(page.meeting), proposal=page.facts, recused=page.room.left)
    return {
        **_frame(page.meeting),
        "page": page,
        "item": page.item,
        "will": WILL,
        "outcome_words": _outcome(page),
        "may_record": may(actor, Permission.DECISION_RECORD, facts),
        "may_confirm": may(actor, Permission.DECISION_CONFIRM, facts),
        "may_vote": may(actor, Permission.VOTE_CAST, facts),
        "voted": actor.name in page.votes,
        "vote_form": vote or VoteForm(),
        "confirm_form": ButtonForm(data={"version": page.draft_version}),
        "back_href": _href(page.meeting),
        "open": page.item.result == "waiting" and page.meeting.state != "closed",
    }


def _outcome(page: ItemPage) -> str:
    return WORDS[Outcome(page.draft["outcome"])] if page.draft else ""


def record(at: At, n: int, form: RecordForm | None = None) -> dict[str, Any]:
    """Recording what was decided."""
    context = item(at, n)
    page: ItemPage = context["page"]
    data = {
        "version": page.draft_version,
        "resolution": page.item.recommendation,
        "public": "yes",
        "casting": "",
        **{f"blocks_{n}": "implementation" for n in (1, 2, 3)},
    }
    if page.draft:
        data |= {name: page.draft[name] for name in ("outcome", "reasons", "resolution", "options_considered")}
    shown = form or RecordForm(offered(page.item), data=data)
    back = url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)
    return {**context, "form": shown, "back_href": back}


def put_off(at: At, n: int, form: PutOffForm | None = None) -> dict[str, Any]:
    """Putting an item off."""
    back = url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)
    return {**item(at, n), "form": form or PutOffForm(), "back_href": back}
