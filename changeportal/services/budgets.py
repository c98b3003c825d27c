"""The budgets that claims are checked against: loaded by finance, a later file replacing the same lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from changeportal.data.base import new_id
from changeportal.data.models.findings import BudgetLine
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


def load_budgets(ctx: Context, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put the lines in, or replace those of the same cost centre, subjective and year; how many."""
    require(ctx.actor, Permission.MTFS_EDIT)
    with transaction(ctx) as tx:
        made = {"loaded_by_id": ctx.actor.id, "loaded_at": ctx.now}
        statement = insert(BudgetLine)
        tx.session.execute(
            statement.on_conflict_do_update(
                index_elements=["cost_centre", "subjective", "year"],
                set_={
                    name: statement.excluded[name]
                    for name in ("title", "fund_code", "pence", "loaded_by_id", "loaded_at")
                },
            ),
            [{"id": new_id(), **row, **made} for row in rows],
        )
        tx.audit("budgets_loaded", "budget_line", ctx.actor.id, {"rows": len(rows)})
        return len(rows)
