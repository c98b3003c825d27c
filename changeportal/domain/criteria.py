"""Gateway criteria that are worked out from the record, and those that somebody asserts with a note.

A policy names criteria by code; each computed code here has one function. ``section`` is where an unmet one is mended.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from changeportal.domain.business_case import SectionState
from changeportal.domain.wording import plural


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFacts:
    """One option of the short list."""

    name: str
    do_minimum: bool = False
    preferred: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingLineFacts:
    """One saving of the preferred option."""

    title: str
    cost_centre: str = ""
    why_none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """Everything that the computed criteria look at. Tuples of text name what is wanting, in words for a person."""

    unanswered_idea_questions: tuple[str, ...] = ()
    sections: Mapping[str, SectionState]
    options: tuple[OptionFacts, ...] = ()
    savings: tuple[SavingLineFacts, ...] = ()
    bare_claims: tuple[str, ...] = ()
    equality_finished: bool = False
    unscored_options: tuple[str, ...] = ()
    measures: int = 0
    milestones: int = 0
    risks: int = 0
    author: str = ""
    sponsor: str = ""
    proposer: str = ""
    serious_findings: tuple[str, ...] = ()
    asks_unanswered: tuple[str, ...] = ()
    sign_offs_wanting: tuple[str, ...] = ()
    unanswered_requests: tuple[str, ...] = ()
    blocking_conditions: tuple[str, ...] = ()
    unverified_savings: tuple[str, ...] = ()
    unread_measures: tuple[str, ...] = ()
    assertions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Result:
    """One criterion of a gateway: met or not, what is wanting, and the section that mends it."""

    code: str
    question: str
    met: bool
    why: str
    section: str
    mandatory: bool
    asserted_by: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a computed criterion found: nothing wanting means met."""

    wanting: str
    section: str


def _first(words: str, names: Sequence[str], section: str) -> Finding:
    return Finding(f"{words}: {', '.join(names)}" if names else "", section)


def _idea(facts: CaseFacts) -> Finding:
    return _first("Not answered yet", facts.unanswered_idea_questions, "idea")


def _proposer(facts: CaseFacts) -> Finding:
    return Finding("" if facts.proposer else "Nobody is named as the proposer", "idea")


def _sections(facts: CaseFacts) -> Finding:
    open_ones = [code for code, state in facts.sections.items() if state is not SectionState.COMPLETE]
    count = len(open_ones)
    words = f"{count} section{' is' if count == 1 else 's are'} not complete" if open_ones else ""
    return Finding(words, open_ones[0] if open_ones else "case")


def _options(facts: CaseFacts, least: int) -> Finding:
    if not any(option.do_minimum for option in facts.options):
        return Finding("Do minimum is not among the options", "options")
    short = least - len(facts.options)
    return Finding(f"Add {plural(short, 'more option')}" if short > 0 else "", "options")


def _preferred(facts: CaseFacts) -> Finding:
    chosen = [option for option in facts.options if option.preferred]
    if len(chosen) != 1:
        return Finding("Select the option you recommend", "options")
    return Finding("" if chosen[0].why.strip() else "Say why it is the best option", "options")


def _rejected(facts: CaseFacts) -> Finding:
    silent = [option.name for option in facts.options if not option.preferred and not option.why.strip()]
    return _first("Say why you rejected", silent, "options")


def _cost_centres(facts: CaseFacts) -> Finding:
    bare = [line.title for line in facts.savings if not line.cost_centre.strip() and not line.why_none.strip()]
    return _first("No cost centre, and no reason why not", bare, "savings")


def _owner(facts: CaseFacts) -> Finding:
    names = [word for word, name in (("the author", facts.author), ("the sponsor", facts.sponsor)) if not name]
    return Finding(f"Name {' and '.join(names)}" if names else "", "people")


COMPUTED: dict[str, Callable[[CaseFacts], Finding]] = {
    "idea_questions": _idea,
    "proposer_named": _proposer,
    "sections_complete": _sections,
    "options_compared": lambda facts: _options(facts, 2),
    "three_options": lambda facts: _options(facts, 3),
    "preferred_chosen": _preferred,
    "rejected_explained": _rejected,
    "options_scored": lambda facts: _first("Not scored on every criterion", facts.unscored_options, "options"),
    "measures_listed": lambda facts: Finding("" if facts.measures else "No measure is listed", "measures"),
    "milestones_listed": lambda facts: Finding("" if facts.milestones else "No milestone is listed", "delivery"),
    "savings_have_cost_centres": _cost_centres,
    "claims_have_evidence": lambda facts: _first("No evidence yet", facts.bare_claims, "evidence"),
    "equality_screened": lambda facts: Finding(
        "" if facts.equality_finished else "The equality screening is not finished", "equality"
    ),
    "risks_listed": lambda facts: Finding("" if facts.risks else "No risk is listed", "risks"),
    "owner_named": _owner,
    "findings_answered": lambda facts: _first("Not answered yet", facts.serious_findings, "findings"),
    "asks_answered": lambda facts: _first("Say what was done about what was asked", facts.asks_unanswered, "asked"),
    "sign_offs_given": lambda facts: _first("Missing or lapsed", facts.sign_offs_wanting, "checks"),
    "requests_answered": lambda facts: _first("No answer yet", facts.unanswered_requests, "resources"),
    "conditions_met": lambda facts: _first("Not met yet", facts.blocking_conditions, "decisions"),
    "savings_verified": lambda facts: _first("Not verified yet", facts.unverified_savings, "savings"),
    "measures_read": lambda facts: _first("No final reading yet", facts.unread_measures, "measures"),
}


def results(policy: Sequence[Mapping[str, Any]], facts: CaseFacts) -> list[Result]:
    """Every criterion of the policy, in its order. Raises KeyError for a computed code that nothing here computes."""
    return [_result(criterion, facts) for criterion in policy]


def _result(criterion: Mapping[str, Any], facts: CaseFacts) -> Result:
    code, mandatory = str(criterion["code"]), bool(criterion["mandatory"])
    if criterion["kind"] == "asserted":
        said = facts.assertions.get(code, "").strip()
        wanting = "" if said else "Nobody has said so yet"
        return Result(code, criterion["question"], bool(said), wanting, "", mandatory, criterion["asserted_by"], said)
    found = COMPUTED[code](facts)
    return Result(code, criterion["question"], not found.wanting, found.wanting, found.section, mandatory)


def stopping(found: Sequence[Result]) -> list[Result]:
    """The mandatory criteria that are not met: these stop a submission."""
    return [result for result in found if result.mandatory and not result.met]
