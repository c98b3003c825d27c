"""How money, dates and counts read, on pages and in papers alike. Pence become pounds only through ``domain.money``."""

from collections.abc import Iterable
from datetime import date, datetime

from changeportal.domain.calendar import LONDON
from changeportal.domain.money import MINUS, Unit, format_pounds

NOT_KNOWN = "Not known"
_UNITS = {unit.label: unit for unit in Unit}


def pounds(pence: int | None, *, sign: bool = False, unit: str = "£", decimals: int | None = None) -> str:
    """The amount with a real minus sign. ``sign`` adds a plus to what is above nought. None reads "Not known".

    ``unit`` is "£", "£000" or "£m"; the last two are bare figures for a column that names its unit.
    """
    if pence is None:
        return NOT_KNOWN
    words = format_pounds(pence, _UNITS[unit], decimals=decimals)
    return f"+{words}" if sign and pence > 0 else words


def _in_london(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be shown")
    return moment.astimezone(LONDON)


def day(value: date | datetime | None) -> str:
    """ "9 June 2026", by London's clock; None reads "Not known"."""
    if value is None:
        return NOT_KNOWN
    local = _in_london(value) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def clock(value: datetime) -> str:
    """ "2pm", "2:14pm", "midday", "midnight", by London's clock."""
    local = _in_london(value)
    if local.minute == 0 and local.hour in {0, 12}:
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"  # hours of a day


def moment(value: datetime | None) -> str:
    """ "9 June 2026, 2pm"; None reads "Not known"."""
    return NOT_KNOWN if value is None else f"{day(value)}, {clock(value)}"


def plural(count: int, word: str, several: str = "") -> str:
    """ "1 proposal", "0 proposals", "1,204 entries" (give ``several`` where it is not the word with an s)."""
    return f"{count:,} {word if count == 1 else several or word + 's'}"


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def per_cent(permille: int) -> str:
    """ "12.5%" from thousandths."""
    whole, rest = divmod(abs(permille), 10)
    return f"{MINUS if permille < 0 else ''}{whole}.{rest}%"
