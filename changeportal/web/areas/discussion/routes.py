"""Questions and answers on a case, and one's own notices."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.case_sections import BY_CODE, SECTIONS
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.queries.discussion import of_proposal as said_about
from changeportal.queries.notices import notices
from changeportal.queries.paging import paging_from
from changeportal.services.notices import mark_read
from changeportal.services.once import once
from changeportal.services.questions import answer_question, ask_question
from changeportal.web.case_links import section_href
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.question import QuestionForm
from changeportal.web.forms.validators import MaxWords, Required
from changeportal.web.proposal_frame import frame

bp = Blueprint("discussion", __name__)
Answer = str | Response | tuple[str, int]


class AnswerForm(PageForm):
    """The answer."""

    answer = TextAreaField("Answer", [Required("Enter your answer"), MaxWords(200, "Your answer")], rows=3)


def _page(ref: str, form: QuestionForm | None = None, wrong: AnswerForm | None = None, of: UUID | None = None) -> str:
    found, context = frame(ref, "case")
    return render_template(
        "discussion/questions.html",
        rows=said_about(found.id),
        labels={one.code: one.label for one in SECTIONS},
        may_answer=may(current_actor(), Permission.RESOURCE_ASK, found.facts),
        form=form or (wrong if wrong is not None else QuestionForm()),
        ask=form or QuestionForm(),
        answer=AnswerForm,
        wrong=wrong,
        wrong_of=of,
        **context,
    )


def _back(ref: str) -> str:
    """The section that the form stood beside, or the list of questions."""
    section = request.form.get("from", "")
    return (
        f"{section_href(ref, section)}#questions" if section in BY_CODE else url_for("discussion.of_proposal", ref=ref)
    )


@bp.get("/proposals/<ref>/questions")
def of_proposal(ref: str) -> str:
    """Questions, open ones first."""
    return _page(ref)


@bp.post("/proposals/<ref>/questions")
def of_proposal_post(ref: str) -> Answer:
    """Ask one."""
    form, ctx = QuestionForm(), current_context()
    try:
        if form.validate():
            section, text = form.section.data, form.text.data
            comment = request.form.get("as") == "comment"
            done = _back(ref)
            return redirect(
                once(ctx, lambda: ask_question(ctx, ref, section, text, comment=comment), lambda _none: done)
            )
    except Invalid as error:
        form.take(error)
    return _page(ref, form), 422


@bp.post("/proposals/<ref>/questions/<uuid:question_id>")
def answer_post(ref: str, question_id: UUID) -> Answer:
    """Answer one."""
    form = AnswerForm()
    try:
        if form.validate():
            answer_question(current_context(), ref, question_id, form.answer.data)
            flash("Your answer was sent to the person who asked.")
            return redirect(_back(ref))
    except Invalid as error:
        form.take(error)
    return _page(ref, wrong=form, of=question_id), 422


@bp.get("/notices")
def mine() -> str:
    """What I have been told."""
    page = notices(current_actor().id, paging_from(request.args.get("page"), request.args.get("size")))
    return render_template("discussion/notices.html", page=page, form=PageForm())


@bp.post("/notices")
def mine_post() -> Response:
    """All of it is read."""
    mark_read(current_context())
    return redirect(url_for("discussion.mine"))
