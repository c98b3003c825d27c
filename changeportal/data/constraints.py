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
    "CP008": Refused("months", "The months of a line must add up to its year. Change them on the page of its months."),
    "CP009": Refused("no_substitutes", "This body does not allow substitutes."),
    "CP010": Refused("no_written_procedure", "This body decides at meetings alone, so it has no written procedure."),
    "CP020": Refused("not_the_decider", "This body or person cannot decide this, or not in this way."),
    "CP021": Refused("notice_given", "The notice that the law asks for before this decision is missing."),
    "CP022": Refused("call_in", "This does not follow in the call-in of the decision."),
    "CP023": Refused("not_authorised", "It cannot be implemented yet: call-in is not over or a condition is not met."),
    "CP024": Refused("counted", "What confirmed people cost is worked out, so it is not given by months."),
    "CP025": Refused(
        "brought_in", "What is brought in comes with its proposal. A live proposal is decided at its gateway."
    ),
    "40001": Stale("Somebody changed this at the same moment. Look at it again, then try once more."),
    "40P01": Stale("Somebody changed this at the same moment. Look at it again, then try once more."),
    "55P03": Stale("Somebody is changing this at the moment. Try again in a few seconds."),
}

CLAIMED_TWICE = Refused(
    "claimed_twice",
    "A post or contract of this plan stands in another approved plan already. Send the case back, so that it is taken off.",
)
BY_CONSTRAINT = {
    "uq_claim_on_post_live": CLAIMED_TWICE,
    "uq_claim_on_contract_live": CLAIMED_TWICE,
    "uq_gateway_round_one_open": Refused(
        "round_open", "This proposal is already waiting for a decision at this gateway."
    ),
    "pool_rate_in_use": Invalid({"starts": "A rate in use is not changed. Give the new rate a later first day"}),
    "funding_request_receipts_years": Invalid(
        {"year": "Capital receipts can be used flexibly from 2025/26 to 2029/30 only"}
    ),
    "funding_request_receipts_saving": Invalid(
        {"saving": "Select the ongoing saving that this spending brings. Capital receipts pay for nothing else"}
    ),
    "funding_request_headroom": Invalid({"answer": "The pot has less than that left in this year"}),
    "pot_year_confirmed": Invalid({"available": "More than that is already confirmed from the pot in this year"}),
    "uq_pot_name": Invalid({"name": "There is already a pot with this name"}),
    "uq_decision_round_id": Refused("already_decided", "A decision has already been recorded here."),
    "uq_seat_vote_seat_id_casting": Refused("already_voted", "A vote has already been recorded for this seat."),
    "uq_attendance_in_one_place": Invalid({"substitute_1": "Somebody else already sits in this place"}),
    "pk_dissent": Refused("dissent_recorded", "The dissent of this person is recorded already."),
    "pk_published_resolution": Refused("already_decided", "A resolution has already been entered here."),
    "uq_call_in_entry_decision_id_kind": Refused("call_in", "This was already recorded for this decision."),
    "uq_verification_entry_id": Refused("already_verified", "This amount has already been verified."),
    "uq_person_email": Invalid({"email": "Someone already has an account with this email address"}),
    "uq_saved_list_person_id_name": Invalid({"title": "You already have a list with this name"}),
    "ex_role_grant_no_overlap": Invalid({"starts": "This person already holds that role for some of these dates"}),
    "ex_membership_no_overlap": Invalid({"starts": "This person is already on the board for some of these dates"}),
    "ex_deputy_no_overlap": Invalid({"starts": "This person already stands in for you on some of these dates"}),
    "uq_month_close_live": Refused("month_closed", "This month is already closed."),
    "uq_saving_plan_line": Refused("saving_exists", "This line already has a saving in the tracker."),
    "ck_condition_not_closed_by_its_owner": Refused(
        "own_condition", "You own this condition, so someone else must close it."
    ),
    "ck_condition_not_closed_for_its_owner": Refused(
        "own_condition", "You stand in for the owner of this condition, so someone else must close it."
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
    "ck_month_close_reopened_by_two_also_for_others": Refused(
        "own_request", "You stand in for somebody who took part in this, so someone else must agree."
    ),
}


def as_domain_error(error: DBAPIError) -> DomainError | None:
    """The refusal that a database error stands for, or nothing when it is a fault."""
    original = error.orig
    state = getattr(original, "sqlstate", None) or ""
    name = getattr(getattr(original, "diag", None), "constraint_name", None) or ""
    return BY_CONSTRAINT.get(name) or BY_STATE.get(state)
