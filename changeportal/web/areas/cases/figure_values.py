"""How each figure of the appraisal reads for one option, and the rule that it follows."""

from collections.abc import Callable
from decimal import Decimal

from changeportal.domain.appraisal import Appraisal
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.payback import Payback, PaybackStatus
from changeportal.domain.outlook import Outlook
from changeportal.queries.appraisal import CaseResults, OptionResult
from changeportal.web.areas.cases.figure_words import NONE, money, points

NOT_KNOWN, NOT_TAKEN_OFF, NOT_WEIGHTED = "Not known", "Not taken off", "Not weighted"
NO_RISKS = "No risk says what it would cost"
NOT_OF_THIS = "The risks are those of the change"
NO_SPREAD = "No risk is in money and no line has a range"
NO_WEIGHTS = "No line says who gains, or the case does not say what the middle household has"
DO_MINIMUM = "do_minimum"
Of = Callable[[OptionResult, CaseResults], str]


def ratio(value: Decimal | None) -> str:
    """The ratio, where there is one."""
    return "None" if value is None else f"{rounded(value, 2)}"


def over(above: Decimal, below: Decimal) -> str:
    """Two numbers of a ratio."""
    return f"{money(above)} ÷ {money(below)}" if below > 0 else NONE


def minus(more: Decimal, less: Decimal) -> str:
    """A difference of two numbers; brackets keep a second minus apart."""
    taken = money(less)
    return f"{money(more)} − ({taken})" if less < 0 else f"{money(more)} − {taken}"


def _time(years: Decimal | None, found: Payback) -> str:
    if found.status is PaybackStatus.NO_OUTLAY:
        return "Nothing is laid out"
    if years is None:
        return "Not within these years"
    whole, months = divmod(int(rounded(years * 12)), 12)
    return f"{whole} years {months} months"


def first_back(found: Payback) -> str:
    """When the outlay is back for the first time."""
    return _time(found.years, found)


def stays_back(found: Payback) -> str:
    """When it is back for good."""
    never = found.years and not found.lasting_years
    return "Never for good in these years" if never else _time(found.lasting_years, found)


def of(say: Callable[[Appraisal], str]) -> Of:
    """A figure of the appraisal alone."""
    return lambda option, _case: say(option.appraisal)


def nothing(_option: OptionResult, _case: CaseResults) -> str:
    """No numbers beside the rule."""
    return ""


def npv_of(option: OptionResult) -> Decimal:
    """Its net present value."""
    return option.appraisal.result.worth.npv


def rate(worked: Appraisal) -> str:
    """The internal rate, where it is the only one."""
    found = worked.rates
    return "None" if found is None or found.rate is None else points(found.rate)


def rate_parts(worked: Appraisal) -> str:
    """Why there is no internal rate."""
    found = worked.rates
    if found is None or not found.roots:
        return "None: no rate makes these flows worth nought"
    listed = ", ".join(points(root) for root in found.roots)
    return "" if found.rate is not None else f"None: {len(found.roots)} rates do ({listed}), so none says anything"


def outlook_of(option: OptionResult, case: CaseResults) -> Outlook | None:
    """What the risks do to an option; nothing to do minimum, because they are risks of the change."""
    return None if option.kind == DO_MINIMUM else case.outlook


def _risks(say: Callable[[Outlook, Decimal], str], off: str, unknown: str) -> Of:
    def said(option: OptionResult, case: CaseResults) -> str:
        outlook = outlook_of(option, case)
        if outlook is None:
            return off if case.outlook else unknown
        return say(outlook, npv_of(option))

    return said


def of_risks(say: Callable[[Outlook, Decimal], str]) -> Of:
    """A figure that the risks give."""
    return _risks(say, NOT_TAKEN_OFF, NOT_KNOWN)


def parts_of_risks(say: Callable[[Outlook, Decimal], str]) -> Of:
    """The numbers of such a figure; why there is none otherwise."""
    return _risks(say, NOT_OF_THIS, NO_RISKS)


def _spread(say: Callable[[Outlook, Decimal], str], none: str) -> Of:
    return lambda option, _case: say(option.spread, npv_of(option)) if option.spread else none


def less(name: str) -> tuple[Of, Of]:
    """The worth with one of the shares of the spread taken off, and the numbers of it."""
    return (
        _spread(lambda spread, npv: money(npv - getattr(spread, name)), NOT_KNOWN),
        _spread(lambda spread, npv: minus(npv, getattr(spread, name)), NO_SPREAD),
    )


def _least(case: CaseResults) -> OptionResult | None:
    return next((one for one in case.options if one.kind == DO_MINIMUM), None)


def better(option: OptionResult, case: CaseResults) -> str:
    """By how much it is worth more than do minimum."""
    least = _least(case)
    return money(npv_of(option) - npv_of(least)) if least else "There is no do minimum"


def better_parts(option: OptionResult, case: CaseResults) -> str:
    """The two worths."""
    least = _least(case)
    return minus(npv_of(option), npv_of(least)) if least else ""


def weighted(one: Appraisal) -> str:
    """The worth with weights, where there are any."""
    return NOT_WEIGHTED if one.weighted_npv is None else money(one.weighted_npv)


def weighted_parts(one: Appraisal) -> str:
    """What the weights add; why there are none."""
    npv = one.result.worth.npv
    return (
        NO_WEIGHTS if one.weighted_npv is None else f"{money(npv)}, and {money(one.weighted_npv - npv)} by the weights"
    )


PUBLIC_RULE = (
    "Benefits to residents and society ÷ (costs − cash-releasing savings, income, costs avoided and savings of "
    "other public bodies), at present value. Time freed counts in neither"
)
NET_RULE = (
    "Gross × (1 − would have happened anyway) × (1 − due to others) × (1 − goes to people it is not meant for) × "
    "(1 − only moved from elsewhere) × (1 − takes the place of something as good) × (1 + set off besides) × "
    "(1 − optimism) × (1 − fades each year) for each year since its first"
)
WEIGHT_RULE = (
    "As the net present value, with each benefit × (what the middle household has ÷ what the households that gain have) "
    "to the power 1.3. It stands beside the result without weights, never in place of it"
)
BACK_RULE = "The first time that the running total is back at nought, by a straight line within the year"
STAYS_RULE = "The last such time, if the running total never falls below nought again"
SPREAD_RULE = "Net present value − what the risks and the ranges of lines take away with {} of not taking more"
