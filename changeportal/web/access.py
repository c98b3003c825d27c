"""Who may open which endpoint: closed unless the access table opens it."""

from dataclasses import dataclass

from flask import Response, current_app, make_response, redirect, request, session, url_for
from werkzeug.exceptions import InternalServerError, NotFound

from changeportal.domain.permissions import Permission, require
from changeportal.web.current import current_actor, signed_in

MAX_HELD = 100_000
NEVER_HELD = {"csrf_token", "_key", "password", "version"}


@dataclass(frozen=True, slots=True)
class Access:
    """``public``: nobody needs to sign in. ``permission``: a role asked for early; services ask again with the subject.

    ``demo_only``: the endpoint is not there in production.
    """

    public: bool = False
    permission: Permission | None = None
    demo_only: bool = False


PUBLIC = Access(public=True)
SIGNED_IN = Access()


def needs(permission: Permission) -> Access:
    """Signed in and holding a role that could give this permission; only for permissions that come from roles alone."""
    return Access(permission=permission)


def sign_in_first() -> Response:
    """To the sign-in page, keeping where the person was going and what they had typed."""
    if request.method != "POST":
        return make_response(redirect(url_for("account.sign_in", next=request.full_path.rstrip("?"))))
    answers = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_HELD]
    if sum(len(value) for _name, value in answers) <= MAX_HELD:
        session["held"] = {"path": request.path, "answers": answers}
    return make_response(redirect(url_for("account.sign_in", next=request.path, kept="yes")))


def check_access(table: dict[str, Access]) -> Response | None:
    """Before each request: find the endpoint's row and ask. An endpoint without a row is a fault of ours."""
    endpoint = request.endpoint
    if endpoint is None or endpoint == "static":
        return None
    access = table.get(endpoint)
    if access is None:
        raise InternalServerError(f"{endpoint} has no row in the access table")
    if access.demo_only and not current_app.config["DEMO"]:
        raise NotFound
    if access.public:
        return None
    if not signed_in():
        return sign_in_first()
    if access.permission is not None:
        require(current_actor(), access.permission)
    return None
