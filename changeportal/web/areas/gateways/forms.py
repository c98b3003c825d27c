"""Forms of submitting, checking and deciding."""

from typing import Any
from uuid import UUID

from changeportal.domain.terms import Gateway, Outcome, SignOffOutcome
from changeportal.queries.people import people_list
from changeportal.services.decisions import NewCondition, Record
from changeportal.web.forms import outcome_fields
from changeportal.web.forms.asks import asks_of
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import MaxWords, Required

OUTCOMES = {
    Outcome.PROCEED: "Agree: it goes on to the next stage",
    Outcome.PROCEED_WITH_CONDITIONS: "Agree, with a condition",
    Outcome.CONSULT: "Approve to consult and report back",
    Outcome.RECOMMEND: "Recommend it to the next body",
    Outcome.ENDORSE: "Endorse it",
    Outcome.NOTE: "Note it",
    Outcome.AGREE_IN_PRINCIPLE: "Agree in principle",
    Outcome.RETURN: "Send it back for more work",
    Outcome.PAUSE: "Pause it",
    Outcome.TEST: "Run a time-limited test",
    Outcome.BUSINESS_AS_USUAL: "Run it as business as usual",
    Outcome.DECLINE: "Do not take it forward",
    Outcome.REALISED: "Close it: realised",
    Outcome.REALISED_IN_PART: "Close it: realised in part",
    Outcome.NOT_REALISED: "Close it: not realised",
    Outcome.KEEP_TRACKING: "Keep tracking",
}
REVEALS = {
    Outcome.PROCEED_WITH_CONDITIONS: ("condition", "condition_owner", "condition_due"),
    Outcome.PAUSE: ("pause_until",),
    Outcome.TEST: ("test_until",),
}


class SubmitForm(VersionedForm):
    """The button alone."""


class SignOffForm(VersionedForm):
    """A reviewer's answer on the frozen version; ``version`` is its number."""

    outcome = RadiosField(
        "What do you say?",
        [Required("Select what you say")],
        choices=[
            Choice(SignOffOutcome.AGREED, "I agree"),
            Choice(SignOffOutcome.AGREED_WITH_COMMENTS, "I agree, with comments"),
            Choice(SignOffOutcome.MORE_NEEDED, "More is needed", hint="It cannot go on until you agree"),
            Choice(SignOffOutcome.NOT_NEEDED, "No view is needed", hint="Say why below"),
        ],
    )
    comments = TextAreaField("Comments", [MaxWords(300, "Comments")], hint="The author and the board read them")


class CriterionForm(PageForm):
    """Whether a criterion is met."""

    met = RadiosField(
        "Is it met?", [Required("Select yes or no")], choices=[Choice("yes", "Yes"), Choice("no", "No")], inline=True
    )
    note = TextAreaField("Why?", [Required("Say why"), MaxWords(150, "Why")], rows=4, hint="The board reads this")


class DecideForm(VersionedForm):
    """A decision by one decider."""

    keeps_drafts = True
    ask_names: tuple[str, ...] = ()

    outcome = RadiosField("What do you decide?", [Required("Select what you decide")])
    condition = outcome_fields.condition()
    condition_owner = outcome_fields.condition_owner()
    condition_due = outcome_fields.condition_due()
    pause_until = outcome_fields.pause_until()
    test_until = outcome_fields.test_until()
    reasons = TextAreaField(
        "Reasons",
        [Required("Say why, in words that will make sense in two years"), MaxWords(500, "Reasons")],
        hint="Say why, in words that will make sense in two years",
    )
    options_considered = TextAreaField("Other options considered and rejected", [MaxWords(500, "Options")], rows=4)
    interests = TextAreaField("Conflicts of interest declared", [MaxWords(200, "Interests")], rows=2)

    def __init__(self, offered: list[Outcome] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        shown = [one for one in OUTCOMES if offered is None or one in offered]
        reveals = {**REVEALS, Outcome.RETURN: self.ask_names}
        self.outcome.choices = [Choice(one, OUTCOMES[one], reveals=reveals.get(one, ())) for one in shown]
        self.condition_owner.choices = [(str(one.id), one.name) for one in people_list()]

    def record(self, body_name: str, gateway: Gateway) -> Record:
        """What is written down; a condition of gateway 4 blocks the start of the work, others the next gateway."""
        blocks = "implementation" if gateway is Gateway.G4 else "next_gateway"
        outcome = Outcome(self.outcome.data)
        owner = self.condition_owner.data
        conditions: tuple[NewCondition, ...] = ()
        if outcome is Outcome.PROCEED_WITH_CONDITIONS:
            conditions = (NewCondition(self.condition.data, UUID(owner), self.condition_due.data, blocks),)
        return Record(
            outcome=outcome,
            reasons=self.reasons.data,
            body_name=body_name,
            options_considered=self.options_considered.data or "",
            interests=self.interests.data or "None declared",
            conditions=conditions,
            asks=asks_of(self) if outcome is Outcome.RETURN else (),
        )
