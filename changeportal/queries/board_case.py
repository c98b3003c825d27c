"""What a board reads of a case on its item: what the checks found, and what changed since one last looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from changeportal.data import finding_rows
from changeportal.data.session import db
from changeportal.domain.found import Severity
from changeportal.domain.option_scores import Reasoned, rejected_words
from changeportal.domain.people import Actor
from changeportal.domain.shared_findings import names_others, shared_findings
from changeportal.queries.version_reading import SinceRead, with_last_read


@dataclass(frozen=True, slots=True)
class BoardFinding:
    """A finding in words, with the answer that the author gave to it ("" where it has none)."""

    words: str
    serious: bool
    answer: str


@dataclass(frozen=True, slots=True)
class BoardCase:
    """``kept`` says that the version holds its findings; one from before they were kept does not. ``rejected`` names the
    options that the case put aside, each with its reason."""

    kept: bool
    findings: Sequence[BoardFinding]
    asked: Sequence[Mapping[str, Any]]
    since: SinceRead | None
    rejected: str

    @property
    def serious(self) -> Sequence[BoardFinding]:
        """Those that must be answered."""
        return [one for one in self.findings if one.serious]


def board_case(actor: Actor, proposal_id: UUID, n: int, today: date, *, checks: bool = True) -> BoardCase:
    """Of version ``n``. What it has in common with others is looked at again now; without ``checks`` nothing that was found
    is read. Two statements at most."""
    document, since = with_last_read(actor, proposal_id, n)
    found = _found(proposal_id, document, today) if checks else []
    reasons = [Reasoned(one["title"], one["preferred"], one["why"]) for one in document["options"]]
    asked = document.get("asked", ())
    return BoardCase("findings" in document, found, asked, since, rejected_words(reasons))


def _found(proposal_id: UUID, document: Mapping[str, Any], today: date) -> list[BoardFinding]:
    kept: Sequence[Mapping[str, str]] = document.get("findings", ())
    now = shared_findings(finding_rows.shared_facts(db.session, proposal_id, document, today))
    answers = {one["digest"]: one["answer"] for one in kept}
    found = [
        BoardFinding(one.words, one.severity is Severity.SERIOUS, answers.get(finding_rows.digest(one.words), ""))
        for one in now
    ]
    found += [
        BoardFinding(one["words"], one["severity"] == Severity.SERIOUS.value, one["answer"])
        for one in kept
        if not names_others(one["key"])
    ]
    return found
