"""Files behind evidence: what pages list, and the bytes for those who may see the proposal."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from changeportal.adapters.storage import storage
from changeportal.data.models.attachments import Attachment, VersionFile
from changeportal.data.models.cases import CaseVersion, Evidence
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as it is listed; ``scan``: waiting, clean or infected."""

    id: UUID
    name: str
    size: int
    scan: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileBody:
    """A file that was looked at, with its bytes, held to its hash."""

    name: str
    media_type: str
    body: bytes


def files_of(proposal_id: UUID) -> Mapping[UUID, Sequence[FileRow]]:
    """The files of the case by their item of evidence, oldest first."""
    rows = db.session.execute(
        select(Attachment, Person.name.label("by"))
        .join(Person, Person.id == Attachment.by_id)
        .where(Attachment.proposal_id == proposal_id, Attachment.removed_at.is_(None))
        .order_by(Attachment.id)
    )
    found: dict[UUID, list[FileRow]] = {}
    for row in rows:
        one = row.Attachment
        found.setdefault(one.evidence_id, []).append(FileRow(one.id, one.name, one.size, one.scan, row.by, one.at))
    return found


def evidence_claim(proposal_id: UUID, evidence_id: UUID) -> str:
    """What an item of evidence backs. NotFound when it is not in this case."""
    claim = db.session.execute(
        select(Evidence.claim).where(
            Evidence.id == evidence_id, Evidence.proposal_id == proposal_id, Evidence.removed_at.is_(None)
        )
    ).scalar_one_or_none()
    if claim is None:
        raise NotFound
    return claim


def file_of_case(proposal_id: UUID, file_id: UUID) -> FileBody:
    """A file of the case as it stands. NotFound once it, or its evidence, was removed."""
    return _body(
        select(Attachment)
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .where(
            Attachment.id == file_id,
            Attachment.proposal_id == proposal_id,
            Attachment.removed_at.is_(None),
            Evidence.removed_at.is_(None),
        )
    )


def file_of_version(proposal_id: UUID, n: int, file_id: UUID) -> FileBody:
    """A file that a frozen version holds, whatever became of it in the case."""
    return _body(
        select(Attachment)
        .join(VersionFile, VersionFile.attachment_id == Attachment.id)
        .join(CaseVersion, CaseVersion.id == VersionFile.case_version_id)
        .where(Attachment.id == file_id, CaseVersion.proposal_id == proposal_id, CaseVersion.n == n)
    )


def _body(statement: Select[Any]) -> FileBody:
    row: Attachment | None = db.session.execute(statement).scalar_one_or_none()
    if row is None:
        raise NotFound
    if row.scan == "waiting":
        raise Refused("file_waiting", "This file is being checked for viruses. Open it when that is done.")
    if row.scan != "clean":
        raise Refused("file_infected", "This file contains a virus. Nobody can open it.")
    try:
        body = storage().read(row.storage_key)
    except OSError as fault:
        raise Refused("file_missing", "This file cannot be read at the moment. Tell the administrator.") from fault
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise Refused("file_damaged", "This file is not the one that was added. Tell the auditor.")
    return FileBody(row.name, row.media_type, body)


def scan_states(proposal_id: UUID, n: int) -> Mapping[str, str]:
    """How the files of a frozen version stand with the scanner, by their id."""
    rows = db.session.execute(
        select(Attachment.id, Attachment.scan)
        .join(VersionFile, VersionFile.attachment_id == Attachment.id)
        .join(CaseVersion, CaseVersion.id == VersionFile.case_version_id)
        .where(CaseVersion.proposal_id == proposal_id, CaseVersion.n == n)
    )
    return {str(row.id): row.scan for row in rows}
