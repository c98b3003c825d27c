"""Submit an idea: ten questions, check, send, done."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.idea_form import Question, after
from changeportal.queries import ideas as reads
from changeportal.services.ideas import SaveAnswer, save_answer, start_idea, submit_idea
from changeportal.services.once import once
from changeportal.web.areas.ideas import pages
from changeportal.web.areas.ideas.forms import FORMS, NameForm, answers_of
from changeportal.web.current import current_actor, current_context, today

bp = Blueprint("ideas", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/ideas")
def mine() -> str:
    """Your ideas."""
    return render_template("ideas/mine.html", ideas=reads.ideas_of(current_actor()))


@bp.get("/ideas/new")
def new() -> str:
    """What it takes and what happens next."""
    drafts = [idea for idea in reads.ideas_of(current_actor()) if idea.status == "draft"]
    return render_template("ideas/new.html", drafts=drafts)


@bp.get("/ideas/new/name")
def name() -> str:
    """The first question; there is no draft yet."""
    return render_template("ideas/question.html", **pages.first(NameForm()))


@bp.post("/ideas/new/name")
def name_post() -> Answer:
    """The first answer makes the draft."""
    form, ctx = NameForm(), current_context()
    if not form.validate():
        return render_template("ideas/question.html", **pages.first(form)), 422
    return redirect(once(ctx, lambda: start_idea(ctx, form.name.data), lambda ref: url_for("ideas.similar", ref=ref)))


@bp.get("/ideas/<ref>/similar")
def similar(ref: str) -> str | Response:
    """Ideas like yours; skipped when there are none."""
    idea = reads.idea_page(current_actor(), ref, today())
    found = reads.similar(current_actor(), idea.title, but=ref)
    if not found:
        return redirect(url_for("ideas.question", ref=ref, question=Question.PROBLEM))
    return render_template("ideas/similar.html", idea=idea, found=found)


@bp.get("/ideas/<ref>/<any(name,problem,change,residents,mission,money,needs,service,affected,involvement):question>")
def question(ref: str, question: str) -> str:
    """One question of a draft."""
    idea = reads.idea_page(current_actor(), ref, today())
    form = FORMS[Question(question)](data={**idea.answers, "version": idea.version})
    return render_template("ideas/question.html", **pages.asked(idea, Question(question), form))


@bp.post("/ideas/<ref>/<any(name,problem,change,residents,mission,money,needs,service,affected,involvement):question>")
def question_post(ref: str, question: str) -> Answer:
    """Save the answer and go on, back to checking, or away."""
    asked, form = Question(question), FORMS[Question(question)]()
    try:
        if form.validate():
            save_answer(current_context(), SaveAnswer(ref, asked, answers_of(form), form.expected_version()))
            return redirect(_next(ref, asked))
    except Invalid as error:
        form.take(error)
    idea = reads.idea_page(current_actor(), ref, today())
    return render_template("ideas/question.html", **pages.asked(idea, asked, form)), 422


def _next(ref: str, asked: Question) -> str:
    if request.form.get("then") == "later":
        return url_for("ideas.mine")
    following = after(asked)
    if request.args.get("change") or following is None:
        return url_for("ideas.check", ref=ref)
    return url_for("ideas.question", ref=ref, question=following.value)


@bp.get("/ideas/<ref>/check")
def check(ref: str) -> str:
    """Check your answers."""
    return render_template("ideas/check.html", **pages.checked(reads.idea_page(current_actor(), ref, today())))


@bp.post("/ideas/<ref>/check")
def check_post(ref: str) -> Answer:
    """Submit."""
    form, ctx = pages.CheckForm(), current_context()
    try:
        if form.validate():
            version = form.expected_version()
            done = once(ctx, lambda: submit_idea(ctx, ref, version), lambda it: url_for("ideas.submitted", ref=it))
            return redirect(done)
    except Invalid as error:
        idea = reads.idea_page(current_actor(), ref, today())
        return render_template("ideas/check.html", **pages.checked(idea, error)), 422
    return redirect(url_for("ideas.check", ref=ref))


@bp.get("/ideas/<ref>/submitted")
def submitted(ref: str) -> str:
    """Done; the page stays at its address."""
    return render_template("ideas/submitted.html", idea=reads.idea_page(current_actor(), ref, today()))
