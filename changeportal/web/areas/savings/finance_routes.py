"""Finance's own pages: verifying, closing months, and asking gateway 5."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid, NotFound
from changeportal.services.once import once
from changeportal.services.savings.closing import ask_to_close
from changeportal.services.savings.months import ask_to_reopen, close_month, reopen_month
from changeportal.services.savings.verifying import Verify, verify
from changeportal.web.areas.savings import pages
from changeportal.web.areas.savings.forms import ClosingForm, MonthCloseForm, ReopenForm, VerifyForm
from changeportal.web.areas.savings.routes import Answer, bp
from changeportal.web.current import current_context
from changeportal.web.formatting import month


@bp.get("/savings/<ref>/verify/<uuid:entry_id>")
def verifying(ref: str, entry_id: UUID) -> str:
    """An actual that a second person looks at."""
    return render_template("savings/verify.html", **pages.verifying(ref, entry_id))


@bp.post("/savings/<ref>/verify/<uuid:entry_id>")
def verifying_post(ref: str, entry_id: UUID) -> Answer:
    """Verify it, once."""
    ctx, form = current_context(), VerifyForm(pages.verifying(ref, entry_id)["rule"])
    try:
        if form.validate():
            kind, reference = form.evidence_kind.data, form.reference.data
            command = Verify(ref, entry_id, form.pence.data, kind, reference, form.secures_pence.data)
            done = once(ctx, lambda: verify(ctx, command), lambda _none: url_for("savings.one", ref=ref))
            flash("The delivery is verified.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("savings/verify.html", **pages.verifying(ref, entry_id, form)), 422


@bp.get("/savings/months")
def months() -> str:
    """Months that are closed, and closing the next."""
    return render_template("savings/months.html", **pages.months())


@bp.post("/savings/months")
def months_post() -> Answer:
    """Close a month."""
    form = MonthCloseForm()
    try:
        if form.validate():
            close_month(current_context(), form.month.data, form.note.data or "")
            flash(f"{month(form.month.data)} is closed. Figures can be seen but not changed.")
            return redirect(url_for("savings.months"))
    except Invalid as error:
        form.take(error)
    return render_template("savings/months.html", **pages.months(form)), 422


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise NotFound from error


@bp.get("/savings/months/<on>")
def reopen(on: str) -> str:
    """Asking for a month to be opened again."""
    return render_template("savings/reopen.html", **pages.reopen(_day(on)))


@bp.post("/savings/months/<on>")
def reopen_post(on: str) -> Answer:
    """Ask: the first of two people."""
    form, day = ReopenForm(), _day(on)
    try:
        if form.validate():
            ask_to_reopen(current_context(), day, form.reason.data)
            flash("Somebody else in finance has to agree.")
            return redirect(url_for("savings.months"))
    except Invalid as error:
        form.take(error)
    return render_template("savings/reopen.html", **pages.reopen(day, form)), 422


@bp.post("/savings/months/<on>/agree")
def reopen_agree_post(on: str) -> Response:
    """Agree: the second of two people."""
    day = _day(on)
    reopen_month(current_context(), day)
    flash(f"{month(day)} is open again.")
    return redirect(url_for("savings.months"))


@bp.get("/proposals/<ref>/close")
def closing(ref: str) -> str:
    """Asking gateway 5."""
    return render_template("savings/closing.html", **pages.closing(ref))


@bp.post("/proposals/<ref>/close")
def closing_post(ref: str) -> Answer:
    """Ask, once."""
    ctx, form = current_context(), ClosingForm()
    try:
        if form.validate():
            words = form.words.data
            done = once(
                ctx, lambda: ask_to_close(ctx, ref, words), lambda _none: url_for("decisions.of_proposal", ref=ref)
            )
            flash("Gateway 5 has been asked.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("savings/closing.html", **pages.closing(ref, form)), 422
