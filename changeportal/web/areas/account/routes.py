"""Signing in and out, and choosing a password."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid, Refused
from changeportal.services import sign_in as signing
from changeportal.services.web_sessions import IDLE_MINUTES
from changeportal.web.areas.account.forms import ChoosePasswordForm, ForgotPasswordForm, SignInForm
from changeportal.web.current import current_actor, load_signed_in, nobody_context, now
from changeportal.web.redirects import home_path

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
def sign_in() -> str:
    """The sign-in page."""
    return render_template("account/sign_in.html", form=SignInForm(), kept=request.args.get("kept") == "yes")


@bp.post("/sign-in")
def sign_in_post() -> str | Response | tuple[str, int]:
    """Check the password; on success a new session that goes where the person was going."""
    form = SignInForm()
    if not form.validate():
        return render_template("account/sign_in.html", form=form, kept=False), 422
    try:
        person_id = signing.check_password(form.email.data, form.password.data, request.remote_addr or "", now())
    except Refused as error:
        form.take(Invalid({"email": error.message}))
        return render_template(
            "account/sign_in.html", form=form, kept=False
        ), 429 if error.code == "too_many_tries" else 422
    held = session.get("held")
    session.clear()
    session.rotate()  # type: ignore[attr-defined]  # our own session class
    person = load_signed_in(str(person_id))
    login_user(person)
    if held:
        session["held"] = held
        return redirect(url_for("account.held"))
    return redirect(home_path(request.args.get("next", "")))


@bp.get("/sign-in/kept")
def held() -> str | Response:
    """What was typed when the session had ended, ready to be sent."""
    kept = session.get("held")
    if not kept:
        return redirect(url_for("work.home"))
    return render_template("account/held.html", held=kept["answers"], path=kept["path"])


@bp.post("/sign-out")
def sign_out() -> Response:
    """End the session at once."""
    logout_user()
    session.clear()
    answer = redirect(url_for("account.signed_out"))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/signed-out")
def signed_out() -> str:
    """Signed out."""
    return render_template("account/signed_out.html")


@bp.get("/forgot-password")
def forgot_password() -> str:
    """Ask for a link."""
    return render_template("account/forgot_password.html", form=ForgotPasswordForm(), sent=False)


@bp.post("/forgot-password")
def forgot_password_post() -> str | tuple[str, int]:
    """Send a link if there is such an account; the page is the same either way."""
    form = ForgotPasswordForm()
    if not form.validate():
        return render_template("account/forgot_password.html", form=form, sent=False), 422
    signing.ask_for_reset(nobody_context(), form.email.data)
    return render_template("account/forgot_password.html", form=form, sent=True)


@bp.get("/reset-password/<token>")
def choose_password(token: str) -> str:
    """Choose a password by the link."""
    return render_template("account/choose_password.html", form=ChoosePasswordForm(), token=token)


@bp.post("/reset-password/<token>")
def choose_password_post(token: str) -> str | Response | tuple[str, int]:
    """Set it."""
    form = ChoosePasswordForm()
    try:
        if form.validate():
            signing.choose_password(nobody_context(), token, form.password.data)
            return redirect(url_for("account.sign_in"))
    except Invalid as error:
        form.take(error)
    return render_template("account/choose_password.html", form=form, token=token), 422


@bp.get("/session")
def stay() -> dict[str, int]:
    """The person is still there: reading this counts as doing something, as every page does. Minutes until the end."""
    return {"minutes": IDLE_MINUTES}


@bp.get("/account")
def yours() -> str:
    """Who you are to the product."""
    roles = sorted(grant.role.value.replace("_", " ") for grant in current_actor().grants)
    return render_template("account/yours.html", roles=roles)
