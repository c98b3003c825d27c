"""Loading the product's own reference data: can be run again at any time, adds what is missing, changes nothing decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.base import Base, new_id
from changeportal.data.models.boards import Board
from changeportal.data.models.policy import PolicyAgreement, PolicyVersion
from changeportal.data.models.reference import (
    BankHoliday,
    Commitment,
    Contact,
    Directorate,
    Fund,
    GlossaryWord,
    Mission,
    MissionFormerName,
    Plan,
    Service,
)
from changeportal.data.models.resourcing import Pool
from changeportal.data.session import db
from changeportal.domain.terms import PolicyKind

PLAN = ("Islington Together Delivery Plan 2024 to 2026", date(2024, 7, 18), date(2026, 7, 31))
NEXT_PLAN = ("Plan that follows the Delivery Plan 2024 to 2026 (example)", date(2026, 8, 1), date(2029, 3, 31))
BEGINNING = date(2024, 4, 1)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ReferenceLists:
    """The rows of each list by its name, as text, and the example document of each policy."""

    lists: Mapping[str, Sequence[Mapping[str, str]]]
    policies: Mapping[PolicyKind, Mapping[str, Any]]


def load_reference(given: ReferenceLists) -> dict[str, int]:
    """Load every list; how many rows each has now."""
    lists = given.lists
    rows = {
        "funds": _add(Fund, "code", _numbered(lists["funds"])),
        "bank holidays": _add(BankHoliday, "day", _holidays(lists["bank_holidays"])),
        "directorates": _add(Directorate, "slug", _directorates(lists["directorates"])),
        "services": _services(lists["directorates"]),
        "missions": _missions(lists["missions"]),
        "commitments": _commitments(lists["commitments"]),
        "boards": _add(Board, "slug", _boards(lists["boards"])),
        "pools": _pools(lists["pools"]),
        "contacts": _add(Contact, "subject", [{**row, "id": new_id()} for row in _numbered(lists["contacts"])]),
        "words": _add(GlossaryWord, "word", lists["glossary"]),
        "policies": _policies(given.policies),
    }
    db.session.commit()
    return rows


def _add(model: type[Base], unique: str, rows: Rows) -> int:
    """Insert the rows whose unique column is not there yet."""
    db.session.execute(insert(model).on_conflict_do_nothing(index_elements=[unique]), list(rows))
    return len(rows)


def _ids(model: Any, column: str) -> dict[str, UUID]:
    return {row[0]: row[1] for row in db.session.execute(select(getattr(model, column), model.id))}


def _numbered(rows: Rows) -> list[dict[str, Any]]:
    return [{**row, "position": n} for n, row in enumerate(rows, start=1)]


def _holidays(rows: Rows) -> Rows:
    return [{"day": date.fromisoformat(row["day"]), "name": row["name"]} for row in rows]


def _directorates(rows: Rows) -> Rows:
    return [{"id": new_id(), "slug": row["slug"], "name": row["name"], "starts": BEGINNING} for row in rows]


def _services(given: Rows) -> int:
    ids = _ids(Directorate, "slug")
    rows = [
        {"id": new_id(), "directorate_id": ids[row["slug"]], "slug": slug_of(name), "name": name}
        for row in given
        for name in row["services"].split(";")
    ]
    return _add(Service, "slug", rows)


def slug_of(name: str) -> str:
    """The name as it stands in an address."""
    letters = "".join(letter if letter.isalnum() else "-" for letter in name.lower().replace("’", ""))
    return "-".join(part for part in letters.split("-") if part)


def _missions(given: Rows) -> int:
    rows = [
        {
            "id": new_id(),
            "code": one["code"],
            "slug": slug_of(one["name"]),
            "name": one["name"],
            "kind": one["kind"],
            "position": int(one["order"]),
            "vision": one["vision"],
        }
        for one in given
    ]
    count = _add(Mission, "code", rows)
    ids = _ids(Mission, "code")
    former = [
        {"mission_id": ids[one["code"]], "name": name.strip()}
        for one in given
        for name in one["former_name"].split(";")
        if name.strip()
    ]
    db.session.execute(insert(MissionFormerName).on_conflict_do_nothing(), former)
    return count


def _plan() -> UUID:
    plans = [{"id": new_id(), "name": name, "starts": starts, "ends": ends} for name, starts, ends in (PLAN, NEXT_PLAN)]
    _add(Plan, "name", plans)
    ids = _ids(Plan, "name")
    db.session.execute(
        text("UPDATE plan SET successor_id = :next WHERE id = :this AND successor_id IS NULL"),
        {"next": ids[NEXT_PLAN[0]], "this": ids[PLAN[0]]},
    )
    return ids[PLAN[0]]


def _commitments(given: Rows) -> int:
    plan_id, missions = _plan(), _ids(Mission, "code")
    plain = ("code", "strand", "title", "measure", "target_text", "unit", "due", "due_basis")
    rows = [
        {
            **{name: one[name] for name in plain},
            "id": new_id(),
            "plan_id": plan_id,
            "mission_id": missions[one["mission"]],
            "target_value": Decimal(one["target"]) if one["target"] else None,
        }
        for one in given
    ]
    return _add(Commitment, "code", rows)


def _boards(rows: Rows) -> Rows:
    return [
        {
            "id": new_id(),
            "slug": row["slug"],
            "name": row["name"],
            "kind": row["kind"],
            "quorum": int(row["quorum"]),
            "call_in_days": int(row["call_in_days"]),
            "decides": row["decides"],
        }
        for row in rows
    ]


def _pools(given: Rows) -> int:
    ids = _ids(Directorate, "slug")
    return _add(
        Pool,
        "slug",
        [
            {"id": new_id(), "slug": row["slug"], "name": row["name"], "directorate_id": ids[row["directorate"]]}
            for row in given
        ],
    )


def _policies(documents: Mapping[PolicyKind, Mapping[str, Any]]) -> int:
    """The example version of each policy, where there is no version yet; it holds from the beginning."""
    made_at = datetime(BEGINNING.year, BEGINNING.month, BEGINNING.day, tzinfo=UTC)
    for kind in PolicyKind:
        if db.session.execute(select(PolicyVersion.id).where(PolicyVersion.kind == kind).limit(1)).first():
            continue
        version = PolicyVersion(
            kind=kind,
            number=1,
            document=dict(documents[kind]),
            example=True,
            effective_from=BEGINNING,
            made_by=None,
            made_at=made_at,
        )
        db.session.add(version)
        db.session.flush()
        db.session.add(
            PolicyAgreement(
                policy_version_id=version.id,
                agreed_by=None,
                agreed_at=made_at,
                note="Example values that came with the product",
            )
        )
    db.session.flush()
    return len(PolicyKind)
