"""Forms of triage: the answers that give a route, and the decision."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from changeportal.domain.routes_of_change import TriageAnswers
from changeportal.domain.terms import Outcome, Reach, Route
from changeportal.queries.ideas import mission_choices
from changeportal.queries.people import people_list
from changeportal.queries.triage import directorate_choices
from changeportal.services.decisions import NewCondition
from changeportal.services.triage import DecideIdea, SaveTriage
from changeportal.web.forms import outcome_fields
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import IntegerField, MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

YES_NO = [Choice("yes", "Yes"), Choice("no", "No")]
WARDS = [Choice(one, one) for one in ("No ward", "One ward", "Two or more wards", "All wards")]


def _yes_no(label: str) -> RadiosField:
    return RadiosField(
        label, [Required(f"Select yes or no: {label[0].lower()}{label[1:].rstrip('?')}")], choices=YES_NO, inline=True
    )


class TriageForm(VersionedForm):
    """The triage questions; the route follows from the answers."""

    residents_affected = IntegerField(
        "How many residents would it affect?",
        [Required("Enter how many residents it would affect")],
        least=0,
        width="5",
    )
    services_crossed = IntegerField(
        "How many services does it touch?", [Required("Enter how many services it touches")], least=1, width="2"
    )
    partners = IntegerField(
        "How many partners outside the council?", [Required("Enter how many partners, or 0")], least=0, width="2"
    )
    specialist_skills = _yes_no("Does it need specialist skills?")
    staff_affected = IntegerField(
        "How many staff would it affect?", [Required("Enter how many staff it would affect")], least=0, width="5"
    )
    whole_life_pence = MoneyField(
        "What might it cost in all?", [Required("Enter what it might cost, or 0")], width="10"
    )
    risk = IntegerField(
        "How risky is it, from 1 to 5?", [Required("Enter a number from 1 to 5")], least=1, most=5, width="2"
    )
    new_technology = _yes_no("Does it bring in new technology?")
    statutory_change = _yes_no("Does a change of law ask for it?")
    reach = RadiosField(
        "Who should lead it?",
        choices=[
            Choice("", "As the answers say"),
            Choice(Reach.LOCAL, "The service"),
            Choice(Reach.COUNCIL_WIDE, "The change team, across the council"),
        ],
    )
    route = RadiosField(
        "How much should be asked for?",
        choices=[
            Choice("", "As the answers say"),
            Choice(Route.LIGHT, "A short business case"),
            Choice(Route.FULL, "A full business case"),
        ],
    )
    override_reason = TextAreaField("If you chose another route, why?", [MaxWords(200)], rows=3)

    def command(self, ref: str) -> SaveTriage:
        """What the service is asked."""
        held: dict[str, Any] = {}
        for one in fields(TriageAnswers):
            value = self[one.name].data
            held[one.name] = value == "yes" if value in ("yes", "no") else value
        return SaveTriage(
            ref,
            TriageAnswers(**held),
            self.expected_version(),
            Reach(self.reach.data) if self.reach.data else None,
            Route(self.route.data) if self.route.data else None,
            self.override_reason.data or "",
        )


OUTCOMES = [
    Choice(Outcome.PROCEED, "Take it forward", hint="It gets an author and a sponsor, and a business case is written"),
    Choice(
        Outcome.PROCEED_WITH_CONDITIONS,
        "Take it forward with a condition",
        reveals=("condition", "condition_owner", "condition_due"),
    ),
    Choice(Outcome.RETURN, "Ask for changes", hint="It goes back to the proposer with what you ask"),
    Choice(Outcome.PAUSE, "Pause it", reveals=("pause_until",)),
    Choice(Outcome.TEST, "Run a time-limited test", reveals=("test_until",)),
    Choice(Outcome.BUSINESS_AS_USUAL, "Run it as business as usual"),
    Choice(Outcome.MERGE, "Join it to another proposal", reveals=("target_ref",)),
    Choice(Outcome.DECLINE, "Do not take it forward", reveals=("would_change",)),
]


class DecideForm(VersionedForm):
    """The decision on an idea. Whoever put it in reads the reasons word for word."""

    keeps_drafts = True

    outcome = RadiosField(
        "What happens to this idea?", [Required("Select what happens to this idea")], choices=OUTCOMES
    )
    condition = outcome_fields.condition()
    condition_owner = outcome_fields.condition_owner()
    condition_due = outcome_fields.condition_due()
    pause_until = outcome_fields.pause_until()
    test_until = outcome_fields.test_until()
    target_ref = TextField(
        "Which proposal does it join?",
        [When("outcome", Outcome.MERGE, Required("Enter the reference of the proposal that it joins"))],
        hint="Like CP-2026-0042",
        width="10",
    )
    would_change = TextAreaField(
        "What would change the answer?",
        [When("outcome", Outcome.DECLINE, Required("Say what would change the answer"), MaxWords(200))],
        rows=3,
    )
    reasons = TextAreaField(
        "Why?",
        [Required("Say why, in words the person will understand"), MaxWords(300, "Why")],
        hint="The proposer reads this word for word",
    )
    author_id = SelectField("Who writes the business case?", hint="If it is taken forward")
    sponsor_id = SelectField("Who sponsors it?", hint="If it is taken forward. The sponsor may not decide on it later")
    directorate = SelectField("Directorate")
    mission = SelectField("Mission")
    wards = RadiosField("Which wards does it affect?", choices=WARDS)
    restricted_because = TextField(
        "If it must be restricted, why? (optional)",
        [MaxLength(200, "The reason")],
        hint="For example because it names posts at risk. Then only its people, reviewers, deciders and finance see it",
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        people = [(str(one.id), f"{one.name}, {one.job_title}") for one in people_list()]
        for field in (self.author_id, self.sponsor_id, self.condition_owner):
            field.choices = people
        self.directorate.choices = directorate_choices()
        self.mission.choices = [(code, name) for code, name, _vision in mission_choices()]

    def command(self, ref: str) -> DecideIdea:
        """What the service is asked."""
        outcome = Outcome(self.outcome.data)
        declined = f"\n\nWhat would change the answer: {self.would_change.data}" if outcome is Outcome.DECLINE else ""
        return DecideIdea(
            ref=ref,
            outcome=outcome,
            reasons=f"{self.reasons.data}{declined}",
            expected_version=self.expected_version(),
            until=self.pause_until.data or self.test_until.data,
            target_ref=(self.target_ref.data or "").upper(),
            conditions=self._conditions(outcome),
            author_id=_id(self.author_id.data),
            sponsor_id=_id(self.sponsor_id.data),
            directorate=self.directorate.data or "",
            mission=self.mission.data or "",
            wards=self.wards.data or "",
            restricted_because=self.restricted_because.data or "",
        )

    def _conditions(self, outcome: Outcome) -> tuple[NewCondition, ...]:
        owner = _id(self.condition_owner.data)
        if outcome is not Outcome.PROCEED_WITH_CONDITIONS or owner is None:
            return ()
        return (NewCondition(self.condition.data, owner, self.condition_due.data, "next_gateway"),)


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
