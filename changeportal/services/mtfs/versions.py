"""Versions of the MTFS: started, written, prepared by one person, published by another, then never changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.mtfs import MtfsAmount, MtfsLine, MtfsPreparer, MtfsVersion
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.permission_facts import Acts, VersionFacts, acts_of
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act, MtfsKind
from changeportal.services import rollups
from changeportal.services.audit import canonical
from changeportal.services.context import Context
from changeportal.services.transaction import TAIL_LOCK, Transaction, transaction

FEWEST, MOST = 3, 10


@dataclass(frozen=True, slots=True)
class StartVersion:
    """A new draft, with the lines of another version where one is named."""

    code: str
    name: str
    first_year: int
    last_year: int
    based_on: str = ""


@dataclass(frozen=True, slots=True)
class SaveMtfsLine:
    """A line of a draft. ``effects`` are cumulative pence against the base by year; plus raises the net budget."""

    version: str
    code: str
    fund_code: str
    kind: MtfsKind
    title: str
    effects: Mapping[int, int]
    cause: str = ""
    note: str = ""
    expected_version: int | None = None


def version_of(tx: Transaction, code: str, expected_version: int | None = None) -> MtfsVersion:
    """The version under lock."""
    row = tx.session.execute(
        select(MtfsVersion).where(MtfsVersion.code == code).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise Stale("Someone changed this version while you were working.")
    return row


def start_version(ctx: Context, command: StartVersion) -> str:
    """Begin a draft; its code."""
    _check_start(command)
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.MTFS_EDIT, None)
        if tx.session.execute(select(MtfsVersion.id).where(MtfsVersion.code == command.code)).first():
            raise Invalid({"code": f"There is a version {command.code} already"})
        based = version_of(tx, command.based_on) if command.based_on else None
        made = MtfsVersion(
            code=command.code.strip(),
            name=command.name.strip(),
            first_year=command.first_year,
            last_year=command.last_year,
            based_on_id=based.id if based else None,
            made_by_id=ctx.actor.id,
            made_at=ctx.now,
        )
        tx.add(made)
        if based is not None:
            _copy_lines(tx, based, made)
        tx.audit("mtfs_started", "mtfs_version", made.id, {"code": made.code, "based_on": command.based_on})
        return made.code


def _check_start(command: StartVersion) -> None:
    problems = {}
    if not command.code.strip() or not command.code.replace("-", "").isalnum():
        problems["code"] = "Enter a short code of letters and numbers, like M3"
    if not command.name.strip():
        problems["name"] = "Enter the name of the version"
    if not FEWEST <= command.last_year - command.first_year + 1 <= MOST:
        problems["last_year"] = f"A version covers {FEWEST} to {MOST} years"
    if problems:
        raise Invalid(problems)


def _copy_lines(tx: Transaction, source: MtfsVersion, made: MtfsVersion) -> None:
    """Every line with its years; years beyond the last known one keep its effect."""
    rows = tx.session.execute(select(MtfsLine).where(MtfsLine.version_id == source.id).order_by(MtfsLine.position))
    for line in list(rows.scalars()):
        copied = MtfsLine(
            version_id=made.id,
            code=line.code,
            fund_code=line.fund_code,
            kind=line.kind,
            cause=line.cause,
            title=line.title,
            note=line.note,
            position=line.position,
        )
        tx.add(copied)
        held = effects_of(tx, line.id)
        last = held.get(max(held), 0) if held else 0
        wanted = {year: held.get(year, last) for year in range(made.first_year, made.last_year + 1)}
        _write_amounts(tx, copied.id, wanted)


def effects_of(tx: Transaction, line_id: UUID) -> dict[int, int]:
    """Cumulative pence of a line by year."""
    rows = tx.session.execute(select(MtfsAmount.year, MtfsAmount.pence).where(MtfsAmount.line_id == line_id))
    return {row.year: row.pence for row in rows}


def _write_amounts(tx: Transaction, line_id: UUID, effects: Mapping[int, int]) -> None:
    for year, pence in sorted(effects.items()):
        tx.session.execute(
            insert(MtfsAmount)
            .values(line_id=line_id, year=year, pence=pence)
            .on_conflict_do_update(index_elements=[MtfsAmount.line_id, MtfsAmount.year], set_={"pence": pence})
        )


def save_mtfs_line(ctx: Context, command: SaveMtfsLine) -> None:
    """Add or change a line of a draft. The database refuses it for a version that is prepared or published."""
    problems = {}
    if command.kind is MtfsKind.SAVINGS_AGREED:
        problems["kind"] = "Agreed savings come from the tracker. They are never typed here"
    if not command.code.strip():
        problems["code"] = "Enter the line’s code, like GF-P-01"
    if not command.title.strip():
        problems["title"] = "Enter what the line is"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        row = _draft(tx, command.version, command.expected_version)
        line = tx.session.execute(
            select(MtfsLine).where(MtfsLine.version_id == row.id, MtfsLine.code == command.code.strip())
        ).scalar_one_or_none()
        if line is None:
            last = tx.session.execute(
                select(func.coalesce(func.max(MtfsLine.position), 0)).where(MtfsLine.version_id == row.id)
            ).scalar_one()
            line = MtfsLine(version_id=row.id, code=command.code.strip(), position=last + 1, **_line_values(command))
            tx.add(line)
        else:
            for name, value in _line_values(command).items():
                setattr(line, name, value)
            tx.session.flush()
        _write_amounts(tx, line.id, command.effects)
        row.version += 1
        facts = {"code": line.code, "effects": {str(year): pence for year, pence in sorted(command.effects.items())}}
        tx.audit("mtfs_line_saved", "mtfs_version", row.id, facts)


def _line_values(command: SaveMtfsLine) -> dict[str, object]:
    return {
        "fund_code": command.fund_code,
        "kind": command.kind,
        "title": command.title.strip(),
        "cause": command.cause.strip(),
        "note": command.note.strip(),
    }


def remove_mtfs_line(ctx: Context, version: str, code: str) -> None:
    """Take a line off a draft."""
    with transaction(ctx) as tx:
        row = _draft(tx, version)
        line = tx.session.execute(
            select(MtfsLine).where(MtfsLine.version_id == row.id, MtfsLine.code == code)
        ).scalar_one_or_none()
        if line is None:
            raise NotFound
        tx.session.execute(delete(MtfsAmount).where(MtfsAmount.line_id == line.id))
        tx.session.execute(delete(MtfsLine).where(MtfsLine.id == line.id))
        row.version += 1
        tx.audit("mtfs_line_removed", "mtfs_version", row.id, {"code": code})


def _draft(tx: Transaction, code: str, expected_version: int | None = None) -> MtfsVersion:
    require(tx.ctx.actor, Permission.MTFS_EDIT, None)
    row = version_of(tx, code, expected_version)
    if row.state != "draft":
        raise Refused("not_a_draft", "Only a draft can be changed. Start a new version from this one.")
    return row


def prepare(ctx: Context, code: str, expected_version: int | None) -> None:
    """Say that the draft is ready: from now on its lines stand, and somebody else publishes it."""
    with transaction(ctx) as tx:
        said = require(ctx.actor, Permission.MTFS_PREPARE, None)
        row = version_of(tx, code, expected_version)
        if row.state != "draft":
            raise Refused("not_a_draft", "This version is prepared already.")
        if not tx.session.execute(select(MtfsLine.id).where(MtfsLine.version_id == row.id).limit(1)).first():
            raise Refused("empty", "This version has no lines yet.")
        row.state, row.prepared_by_id, row.prepared_at = "prepared", ctx.actor.id, ctx.now
        row.version += 1
        tx.session.flush()
        if said.acting_for is not None:
            _remember(tx, row.id, said.acting_for)
        tx.audit("mtfs_prepared", "mtfs_version", row.id, {"code": code})


def _remember(tx: Transaction, version_id: UUID, person_id: UUID) -> None:
    """Whoever was stood in for prepared it too; the database itself remembers who did."""
    values = {"version_id": version_id, "person_id": person_id, "at": tx.ctx.now}
    tx.session.execute(insert(MtfsPreparer).values(values).on_conflict_do_nothing())


def preparers_of(tx: Transaction, version_id: UUID) -> Acts:
    """Everybody who ever prepared the version, also before it went back to draft."""
    rows = tx.session.execute(select(MtfsPreparer.person_id).where(MtfsPreparer.version_id == version_id)).scalars()
    return acts_of(Act.PREPARED_VERSION, *rows)


def back_to_draft(ctx: Context, code: str) -> None:
    """A prepared version goes back to be changed."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.MTFS_PREPARE, None)
        row = version_of(tx, code)
        if row.state != "prepared":
            raise Refused("not_prepared", "Only a prepared version can go back to draft.")
        row.state, row.prepared_by_id, row.prepared_at = "draft", None, None
        row.version += 1
        tx.audit("mtfs_back_to_draft", "mtfs_version", row.id, {"code": code})


def publish(ctx: Context, code: str, expected_version: int | None) -> None:
    """Publish what somebody else prepared: a frozen document with its hash. Stored totals follow its growth lines."""
    with transaction(ctx) as tx:
        row = version_of(tx, code, expected_version)
        said = require(ctx.actor, Permission.MTFS_PUBLISH, VersionFacts(acts=preparers_of(tx, row.id)))
        if row.state != "prepared":
            raise Refused("not_prepared", "Only a prepared version can be published.")
        row.document = canonical(document_of(tx, row))
        row.sha256 = hashlib.sha256(row.document.encode()).hexdigest()
        row.state, row.published_by_id, row.published_at = "published", ctx.actor.id, ctx.now
        row.published_for_id, row.published_on = said.acting_for, ctx.today
        row.version += 1
        tx.session.flush()
        tx.audit("mtfs_published", "mtfs_version", row.id, {"code": code, "sha256": row.sha256})
        tx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TAIL_LOCK})
        rollups.rebuild(tx.session, ctx.now)


def document_of(tx: Transaction, row: MtfsVersion) -> dict[str, object]:
    """The whole version: years, lines and amounts in order."""
    lines = tx.session.execute(
        select(MtfsLine).where(MtfsLine.version_id == row.id).order_by(MtfsLine.fund_code, MtfsLine.position)
    ).scalars()
    return {
        "code": row.code,
        "name": row.name,
        "years": [row.first_year, row.last_year],
        "lines": [
            {
                "code": line.code,
                "fund": line.fund_code,
                "kind": line.kind,
                "title": line.title,
                "cause": line.cause,
                "note": line.note,
                "effects": {str(year): pence for year, pence in sorted(effects_of(tx, line.id).items())},
            }
            for line in list(lines)
        ],
    }
