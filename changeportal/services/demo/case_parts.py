"""The rows of one example case in full: scores, measures, milestones, a consultation, a theory of change. All invented."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models import case_rows as tables
from changeportal.data.models.cases import CaseOption
from changeportal.data.models.proposals import Proposal
from changeportal.domain.option_scores import USUAL_CRITERIA
from changeportal.services.transaction import Transaction

SHOWN_IN_FULL = "CP-2026-0020"
# weight, then score and reason of do minimum, the recommended option and the smaller one
SCORES = (
    (30, (0, "Hazards stay as they are"), (5, "It reaches every ward with high numbers"), (3, "It reaches one ward")),
    (20, (1, "Nothing is gained"), (4, "The fee pays for it"), (3, "The fee pays, with more overhead for each home")),
    (10, (5, "Nothing is bought"), (4, "Inspectors are hard to find, not impossible"), (4, "Fewer inspectors needed")),
    (20, (4, "It costs what it costs now"), (4, "Set-up is paid back from fees"), (4, "Set-up is paid back later")),
    (20, (5, "Nothing changes"), (3, "Other schemes run like this"), (4, "A smaller start is easier")),
)
MILESTONES = (
    ("Designation confirmed", date(2027, 3, 15)),
    ("Applications open", date(2027, 7, 1)),
    ("First 500 homes inspected", date(2027, 12, 31)),
    ("Review after the first year", date(2028, 9, 30)),
)
ANSWERS = (("People who rent privately", 212), ("Landlords", 148), ("Disabled people", 41), ("Letting agents", 23))
CHANGES = (
    (
        "The fee for a single flat is too high for small landlords",
        "The fee is paid in two parts, the second after a year",
    ),
    (
        "Renters fear that landlords put up the rent",
        "Rents are watched as a disbenefit, and advice is free for two years",
    ),
)
STEPS = (
    ("inputs", "Six inspectors"),
    ("inputs", "Licence fees"),
    ("activities", "Inspect licensed homes"),
    ("activities", "A forum for landlords"),
    ("outputs", "1,000 homes inspected a year"),
    ("outcomes", "Fewer homes with serious hazards"),
    ("impact", "People who rent live in safe homes"),
)
LINKS = (
    (0, 2, "the posts can be filled by June 2027"),
    (1, 2, "four in five landlords apply in time"),
    (2, 4, "landlords let inspectors in"),
    (4, 5, "landlords mend what is found within the time set"),
    (5, 6, "homes are not taken off the market instead"),
)


def write_parts(tx: Transaction, row: Proposal, commitment_id: UUID | None) -> None:
    """Every kind of row, for the one example that is shown in full."""
    if row.ref != SHOWN_IN_FULL:
        return
    _scores(tx, row)
    _measures(tx, row, commitment_id)
    _milestones(tx, row)
    _consultation(tx, row)
    _theory(tx, row)


def _scores(tx: Transaction, row: Proposal) -> None:
    options = list(
        tx.session.execute(
            select(CaseOption.id).where(CaseOption.proposal_id == row.id).order_by(CaseOption.position)
        ).scalars()
    )
    for title, (weight, *given) in zip(USUAL_CRITERIA, SCORES, strict=True):
        criterion = tables.OptionCriterion(proposal_id=row.id, title=title, weight=weight)
        tx.add(criterion)
        scored = zip(options, given, strict=True)
        tx.session.add_all(
            tables.OptionScore(criterion_id=criterion.id, option_id=option, score=score, reason=reason)
            for option, (score, reason) in scored
        )
        tx.session.flush()


def _measures(tx: Transaction, row: Proposal, commitment_id: UUID | None) -> None:
    owner = tx.ctx.actor.id
    tx.add(
        tables.CaseMeasure(
            proposal_id=row.id,
            effect="benefit",
            title="Licensed homes with a serious hazard",
            unit="%",
            direction="down",
            baseline_value=Decimal(19),
            baseline_on=date(2026, 6, 30),
            target_value=Decimal(9),
            target_on=date(2030, 3, 31),
            how_measured="Each inspection is rated; counted every quarter by the licensing team",
            groups="By ward, and for households with a disabled person compared with all",
            owner_id=owner,
            commitment_id=commitment_id,
        ),
        tables.CaseMeasure(
            proposal_id=row.id,
            effect="disbenefit",
            title="Rent of a home with two bedrooms",
            unit="pounds a month",
            direction="down",
            baseline_value=Decimal(1720),
            baseline_on=date(2026, 6, 30),
            target_value=Decimal(1735),
            target_text="not more than £15 above the rest of the borough",
            target_on=date(2028, 3, 31),
            how_measured="Published rent statistics, twice a year",
            owner_id=owner,
        ),
    )


def _milestones(tx: Transaction, row: Proposal) -> None:
    before: UUID | None = None
    for title, due in MILESTONES:
        made = tables.Milestone(proposal_id=row.id, title=title, due=due, lead_id=tx.ctx.actor.id, after_id=before)
        tx.add(made)
        before = made.id


def _consultation(tx: Transaction, row: Proposal) -> None:
    held = tables.Consultation(
        proposal_id=row.id,
        title="Licensing of privately rented homes",
        how="A letter to every rented home, two evening meetings, a form on paper, by telephone and in six languages",
        opened=date(2026, 6, 1),
        closed=date(2026, 8, 10),
    )
    tx.add(held)
    tx.add(
        *(
            tables.ConsultationAnswer(proposal_id=row.id, consultation_id=held.id, group_name=group, number=number)
            for group, number in ANSWERS
        ),
        *(
            tables.ConsultationChange(proposal_id=row.id, consultation_id=held.id, said=said, did=did)
            for said, did in CHANGES
        ),
    )


def _theory(tx: Transaction, row: Proposal) -> None:
    steps = [tables.TheoryStep(proposal_id=row.id, stands_in=column, title=title) for column, title in STEPS]
    tx.add(*steps)
    tx.add(
        *(
            tables.TheoryLink(proposal_id=row.id, start_id=steps[start].id, end_id=steps[end].id, assumption=assumption)
            for start, end, assumption in LINKS
        )
    )
