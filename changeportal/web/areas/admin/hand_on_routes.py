"""Handing on the savings of somebody who leaves: each named before, and each that stayed named afterwards."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.errors import Invalid
from changeportal.queries import administration as reads
from changeportal.services import people
from changeportal.services.once import once
from changeportal.web.areas.admin.forms import HandOnForm
from changeportal.web.areas.admin.routes import Answer, bp, person_page
from changeportal.web.current import current_context
from changeportal.web.formatting import plural


@bp.post("/admin/people/<uuid:person_id>/hand-on")
def hand_on_post(person_id: UUID) -> Answer:
    """Name each saving; once that is confirmed, give them to somebody else."""
    form, ctx = HandOnForm(), current_context()
    try:
        if form.validate():
            if request.form.get("step") != "confirm":
                return _handing_on(person_id, form)
            to, refs = UUID(form.to.data), request.form.getlist("ref")
            handed: list[people.HandedOn] = []
            led = once(
                ctx,
                lambda: handed.append(people.hand_on_savings(ctx, person_id, to, refs)),
                lambda _none: url_for("admin.person", person_id=person_id),
            )
            _say(handed)
            return redirect(led)
    except Invalid as error:
        form.take(error)
    return person_page(person_id, hand_on=form), 422


def _handing_on(person_id: UUID, form: HandOnForm) -> str:
    found = reads.person(person_id)
    to = next(name for key, name in form.to.choices if key == form.to.data)
    return render_template(
        "admin/hand_on.html",
        person=found,
        rows=[one for one in found.owned if one.what == reads.SAVINGS],
        to=to,
        form=form,
        back_href=url_for("admin.person", person_id=person_id),
    )


def _say(handed: list[people.HandedOn]) -> None:
    """Each that was handed on and each that was left, by name."""
    for one in handed:
        flash(
            f"{plural(len(one.done), 'saving')} handed on: {', '.join(one.done)}."
            if one.done
            else "Nothing is handed on."
        )
        if one.left:
            said = "; ".join(f"{ref}: {reason}" for ref, reason in one.left)
            flash(f"{plural(len(one.left), 'saving')} not handed on. {said}.", "important")
    if not handed:
        flash("This was sent before and carried out once.")
