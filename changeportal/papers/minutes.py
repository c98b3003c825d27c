"""Draft minutes as a paper: attendance, apologies, declarations, each item with its decision. Nothing in them is typed twice."""

from changeportal.domain.resolutions import spoken
from changeportal.domain.wording import clock, day, moment
from changeportal.papers.blocks import Block, Heading, note, section, table, words
from changeportal.papers.stamp import MadeBy, Paper, stamp
from changeportal.queries.minutes import MinutedDecision, MinutedItem, Minutes, WasThere

WILL = {
    "take_part": "stays and takes part",
    "stay_silent": "stays and takes no part",
    "leave": "leaves for this item",
}
RULED = {"leave": "the chair ruled: leaves for this item", "stay": "the chair ruled: stays and takes part"}
RESULTS = {
    "waiting": "Not reached yet",
    "deferred": "Put off",
    "not_reached": "Not reached",
    "withdrawn": "Taken back",
    "noted": "Noted",
}


def minutes_paper(draft: Minutes, title: str, made: MadeBy) -> Paper:
    """The data of the template ``paper``."""
    meeting = draft.meeting
    state = "made from what was recorded" if meeting.state == "closed" else "the meeting is not closed yet"
    written = (
        [["Decided in writing", f"Answers by {moment(meeting.deadline)}: {meeting.urgency}"]] if meeting.written else []
    )
    items = [{"title": _title(one), "sections": [section("", *_item(one))]} for one in draft.items]
    return {
        **stamp(made, "Draft minutes", title, state),
        "facts": [
            ["Body", meeting.board],
            ["Meeting", moment(meeting.starts_at)],
            ["Where", meeting.place],
            *written,
            ["Apologies", ", ".join(draft.apologies) or "None"],
        ],
        "chapters": [{"title": "Attendance", "sections": [section("", _present(draft))]}, *items],
    }


def _present(draft: Minutes) -> Block:
    rows = [[one.name, one.instead_of or "Own seat", _times(one)] for one in draft.present]
    headings = [Heading("Name", 4), Heading("In whose place", 4), Heading("When", 4)]
    return table("Present", headings, rows, empty="Nobody is entered as here yet")


def _times(one: WasThere) -> str:
    return ", ".join(f"{'from' if came else 'left'} {clock(at)}" for came, at in one.moves) or "No time was kept"


def _title(one: MinutedItem) -> str:
    ref = f" ({one.row.ref})" if one.row.ref else ""
    return f"Item {one.row.n}: {one.row.title}{ref}"


def _item(one: MinutedItem) -> list[Block]:
    said = [f"{who}: {what} ({RULED.get(rules) or WILL[does]})" for who, what, does, rules in one.interests]
    late = [note(f"Late paper: {one.row.late_reason}.")] if one.row.late else []
    found = [*late, words("Declarations of interest", "\n".join(said) or "None declared")]
    if one.decision is not None:
        return [*found, *_decision(one.decision)]
    back = f" It comes back on {day(one.row.moved_to)}." if one.row.moved_to else ""
    result = RESULTS.get(one.row.result, one.row.result.capitalize())
    return [*found, words("What became of it", f"{result}.{back} {one.row.result_note}".strip())]


def _decision(made: MinutedDecision) -> list[Block]:
    rows = [[str(n), spoken(verb), text] for n, verb, text in made.resolutions]
    headings = [Heading("Number", 2), Heading("Verb", 3), Heading("Resolution", 10)]
    found = [
        words("Decision", f"{made.number}. {made.voting.get('how') or ''}".strip()),
        words("Recommendation, as put", made.recommendation or "None was put"),
        table("Resolutions", headings, rows, empty="No resolution is on record"),
        words("Reasons", made.reasons),
    ]
    conditions = [f"{text} ({owner}, by {day(due)})" for text, owner, due in made.conditions]
    if conditions:
        found.append(words("Conditions", "\n".join(conditions)))
    if made.dissent:
        found.append(words("Dissent", "\n".join(made.dissent)))
    return found
