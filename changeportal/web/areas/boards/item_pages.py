"""What the pages of one item show: reading it, voting, recording its decision, dissent, questions, answers in writing."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from changeportal.domain.deciders import Regime, regime
from changeportal.domain.effect_words import HEADINGS, NOTHING, effect_rows, of_agenda, of_item
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.realisation import record_words
from changeportal.domain.resolutions import VERB_WORDS
from changeportal.domain.terms import Outcome
from changeportal.domain.votes import SAID_WORDS
from changeportal.queries.meeting_items import ItemPage
from changeportal.queries.meeting_items import item as read_item
from changeportal.services.boards.places import At
from changeportal.web.areas.boards import pages
from changeportal.web.areas.boards.decision_form import RESOLUTIONS, WORDS, RecordForm, offered
from changeportal.web.areas.boards.forms import ButtonForm, CastingForm, DissentForm, NoteForm, PutOffForm, VoteForm
from changeportal.web.areas.boards.written_form import AnswerForm, WrittenForm
from changeportal.web.current import current_actor, now
from changeportal.web.forms.asks import asks_data, with_asks
from changeportal.web.forms.question import QuestionForm

WILL = {
    "take_part": "stays and takes part",
    "stay_silent": "stays and takes no part",
    "leave": "leaves for this item",
}
RULED = {"leave": "The chair ruled: leaves for this item", "stay": "The chair ruled: stays and takes part", "": ""}


def item(at: At, n: int, *, checks: bool = True, **forms: Any) -> dict[str, Any]:
    """One item: the one screen that a board needs. ``forms`` are those that came back with errors. The pages of forms about
    the item show no ``checks``."""
    page = read_item(current_actor(), at.board, at.meeting, n, now(), checks=checks)
    facts = page.room.facts(page.meeting.board_id, page.facts)
    return {
        **pages.frame(page.meeting),
        **_permissions(page, facts),
        **_voting(page),
        "page": page,
        "item": page.item,
        "will": WILL,
        "ruled": RULED,
        "said_words": SAID_WORDS,
        "outcome_words": WORDS[Outcome(page.draft["outcome"])] if page.draft else "",
        "verb_words": VERB_WORDS,
        "effect_words": of_item(page.effects),
        "agenda_words": of_agenda(page.effects),
        "effect_rows": effect_rows(page.effects),
        "effect_heads": HEADINGS,
        "no_effect": NOTHING,
        "record_words": record_words(page.record),
        "note_form": forms.get("note") or NoteForm(),
        "vote_form": forms.get("vote") or VoteForm(),
        "casting_form": forms.get("casting") or CastingForm(),
        "confirm_form": ButtonForm(data={"version": page.draft_version}),
        "back_href": pages.href_of(page.meeting),
        "open": page.item.result == "waiting" and page.meeting.state != "closed",
    }


def _permissions(page: ItemPage, facts: MeetingFacts) -> Mapping[str, Any]:
    actor = current_actor()
    confirms = may(actor, Permission.DECISION_CONFIRM, facts)
    return {
        "may_record": may(actor, Permission.DECISION_RECORD, facts),
        "may_confirm": confirms,
        "may_vote": may(actor, Permission.VOTE_CAST, facts),
        "may_rule": confirms.allowed and regime(page.meeting.kind) is Regime.CONFLICT,
        "me": actor.id,
    }


def _voting(page: ItemPage) -> Mapping[str, Any]:
    """Whether this person still has a vote to give here, and whether the casting one."""
    seat, vote = page.room.seat_of(current_actor().id), page.vote
    waited = bool(vote and seat and seat.name in vote.tally.waited_for)
    casts = bool(vote and seat and vote.tally.tied and vote.chair_id == seat.filled_by)
    return {"to_vote": waited, "to_cast": casts, "my_seat": seat}


def record(at: At, n: int, form: RecordForm | None = None) -> dict[str, Any]:
    """Recording what was decided."""
    context = item(at, n, checks=False)
    page: ItemPage = context["page"]
    asks = page.draft.get("asks", ()) if page.draft else ()
    data = {**_recorded(page), **asks_data(asks)}
    shown = form or with_asks(RecordForm, len(asks))(offered(page.item), data=data)
    back = url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)
    return {**context, "form": shown, "back_href": back}


def _recorded(page: ItemPage) -> dict[str, Any]:
    """What the form starts with: the recommendation, the options that the case put aside, or what was recorded."""
    data: dict[str, Any] = {
        "version": page.draft_version,
        "resolution": page.item.recommendation,
        "public": "yes",
        **{f"blocks_{n}": "implementation" for n in (1, 2, 3)},
    }
    if not page.draft:
        return data | {"options_considered": page.case.rejected if page.case else ""}
    data |= {name: page.draft[name] for name in ("outcome", "reasons", "resolution", "options_considered")}
    for n, one in enumerate(page.draft.get("resolutions", ())[: RESOLUTIONS - 1], start=2):
        data |= {f"verb_{n}": one["verb"], f"resolution_{n}": one["text"]}
    return data


def _item_href(at: At, n: int) -> str:
    return url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)


def put_off(at: At, n: int, form: PutOffForm | None = None) -> dict[str, Any]:
    """Putting an item off."""
    return {**item(at, n, checks=False), "form": form or PutOffForm(), "back_href": _item_href(at, n)}


def dissent(at: At, n: int, form: DissentForm | None = None) -> dict[str, Any]:
    """Dissent: one's own, or, for the secretary, that of anybody who takes part."""
    context = item(at, n, checks=False)
    page: ItemPage = context["page"]
    seats = [one for one in page.room.seats if one.voting and one.here and one.person_id not in page.room.left]
    mine = [one for one in seats if one.filled_by == context["me"]]
    shown = seats if context["may_attend"].allowed else mine
    people = [(str(one.filled_by), one.substitute or one.name) for one in shown]
    return {**context, "form": form or DissentForm(people), "people": people, "back_href": _item_href(at, n)}


def question(at: At, n: int, form: QuestionForm) -> dict[str, Any]:
    """A question about the item."""
    return {**item(at, n, checks=False), "form": form, "back_href": _item_href(at, n)}


def written_new(slug: str, form: WrittenForm | None = None) -> dict[str, Any]:
    """Opening a written procedure."""
    context = pages.board(slug)
    return {**context, "form": form or WrittenForm(context["board"].due, data={"until": "17:00"})}


def answer(at: At, form: AnswerForm | None = None) -> dict[str, Any]:
    """Answering in writing."""
    context = item(at, 1, checks=False)
    return {**context, "form": form or AnswerForm(), "back_href": _item_href(at, 1)}
