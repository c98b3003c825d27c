"""Your work: what waits for this person, grouped by how late it is, and what stands beside it; lists under a name."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.saved_lists import list_address
from changeportal.services.saved_lists import remove_list, save_list
from changeportal.web.areas.work import pages
from changeportal.web.areas.work.forms import ListForm
from changeportal.web.current import current_context

bp = Blueprint("work", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/")
def home() -> str:
    """Your work."""
    return render_template("work/home.html", **pages.home())


@bp.get("/lists/new")
def list_new() -> str:
    """Give a list a name."""
    address = list_address(request.args.get("address", ""))
    return render_template("work/list.html", form=ListForm(data={"address": address}), back_href=address or "/")


@bp.post("/lists/new")
def list_new_post() -> Answer:
    """Keep it."""
    form = ListForm()
    try:
        if form.validate():
            save_list(current_context(), form.title.data, form.address.data or "")
            flash("The list was saved. It stands on Your work.")
            return redirect(url_for("work.home"))
    except Invalid as error:
        form.take(error)
    return render_template("work/list.html", form=form, back_href=list_address(form.address.data or "") or "/"), 422


@bp.post("/lists/<uuid:list_id>/remove")
def list_remove_post(list_id: UUID) -> Response:
    """Let it go."""
    remove_list(current_context(), list_id)
    return redirect(url_for("work.home"))
