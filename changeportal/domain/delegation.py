"""Who may decide: the first rule of the delegation policy that fits the figures, and what it asks for.

A policy document is a plain dict (JSON). Each rule has ``code``, ``when`` (limits; all of them must hold), ``bodies``
and what the law asks for. Amounts are whole pence. The last rule has no ``when`` and fits everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from changeportal.domain.gateway_facts import Power
from changeportal.domain.money import format_pounds
from changeportal.domain.terms import Route


class PolicyError(ValueError):
    """The document can't be used: ``problems`` say what to mend, in plain English."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationFacts:
    """The figures that decide who may decide, all in pence and positive; taken from the frozen version."""

    route: Route
    whole_life_pence: int = 0
    annual_saving_pence: int = 0
    capital_pence: int = 0
    funds: frozenset[str] = frozenset()
    wards: int = 0
    service_reduction: bool = False


@dataclass(frozen=True, slots=True)
class BodyStep:
    """One body on the route of gateway 4 and what it may do."""

    slug: str
    power: Power


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rule that applied, the route of bodies ending at the lawful decision maker, and why."""

    rule_code: str
    bodies: tuple[BodyStep, ...]
    key_decision: bool
    notice_days: int
    call_in: bool
    why: str
    authority: str = ""


_AMOUNTS = {
    "whole_life_over": ("whole_life_pence", "the whole-life cost"),
    "annual_saving_over": ("annual_saving_pence", "the yearly saving"),
    "capital_over": ("capital_pence", "the capital"),
}
_KNOWN = frozenset({*_AMOUNTS, "wards_over", "service_reduction", "route", "fund", "any_of"})


def rule_on(document: Mapping[str, Any], facts: DelegationFacts) -> Ruling:
    """The ruling of the first rule that fits. Raises PolicyError when none does or the document is wrong."""
    problems = problems_of(document)
    if problems:
        raise PolicyError(problems)
    for rule in document["rules"]:
        reasons = _fits(rule.get("when", {}), facts)
        if reasons is not None:
            return _ruling(rule, reasons)
    raise PolicyError(["No rule fits these figures"])


def problems_of(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with a policy document; nothing when it can be used."""
    rules = document.get("rules") or []
    problems = [] if rules else ["The policy has no rules"]
    for rule in rules:
        problems += [f"Rule {rule.get('code', '?')}: {words}" for words in _problems_of_rule(rule)]
    if rules and rules[-1].get("when"):
        problems.append("The last rule must fit everything, so that no proposal is left without a decision maker")
    codes = [rule.get("code") for rule in rules]
    if len(set(codes)) != len(codes):
        problems.append("Two rules have the same code")
    return problems


def _problems_of_rule(rule: Mapping[str, Any]) -> list[str]:
    problems = []
    limits = rule.get("when", {})
    unknown = sorted(set(limits) - _KNOWN) + sorted(
        name for part in limits.get("any_of", ()) for name in set(part) - _KNOWN
    )
    if unknown:
        problems.append(f"it does not know what {', '.join(unknown)} means")
    powers = [step.get("power") for step in rule.get("bodies", ())]
    if powers.count(Power.DECIDE.value) != 1 or powers[-1] != Power.DECIDE.value:
        problems.append("exactly one body must decide, and it must come last")
    return problems


def _ruling(rule: Mapping[str, Any], reasons: list[str]) -> Ruling:
    why = "; ".join(reasons) if reasons else "no earlier rule applies"
    return Ruling(
        rule["code"],
        tuple(BodyStep(step["board"], Power(step["power"])) for step in rule["bodies"]),
        bool(rule.get("key_decision", False)),
        int(rule.get("notice_days", 0)),
        bool(rule.get("call_in", False)),
        f"{rule['title']}: {why}.",
        rule.get("authority", ""),
    )


def _fits(limits: Mapping[str, Any], facts: DelegationFacts) -> list[str] | None:
    """Why the rule fits, or None when one of its limits does not hold."""
    reasons: list[str] = []
    for name, value in limits.items():
        found = _any_of(value, facts) if name == "any_of" else _one_limit(name, value, facts)
        if found is None:
            return None
        reasons.append(found)
    return reasons


def _any_of(parts: Sequence[Mapping[str, Any]], facts: DelegationFacts) -> str | None:
    found = [reasons for reasons in (_fits(part, facts) for part in parts) if reasons is not None]
    return "; ".join(words for reasons in found for words in reasons) if found else None


def _one_limit(name: str, value: int | str, facts: DelegationFacts) -> str | None:
    if name in _AMOUNTS:
        field, words = _AMOUNTS[name]
        amount, line = getattr(facts, field), int(value)
        return f"{words} of {format_pounds(amount)} is over {format_pounds(line)}" if amount > line else None
    if name == "wards_over":
        return f"it affects {facts.wards} wards" if facts.wards > int(value) else None
    if name == "service_reduction":
        words = "it reduces a service" if value else "no service is reduced"
        return words if facts.service_reduction is bool(value) else None
    if name == "route":
        return f"it is on the {value} route" if facts.route.value == value else None
    return f"it uses the {value} fund" if value in facts.funds else None
