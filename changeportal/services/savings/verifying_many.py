"""Verifying several actuals at once: each by its own rules, so that one that is refused refuses itself alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from changeportal.data.constraints import as_domain_error
from changeportal.domain.errors import DomainError, NotFound
from changeportal.domain.money import format_pounds
from changeportal.services import telling
from changeportal.services.context import Context
from changeportal.services.savings.held import HeldSaving
from changeportal.services.savings.verifying import Verify, verify_one
from changeportal.services.transaction import Transaction, transaction

GONE = "It is not there any more, or you may not see it."


@dataclass(frozen=True, slots=True)
class Done:
    """What was verified, and what was refused with the reason, each by its saving's reference, in their order."""

    verified: Sequence[Verify]
    refused: Sequence[tuple[str, str]]


def verify_many(ctx: Context, commands: Sequence[Verify]) -> Done:
    """Verify each in its own savepoint; whoever is told of several savings hears of them in one mail."""
    done: list[tuple[Verify, HeldSaving]] = []
    refused: list[tuple[str, str]] = []
    with transaction(ctx) as tx:
        for command in sorted(commands, key=lambda one: (one.ref, one.entry_id)):
            try:
                done.append((command, _one(tx, command)))
            except DomainError as problem:
                refused.append((command.ref, GONE if isinstance(problem, NotFound) else problem.message))
        _tell(tx, done)
    return Done([command for command, _saving in done], refused)


def _one(tx: Transaction, command: Verify) -> HeldSaving:
    try:
        with tx.savepoint():
            return verify_one(tx, command)
    except DBAPIError as error:
        refusal = as_domain_error(error)
        if refusal is None:
            raise
        raise refusal from error


def _tell(tx: Transaction, done: Sequence[tuple[Verify, HeldSaving]]) -> None:
    """The people of each proposal, each once. A restricted saving is named by its reference alone."""
    lines: dict[UUID, list[str]] = {}
    for command, saving in done:
        if saving.held is not None:
            title = "a restricted saving" if saving.held.row.restricted else saving.row.title
            for person_id in telling.told(saving.held):
                lines.setdefault(person_id, []).append(f"{command.ref}, {title}: {format_pounds(command.pence)}")
    for person_id, said in sorted(lines.items()):
        if person_id != tx.ctx.actor.id:
            count = f"{len(said)} savings" if len(said) > 1 else "a saving"
            body = "Finance has verified:\n\n" + "\n".join(said)
            tx.notify(
                person_id, kind="verified", subject=f"Finance has verified {count} of yours", body=body, href="/savings"
            )
