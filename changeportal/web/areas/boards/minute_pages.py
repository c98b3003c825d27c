"""What the draft minutes show."""

from typing import Any

from changeportal.domain.resolutions import VERB_WORDS
from changeportal.queries.minutes import WasThere
from changeportal.queries.minutes import minutes as read_minutes
from changeportal.services.boards.places import At
from changeportal.web.areas.boards import pages
from changeportal.web.areas.boards.item_pages import RULED, WILL
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import clock


def minutes(at: At) -> dict[str, Any]:
    """The draft: nothing in it is typed, so that it cannot say anything else than the record."""
    draft = read_minutes(current_actor(), at.board, at.meeting, today())
    return {
        **pages.frame(draft.meeting),
        "draft": draft,
        "present_rows": [[one.name, one.instead_of or "Own seat", _times(one)] for one in draft.present],
        "will": WILL,
        "ruled": RULED,
        "verb_words": VERB_WORDS,
        "back_href": pages.href_of(draft.meeting),
    }


def _times(one: WasThere) -> str:
    return ", ".join(f"{'from' if came else 'left'} {clock(at)}" for came, at in one.moves) or "No time was kept"
