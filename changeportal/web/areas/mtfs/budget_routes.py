"""The budgets that claims are checked against: the list, and loading it from a file."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may, require
from changeportal.imports.budget_file import budgets_of
from changeportal.imports.sheets import rows_of
from changeportal.queries import budgets as reads
from changeportal.queries.paging import paging_from
from changeportal.services.budgets import load_budgets
from changeportal.web.areas.mtfs.forms import BudgetFileForm
from changeportal.web.areas.mtfs.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.formatting import plural

__all__ = ["bp"]


def _page(form: BudgetFileForm | None = None) -> dict[str, object]:
    return {
        "page": reads.budgets(paging_from(request.args.get("page"), request.args.get("size"))),
        "form": form or BudgetFileForm(),
        "may": may(current_actor(), Permission.MTFS_EDIT),
        "back_href": url_for("mtfs.gap"),
    }


@bp.get("/mtfs/budgets")
def budgets() -> str:
    """The budgets, and the file to load."""
    return render_template("mtfs/budgets.html", **_page())


@bp.post("/mtfs/budgets")
def budgets_post() -> Answer:
    """Take a file whole, or refuse it whole."""
    require(current_actor(), Permission.MTFS_EDIT)
    form = BudgetFileForm()
    try:
        if form.validate():
            read = rows_of(form.file.data.filename, form.file.data.read(), "file")
            rows = budgets_of(read, reads.fund_codes())
            count = load_budgets(current_context(), [asdict(row) for row in rows])
            flash(f"{plural(count, 'budget')} {'was' if count == 1 else 'were'} loaded.")
            return redirect(url_for("mtfs.budgets"))
    except Invalid as error:
        form.take(error)
    return render_template("mtfs/budgets.html", **_page(form)), 422
