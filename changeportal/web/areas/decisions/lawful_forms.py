"""Forms of notices, resolutions as published, call-in, facts after approval, reporting back."""

from typing import Any
from uuid import UUID

from changeportal.domain.approval_facts import BY_FINANCE
from changeportal.domain.approval_facts import LABELS as FACTS
from changeportal.domain.call_in import LABELS as CALL_IN
from changeportal.domain.call_in import CallInKind
from changeportal.domain.gateway_facts import Power
from changeportal.domain.gateways import approval_outcomes
from changeportal.domain.key_notices import LABELS, PARAGRAPHS, NoticeKind
from changeportal.domain.resolutions import first_verb
from changeportal.domain.terms import Outcome
from changeportal.queries.lawful import bodies, posts
from changeportal.queries.people import people_list
from changeportal.services.decisions import NewCondition, Record
from changeportal.services.key_notices import PublishNotice
from changeportal.services.telling import outcome_words
from changeportal.web.forms import outcome_fields
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

YES_NO = [Choice("yes", "Yes"), Choice("no", "No")]


class NoticeForm(PageForm):
    """What the forward plan says of a coming decision."""

    kind = RadiosField(
        "What is published?",
        [Required("Select what is published")],
        choices=[Choice(one, LABELS[one]) for one in NoticeKind],
    )
    board = SelectField("Who will decide?", [Required("Select who will decide")])
    matter = TextAreaField(
        "What is to be decided?",
        [Required("Enter what is to be decided"), MaxWords(100, "What is to be decided")],
        rows=3,
    )
    decision_on = DateField("Earliest day of the decision", [Required("Enter the earliest day of the decision")])
    documents = TextAreaField("Documents that the decision maker will have", [MaxWords(100, "Documents")], rows=2)
    contact = TextField("Contact for more information", [MaxLength(200, "Contact")])
    published_on = DateField("Published on", [Required("Enter the day of publication")])
    link = TextField(
        "Address where it is published",
        [MaxLength(400, "The address")],
        hint="Needed when it was published before today",
    )
    reason = TextAreaField(
        "Why can it not wait for 28 clear days?",
        [MaxWords(150, "The reason")],
        rows=2,
        hint="Only for a general exception or an urgency",
    )
    agreed_by = TextField("Who agreed that it cannot wait?", [MaxLength(200, "Who agreed")], hint="Only for an urgency")
    agreed_on = DateField("When did they agree?")
    paragraph = SelectField("Paragraph of Schedule 12A", hint="Only for a private meeting")
    public_interest = TextAreaField(
        "Why is it in the public interest to meet in private?", [MaxWords(150, "The public interest")], rows=2
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.board.choices = [(slug, name) for slug, name, _kind in bodies()]
        self.paragraph.choices = [(str(n), f"{n}: {words}") for n, words in PARAGRAPHS.items()]

    def command(self, ref: str) -> PublishNotice:
        """The notice to publish."""
        return PublishNotice(
            ref=ref,
            board=self.board.data,
            kind=NoticeKind(self.kind.data),
            published_on=self.published_on.data,
            decision_on=self.decision_on.data,
            matter=self.matter.data or "",
            documents=self.documents.data or "",
            contact=self.contact.data or "",
            reason=self.reason.data or "",
            agreed_by=self.agreed_by.data or "",
            agreed_on=self.agreed_on.data,
            paragraph=int(self.paragraph.data) if self.paragraph.data else None,
            public_interest=self.public_interest.data or "",
            link=self.link.data or "",
        )


class RepresentationForm(PageForm):
    """What somebody said against meeting in private, and the answer."""

    who = TextField(
        "Who made the representation?", [Required("Enter who made the representation"), MaxLength(200, "Who")]
    )
    received_on = DateField("When did it come?", [Required("Enter when it came")])
    says = TextAreaField(
        "What do they say?", [Required("Enter what they said"), MaxWords(300, "What they say")], rows=3
    )
    answer = TextAreaField(
        "The answer", [Required("Enter the answer that was given"), MaxWords(300, "The answer")], rows=3
    )


_CONDITION = ("condition", "condition_owner", "condition_due", "condition_blocks")
_REVEALS = {
    Outcome.PROCEED_WITH_CONDITIONS: _CONDITION,
    Outcome.PAUSE: ("pause_until",),
    Outcome.TEST: ("test_until",),
    Outcome.DELEGATE: ("delegate_to",),
}


class ResolutionForm(VersionedForm):
    """What a body of councillors resolved, and where that is published."""

    keeps_drafts = True

    outcome = RadiosField("What was resolved?", [Required("Select what was resolved")])
    condition = outcome_fields.condition(2)
    condition_owner = outcome_fields.condition_owner()
    condition_due = outcome_fields.condition_due()
    condition_blocks = RadiosField(
        "What does it block?",
        [When("outcome", Outcome.PROCEED_WITH_CONDITIONS, Required("Select what it blocks"))],
        choices=[Choice("implementation", "Before anything is implemented"), Choice("nothing", "It blocks nothing")],
    )
    pause_until = outcome_fields.pause_until()
    test_until = outcome_fields.test_until()
    delegate_to = SelectField(
        "Which post takes the final decision?",
        [When("outcome", Outcome.DELEGATE, Required("Select the post that takes the final decision"))],
    )
    resolution = TextAreaField(
        "The resolution, word for word", [Required("Enter the resolution"), MaxWords(400, "The resolution")], rows=4
    )
    reasons = TextAreaField(
        "Reasons, as published",
        [Required("Enter the reasons as they were published"), MaxWords(500, "Reasons")],
        rows=4,
    )
    options_considered = TextAreaField("Other options considered and rejected", [MaxWords(500, "Options")], rows=3)
    interests = TextAreaField("Interests declared and dispensations", [MaxWords(200, "Interests")], rows=2)
    resolved_on = DateField("Day of the decision", [Required("Enter the day of the decision")])
    number = TextField(
        "Number of the decision or item",
        [Required("Enter the number of the decision or item"), MaxLength(60, "Number")],
    )
    minute = TextField(
        "Minute or page where it stands",
        [Required("Enter the minute or page where it stands"), MaxLength(100, "Minute")],
    )
    link = TextField(
        "Address where it is published",
        [Required("Enter the address where it is published"), MaxLength(400, "The address")],
    )
    in_private = RadiosField(
        "Was it decided in private?",
        [Required("Select whether it was decided in private")],
        choices=YES_NO,
        inline=True,
    )

    def __init__(self, power: Power = Power.DECIDE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.outcome.choices = [
            Choice(one, outcome_words(one).capitalize(), reveals=_REVEALS.get(one, ()))
            for one in approval_outcomes(power)
        ]
        self.condition_owner.choices = [(str(one.id), one.name) for one in people_list()]
        self.delegate_to.choices = posts()

    def record(self) -> Record:
        """What is written down; the body and where it is published are added by the service."""
        outcome = Outcome(self.outcome.data)
        conditions: tuple[NewCondition, ...] = ()
        if outcome is Outcome.PROCEED_WITH_CONDITIONS:
            owner = UUID(self.condition_owner.data)
            conditions = (
                NewCondition(self.condition.data, owner, self.condition_due.data, self.condition_blocks.data),
            )
        private = self.in_private.data == "yes"
        return Record(
            outcome=outcome,
            reasons=self.reasons.data,
            body_name="",
            options_considered=self.options_considered.data or "",
            interests=self.interests.data or "None declared",
            public=not private,
            not_public_because="Decided in private: see the notice" if private else "",
            resolutions=((first_verb(outcome), self.resolution.data),),
            conditions=conditions,
        )


class CallInForm(PageForm):
    """What happened in the call-in of a decision."""

    kind = RadiosField("What happened?", [Required("Select what happened")])
    who = TextField(
        "Who?",
        [Required("Enter who"), MaxLength(300, "Who")],
        hint="The members who called it in, who agreed the waiver, or the body that decided",
    )
    on_day = DateField("When?", [Required("Enter when")])
    reason = TextAreaField("Why?", [Required("Say why"), MaxWords(300, "Why")], rows=4)

    def __init__(self, offered: list[CallInKind] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [Choice(one, CALL_IN[one]) for one in offered or list(CallInKind)]


class FactForm(PageForm):
    """A fact after approval that finance records."""

    fact = RadiosField(
        "What became true?",
        [Required("Select what became true")],
        choices=[Choice(one, FACTS[one]) for one in BY_FINANCE],
    )
    on_day = DateField("When?", [Required("Enter when")])
    evidence = TextField("What shows it?", [Required("Say what shows it"), MaxLength(300, "What shows it")])


class ReportForm(VersionedForm):
    """What a consultation or a test found."""

    keeps_drafts = True

    found = TextAreaField("What did it find?", [Required("Say what it found"), MaxWords(400, "What it found")], rows=6)
    source = TextField(
        "Who did it, and who took part?", [Required("Say who did it and who took part"), MaxLength(300, "Who")]
    )
    dated = DateField("When did it end?", [Required("Enter when it ended")])
    link = TextField("Address of the report (optional)", [MaxLength(400, "The address")])
