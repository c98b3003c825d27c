"""The dated tables of the method, read from a document: discount schedules, optimism bias, deflator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from changeportal.domain.method.discounting import Band, Schedule
from changeportal.domain.method.financing import InterestBasis, MrpMethod
from changeportal.domain.method.numbers import ZERO, dec, decs
from changeportal.domain.method.optimism import Bounds


@dataclass(frozen=True, slots=True)
class DatedSchedule:
    """A schedule with its name, the day from which it holds, whether it is adopted, and where it was read."""

    code: str
    name: str
    starts: date
    active: bool
    source: str
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Tables:
    """One version of all tables. ``deflator_growth`` are yearly rates, the last of which is held."""

    version: str
    schedules: Mapping[str, DatedSchedule]
    optimism: Mapping[str, tuple[str, Bounds]]
    deflator_vintage: str
    deflator_growth: tuple[Decimal, ...]
    borrowing_rate: Decimal
    interest_basis: InterestBasis
    mrp_method: MrpMethod
    mrp_rate: Decimal = ZERO

    def schedule(self, code: str) -> Schedule:
        """The schedule of that code. KeyError for another, or for one that is not adopted."""
        found = self.schedules[code]
        if not found.active:
            raise KeyError(f"{code} is not adopted")
        return found.schedule


def tables_of(document: Mapping[str, Any]) -> Tables:
    """Read a document. KeyError or ValueError where it is not whole."""
    version = str(document["version"])
    schedules = {one["code"]: _schedule(one, version) for one in document["schedules"]}
    types = document["optimism_bias"]["types"]
    optimism = {code: (str(name), Bounds(*numbers)) for code, (name, *numbers) in types.items()}
    deflator = document["deflator"]
    borrowing = document["borrowing"]
    method, share = MrpMethod(borrowing["method"]), dec(borrowing.get("share_of_balance", "0"))
    if method is MrpMethod.REDUCING_BALANCE and not share:
        raise ValueError("a reducing balance needs its share of the balance")
    return Tables(
        version=version,
        schedules=schedules,
        optimism=optimism,
        deflator_vintage=str(deflator["vintage"]),
        deflator_growth=tuple(decs(deflator["growth"])),
        borrowing_rate=dec(borrowing["rate"]),
        interest_basis=InterestBasis(borrowing["basis"]),
        mrp_method=method,
        mrp_rate=share,
    )


def _schedule(one: Mapping[str, Any], version: str) -> DatedSchedule:
    bands = tuple(Band(dec(rate), to) for rate, to in one["bands"])
    ends = [band.to for band in bands if band.to is not None]
    if not bands or bands[-1].to is not None or len(ends) != len(bands) - 1 or ends != sorted(set(ends)):
        raise ValueError(f"{one['code']}: bands go up, and the last has no end")
    schedule = Schedule(bands, f"{one['code']} {version}")
    return DatedSchedule(
        one["code"], one["name"], date.fromisoformat(one["from"]), bool(one["active"]), one["source"], schedule
    )
