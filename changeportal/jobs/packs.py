"""Making board packs that wait, with the eyes of whoever asked. Safe to run twice and at once; the truth is in the database."""

import structlog
import typst

from changeportal.adapters.storage import Storage
from changeportal.domain.calendar import london_date
from changeportal.domain.errors import NotFound
from changeportal.domain.packs import LABELS
from changeportal.papers.board_pack import board_pack
from changeportal.papers.stamp import MadeBy
from changeportal.queries.packs import pack_source
from changeportal.queries.people import actor
from changeportal.services import packs

log = structlog.get_logger(__name__)
NOT_THEIRS = "You may no longer see one of its papers. Ask for the pack again. Nothing was changed."


def make_waiting(store: Storage, base_url: str, limit: int = 5) -> int:
    """Make up to ``limit`` packs that are due; how many were made."""
    made = 0
    for _turn in range(limit):
        taken = packs.take()
        if taken is None:
            break
        try:
            made += _make(taken, store, base_url)
        except NotFound:
            packs.give_up(taken.id, NOT_THEIRS)
        except (typst.TypstError, OSError) as error:
            log.warning("pack_failed", error=type(error).__name__)
    return made


def _make(taken: packs.Taken, store: Storage, base_url: str) -> bool:
    who = actor(taken.by_id, london_date(taken.at))
    if who is None:
        raise NotFound
    source = pack_source(who, taken.id, taken.at, lambda step: packs.reached(taken.id, step))
    body, placed = board_pack(source, MadeBy(who.name, taken.at), base_url)
    name = f"{source.board_slug}-{source.meeting}-{LABELS[source.kind].lower().replace(' ', '-')}.pdf"
    return packs.finish(taken, store, name, body, placed)
