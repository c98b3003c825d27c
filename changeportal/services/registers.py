"""The registers that claims are checked against: loaded by finance whole, a later file replacing the same lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.base import new_id
from changeportal.data.models.findings import BudgetLine
from changeportal.data.models.registers import Contract, Post
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


class Register(StrEnum):
    """Which of them."""

    BUDGETS = "budgets"
    POSTS = "posts"
    CONTRACTS = "contracts"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a file would do, or has done: rows that are new, that change, that stay as they are."""

    new: int
    changed: int
    same: int


TABLES: dict[Register, tuple[Any, tuple[str, ...]]] = {
    Register.BUDGETS: (BudgetLine, ("cost_centre", "subjective", "year")),
    Register.POSTS: (Post, ("number",)),
    Register.CONTRACTS: (Contract, ("reference",)),
}
Rows = Sequence[Mapping[str, Any]]


def look_at(ctx: Context, register: Register, rows: Rows) -> Effect:
    """What loading these rows would do; nothing is written."""
    require(ctx.actor, Permission.MTFS_EDIT)
    return _effect(Transaction(ctx), register, rows)


def load(ctx: Context, register: Register, rows: Rows) -> Effect:
    """Put the rows in, or replace those with the same key; what that did."""
    require(ctx.actor, Permission.MTFS_EDIT)
    model, key = TABLES[register]
    with transaction(ctx) as tx:
        effect = _effect(tx, register, rows)
        made = {"loaded_by_id": ctx.actor.id, "loaded_at": ctx.now}
        statement = insert(model)
        replaced = [name for name in (*rows[0], *made) if name not in key]
        tx.session.execute(
            statement.on_conflict_do_update(
                index_elements=list(key), set_={name: statement.excluded[name] for name in replaced}
            ),
            [{"id": new_id(), **row, **made} for row in rows],
        )
        facts = {"rows": len(rows), "new": effect.new, "changed": effect.changed}
        tx.audit(f"{register.value}_loaded", model.__tablename__, ctx.actor.id, facts)
        return effect


def _effect(tx: Transaction, register: Register, rows: Rows) -> Effect:
    model, key = TABLES[register]
    names = list(rows[0])
    held = {
        tuple(row[name] for name in key): row
        for row in tx.session.execute(select(*(getattr(model, name) for name in names))).mappings()
    }
    before = [held.get(tuple(row[name] for name in key)) for row in rows]
    new = sum(1 for one in before if one is None)
    same = sum(1 for one, row in zip(before, rows, strict=True) if one is not None and dict(one) == dict(row))
    return Effect(new, len(rows) - new - same, same)
