"""Asking gateway 5: the version that was approved goes back to who decides at the end, beside delivery."""

from changeportal.domain.errors import Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Gateway, Stage, Status
from changeportal.services import asking, events, rounds
from changeportal.services.context import Context
from changeportal.services.held import hold
from changeportal.services.transaction import transaction


def ask_to_close(ctx: Context, ref: str, words: str) -> None:
    """Open gateway 5 with the closing report in a few words. The proposal stays in delivery until it is decided."""
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        require(ctx.actor, Permission.CASE_SUBMIT, held.facts)
        if (held.row.stage, held.row.status) != (Stage.BENEFITS, Status.ACTIVE):
            raise Refused("state", "Only a proposal in delivery can be closed.")
        version = rounds.newest_version(tx, held.row.id)
        asked = asking.asking(tx, held.row, Gateway.G5, version, words.strip())
        rounds.open_round(tx, held.row, asked)
        events.record(tx, held.row, "closing_asked", "Asked for gateway 5 to be decided", payload={"words": words})
