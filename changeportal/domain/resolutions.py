"""Numbered resolutions of one decision, each with its verb (section 14 E11), and how they agree with its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from changeportal.domain.terms import Outcome


class Verb(StrEnum):
    """What one resolution does."""

    AGREE = "agree"
    AGREE_WITH_CONDITIONS = "agree_with_conditions"
    AGREE_IN_PRINCIPLE = "agree_in_principle"
    CONSULT = "consult"
    DELEGATE = "delegate"
    RECOMMEND = "recommend"
    ENDORSE = "endorse"
    NOTE = "note"
    REFER_BACK = "refer_back"
    REFUSE = "refuse"
    TEST = "test"


VERB_WORDS = {
    Verb.AGREE: "Agree",
    Verb.AGREE_WITH_CONDITIONS: "Agree, with conditions",
    Verb.AGREE_IN_PRINCIPLE: "Agree in principle",
    Verb.CONSULT: "Approve to consult and report back",
    Verb.DELEGATE: "Delegate the final decision",
    Verb.RECOMMEND: "Recommend",
    Verb.ENDORSE: "Endorse",
    Verb.NOTE: "Note",
    Verb.REFER_BACK: "Refer back",
    Verb.REFUSE: "Refuse",
    Verb.TEST: "Run a time-limited test",
}
_BY_OUTCOME = {
    Outcome.PROCEED: Verb.AGREE,
    Outcome.PROCEED_WITH_CONDITIONS: Verb.AGREE_WITH_CONDITIONS,
    Outcome.AGREE_IN_PRINCIPLE: Verb.AGREE_IN_PRINCIPLE,
    Outcome.CONSULT: Verb.CONSULT,
    Outcome.DELEGATE: Verb.DELEGATE,
    Outcome.RECOMMEND: Verb.RECOMMEND,
    Outcome.ENDORSE: Verb.ENDORSE,
    Outcome.NOTE: Verb.NOTE,
    Outcome.RETURN: Verb.REFER_BACK,
    Outcome.REFER_BACK: Verb.REFER_BACK,
    Outcome.PAUSE: Verb.REFER_BACK,
    Outcome.DECLINE: Verb.REFUSE,
    Outcome.TEST: Verb.TEST,
    Outcome.KEEP_TRACKING: Verb.NOTE,
}
_SPEAKS = frozenset({Outcome.PAUSE, Outcome.KEEP_TRACKING})
MOST = 6
_AGREES = frozenset({Verb.AGREE, Verb.AGREE_WITH_CONDITIONS, Verb.AGREE_IN_PRINCIPLE})


@dataclass(frozen=True, slots=True)
class Resolved:
    """One resolution: its verb and its words, as made."""

    verb: Verb
    text: str


def verb_of(outcome: Outcome) -> Verb:
    """The verb of the first resolution: what the outcome says; closing at gateway 5 is agreed."""
    return _BY_OUTCOME.get(outcome, Verb.AGREE)


def first_verb(outcome: Outcome) -> str:
    """The verb of the one resolution of a decision that was not written out; an outcome without a verb speaks for itself."""
    return outcome.value if outcome in _SPEAKS or outcome not in _BY_OUTCOME else _BY_OUTCOME[outcome].value


def resolutions_refusal(resolved: Sequence[Resolved], outcome: Outcome) -> str:
    """Why the resolutions cannot stand with the outcome, in words; nothing when they can."""
    if not resolved or any(not one.text.strip() for one in resolved):
        return "Write out each resolution that you number"
    if len(resolved) > MOST:
        return f"One decision has at most {MOST} resolutions"
    first = verb_of(outcome)
    if resolved[0].verb is not first:
        return f"The first resolution says what was decided: {VERB_WORDS[first]}"
    verbs = {one.verb for one in resolved}
    return "One resolution agrees and another refuses" if Verb.REFUSE in verbs and verbs & _AGREES else ""


def spoken(verb: str) -> str:
    """A verb as people read it."""
    return VERB_WORDS[Verb(verb)] if verb in list(Verb) else verb.replace("_", " ").capitalize()
