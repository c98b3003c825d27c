"""Posts and contracts that a saving ends."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.claims import Thing
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import LineKind
from changeportal.queries import claims as reads
from changeportal.queries.cases import one_line
from changeportal.services.claims import claim_things, remove_claim
from changeportal.services.once import once
from changeportal.web.areas.cases.claim_forms import ClaimForm, share
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame


def _page(ref: str, line_id: UUID) -> dict[str, Any]:
    found, context = frame(ref, "money")
    line = one_line(found.id, line_id)
    claimed = reads.of_line(line.id)
    taken = {(one.thing, one.number) for one in claimed}
    near = [one for one in reads.of_cost_centre(line.cost_centre) if (one.thing, one.number) not in taken]
    return {
        **context,
        "line": line,
        "saves": line.kind in (LineKind.SAVING, LineKind.INCOME),
        "claimed": [{"row": one, "words": share(one)} for one in claimed],
        "pence": sum(one.pence for one in claimed),
        "fte_hundredths": sum(one.fte_hundredths for one in claimed),
        "form": ClaimForm(near, line.cost_centre),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.money", ref=ref),
    }


@bp.get("/proposals/<ref>/money/lines/<uuid:line_id>/claims")
def claims(ref: str, line_id: UUID) -> str:
    """What the saving claims."""
    return render_template("cases/claims.html", **_page(ref, line_id))


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>/claims")
def claims_post(ref: str, line_id: UUID) -> Answer:
    """Claim more."""
    page, ctx = _page(ref, line_id), current_context()
    form = page["form"]
    try:
        if form.validate():
            command, done = form.command(ref, line_id), url_for("cases.claims", ref=ref, line_id=line_id)
            there = once(ctx, lambda: claim_things(ctx, command), lambda _made: done)
            flash("What this saving claims is saved. The checks say whether others claim it too.")
            return redirect(there)
    except Invalid as error:
        form.take(error)
    return render_template("cases/claims.html", **page), 422


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>/claims/<any(post,contract):thing>/<uuid:claim_id>/remove")
def claim_remove_post(ref: str, line_id: UUID, thing: str, claim_id: UUID) -> Response:
    """Take a claim off the line."""
    remove_claim(current_context(), ref, line_id, Thing(thing), claim_id)
    flash(f"The {thing} was taken off.")
    return redirect(url_for("cases.claims", ref=ref, line_id=line_id))
