"""Rows of a case, one form page each: measures, milestones, consultations, the theory of change, criteria of options."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_parts as reads
from changeportal.services.once import once
from changeportal.services.option_scores import use_usual_criteria
from changeportal.services.options import move_option
from changeportal.web.areas.cases.criterion_kind import CRITERIA
from changeportal.web.areas.cases.part_forms import PartForm
from changeportal.web.areas.cases.part_kinds import PLAIN, Kind
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.areas.cases.row_kinds import OF_ROWS
from changeportal.web.case_links import section_href
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame
from changeportal.web.theory_diagram import diagram

KINDS = {kind.part: kind for kind in (*PLAIN, *OF_ROWS, CRITERIA)}


def _kind(part: str) -> Kind:
    if part not in KINDS:
        raise NotFound
    return KINDS[part]


def home(ref: str, kind: Kind) -> str:
    """The page that lists rows of that kind."""
    return section_href(ref, kind.section, kind.part)


def _page(ref: str, part: str, row_id: UUID | None, form: PartForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "case")
    kind = _kind(part)
    held = kind.held(found.id, row_id) if row_id else None
    return {
        **context,
        "kind": kind,
        "row_id": row_id,
        "form": form or kind.fresh(found.id, row_id, held),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": home(ref, kind),
    }


def _save(ref: str, part: str, row_id: UUID | None) -> Answer:
    found, _context = frame(ref, "case")
    kind, ctx = _kind(part), current_context()
    form = kind.fresh(found.id, row_id)
    code = 422
    try:
        if form.validate():
            return redirect(once(ctx, lambda: kind.save(ctx, ref, form, row_id), lambda _id: home(ref, kind)))
    except Invalid as error:
        form.take(error)
    except Stale as stale:
        assert row_id is not None
        form.form_errors = [
            f"{stale.message} Your words are below. Save again to put them in place of what stands there."
        ]
        form["version"].data, code = kind.held(found.id, row_id)["version"], 409
    return render_template("cases/part.html", **_page(ref, part, row_id, form)), code


@bp.get("/proposals/<ref>/case/<part>/new")
def row_new(ref: str, part: str) -> str:
    """A new row."""
    return render_template("cases/part.html", **_page(ref, part, None))


@bp.post("/proposals/<ref>/case/<part>/new")
def row_new_post(ref: str, part: str) -> Answer:
    """Add it."""
    return _save(ref, part, None)


@bp.get("/proposals/<ref>/case/<part>/<uuid:row_id>")
def row(ref: str, part: str, row_id: UUID) -> str:
    """Change a row."""
    return render_template("cases/part.html", **_page(ref, part, row_id))


@bp.post("/proposals/<ref>/case/<part>/<uuid:row_id>")
def row_post(ref: str, part: str, row_id: UUID) -> Answer:
    """Save it."""
    return _save(ref, part, row_id)


@bp.post("/proposals/<ref>/case/<part>/<uuid:row_id>/take-off")
def row_take_off_post(ref: str, part: str, row_id: UUID) -> Answer:
    """Take it off the list."""
    kind = _kind(part)
    kind.remove(current_context(), ref, row_id)
    flash(f"The {kind.one} is removed.")
    return redirect(home(ref, kind))


@bp.get("/proposals/<ref>/case/theory.svg")
def theory_diagram(ref: str) -> Response:
    """The theory of change as a picture."""
    found, _context = frame(ref, "case")
    return Response(diagram(reads.theory(found.id)), mimetype="image/svg+xml")


@bp.post("/proposals/<ref>/options/criteria/usual")
def criteria_usual_post(ref: str) -> Answer:
    """Begin with the five usual criteria."""
    use_usual_criteria(current_context(), ref)
    return redirect(url_for("cases.options", ref=ref))


@bp.post("/proposals/<ref>/options/<uuid:option_id>/move/<any(up,down):way>")
def option_move_post(ref: str, option_id: UUID, way: str) -> Answer:
    """Move it up or down; the button that was pressed has the focus again."""
    move_option(current_context(), ref, option_id, up=way == "up")
    return redirect(url_for("cases.options", ref=ref, _anchor=f"{way}-{option_id}"))
