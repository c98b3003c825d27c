"""What a case touches: its answers and lines, read as the traits that trigger checks and sections."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from changeportal.domain.business_case import Section, asked
from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.equality import DOUBTFUL
from changeportal.domain.money import LIMIT_PENCE, MoneyError, parse_pounds
from changeportal.domain.signoffs import CaseTraits, needed
from changeportal.domain.terms import Category, Route

TOUCHES = "touches"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswers:
    """The answers of the section on what it touches, the categories of its savings, its screening, its wards."""

    touches: Mapping[str, str]
    categories: Collection[str] = ()
    screening: Mapping[str, object]
    wards: int = 0
    member_or_key_decision: bool = False


def traits_of(answers: CaseAnswers) -> CaseTraits:
    """The traits. What was not answered yet triggers nothing."""
    said = answers.touches
    return CaseTraits(
        member_or_key_decision=answers.member_or_key_decision,
        posts_deleted=_count(said.get("posts", "")),
        personal_data=said.get("personal_data") == "yes",
        new_technology=said.get("technology") == "yes",
        uses_ai=said.get("ai") == "yes",
        contract_pence=_pence(said.get("contract", "")),
        buildings_change=said.get("buildings") == "yes",
        statutory_change=said.get("statutory") == "yes",
        carbon_effect=said.get("carbon") == "yes",
        service_reduction=Category.SERVICE_REDUCTION in answers.categories,
        wards=answers.wards,
        people_worse_off=any(
            name.startswith("effect_") and value in DOUBTFUL for name, value in answers.screening.items()
        ),
    )


def _pence(text: str) -> int:
    """Whole pence. What cannot be read is taken as large, so that it asks for the checks instead of passing them by."""
    try:
        return parse_pounds(text) or 0
    except MoneyError:
        return LIMIT_PENCE


def _count(text: str) -> int:
    """A number of posts; what cannot be read counts as one, so that it asks for the checks."""
    return int(text) if text.isascii() and text.isdecimal() else int(bool(text.strip()))


def sections_asked(route: Route, traits: CaseTraits) -> list[Section]:
    """The sections that this case fills in: those of its route, and those that its answers trigger."""
    return asked(SECTIONS, route, [one.kind for one in needed(traits)], traits.uses_ai)
