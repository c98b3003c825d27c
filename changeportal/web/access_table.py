"""One row for each endpoint: who may open it. A new endpoint without a row fails the build."""

from changeportal.domain.permissions import Permission
from changeportal.web.access import PUBLIC, SIGNED_IN, Access, needs

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
    "ideas.mine": SIGNED_IN,
    "ideas.new": SIGNED_IN,
    "ideas.name": SIGNED_IN,
    "ideas.name_post": SIGNED_IN,
    "ideas.similar": SIGNED_IN,
    "ideas.question": SIGNED_IN,
    "ideas.question_post": SIGNED_IN,
    "ideas.check": SIGNED_IN,
    "ideas.check_post": SIGNED_IN,
    "ideas.submitted": SIGNED_IN,
    "operations.healthz": PUBLIC,
    "operations.readyz": PUBLIC,
    "operations.kept_mail": DEMO,
    "proposals.listed": SIGNED_IN,
    "proposals.overview": SIGNED_IN,
    "proposals.follow_post": SIGNED_IN,
    "proposals.history": SIGNED_IN,
    "proposals.course": SIGNED_IN,
    "proposals.course_post": SIGNED_IN,
    "proposals.people": SIGNED_IN,
    "proposals.people_post": SIGNED_IN,
    "proposals.restrict_page": SIGNED_IN,
    "proposals.restrict_post": SIGNED_IN,
    "triage.waiting": needs(Permission.TRIAGE_TAKE_UP),
    "triage.one": needs(Permission.TRIAGE_TAKE_UP),
    "triage.one_post": needs(Permission.TRIAGE_TAKE_UP),
    "triage.take_up_post": needs(Permission.TRIAGE_TAKE_UP),
    "triage.decide": needs(Permission.TRIAGE_TAKE_UP),
    "triage.decide_post": needs(Permission.TRIAGE_TAKE_UP),
    "work.home": SIGNED_IN,
}
