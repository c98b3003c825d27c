"""People and roles, leavers' work, jobs, the audit trail, security events, standing in."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.packs import LABELS as PACK_LABELS
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import administration as reads
from changeportal.queries.pack_jobs import pack_jobs
from changeportal.queries.paging import Paging, paging_from
from changeportal.services import people
from changeportal.services.operator import send_again
from changeportal.services.pack_asking import make_again
from changeportal.web.areas.admin.forms import (
    AddPersonForm,
    ButtonForm,
    DeputyForm,
    HandOnForm,
    RoleForm,
    role_words,
)
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.downloads import asked_format, download

bp = Blueprint("admin", __name__)
Answer = str | Response | tuple[str, int]
EVERYBODY = 100_000


@bp.get("/admin")
def home() -> str:
    """Where everything is."""
    return render_template("admin/home.html", leavers=len(reads.leavers()), waiting=reads.jobs()[1])


@bp.get("/admin/people")
def listed() -> str | Response:
    """Everybody with an account, or once with one."""
    words = request.args.get("q", "").strip()[:100]
    if asked_format():
        return download(_people_table(words))
    page = reads.people(words, paging_from(request.args.get("page"), request.args.get("size")))
    return render_template("admin/people.html", page=page, words=words, back_href=url_for("admin.home"))


def _people_table(words: str) -> Table:
    found = reads.people(words, Paging(1, EVERYBODY))
    rows: list[list[Cell]] = [[one.name, one.email, one.job_title, one.active, one.roles] for one in found.rows]
    columns = [Column("Name"), Column("Email"), Column("Job title"), Column("Has an account", Kind.YES_NO)]
    return Table("people", "People", [*columns, Column("Roles", Kind.COUNT)], rows)


@bp.get("/admin/people/new")
def person_new() -> str:
    """Add a person."""
    return render_template("admin/new.html", form=AddPersonForm(), back_href=url_for("admin.listed"))


@bp.post("/admin/people/new")
def person_new_post() -> Answer:
    """Add them and mail the link."""
    form = AddPersonForm()
    try:
        if form.validate():
            person_id = people.add_person(current_context(), form.command())
            flash("The account was added. A link to choose a password is on its way.")
            return redirect(url_for("admin.person", person_id=person_id))
    except Invalid as error:
        form.take(error)
    return render_template("admin/new.html", form=form, back_href=url_for("admin.listed")), 422


def person_page(person_id: UUID, form: RoleForm | None = None, hand_on: HandOnForm | None = None) -> str:
    """A person with the forms about them; those that came back with errors as they were sent."""
    found = reads.person(person_id)
    return render_template(
        "admin/person.html",
        person=found,
        role_words=role_words,
        today=today(),
        form=form or RoleForm(data={"starts": today()}),
        hand_on=hand_on or HandOnForm(),
        buttons=ButtonForm(data={"version": found.version}),
        me=current_actor().id,
        back_href=url_for("admin.listed"),
    )


@bp.get("/admin/people/<uuid:person_id>")
def person(person_id: UUID) -> str:
    """One person: roles, and what they are answerable for."""
    return person_page(person_id)


@bp.post("/admin/people/<uuid:person_id>/roles")
def role_post(person_id: UUID) -> Answer:
    """Give a role."""
    form = RoleForm()
    try:
        if form.validate():
            people.grant_role(current_context(), form.command(person_id))
            flash("The role was given.")
            return redirect(url_for("admin.person", person_id=person_id))
    except Invalid as error:
        form.take(error)
    return person_page(person_id, form), 422


@bp.post("/admin/people/<uuid:person_id>/roles/<uuid:grant_id>/end")
def role_end_post(person_id: UUID, grant_id: UUID) -> Response:
    """End a role."""
    people.end_role(current_context(), person_id, grant_id)
    flash("The role has ended.")
    return redirect(url_for("admin.person", person_id=person_id))


@bp.post("/admin/people/<uuid:person_id>/end")
def person_end_post(person_id: UUID) -> Response:
    """A leaver."""
    people.end_person(current_context(), person_id, ButtonForm().expected_version())
    flash("The account has ended and its sessions are closed. What it had is listed below for a new owner.")
    return redirect(url_for("admin.person", person_id=person_id))


@bp.get("/admin/leavers")
def leavers() -> str:
    """Leavers who still own something."""
    return render_template("admin/leavers.html", rows=reads.leavers(), back_href=url_for("admin.home"))


@bp.get("/admin/jobs")
def jobs() -> str:
    """Mails and jobs that failed, packs that are being made."""
    rows, waiting = reads.jobs()
    context = {"rows": rows, "waiting": waiting, "buttons": ButtonForm(), "back_href": url_for("admin.home")}
    return render_template("admin/jobs.html", packs=pack_jobs(), labels=PACK_LABELS, **context)


@bp.post("/admin/jobs/<uuid:row_id>/send-again")
def send_again_post(row_id: UUID) -> Response:
    """Try a dead one again."""
    send_again(current_context(), row_id)
    flash("It is tried again now.")
    return redirect(url_for("admin.jobs"))


@bp.post("/admin/jobs/packs/<uuid:job_id>/make-again")
def make_again_post(job_id: UUID) -> Response:
    """Have a pack that was given up made anew."""
    make_again(current_context(), job_id)
    flash("It is made again now, for whoever asked for it.")
    return redirect(url_for("admin.jobs"))


@bp.get("/admin/audit")
def audit() -> str | Response:
    """The audit trail."""
    action, subject = request.args.get("action", "").strip()[:60], request.args.get("subject", "").strip()[:60]
    if asked_format():
        return download(_trail_table(action, subject))
    page = reads.trail(action, subject, paging_from(request.args.get("page"), request.args.get("size")))
    return render_template("admin/audit.html", page=page, action=action, subject=subject)


def _trail_table(action: str, subject: str) -> Table:
    found = reads.trail(action, subject, Paging(1, EVERYBODY))
    rows: list[list[Cell]] = [
        [one.seq, one.at, one.who, one.for_whom, one.action, one.subject, one.subject_id, one.payload]
        for one in found.rows
    ]
    names = ("When", "Who", "For whom", "What", "About", "Key", "Detail")
    columns = [Column("Number", Kind.COUNT), *(Column(name) for name in names)]
    return Table("audit", "Audit trail", columns, rows)


@bp.get("/admin/security")
def security() -> str:
    """Refusals and other events that a security officer looks at."""
    page = reads.security(paging_from(request.args.get("page"), request.args.get("size")))
    return render_template("admin/security.html", page=page)


def _deputies(form: DeputyForm | None = None) -> str:
    rows = reads.deputies(current_actor().id)
    context = {"rows": rows, "form": form or DeputyForm(), "today": today(), "back_href": url_for("account.yours")}
    return render_template("admin/deputies.html", buttons=ButtonForm(), **context)


@bp.get("/account/deputies")
def deputies() -> str:
    """Who stands in for me."""
    return _deputies()


@bp.post("/account/deputies")
def deputies_post() -> Answer:
    """Name somebody."""
    form = DeputyForm()
    try:
        if form.validate():
            people.name_deputy(current_context(), UUID(form.deputy.data), form.starts.data, form.ends.data)
            flash("They have been told. Both names will stand in the record.")
            return redirect(url_for("admin.deputies"))
    except Invalid as error:
        form.take(error)
    return _deputies(form), 422


@bp.post("/account/deputies/<uuid:row_id>/end")
def deputy_end_post(row_id: UUID) -> Response:
    """It ends now."""
    people.end_deputy(current_context(), row_id)
    flash("They no longer stand in for you.")
    return redirect(url_for("admin.deputies"))
