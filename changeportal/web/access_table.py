"""One row for each endpoint: who may open it. A new endpoint without a row fails the build."""

from changeportal.web.access import PUBLIC, SIGNED_IN, Access

DEMO = Access(public=True, demo_only=True)

ACCESS: dict[str, Access] = {
    "account.sign_in": PUBLIC,
    "account.sign_in_post": PUBLIC,
    "account.sign_out": SIGNED_IN,
    "account.signed_out": PUBLIC,
    "account.held": SIGNED_IN,
    "account.forgot_password": PUBLIC,
    "account.forgot_password_post": PUBLIC,
    "account.choose_password": PUBLIC,
    "account.choose_password_post": PUBLIC,
    "operations.healthz": PUBLIC,
    "operations.readyz": PUBLIC,
    "operations.kept_mail": DEMO,
    "work.home": SIGNED_IN,
}
