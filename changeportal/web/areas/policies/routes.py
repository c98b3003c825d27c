"""The delegation policy: what holds, a new version as a table, what it would change, agreeing it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.delegation import problems_of
from changeportal.domain.delegation_table import AMOUNTS, BODIES, Cells, cells_of
from changeportal.domain.errors import Invalid
from changeportal.domain.permission_facts import PolicyFacts, acts_of
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Act
from changeportal.queries import policies as reads
from changeportal.queries.lawful import bodies
from changeportal.services.policies import MakeVersion, agree_version, make_version, rerouted
from changeportal.web.areas.policies.forms import AgreeForm, VersionForm
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.formatting import day
from changeportal.web.forms.base import ErrorItem

bp = Blueprint("policies", __name__)
Answer = str | Response | tuple[str, int]
MOST_RULES = 20


@bp.get("/admin/policies/delegation")
def delegation() -> str:
    """What holds today, and every version."""
    rows = reads.versions()
    names = {slug: name for slug, name, _kind in bodies()}
    return render_template(
        "policies/delegation.html",
        rows=rows,
        held=reads.in_force(rows, today()),
        names=names,
        may_make=may(current_actor(), Permission.POLICY_MAKE),
        state=_state,
        back_href=url_for("decisions.deciders"),
    )


def _state(one: reads.PolicyRow) -> str:
    if one.agreed_at is None:
        return "Draft: not agreed"
    return f"Agreed by {one.agreed_by or 'the example data'} on {day(one.agreed_at)}"


@bp.get("/admin/policies/delegation/new")
def new() -> str:
    """The rules that hold today as a table to change."""
    held = reads.in_force(reads.versions(), today())
    shown = VersionForm(data={"based_on": str(held.number), "effective_from": today()})
    rows, unshown = _shown(held)
    return render_template("policies/new.html", **_table(shown, rows, {}), unshown=unshown)


def _shown(held: reads.PolicyRow) -> tuple[list[Cells], str]:
    """The rules as rows with two places for more, or why the table cannot show them."""
    try:
        return [*(cells_of(rule) for rule in held.document["rules"]), {}, {}], ""
    except ValueError as problem:
        return [], str(problem)


def _table(form: VersionForm, rows: list[Cells], wrong: dict[str, str]) -> dict[str, Any]:
    form.form_errors = [wrong[""]] if wrong.get("") else []
    cells = [ErrorItem(words, f"#{name}") for name, words in wrong.items() if name and name != "effective_from"]
    return {
        "form": form,
        "rows": rows,
        "wrong": wrong,
        "opened": lambda n: any(name.startswith(f"{n}-") for name in wrong),
        "errors": [*form.error_list, *cells],
        "bodies_choices": [(slug, name) for slug, name, _kind in bodies()],
        "funds": reads.funds(),
        "amounts": AMOUNTS,
        "places": range(1, BODIES + 1),
        "may": may(current_actor(), Permission.POLICY_MAKE),
        "back_href": url_for("policies.delegation"),
    }


@bp.post("/admin/policies/delegation/new")
def new_post() -> Answer:
    """Keep them as a new version."""
    form, rows = VersionForm(), _typed()
    wrong: dict[str, str] = {}
    if form.validate():
        try:
            based_on = int(form.based_on.data) if str(form.based_on.data).isdigit() else 0
            number = make_version(current_context(), MakeVersion(rows, form.effective_from.data, based_on))
            flash(f"Version {number} is kept as a draft. It holds once somebody else has agreed it.")
            return redirect(url_for("policies.version", n=number))
        except Invalid as error:
            wrong = dict(error.fields)
            form.take(Invalid({name: words for name, words in wrong.items() if name == "effective_from"}))
    return render_template("policies/new.html", **_table(form, rows, wrong)), 422


def _typed() -> list[Cells]:
    """The cells of the table as they came, row by row."""
    rows: list[Cells] = []
    for n in range(MOST_RULES):
        mine = {name.partition("-")[2]: value for name, value in request.form.items() if name.startswith(f"{n}-")}
        if not mine:
            break
        rows.append({name: value.strip() for name, value in mine.items()})
    return rows


@bp.get("/admin/policies/delegation/<int:n>")
def version(n: int) -> str:
    """One version: its rules, what it would change, and agreeing it."""
    return _version(n, AgreeForm())


def _version(n: int, form: AgreeForm) -> str:
    one = reads.one(n)
    made = acts_of(Act.MADE_POLICY, one.made_by_id, one.made_for_id)
    usable = not problems_of(one.document)
    return render_template(
        "policies/version.html",
        one=one,
        state=_state(one),
        names={slug: name for slug, name, _kind in bodies()},
        changed=rerouted(current_context(), one.document) if usable and one.agreed_at is None else [],
        may=may(current_actor(), Permission.POLICY_AGREE, PolicyFacts(acts=made)),
        form=form,
        back_href=url_for("policies.delegation"),
    )


@bp.post("/admin/policies/delegation/<int:n>")
def agree_post(n: int) -> Answer:
    """Agree it."""
    form = AgreeForm()
    try:
        if form.validate():
            agree_version(current_context(), n, form.note.data)
            flash(f"Version {n} is agreed.")
            return redirect(url_for("policies.version", n=n))
    except Invalid as error:
        form.take(error)
    return _version(n, form), 422
