"""What a money line says beyond its amounts: its range, and how much of its benefit is down to the proposal."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from changeportal.data.models.lines import ProfileLine
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.line_terms import LineTerms, faults, kept
from changeportal.domain.terms import Act
from changeportal.services import quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.transaction import transaction

WORKED_OUT = Refused("counted", "What confirmed people cost is worked out, so it has no range of its own.")
STALE = "Someone changed this line while you were working."


@dataclass(frozen=True, slots=True)
class SaveTerms:
    """The terms of a line, against the version of the line that was seen."""

    ref: str
    line_id: UUID
    terms: LineTerms
    expected_version: int


def save_terms(ctx: Context, command: SaveTerms) -> None:
    """Put these terms in place of what the line said."""
    terms = replace(
        command.terms, range_reason=command.terms.range_reason.strip(), net_reason=command.terms.net_reason.strip()
    )
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        row = tx.session.get(ProfileLine, command.line_id, with_for_update=True, populate_existing=True)
        if row is None or row.proposal_id != held.row.id or row.removed_at is not None:
            raise NotFound
        if row.counted_pool_id:
            raise WORKED_OUT
        if row.version != command.expected_version:
            raise Stale(STALE)
        wrong = faults(row.kind, terms)
        if wrong:
            raise Invalid(wrong)
        for name, value in asdict(terms).items():
            setattr(row, name, value)
        row.version += 1
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        tx.audit("terms_saved", "proposal", held.row.id, {"line": row.id, **kept(terms)})
        quality.restate(tx, held.row)
