"""Sign-offs: which checks a case triggers and why, which parts each one watches, and when one lapses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.money import format_pounds
from changeportal.domain.terms import SignOffKind, SignOffOutcome

LABELS = {
    SignOffKind.FINANCE: "Finance",
    SignOffKind.LEGAL: "Legal",
    SignOffKind.EQUALITY: "Equality",
    SignOffKind.ENVIRONMENT: "Environment",
    SignOffKind.HR: "HR",
    SignOffKind.INFORMATION_GOVERNANCE: "Data protection",
    SignOffKind.DIGITAL: "Digital",
    SignOffKind.PROCUREMENT: "Procurement",
    SignOffKind.PROPERTY: "Property",
    SignOffKind.CONSULTATION: "Consultation and trade unions",
}

WATCHES: dict[SignOffKind, tuple[str, ...]] = {
    SignOffKind.FINANCE: ("options", "money", "savings", "risks", "resources"),
    SignOffKind.LEGAL: ("need", "options", "commercial", "legal", "consultation"),
    SignOffKind.EQUALITY: ("need", "options", "measures", "equality", "consultation"),
    SignOffKind.ENVIRONMENT: ("options", "environment"),
    SignOffKind.HR: ("savings", "delivery", "hr"),
    SignOffKind.INFORMATION_GOVERNANCE: ("information_governance", "digital", "ai"),
    SignOffKind.DIGITAL: ("digital", "resources", "ai"),
    SignOffKind.PROCUREMENT: ("money", "commercial"),
    SignOffKind.PROPERTY: ("money", "property"),
    SignOffKind.CONSULTATION: ("need", "options", "consultation", "hr"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTraits:
    """The answers of the case that trigger checks. Money is whole pence."""

    member_or_key_decision: bool = False
    posts_deleted: int = 0
    personal_data: bool = False
    new_technology: bool = False
    uses_ai: bool = False
    contract_pence: int = 0
    buildings_change: bool = False
    service_reduction: bool = False
    wards: int = 0
    statutory_change: bool = False
    people_worse_off: bool = False
    carbon_effect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerLimits:
    """Where the policy draws its lines; what stands on a line does not trigger."""

    contract_pence: int = 2_500_000
    wards: int = 1


@dataclass(frozen=True, slots=True)
class Needed:
    """A check that is needed, with every answer that triggered it."""

    kind: SignOffKind
    reasons: tuple[str, ...]


def needed(traits: CaseTraits, limits: TriggerLimits | None = None) -> list[Needed]:
    """The checks that the case needs, in the order of their kinds. Finance is always among them."""
    found: dict[SignOffKind, list[str]] = {}
    for kind, reason in _triggers(traits, limits or TriggerLimits()):
        found.setdefault(kind, []).append(reason)
    return [Needed(kind, tuple(found[kind])) for kind in SignOffKind if kind in found]


def _triggers(traits: CaseTraits, limits: TriggerLimits) -> Iterator[tuple[SignOffKind, str]]:
    yield SignOffKind.FINANCE, "Every case needs a finance check"
    if traits.member_or_key_decision:
        for kind in (SignOffKind.LEGAL, SignOffKind.EQUALITY, SignOffKind.ENVIRONMENT):
            yield kind, "The Executive, the Council or a key decision needs this view, \u201cnone\u201d included"
    yield from _from_people(traits, limits)
    yield from _from_things(traits, limits)


def _from_people(traits: CaseTraits, limits: TriggerLimits) -> Iterator[tuple[SignOffKind, str]]:
    if traits.posts_deleted > 0:
        plural = "post ends" if traits.posts_deleted == 1 else "posts end"
        yield SignOffKind.HR, f"{traits.posts_deleted} {plural}"
        yield SignOffKind.CONSULTATION, f"{traits.posts_deleted} {plural}"
    if traits.service_reduction:
        for kind in (SignOffKind.EQUALITY, SignOffKind.LEGAL, SignOffKind.CONSULTATION):
            yield kind, "A service is reduced"
    if traits.people_worse_off:
        yield SignOffKind.EQUALITY, "A group of people could be worse off"
    if traits.wards > limits.wards:
        yield SignOffKind.CONSULTATION, "It affects more than one ward"
    if traits.statutory_change:
        yield SignOffKind.LEGAL, "A statutory service changes"


def _from_things(traits: CaseTraits, limits: TriggerLimits) -> Iterator[tuple[SignOffKind, str]]:
    if traits.personal_data:
        yield SignOffKind.INFORMATION_GOVERNANCE, "It uses personal data"
    if traits.new_technology:
        yield SignOffKind.DIGITAL, "It brings in new technology"
    if traits.uses_ai:
        yield SignOffKind.INFORMATION_GOVERNANCE, "It uses artificial intelligence"
        yield SignOffKind.DIGITAL, "It uses artificial intelligence"
    if traits.contract_pence > limits.contract_pence:
        size = format_pounds(traits.contract_pence)
        yield SignOffKind.PROCUREMENT, f"A contract of {size} is over {format_pounds(limits.contract_pence)}"
    if traits.buildings_change:
        yield SignOffKind.PROPERTY, "A building changes"
    if traits.carbon_effect:
        yield SignOffKind.ENVIRONMENT, "It changes how much carbon the council produces"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """What a reviewer said, with the hash of each part of the frozen version that they said it of."""

    kind: SignOffKind
    outcome: SignOffOutcome
    by: UUID
    hashes: Mapping[str, str]


def changed_parts(sign_off: SignOff, hashes: Mapping[str, str]) -> tuple[str, ...]:
    """The watched parts that changed since, by code; nothing when the sign-off still stands."""
    return tuple(code for code in WATCHES[sign_off.kind] if sign_off.hashes.get(code, "") != hashes.get(code, ""))


def lapsed_because(sign_off: SignOff, hashes: Mapping[str, str]) -> tuple[str, ...]:
    """The same parts by their labels."""
    return tuple(BY_CODE[code].label for code in changed_parts(sign_off, hashes))


def stands(sign_off: SignOff, hashes: Mapping[str, str]) -> bool:
    """Whether it lets the case go on: given, nothing more asked for, and nothing watched has changed."""
    return sign_off.outcome is not SignOffOutcome.MORE_NEEDED and not lapsed_because(sign_off, hashes)


def wanting(checks: list[Needed], newest: Mapping[SignOffKind, SignOff], hashes: Mapping[str, str]) -> list[str]:
    """What is missing, in words: not given, more asked for, or lapsed and since what changed."""
    return [words for check in checks if (words := _wanting(check.kind, newest.get(check.kind), hashes))]


def _wanting(kind: SignOffKind, sign_off: SignOff | None, hashes: Mapping[str, str]) -> str:
    if sign_off is None:
        return f"{LABELS[kind]}: not given yet"
    if changed := lapsed_because(sign_off, hashes):
        return f"{LABELS[kind]}: lapsed, because this changed: {', '.join(changed)}"
    return f"{LABELS[kind]}: more is needed" if sign_off.outcome is SignOffOutcome.MORE_NEEDED else ""
