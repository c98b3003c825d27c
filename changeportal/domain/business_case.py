"""The business case: its sections' shape, which of them a route asks for, their states, and their word limits."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from changeportal.domain.money import MoneyError, format_pounds, parse_pounds
from changeportal.domain.terms import Route, SignOffKind

MOST_PERCENT = 100


class Chapter(StrEnum):
    """The headings of the task list."""

    WHY = "why"
    OPTIONS = "options"
    AFFORD = "afford"
    BUY = "buy"
    DO = "do"
    FAIR = "fair"


CHAPTER_LABELS = {
    Chapter.WHY: "Why we should do it (strategic case)",
    Chapter.OPTIONS: "What the options are (economic case)",
    Chapter.AFFORD: "Can we afford it (financial case)",
    Chapter.BUY: "Can we buy it (commercial case)",
    Chapter.DO: "Can we do it (management case)",
    Chapter.FAIR: "Is it fair and lawful",
}


class SectionState(StrEnum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    NEEDS_ATTENTION = "needs_attention"


STATE_LABELS = {
    SectionState.NOT_STARTED: "Not started",
    SectionState.IN_PROGRESS: "In progress",
    SectionState.COMPLETE: "Complete",
    SectionState.NEEDS_ATTENTION: "Needs attention",
}


class Answered(StrEnum):
    """How a field is answered; all are kept as text ("yes", "4", "25000.00", "4.85")."""

    WORDS = "words"
    YES_NO = "yes_no"
    COUNT = "count"
    POUNDS = "pounds"
    PERCENT = "percent"
    RATE = "rate"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a section and its limit in words. ``light`` ones are asked on both routes; an ``optional`` one may
    stay blank in a section that is complete.

    A count lies between ``least`` and ``most``, both included. An ``optional`` one may stay blank in a complete section.
    """

    code: str
    label: str
    words: int = 300
    light: bool = True
    answered: Answered = Answered.WORDS
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    least: int = 0
    most: int = 1_000_000
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One task of the case. ``triggers`` are the sign-offs that make a section be asked; none means always."""

    code: str
    label: str
    chapter: Chapter
    guidance: str
    example: str
    board_asks: str
    fields: tuple[Field, ...] = ()
    light: bool = True
    triggers: tuple[SignOffKind, ...] = ()
    ai_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known of a section: texts by field, rows in its tables, and what is open on it."""

    texts: Mapping[str, str]
    rows: int = 0
    marked_complete: bool = False
    open_questions: int = 0
    problems: tuple[str, ...] = ()


def asked(
    sections: Collection[Section], route: Route, triggered: Collection[SignOffKind], uses_ai: bool = False
) -> list[Section]:
    """The sections that a case has to fill in, in order."""
    return [one for one in sections if _is_asked(one, route, triggered, uses_ai)]


def _is_asked(section: Section, route: Route, triggered: Collection[SignOffKind], uses_ai: bool) -> bool:
    if section.ai_only:
        return uses_ai
    if section.triggers:
        return any(kind in triggered for kind in section.triggers)
    return route is Route.FULL or section.light


def fields_asked(section: Section, route: Route) -> tuple[Field, ...]:
    """The texts of a section on that route."""
    return tuple(field for field in section.fields if route is Route.FULL or field.light)


def said(field: Field, text: str) -> str:
    """The answer as people read it: the words of a choice, yes or no, pounds, per cent; other texts as they are."""
    if field.answered is Answered.CHOICE:
        return dict(field.choices).get(text, text)
    if field.answered is Answered.YES_NO:
        return {"yes": "Yes", "no": "No"}.get(text, text)
    if field.answered in (Answered.PERCENT, Answered.RATE) and text:
        return f"{text}%"
    return _in_pounds(text) if field.answered is Answered.POUNDS else text


def _in_pounds(text: str) -> str:
    try:
        pence = parse_pounds(text)
    except MoneyError:
        return text
    return text if pence is None else format_pounds(pence)


def count_words(text: str) -> int:
    """Words as people count them: runs of letters or figures; a dash or a bullet alone is no word."""
    return len(re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*", text))


def over_limit(section: Section, texts: Mapping[str, str]) -> dict[str, str]:
    """The message for each field that has too many words."""
    found = {}
    for field in section.fields:
        extra = count_words(texts.get(field.code, "")) - field.words
        if extra > 0:
            found[field.code] = f"{field.label} must be {field.words} words or less. Take out {extra}"
    return found


def unreadable(section: Section, texts: Mapping[str, str]) -> dict[str, str]:
    """The message for each answer in figures that cannot be read, or lies outside its ends. A blank one is only missing."""
    found = {one.code: unread(one, texts.get(one.code, "").strip()) for one in section.fields}
    return {code: words for code, words in found.items() if words}


def unread(one: Field, text: str) -> str:
    """Why an answer in figures cannot be taken; nothing where it can, or where it is no figure."""
    check = UNREAD.get(one.answered)
    return check(one, text) if check and text else ""


def _unread_whole(one: Field, text: str) -> str:
    most = MOST_PERCENT if one.answered is Answered.PERCENT else one.most
    if not re.fullmatch(r"[0-9]{1,12}", text):
        return f"{one.label}: enter a whole number, like {max(one.least, min(12, most))}"
    if not one.least <= int(text) <= most:
        return f"{one.label}: enter a number between {one.least:,} and {most:,}"
    return ""


def _unread_rate(one: Field, text: str) -> str:
    readable = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", text) and Decimal(text) <= MOST_PERCENT
    return "" if readable else f"{one.label}: enter a number from 0 to 100, like 4.8"


def _unread_pounds(one: Field, text: str) -> str:
    try:
        pence = parse_pounds(text)
    except MoneyError as problem:
        return f"{one.label}: {problem.message[0].lower()}{problem.message[1:]}"
    return f"{one.label}: enter £0 or more" if (pence or 0) < 0 else ""


UNREAD: Mapping[Answered, Callable[[Field, str], str]] = {
    Answered.POUNDS: _unread_pounds,
    Answered.COUNT: _unread_whole,
    Answered.PERCENT: _unread_whole,
    Answered.RATE: _unread_rate,
}


def missing(section: Section, route: Route, texts: Mapping[str, str]) -> list[str]:
    """The labels of the texts that are still empty."""
    wanted = [field for field in fields_asked(section, route) if not field.optional]
    return [field.label for field in wanted if not texts.get(field.code, "").strip()]


def state_of(section: Section, route: Route, progress: Progress) -> SectionState:
    """The state of a section. Marked complete with a gap, or with a problem or question, it needs attention."""
    filled = any(text.strip() for text in progress.texts.values()) or progress.rows > 0
    if progress.problems or progress.open_questions or over_limit(section, progress.texts):
        return SectionState.NEEDS_ATTENTION
    if progress.marked_complete:
        whole = not missing(section, route, progress.texts)
        return SectionState.COMPLETE if whole else SectionState.NEEDS_ATTENTION
    return SectionState.IN_PROGRESS if filled else SectionState.NOT_STARTED


def headline(states: Collection[SectionState]) -> str:
    """The first line of the task list: "13 of 16 sections are complete."."""
    done = sum(state is SectionState.COMPLETE for state in states)
    return f"{done} of {len(states)} sections {'is' if done == 1 else 'are'} complete."
