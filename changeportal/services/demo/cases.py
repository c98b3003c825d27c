"""The case of an example proposal: idea, sections, options with their lines, evidence, risks, screening."""

from collections.abc import Mapping
from uuid import UUID

from changeportal.data.models.cases import CaseOption, CaseSection, EqualityScreening, Evidence, Question, Risk
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.proposals import Idea, Proposal, ProposalCommitment, ProposalPerson
from changeportal.domain.business_case import Answered, Field, SectionState, asked, fields_asked
from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.examples import DemoLine, DemoProposal
from changeportal.domain.profile import amount
from changeportal.domain.terms import Act, Part, Route
from changeportal.services.demo.stage import Stage
from changeportal.services.held import remember_act_of
from changeportal.services.transaction import Transaction

YEARS = range(2025, 2030)
PARTS = {
    Part.PROPOSER: ("proposer", Act.PROPOSED),
    Part.AUTHOR: ("author", Act.WROTE),
    Part.SPONSOR: ("sponsor", Act.SPONSORED),
}
SCREENING = {
    "changes_anything": "yes",
    "effect_age": "better",
    "how_known": "Example: a survey of users in the year before",
    "asked_people": "yes",
    "asked_words": "Example: asked at two meetings",
}


def write_idea(tx: Transaction, stage: Stage, row: Proposal, demo: DemoProposal) -> None:
    """The ten answers, and who has which part."""
    answers = {
        "name": demo.title,
        "problem": demo.need or "Example",
        "change": demo.title,
        "residents": ["residents"],
        "mission": demo.mission,
        "money": ["spend_less"] if demo.lines else ["do_not_know"],
        "needs": ["people"],
        "service": "Example service",
        "affected": ["no"],
        "involvement": "help",
    }
    tx.add(Idea(proposal_id=row.id, answers=answers, involvement="help", updated_at=tx.ctx.now))
    for part, (who, act) in PARTS.items():
        if part is Part.PROPOSER or row.route is not None:
            person = stage.people[who]
            tx.add(ProposalPerson(proposal_id=row.id, person_id=person, part=part, started_at=tx.ctx.now))
            remember_act_of(tx, row.id, person, act)
    for n, code in enumerate((demo.commitment, *demo.also_serves)):
        if code in stage.commitments:
            words = "Example: see the business case" if n == 0 else ""
            tx.add(
                ProposalCommitment(
                    proposal_id=row.id, commitment_id=stage.commitments[code], lead=n == 0, contribution=words
                )
            )


ASSUMED = {
    "years": "10",
    "prices": "real",
    "bias": "none",
    "managed": "0",
    "optimism": "10",
    "life": "0",
    "repaid": "policy",
    "share": "",
    "interest": "",
    "median_income": "",
}


def write_case(tx: Transaction, row: Proposal, demo: DemoProposal, *, complete: bool) -> dict[str, DemoLine]:
    """Sections, options and what backs them; the lines of the preferred option by the id of their row."""
    _sections(tx, row, demo, complete=complete)
    preferred = _options(tx, row, demo)
    author = tx.ctx.actor.id
    tx.add(EqualityScreening(proposal_id=row.id, answers=SCREENING, updated_by_id=author, updated_at=tx.ctx.now))
    tx.add(_evidence(row, demo), _risk(row, author))
    if row.ref.endswith(("1", "6")):
        tx.add(_question(tx, row), *_said_already(tx, row))
    return write_lines(tx, row, demo, preferred)


def _sections(tx: Transaction, row: Proposal, demo: DemoProposal, *, complete: bool) -> None:
    state = SectionState.COMPLETE if complete else SectionState.IN_PROGRESS
    for section in asked(SECTIONS, row.route or Route.FULL, frozenset()):
        fields = fields_asked(section, row.route or Route.FULL)
        body = {
            one.code: _example(one, f"{demo.need or demo.title} (example)" if n == 0 else "Example text")
            for n, one in enumerate(fields)
        }
        tx.session.add(
            CaseSection(
                proposal_id=row.id,
                section=section.code,
                body=body,
                state=state,
                owner_id=tx.ctx.actor.id,
                updated_by_id=tx.ctx.actor.id,
                updated_at=tx.ctx.now,
            )
        )
    tx.session.flush()


def _example(one: Field, words: str) -> str:
    if one.code in ASSUMED:
        return ASSUMED[one.code]
    return {Answered.YES_NO: "no", Answered.COUNT: "0", Answered.POUNDS: "0.00"}.get(one.answered, words)


def _options(tx: Transaction, row: Proposal, demo: DemoProposal) -> UUID:
    least = CaseOption(
        proposal_id=row.id,
        position=1,
        kind="do_minimum",
        title="Carry on with only what must be done",
        why="It leaves the problem as it is",
    )
    chosen = CaseOption(
        proposal_id=row.id,
        position=2,
        kind="other",
        title=demo.title[:80],
        description="What the case recommends (example)",
        preferred=True,
        why="It brings the most for what it costs",
    )
    smaller = CaseOption(
        proposal_id=row.id,
        position=3,
        kind="other",
        title="Begin with a smaller part",
        description="The same, in one area first (example)",
        why="It brings too little for the same work",
    )
    tx.add(least, chosen, smaller)
    return chosen.id


# What lines of one case say beyond their amounts, so that ranges and net benefits can be seen.
TERMS: dict[tuple[str, int], dict[str, int | str]] = {
    ("CP-2026-0020", 1): {
        "range_low": 20,
        "range_high": 5,
        "range_reason": "Landlords may apply late (example)",
        "deadweight": 10,
        "net_reason": "One in ten would have come forward anyway (example)",
    },
    ("CP-2026-0020", 2): {"range_low": 5, "range_high": 15, "range_reason": "Inspectors are hard to find (example)"},
}


def write_lines(tx: Transaction, row: Proposal, demo: DemoProposal, option_id: UUID) -> dict[str, DemoLine]:
    """The money lines with their amounts by year."""
    found: dict[str, DemoLine] = {}
    for one in demo.lines:
        line = one.line
        made = ProfileLine(
            option_id=option_id,
            proposal_id=row.id,
            position=one.number,
            kind=line.kind,
            title=f"{demo.title}: {line.title[0].lower()}{line.title[1:]}",
            saving_class=line.saving_class,
            category=line.category,
            cost_kind=line.cost_kind,
            funding_kind=line.funding_kind,
            pot=one.pot,
            fund_code=line.fund,
            no_code_reason="Example data carry no cost centres" if line.saving_class else "",
            growth_line=line.growth_line,
            recurrence=line.recurrence.value,
            start_month=line.start,
            full_year_pence=line.full_year_pence or None,
            cost_recovery=line.cost_recovery,
            pays_for_capital=line.pays_for_capital,
            last_year=line.last_year,
            **TERMS.get((row.ref, one.number), {}),
        )
        tx.add(made)
        years = {year: amount(line, year) for year in YEARS}
        tx.session.add_all(
            ProfileAmount(line_id=made.id, year=year, pence=pence) for year, pence in years.items() if one.has_figures
        )
        tx.session.flush()
        found[str(made.id)] = one
    if demo.lines:
        remember_act_of(tx, row.id, tx.ctx.actor.id, Act.ENTERED_FIGURES)
    return found


def _evidence(row: Proposal, demo: DemoProposal) -> Evidence:
    return Evidence(
        proposal_id=row.id,
        section="need",
        claim=demo.need or demo.title,
        kind="data",
        shows=demo.shows or "Example: counts of the last twelve months",
        source="Example: the service’s own records",
        strength="some",
    )


def _risk(row: Proposal, owner: UUID) -> Risk:
    return Risk(
        proposal_id=row.id,
        title="It takes longer than planned",
        cause="people are needed elsewhere",
        effect="the saving comes later",
        mitigation="a date each month on which progress is looked at",
        likelihood=3,
        impact=3,
        likelihood_after=2,
        impact_after=3,
        owner_id=owner,
        probability=40,
        low_pence=500_000,
        money_pence=1_500_000,
        high_pence=4_000_000,
    )


def _question(tx: Transaction, row: Proposal) -> Question:
    return Question(
        proposal_id=row.id,
        section="savings",
        text="How sure are you of the first year?",
        needs_answer=True,
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
    )


def _said_already(tx: Transaction, row: Proposal) -> tuple[Question, Question]:
    """A question that was answered, and a comment."""
    asked = Question(
        proposal_id=row.id,
        section="need",
        text="Where does the number come from? (example)",
        needs_answer=True,
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
        answer="Example: from the service’s own log of the last year",
        answered_by_id=tx.ctx.actor.id,
        answered_at=tx.ctx.now,
    )
    words = "Example: the second paragraph says it best"
    comment = Question(
        proposal_id=row.id, section="need", text=words, needs_answer=False, by_id=tx.ctx.actor.id, at=tx.ctx.now
    )
    return asked, comment


Lines = Mapping[str, DemoLine]
