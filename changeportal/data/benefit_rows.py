"""Benefits that are no money, as the checks compare them: read from measures, or from a version that keeps them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Text, cast, literal_column

from changeportal.data.models.case_rows import CaseMeasure
from changeportal.domain.measures import Effect, amount_words
from changeportal.domain.promised import Promised

# a title as promised.plain() compares it; the index is on the same words
PLAIN_TITLE: Any = literal_column(r"lower(regexp_replace(btrim(case_measure.title), '\s+', ' ', 'g'))")
OF_BENEFIT: Sequence[Any] = (
    CaseMeasure.id,
    CaseMeasure.title,
    CaseMeasure.unit,
    CaseMeasure.direction,
    CaseMeasure.baseline_on,
    cast(CaseMeasure.baseline_value, Text),
    CaseMeasure.target_on,
    cast(CaseMeasure.target_value, Text),
    CaseMeasure.target_text,
)


def as_promised(of: Sequence[Any], commitment: str, ref: str = "", same_place: bool = False) -> Promised:
    """A benefit from the columns above as JSON gives them, with what stands beside it."""
    key, title, unit, direction, starts, start, ends, target, words = of
    return Promised(
        key=key,
        title=title,
        unit=unit,
        direction=direction,
        starts=date.fromisoformat(starts) if starts else None,
        start=f"{Decimal(start).normalize():f}" if start else "",
        ends=date.fromisoformat(ends),
        target=amount_words(Decimal(target) if target else None, words, unit),
        commitment=commitment,
        ref=ref,
        same_place=same_place,
    )


def frozen_benefits(rows: Sequence[Mapping[str, Any]]) -> list[Promised]:
    """The benefits among the measures of a version."""
    names = (
        "id",
        "title",
        "unit",
        "direction",
        "baseline_on",
        "baseline_value",
        "target_on",
        "target_value",
        "target_text",
    )
    return [
        as_promised([row[name] for name in names], row["commitment"])
        for row in rows
        if row["effect"] == Effect.BENEFIT.value
    ]
