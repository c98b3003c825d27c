"""Loading the example year into an empty database, and setting the demo's clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import create_engine, func, select, text

from changeportal.data.models.people import Person
from changeportal.data.models.plumbing import Counter
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.domain.errors import Refused
from changeportal.domain.examples import DemoProposal
from changeportal.domain.mtfs import Version
from changeportal.domain.terms import Status
from changeportal.services import audit, rollups
from changeportal.services.demo import (
    delivery,
    endings,
    finance,
    lawful,
    meeting_records,
    meetings,
    pots,
    registers,
    teams,
)
from changeportal.services.demo.people import load_people
from changeportal.services.demo.scale import load_many
from changeportal.services.demo.stage import Stage as Scene
from changeportal.services.demo.stage import set_stage

AS_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What the example files hold, read."""

    people: Sequence[Mapping[str, str]]
    proposals: Sequence[DemoProposal]
    versions: Mapping[str, Version]


def load_demo(owner_url: str, files: DemoFiles, scale: int = 0) -> dict[str, int]:
    """Load everything in one transaction; how many rows of each kind. ``scale`` more are made
    for benchmarks. Refuses where there are people already."""
    if db.session.execute(select(Person.id).limit(1)).first():
        raise Refused("not_empty", "There are people already. Example data go into an empty database only.")
    set_clock(owner_url, AS_AT)
    people = load_people(db.session, files.people, AS_AT)
    scene = set_stage(db.session, people)
    loaded = {"people": len(people), **load_year(scene, files)}
    if scale:
        loaded["made for measuring"] = load_many(scene, scale)
    _seal(people["admin"], loaded)
    db.session.commit()
    return loaded


def load_year(scene: Scene, files: DemoFiles) -> dict[str, int]:
    """The council's year: the MTFS, proposals on their way, what came of them, meetings and teams."""
    meetings.seat_boards(scene)
    finance.load_versions(scene, files.versions)
    finance.load_agreed(scene, files.versions["M2"])
    for demo in sorted(files.proposals, key=lambda one: (one.status is Status.MERGED, one.ref)):
        way = endings.walk(scene, demo)
        if way.row.approved_at is not None:
            delivery.deliver(way)
            endings.after_approval(way)
    _count_on(scene, files.proposals)
    delivery.close_months(scene)
    delivery.waiting_actuals(scene)
    teams.load_teams(scene)
    registers.load_registers(scene)
    pots.load_pots(scene)
    meetings.hold_meetings(scene)
    meeting_records.fill_meetings(scene)
    lawful.load_lawful(scene)
    savings = scene.session.execute(select(func.count()).select_from(Saving)).scalar_one()
    return {"proposals": len(files.proposals), "savings": savings, "versions of the MTFS": len(files.versions)}


def _count_on(scene: Scene, proposals: Sequence[DemoProposal]) -> None:
    """New references begin after those of the example."""
    last: dict[str, int] = {}
    for demo in proposals:
        series, _, number = demo.ref.rpartition("-")
        last[series] = max(last.get(series, 0), int(number))
    scene.session.add_all(Counter(series=series, last=number) for series, number in last.items())
    scene.session.flush()


def _seal(admin: UUID, loaded: Mapping[str, int]) -> None:
    """Stored totals and one event of the audit chain for the whole load."""
    db.session.flush()
    rollups.rebuild(db.session, AS_AT)
    entry = audit.Entry(
        at=AS_AT,
        actor_id=admin,
        on_behalf_of_id=None,
        request_id="example",
        action="example_loaded",
        subject="database",
        subject_id="example",
        payload=dict(loaded),
        personal={},
    )
    audit.append(db.session, [entry])


def set_clock(owner_url: str, moment: datetime) -> None:
    """Have the product's clock read this moment now, and run on from there. Only the owner may."""
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE clock SET example = true, "
                "offset_seconds = extract(epoch FROM CAST(:moment AS timestamptz) - transaction_timestamp())::bigint"
            ),
            {"moment": moment},
        )
    engine.dispose()
