"""How each figure of the appraisal reads for one option, and the rule that it follows."""

from collections.abc import Callable
from decimal import Decimal

from changeportal.domain.appraisal import Appraisal
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.payback import Payback, PaybackStatus
from changeportal.domain.outlook import Outlook
from changeportal.queries.appraisal import CaseResults, OptionResult
from changeportal.web.areas.cases.figure_words import NONE, money, points

NO_RISKS = "Not known: no risk says what it would cost"
NOT_OF_THIS = "Not taken off: the risks are those of the change"
NO_SPREAD = "Not known: no risk is in money and no line has a range"
NO_WEIGHTS = "Not weighted: no line says who gains, or the case not what the middle household has"
DO_MINIMUM = "do_minimum"
Of = Callable[[OptionResult, CaseResults], str]


def ratio(value: Decimal | None) -> str:
    """The ratio; why there is none where costs are nought or less."""
    return NONE if value is None else f"{rounded(value, 2)}"


def over(above: Decimal, below: Decimal) -> str:
    """Two numbers of a ratio."""
    return f"{money(above)} ÷ {money(below)}" if below > 0 else NONE


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


def rates(worked: Appraisal) -> str:
    """The internal rate where it is the only one; else why there is none."""
    found = worked.rates
    if found is None or not found.roots:
        return "None: no rate makes these flows worth nought"
    if found.rate is None:
        listed = ", ".join(points(root) for root in found.roots)
        return f"None: {len(found.roots)} rates do ({listed}), so none says anything"
    return points(found.rate)


def outlook_of(option: OptionResult, case: CaseResults) -> Outlook | None:
    """What the risks do to an option; nothing to do minimum, because they are risks of the change."""
    return None if option.kind == DO_MINIMUM else case.outlook


def of_risks(say: Callable[[Outlook, Decimal], str]) -> Of:
    """A figure that the risks give; why there is none otherwise."""

    def said(option: OptionResult, case: CaseResults) -> str:
        outlook = outlook_of(option, case)
        if outlook is None:
            return NOT_OF_THIS if case.outlook else NO_RISKS
        return say(outlook, npv_of(option))

    return said


def _spread(say: Callable[[Outlook, Decimal], str], none: str = NO_SPREAD) -> Of:
    return lambda option, _case: say(option.spread, npv_of(option)) if option.spread else none


def less(name: str) -> tuple[Of, Of]:
    """The worth with one of the shares of the spread taken off, and the numbers of it."""
    return (
        _spread(lambda spread, npv: money(npv - getattr(spread, name))),
        _spread(lambda spread, npv: f"{money(npv)} − {money(getattr(spread, name))}", ""),
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
    return f"{money(npv_of(option))} − {money(npv_of(least))}" if least else ""


def weighted(one: Appraisal) -> str:
    """The worth with weights, or why there are none."""
    return NO_WEIGHTS if one.weighted_npv is None else money(one.weighted_npv)


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
