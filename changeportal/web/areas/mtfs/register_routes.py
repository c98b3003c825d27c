"""The registers that claims are checked against: the lists, and loading them from a file, looked at first where wanted."""

import json

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, require
from changeportal.imports.register_file import rows_under
from changeportal.imports.sheets import Rows, rows_of
from changeportal.services.registers import Register, load, look_at
from changeportal.web.areas.mtfs.forms import RegisterFileForm
from changeportal.web.areas.mtfs.register_pages import PAGES, page, preview
from changeportal.web.areas.mtfs.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.formatting import plural

TEMPLATE = "mtfs/register.html"


def _listed(register: Register) -> str:
    return render_template(TEMPLATE, **page(PAGES[register]))


def _sent(form: RegisterFileForm) -> Rows:
    """The rows of the file, or those that were looked at a moment ago."""
    if "block" not in request.form:
        return rows_of(form.file.data.filename, form.file.data.read(), "file")
    try:
        block = json.loads(request.form["block"])
        return [[str(cell) for cell in row] for row in block]
    except (ValueError, TypeError) as fault:
        raise Invalid({"file": "Choose the file again"}) from fault


def _taken(register: Register) -> Answer:
    """Take a file whole, or refuse it whole; ``then=check`` only looks."""
    require(current_actor(), Permission.MTFS_EDIT)
    shown, form = PAGES[register], RegisterFileForm()
    try:
        if "block" in request.form or form.validate():
            block = _sent(form)
            rows = rows_under(shown.file(), block)
            if request.form.get("then") == "check":
                looked = look_at(current_context(), register, rows)
                return render_template("mtfs/register_preview.html", **preview(shown, block, rows, looked))
            done = load(current_context(), register, rows)
            flash(
                f"{plural(len(rows), shown.thing)} {'was' if len(rows) == 1 else 'were'} loaded: "
                f"{done.new} new, {done.changed} changed, {done.same} as before."
            )
            return redirect(url_for(f"mtfs.{register.value}"))
    except Invalid as error:
        form.take(error)
    return render_template(TEMPLATE, **page(shown, form)), 422


@bp.get("/mtfs/budgets")
def budgets() -> str:
    """The budgets, and the file to load."""
    return _listed(Register.BUDGETS)


@bp.post("/mtfs/budgets")
def budgets_post() -> Answer:
    """Load budgets."""
    return _taken(Register.BUDGETS)


@bp.get("/mtfs/posts")
def posts() -> str:
    """The establishment, and the file to load."""
    return _listed(Register.POSTS)


@bp.post("/mtfs/posts")
def posts_post() -> Answer:
    """Load posts."""
    return _taken(Register.POSTS)


@bp.get("/mtfs/contracts")
def contracts() -> str:
    """The contracts, and the file to load."""
    return _listed(Register.CONTRACTS)


@bp.post("/mtfs/contracts")
def contracts_post() -> Answer:
    """Load contracts."""
    return _taken(Register.CONTRACTS)
