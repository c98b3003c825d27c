"""Who looks after each section of a case: one of the people who write it."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseSection
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.terms import Part
from changeportal.services import events
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.transaction import transaction

WRITERS = frozenset({Part.AUTHOR, Part.CONTRIBUTOR})


def set_section_owners(ctx: Context, ref: str, wanted: Mapping[str, UUID | None]) -> None:
    """Say who looks after which section; each new owner is told. Invalid names the section of somebody who may not write."""
    if not set(wanted) <= set(BY_CODE):
        raise NotFound
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        writers = {person for person, part in held.facts.parts if part in WRITERS}
        wrong = {
            code: "Select one of the people who write the case"
            for code, who in wanted.items()
            if who and who not in writers
        }
        if wrong:
            raise Invalid(wrong)
        for code, who in wanted.items():
            tx.session.execute(
                insert(CaseSection)
                .values(proposal_id=held.row.id, section=code, body={}, updated_at=ctx.now, owner_id=who)
                .on_conflict_do_update(
                    index_elements=[CaseSection.proposal_id, CaseSection.section], set_={"owner_id": who}
                )
            )
        shown = {code: str(who) if who else "" for code, who in wanted.items()}
        events.record(tx, held.row, "owners_set", "Said who looks after each section", payload={"owners": shown})
        for who in sorted({one for one in wanted.values() if one and one != ctx.actor.id}):
            mine = ", ".join(BY_CODE[code].label.lower() for code, one in wanted.items() if one == who)
            tx.notify(
                who,
                kind="section",
                subject=f"{held.row.ref}: you look after part of the business case",
                body="Sign in to read it." if held.row.restricted else mine.capitalize(),
                href=f"/proposals/{held.row.ref}/case",
                proposal_id=held.row.id,
            )
