"""What the papers of a case are made from: the version that its page shows, its checks, its findings, and names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import literal, select, union_all

from changeportal.data.models.reference import Commitment, Fund, Mission
from changeportal.data.models.resourcing import Pool
from changeportal.data.session import db
from changeportal.queries.findings import FoundRow, found_in
from changeportal.queries.versions import Check, VersionPage, checks, version


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes of a document stand for."""

    funds: Mapping[str, str]
    missions: Mapping[str, str]
    commitments: Mapping[str, str]
    pools: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A frozen version with everything that its papers say beside it."""

    version: VersionPage
    checks: Sequence[Check]
    found: Sequence[FoundRow]
    names: Names


def case_source(proposal_id: UUID, n: int, today: date) -> CaseSource:
    """Version ``n``; NotFound when there is none. Whoever asks has been let in by the proposal's header. Fifteen statements."""
    return CaseSource(version(proposal_id, n), checks(proposal_id, n), found_in(proposal_id, today), _names())


def _names() -> Names:
    kinds = (
        select(literal("fund").label("kind"), Fund.code, Fund.name),
        select(literal("mission"), Mission.code, Mission.name),
        select(literal("commitment"), Commitment.code, Commitment.title),
        select(literal("pool"), Pool.slug, Pool.name),
    )
    found: dict[str, dict[str, str]] = {"fund": {}, "mission": {}, "commitment": {}, "pool": {}}
    for kind, code, name in db.session.execute(union_all(*kinds)):
        found[kind][code] = name
    return Names(*found.values())
