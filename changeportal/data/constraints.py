"""From what the database refused to what a person is told."""

from sqlalchemy.exc import DBAPIError

from changeportal.domain.errors import Closed, DomainError, Invalid, Refused, Stale

BY_STATE = {
    "CP001": Closed("frozen", "This part of the record is never changed. Add a new version or a correction beside it."),
    "CP002": Refused("separation_of_duties", "You took part in this, so someone else must do it."),
    "CP003": Refused("not_open", "This can no longer be done. Somebody may have done it already."),
    "CP004": Refused("interest_declared", "A member who declared an interest takes no part in this item."),
    "CP005": Closed(
        "month_closed", "This month is closed. Post a correction in the open month, about the month it corrects."
    ),
    "CP006": Refused("quorum", "There is no quorum for this item, so nothing can be decided on it."),
    "CP007": Refused("criteria", "Not every mandatory criterion of this gateway is met, so nobody can be asked yet."),
    "CP020": Refused("not_the_decider", "This body or person cannot decide this, or not in this way."),
    "CP021": Refused("notice_given", "The notice that the law asks for before this decision is missing."),
    "CP022": Refused("call_in", "This does not follow in the call-in of the decision."),
    "CP023": Refused("not_authorised", "It cannot be implemented yet: call-in is not over or a condition is not met."),
    "40001": Stale("Somebody changed this at the same moment. Look at it again, then try once more."),
    "40P01": Stale("Somebody changed this at the same moment. Look at it again, then try once more."),
    "55P03": Stale("Somebody is changing this at the moment. Try again in a few seconds."),
}

BY_CONSTRAINT = {
    "uq_gateway_round_one_open": Refused(
        "round_open", "This proposal is already waiting for a decision at this gateway."
    ),
    "uq_decision_round_id": Refused("already_decided", "A decision has already been recorded here."),
    "pk_published_resolution": Refused("already_decided", "A resolution has already been entered here."),
    "uq_call_in_entry_decision_id_kind": Refused("call_in", "This was already recorded for this decision."),
    "uq_seat_vote_seat_id": Refused("already_voted", "A vote has already been recorded for this seat."),
    "uq_verification_entry_id": Refused("already_verified", "This amount has already been verified."),
    "uq_person_email": Invalid({"email": "Someone already has an account with this email address"}),
    "ex_role_grant_no_overlap": Invalid({"starts": "This person already holds that role for some of these dates"}),
    "ex_membership_no_overlap": Invalid({"starts": "This person is already on the board for some of these dates"}),
    "ex_deputy_no_overlap": Invalid({"starts": "This person already stands in for you on some of these dates"}),
    "uq_month_close_live": Refused("month_closed", "This month is already closed."),
    "uq_saving_plan_line": Refused("saving_exists", "This line already has a saving in the tracker."),
    "ck_condition_not_closed_by_its_owner": Refused(
        "own_condition", "You own this condition, so someone else must close it."
    ),
    "ck_mtfs_version_published_by_another": Refused(
        "own_version", "You prepared this version, so someone else must publish it."
    ),
    "uq_mtfs_version_published_day": Refused("published_today", "A version was already published today."),
    "ck_month_close_reopened_by_two": Refused(
        "own_request", "You asked for this month to be reopened, so someone else must agree."
    ),
    "ck_month_close_not_reopened_by_its_closer": Refused(
        "own_close", "You closed this month, so someone else must reopen it."
    ),
}


def as_domain_error(error: DBAPIError) -> DomainError | None:
    """The refusal that a database error stands for, or nothing when it is a fault."""
    original = error.orig
    state = getattr(original, "sqlstate", None) or ""
    name = getattr(getattr(original, "diag", None), "constraint_name", None) or ""
    return BY_CONSTRAINT.get(name) or BY_STATE.get(state)
