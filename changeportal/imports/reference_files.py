"""The reference lists of the product as frozen rows: missions and commitments; and how its comma-separated files are read.

A file may open with lines that start with #, which are for people.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import resources

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission, or an enabling strand (``kind``)."""

    code: str
    name: str
    former_name: str
    strand: str
    kind: str
    order: int
    vision: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of the plan. ``target`` is in ``unit``; ``due`` is the first day of its month."""

    code: str
    mission: str
    strand: str
    title: str
    measure: str
    target: Decimal | None
    target_text: str
    unit: str
    due: date | None
    due_basis: str


def reference_text(*path: str) -> str:
    """The text of a file of the product's reference folder, for example ``"demo", "demo_mtfs.csv"``."""
    return resources.files("changeportal").joinpath("reference", *path).read_text(encoding="utf-8")


def read_missions(text: str) -> tuple[Mission, ...]:
    """The missions in their order."""
    return tuple(
        Mission(r["code"], r["name"], r["former_name"], r["strand"], r["kind"], int(r["order"]), r["vision"])
        for r in rows_of(text)
    )


def read_commitments(text: str) -> tuple[Commitment, ...]:
    """The commitments in the file's order."""
    return tuple(_commitment(row) for row in rows_of(text))


def rows_of(text: str) -> Iterable[Row]:
    """Rows of the file by column name, its comment lines left out."""
    return csv.DictReader([line for line in text.splitlines() if line and not line.startswith("#")])


def _commitment(row: Row) -> Commitment:
    target = Decimal(row["target"]) if row["target"] else None
    words = (row["code"], row["mission"], row["strand"], row["title"], row["measure"])
    return Commitment(*words, target, row["target_text"], row["unit"], month_of_text(row["due"]), row["due_basis"])


def month_of_text(text: str) -> date | None:
    """The first day of a month written 2026-07; None for a blank. Raises ValueError for anything else."""
    return date.fromisoformat(f"{text}-01") if text else None
