"""Words of money for change: kinds of pot, answers, and where a request for money stands."""

from enum import StrEnum


class PotKind(StrEnum):
    """Kinds of money set aside for change."""

    TRANSFORMATION_RESERVE = "transformation_reserve"
    CAPITAL_RECEIPTS_FLEXIBLE = "capital_receipts_flexible"
    GRANT = "grant"
    CAPITAL_PROGRAMME = "capital_programme"
    BASE_BUDGET = "base_budget"


class FundingAnswer(StrEnum):
    """What the holder of a pot says to a request."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"


class FundingState(StrEnum):
    """Where a request for money stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
