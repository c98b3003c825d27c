"""Notices, resolutions as published, call-in, facts after approval, reporting back, kinds of decider."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.approval_facts import Fact
from changeportal.domain.call_in import CallInKind
from changeportal.domain.errors import Invalid
from changeportal.services.approval_facts import RecordFact, record_fact
from changeportal.services.authorising import authorise
from changeportal.services.call_in import CallInStep, record_call_in
from changeportal.services.key_notices import Represent, publish_notice, record_representation
from changeportal.services.once import once
from changeportal.services.reporting_back import ReportBack, report_back
from changeportal.services.resolutions import EnterResolution, enter_resolution
from changeportal.web.areas.decisions import lawful_pages as pages
from changeportal.web.areas.decisions.lawful_forms import (
    CallInForm,
    FactForm,
    NoticeForm,
    ReportForm,
    RepresentationForm,
)
from changeportal.web.areas.decisions.routes import Answer, bp
from changeportal.web.current import current_context
from changeportal.web.forms.base import VersionedForm


@bp.get("/deciders")
def deciders() -> str:
    """The kinds of decider."""
    return render_template("decisions/deciders.html", **pages.deciders())


@bp.get("/proposals/<ref>/notices/new")
def notice_new(ref: str) -> str:
    """A notice to publish."""
    return render_template("decisions/notice.html", **pages.notice_new(ref))


@bp.post("/proposals/<ref>/notices/new")
def notice_new_post(ref: str) -> Answer:
    """Publish it."""
    form = NoticeForm()
    try:
        if form.validate():
            publish_notice(current_context(), form.command(ref))
            flash("The notice is published. It stands on the forward plan.")
            return redirect(url_for("decisions.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/notice.html", **pages.notice_new(ref, form)), 422


@bp.get("/proposals/<ref>/notices/<uuid:notice_id>/representation")
def representation(ref: str, notice_id: UUID) -> str:
    """What somebody says against meeting in private."""
    return render_template("decisions/representation.html", **pages.representation(ref, notice_id))


@bp.post("/proposals/<ref>/notices/<uuid:notice_id>/representation")
def representation_post(ref: str, notice_id: UUID) -> Answer:
    """Keep it with its answer."""
    form = RepresentationForm()
    try:
        if form.validate():
            command = Represent(ref, notice_id, form.who.data, form.says.data, form.received_on.data, form.answer.data)
            record_representation(current_context(), command)
            flash("The representation and its answer are on record.")
            return redirect(url_for("decisions.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/representation.html", **pages.representation(ref, notice_id, form)), 422


@bp.get("/proposals/<ref>/resolution")
def resolution(ref: str) -> str:
    """The clerk enters a resolution."""
    return render_template("decisions/resolution.html", **pages.resolution(ref))


@bp.post("/proposals/<ref>/resolution")
def resolution_post(ref: str) -> Answer:
    """Make the decision from it, once."""
    form, ctx = pages.resolution_form(ref), current_context()
    try:
        if form.validate():
            command = EnterResolution(
                ref=ref,
                record=form.record(),
                number=form.number.data,
                minute=form.minute.data,
                link=form.link.data,
                resolved_on=form.resolved_on.data,
                in_private=form.in_private.data == "yes",
                until=form.pause_until.data or form.test_until.data,
                delegate_to=form.delegate_to.data or "",
                expected_version=form.expected_version(),
            )
            done = once(
                ctx, lambda: enter_resolution(ctx, command), lambda made: url_for("decisions.one", number=made.number)
            )
            flash("The decision is on record, as entered by the clerk.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("decisions/resolution.html", **pages.resolution(ref, form)), 422


@bp.get("/decisions/<number>/call-in")
def call_in(number: str) -> str:
    """The call-in of a decision."""
    return render_template("decisions/call_in.html", **pages.call_in(number))


@bp.post("/decisions/<number>/call-in")
def call_in_post(number: str) -> Answer:
    """Record the next step."""
    form = CallInForm()
    try:
        if form.validate():
            step = CallInStep(number, CallInKind(form.kind.data), form.who.data, form.reason.data, form.on_day.data)
            record_call_in(current_context(), step)
            flash("It is on record.")
            return redirect(url_for("decisions.call_in", number=number))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/call_in.html", **pages.call_in(number, form)), 422


@bp.post("/proposals/<ref>/authorise")
def authorise_post(ref: str) -> Response:
    """The work may start: the plan takes effect."""
    authorise(current_context(), ref, VersionedForm().expected_version())
    flash("Authorised to implement. The approved plan is in effect and its savings are in the tracker.")
    return redirect(url_for("decisions.of_proposal", ref=ref))


@bp.get("/proposals/<ref>/facts")
def fact(ref: str) -> str:
    """A fact after approval."""
    return render_template("decisions/fact.html", **pages.fact(ref))


@bp.post("/proposals/<ref>/facts")
def fact_post(ref: str) -> Answer:
    """Record it."""
    form = FactForm()
    try:
        if form.validate():
            command = RecordFact(ref, Fact(form.fact.data), form.on_day.data, form.evidence.data)
            record_fact(current_context(), command)
            flash("The fact is recorded.")
            return redirect(url_for("decisions.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/fact.html", **pages.fact(ref, form)), 422


@bp.get("/proposals/<ref>/report-back")
def report(ref: str) -> str:
    """What a consultation or a test found."""
    return render_template("decisions/report_back.html", **pages.report_back(ref))


@bp.post("/proposals/<ref>/report-back")
def report_post(ref: str) -> Answer:
    """Keep it and go on."""
    form = ReportForm()
    try:
        if form.validate():
            command = ReportBack(
                ref, form.found.data, form.source.data, form.dated.data, form.link.data or "", form.expected_version()
            )
            report_back(current_context(), command)
            flash("Reported back. What was found is evidence of the case.")
            return redirect(url_for("decisions.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/report_back.html", **pages.report_back(ref, form)), 422
