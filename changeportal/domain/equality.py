"""Equality screening: the groups asked about, and whether a full equality impact assessment is needed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Characteristic(StrEnum):
    """The nine protected characteristics of the Equality Act 2010, as people are asked about them."""

    AGE = "age"
    DISABILITY = "disability"
    GENDER_REASSIGNMENT = "gender_reassignment"
    MARRIAGE_AND_CIVIL_PARTNERSHIP = "marriage_and_civil_partnership"
    PREGNANCY_AND_MATERNITY = "pregnancy_and_maternity"
    RACE = "race"
    RELIGION_OR_BELIEF = "religion_or_belief"
    SEX = "sex"
    SEXUAL_ORIENTATION = "sexual_orientation"


LABELS = {
    Characteristic.AGE: "Age",
    Characteristic.DISABILITY: "Disability",
    Characteristic.GENDER_REASSIGNMENT: "Gender reassignment",
    Characteristic.MARRIAGE_AND_CIVIL_PARTNERSHIP: "Marriage and civil partnership",
    Characteristic.PREGNANCY_AND_MATERNITY: "Pregnancy and maternity",
    Characteristic.RACE: "Race",
    Characteristic.RELIGION_OR_BELIEF: "Religion or belief",
    Characteristic.SEX: "Sex",
    Characteristic.SEXUAL_ORIENTATION: "Sexual orientation",
}

EXAMPLE_GROUPS = {
    "low_income": "People on low incomes",
    "care_experience": "People who have been in care",
    "carers": "Unpaid carers",
}


class Effect(StrEnum):
    """How a group could be affected."""

    BETTER = "better"
    WORSE = "worse"
    BOTH = "both"
    UNKNOWN = "unknown"


EFFECT_LABELS = {
    Effect.BETTER: "Better off",
    Effect.WORSE: "Worse off",
    Effect.BOTH: "Both",
    Effect.UNKNOWN: "I do not know",
}


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """What was said about one group: its code (a characteristic's value or a group the council added)."""

    group: str
    label: str
    effect: Effect | None
    how_known: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The answers of the screening, page by page. ``changes_anything`` is None until page 1 is answered."""

    changes_anything: bool | None = None
    why_no_change: str = ""
    groups: Sequence[GroupAnswer] = ()
    no_one: bool = False
    why_no_one: str = ""
    asked_people: bool | None = None
    asked_words: str = ""
    lead_waives: bool = False
    lead_reason: str = ""
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """``full`` is None while something is missing; ``missing`` says what, ``reasons`` why the result is what it is."""

    full: bool | None
    headline: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...]


NEEDED = "You need a full equality impact assessment"
NOT_NEEDED = "You do not need a full assessment"
UNFINISHED = "The screening is not finished"
HARMFUL = frozenset({Effect.WORSE, Effect.BOTH})
DOUBTFUL = HARMFUL | {Effect.UNKNOWN}


def screen(answers: Screening) -> ScreeningResult:
    """The result of the screening. Any "worse off", "both" or "I do not know" means a full assessment.

    Only the equality lead can agree otherwise, and has to say why.
    """
    missing = tuple(_missing(answers))
    if missing:
        return ScreeningResult(None, UNFINISHED, (), missing)
    if answers.changes_anything is False:
        return ScreeningResult(False, NOT_NEEDED, (f"It changes nothing for people: {answers.why_no_change}",), ())
    doubtful = tuple(_sentence(one) for one in answers.groups if one.effect in DOUBTFUL)
    if doubtful and not answers.lead_waives:
        return ScreeningResult(True, NEEDED, doubtful, ())
    if doubtful:
        agreed = f"The equality lead agreed otherwise: {answers.lead_reason}"
        return ScreeningResult(False, NOT_NEEDED, (*doubtful, agreed), ())
    better = tuple(_sentence(one) for one in answers.groups)
    return ScreeningResult(False, NOT_NEEDED, better or (f"No one: {answers.why_no_one}",), ())


def _sentence(answer: GroupAnswer) -> str:
    label = EFFECT_LABELS[answer.effect] if answer.effect else ""
    return f"{answer.label}: {label}"


def _missing(answers: Screening) -> Iterator[str]:
    if answers.changes_anything is None:
        yield "Select whether this changes a service, a policy, a job, a building, or how people reach us"
    elif answers.changes_anything is False:
        if not answers.why_no_change.strip():
            yield "Say why it changes nothing for people"
    else:
        yield from _missing_groups(answers)
        yield from _missing_asked(answers)
    if answers.lead_waives and not answers.lead_reason.strip():
        yield "Say why the equality lead agrees that no full assessment is needed"


def _missing_groups(answers: Screening) -> Iterator[str]:
    if answers.no_one and answers.groups:
        yield "Select the groups who could be affected, or select \u201cNo one, and I can say why\u201d"
    elif answers.no_one and not answers.why_no_one.strip():
        yield "Say how you know no one will be affected differently"
    elif not answers.no_one and not answers.groups:
        yield "Select who could be affected differently"
    for one in answers.groups:
        if one.effect is None:
            yield f"Select how this could affect people: {one.label}"
        elif one.effect is not Effect.UNKNOWN and not one.how_known.strip():
            yield f"Say how you know: {one.label}"
        if one.effect in HARMFUL and not one.action.strip():
            yield f"Say what you will do about it: {one.label}"


def _missing_asked(answers: Screening) -> Iterator[str]:
    if answers.asked_people is None:
        yield "Select whether you have asked the people affected"
    elif not answers.asked_words.strip():
        yield "Say who was asked and what they said" if answers.asked_people else "Say when you will ask, or why not"


def groups_to_ask(added: dict[str, str], chosen: Collection[str] = ()) -> list[tuple[str, str]]:
    """Codes and labels of the groups on page 3, characteristics first; only ``chosen`` ones when there are any."""
    every = [(one.value, LABELS[one]) for one in Characteristic] + list(added.items())
    return [pair for pair in every if not chosen or pair[0] in chosen]


GROUPS = groups_to_ask(EXAMPLE_GROUPS)


def screening_from(kept: Mapping[str, Any]) -> Screening:
    """The answers as they are kept, read for the rule."""
    said, action = kept.get("how_known") or "", kept.get("action") or ""
    groups = tuple(
        GroupAnswer(code, label, Effect(kept[f"effect_{code}"]), said, action)
        for code, label in GROUPS
        if kept.get(f"effect_{code}")
    )
    return Screening(
        changes_anything=_yes(kept.get("changes_anything")),
        why_no_change=kept.get("why_no_change") or "",
        groups=groups,
        no_one=not groups,
        why_no_one=kept.get("why_no_one") or "",
        asked_people=_yes(kept.get("asked_people")),
        asked_words=kept.get("asked_words") or "",
    )


def _yes(value: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(value or "")
