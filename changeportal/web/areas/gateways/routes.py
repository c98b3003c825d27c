"""Submitting a case, checking it, deciding on it, and reading a frozen version."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.terms import Gateway, SignOffKind, SignOffOutcome
from changeportal.services.criteria import SayCriterion, ask_criterion, say_criterion
from changeportal.services.gateway_decisions import DecideGateway, decide_gateway
from changeportal.services.once import once
from changeportal.services.signoffs import GiveSignOff, give_sign_off
from changeportal.services.submission import Submit, check, submit_case
from changeportal.services.version_reading import version_read
from changeportal.web.areas.gateways import pages
from changeportal.web.areas.gateways.forms import CriterionForm, DecideForm, SignOffForm, SubmitForm
from changeportal.web.current import current_actor, current_context
from changeportal.web.formatting import plural
from changeportal.web.forms.asks import adding, with_asks

bp = Blueprint("gateways", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/proposals/<ref>/submit")
def submit(ref: str) -> str:
    """What is ready and what is missing."""
    return render_template("gateways/submit.html", **pages.submit(ref, list(check(current_context(), ref))))


@bp.post("/proposals/<ref>/submit")
def submit_post(ref: str) -> Answer:
    """Submit it."""
    ctx, version = current_context(), SubmitForm().expected_version()
    done = once(ctx, lambda: submit_case(ctx, Submit(ref, version)), lambda n: url_for("gateways.frozen", ref=ref, n=n))
    flash("The case was submitted. It cannot be changed until it is decided or taken back.")
    return redirect(done)


@bp.get("/proposals/<ref>/signoffs/<kind>")
def sign_off(ref: str, kind: str) -> str:
    """A check of the frozen version."""
    return render_template("gateways/sign_off.html", **pages.sign_off(ref, _kind(kind)))


@bp.post("/proposals/<ref>/signoffs/<kind>")
def sign_off_post(ref: str, kind: str) -> Answer:
    """Give the answer."""
    form = SignOffForm()
    try:
        if form.validate():
            outcome = SignOffOutcome(form.outcome.data)
            n = form.expected_version() or 0
            give_sign_off(current_context(), GiveSignOff(ref, _kind(kind), n, outcome, form.comments.data or ""))
            flash("Your answer is recorded.")
            return redirect(url_for("gateways.sign_off", ref=ref, kind=kind))
    except Invalid as error:
        form.take(error)
    return render_template("gateways/sign_off.html", **pages.sign_off(ref, _kind(kind), form)), 422


def _kind(word: str) -> SignOffKind:
    if word not in list(SignOffKind):
        raise NotFound
    return SignOffKind(word)


@bp.get("/proposals/<ref>/criteria/<code>")
def criterion(ref: str, code: str) -> str:
    """A criterion that somebody says is met."""
    found = check(current_context(), ref)
    return render_template("gateways/criterion.html", **pages.criterion(ref, code, found))


@bp.post("/proposals/<ref>/criteria/<code>")
def criterion_post(ref: str, code: str) -> Answer:
    """Say whether it is met."""
    form = CriterionForm()
    if form.validate():
        say_criterion(current_context(), SayCriterion(ref, code, form.met.data == "yes", form.note.data))
        flash("Your answer is recorded.")
        return redirect(url_for("gateways.submit", ref=ref))
    found = check(current_context(), ref)
    return render_template("gateways/criterion.html", **pages.criterion(ref, code, found, form)), 422


@bp.post("/proposals/<ref>/criteria/<code>/ask")
def criterion_ask_post(ref: str, code: str) -> Response:
    """Tell those who can say it."""
    ctx = current_context()
    told = ask_criterion(ctx, ref, code)
    flash(f"{plural(told, 'person', 'people')} {'was' if told == 1 else 'were'} told.")
    return redirect(url_for("gateways.submit", ref=ref))


@bp.get("/proposals/<ref>/decide/<any(G2,G3,G4,G5):gateway>")
def decide(ref: str, gateway: str) -> str:
    """The decision of a single decider."""
    return render_template("gateways/decide.html", **pages.decide(ref, Gateway(gateway)))


@bp.post("/proposals/<ref>/decide/<any(G2,G3,G4,G5):gateway>")
def decide_post(ref: str, gateway: str) -> Answer:
    """Decide, once."""
    asked, ctx = Gateway(gateway), current_context()
    form = with_asks(DecideForm)(pages.offered(ref, asked))
    if adding():
        return render_template("gateways/decide.html", **pages.decide(ref, asked, form))
    try:
        if form.validate():
            command = DecideGateway(
                ref=ref,
                gateway=asked,
                record=form.record(current_actor().name, asked),
                expected_version=form.expected_version(),
                until=form.pause_until.data or form.test_until.data,
            )
            done = once(ctx, lambda: decide_gateway(ctx, command), lambda _made: url_for("proposals.overview", ref=ref))
            flash("The decision is recorded. The people of the proposal have been told.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("gateways/decide.html", **pages.decide(ref, asked, form)), 422


@bp.get("/proposals/<ref>/v/<int:n>")
def frozen(ref: str, n: int) -> str:
    """A version as it was submitted."""
    page = pages.frozen(ref, n, request.args.get("pack", ""))
    version_read(current_context(), page["proposal_id"], n)
    return render_template("gateways/frozen.html", **page)


@bp.get("/proposals/<ref>/v/compare")
def compare(ref: str) -> str:
    """Two frozen versions side by side."""
    first, second = (request.args.get(name, "") for name in ("from", "to"))
    if not (first.isdecimal() and second.isdecimal() and len(first) < 6 and len(second) < 6):
        raise NotFound
    return render_template("gateways/compare.html", **pages.compare(ref, int(first), int(second)))
