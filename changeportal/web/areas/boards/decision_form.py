"""The form with which the secretary records what a board decided on an item."""

from collections.abc import Mapping, Sequence
from typing import Any

from changeportal.domain.gateway_facts import Power
from changeportal.domain.gateways import approval_outcomes
from changeportal.domain.resolutions import VERB_WORDS
from changeportal.domain.terms import Gateway, Outcome
from changeportal.queries.lawful import posts
from changeportal.queries.meetings import ItemRow
from changeportal.queries.people import people_list
from changeportal.web.forms.asks import asks_of
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.untyped import Stop
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

WORDS = {
    Outcome.PROCEED: "Agree",
    Outcome.PROCEED_WITH_CONDITIONS: "Agree, with conditions",
    Outcome.RECOMMEND: "Recommend it to the next body",
    Outcome.ENDORSE: "Endorse it",
    Outcome.NOTE: "Note it",
    Outcome.AGREE_IN_PRINCIPLE: "Agree in principle",
    Outcome.DELEGATE: "Delegate the final decision to a post",
    Outcome.CONSULT: "Approve to consult and report back",
    Outcome.RETURN: "Send it back for more work",
    Outcome.PAUSE: "Pause it",
    Outcome.TEST: "Run a time-limited test",
    Outcome.DECLINE: "Do not take it forward",
    Outcome.REALISED: "Close it: realised",
    Outcome.REALISED_IN_PART: "Close it: realised in part",
    Outcome.NOT_REALISED: "Close it: not realised",
    Outcome.KEEP_TRACKING: "Keep tracking",
}
_AGREE = (Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS)
_ENDS = (Outcome.RETURN, Outcome.PAUSE, Outcome.TEST, Outcome.DECLINE)
_CLOSING = (Outcome.REALISED, Outcome.REALISED_IN_PART, Outcome.NOT_REALISED, Outcome.KEEP_TRACKING)
CONDITIONS = 3
RESOLUTIONS = 4
BLOCKS = [
    Choice("implementation", "Before anything is implemented"),
    Choice("next_gateway", "Before the next gateway"),
    Choice("nothing", "It blocks nothing"),
]
_IF_CONDITIONS = Outcome.PROCEED_WITH_CONDITIONS


def offered(item: ItemRow) -> Sequence[Outcome]:
    """What the body may say at this gateway with its power."""
    if item.gateway is Gateway.G5:
        return _CLOSING
    if item.gateway is Gateway.G4:
        return approval_outcomes(Power(item.power))
    return (*_AGREE, *_ENDS)


def _conditions() -> dict[str, Any]:
    """Three places for a condition; the first is needed when there are conditions at all."""
    made: dict[str, Any] = {}
    for n in range(1, CONDITIONS + 1):
        needed = [When("outcome", _IF_CONDITIONS, Required("Enter what must be done"))] if n == 1 else []
        who = [When("outcome", _IF_CONDITIONS, Required("Select who must do it"))] if n == 1 else []
        by = [When("outcome", _IF_CONDITIONS, Required("Enter by when it must be done"))] if n == 1 else []
        made[f"condition_{n}"] = TextAreaField(f"Condition {n}: what must be done?", needed, rows=2)
        made[f"owner_{n}"] = SelectField(f"Condition {n}: who must do it?", who)
        made[f"due_{n}"] = DateField(f"Condition {n}: by when?", by)
        made[f"blocks_{n}"] = RadiosField(f"Condition {n}: what does it block?", choices=BLOCKS)
    return made


class NeededBy:
    """The field may not be left blank while another one says something."""

    def __init__(self, other: str, message: str) -> None:
        self.other = other
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stop with the message."""
        if form[self.other].data and not field.data:
            raise Stop(self.message)


def _further_resolutions() -> dict[str, Any]:
    """Places for the second resolution and those after it, each with its verb."""
    made: dict[str, Any] = {}
    for n in range(2, RESOLUTIONS + 1):
        verb, words = f"verb_{n}", f"resolution_{n}"
        needed = NeededBy(words, f"Select what resolution {n} does")
        made[verb] = SelectField(f"Resolution {n}: what does it do? (optional)", [needed])
        written = NeededBy(verb, f"Write out resolution {n}")
        made[words] = TextAreaField(f"Resolution {n}, as made", [written, MaxWords(200, f"Resolution {n}")], rows=2)
    return made


_Numbered: Any = type("_Numbered", (VersionedForm,), _conditions() | _further_resolutions())


class RecordForm(_Numbered):  # type: ignore[misc]  # places for conditions and resolutions are made by number
    """What the board decided, in words that will make sense in two years."""

    keeps_drafts = True
    ask_names: tuple[str, ...] = ()

    outcome = RadiosField("What did the board decide?", [Required("Select what the board decided")])
    until = DateField("Until when?", [When("outcome", Outcome.PAUSE, Required("Enter the date to look at it again"))])
    test_until = DateField(
        "When does the test end?", [When("outcome", Outcome.TEST, Required("Enter the date on which the test ends"))]
    )
    resolution = TextAreaField("Resolution 1, as made", [MaxWords(200, "The resolution")], rows=3)
    delegate_to = SelectField(
        "Which post takes the final decision?",
        [When("outcome", Outcome.DELEGATE, Required("Select the post that takes the final decision"))],
    )
    reasons = TextAreaField(
        "Reasons",
        [Required("Say why, in words that will make sense in two years"), MaxWords(500, "Reasons")],
        hint="Say why, in words that will make sense in two years",
    )
    options_considered = TextAreaField("Other options considered and rejected", [MaxWords(500, "Options")], rows=4)
    public = RadiosField(
        "Can this be published?",
        [Required("Select whether this can be published")],
        choices=[Choice("yes", "Yes"), Choice("no", "Not yet", reveals=("not_public_because",))],
    )
    not_public_because = TextField(
        "Why not, and when will that be looked at again?",
        [When("public", "no", Required("Say why it cannot be published yet")), MaxLength(200, "Why not")],
    )

    def __init__(self, outcomes: Sequence[Outcome] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        names = [f"{part}_{n}" for n in range(1, CONDITIONS + 1) for part in ("condition", "owner", "due", "blocks")]
        reveals = {Outcome.PROCEED_WITH_CONDITIONS: tuple(names), Outcome.PAUSE: ("until",)}
        reveals[Outcome.TEST] = ("test_until",)
        reveals[Outcome.RETURN] = self.ask_names
        reveals[Outcome.DELEGATE] = ("delegate_to",)
        self.delegate_to.choices = posts()
        self.outcome.choices = [Choice(one, WORDS[one], reveals=reveals.get(one, ())) for one in outcomes]
        people = [("", "Choose"), *((str(one.id), one.name) for one in people_list())]
        for n in range(1, CONDITIONS + 1):
            self[f"owner_{n}"].choices = people
        verbs = [("", "No further resolution"), *((one.value, words) for one, words in VERB_WORDS.items())]
        for n in range(2, RESOLUTIONS + 1):
            self[f"verb_{n}"].choices = verbs

    def page_fields(self) -> list[Any]:
        """The further resolutions stand under the first."""
        fields = super().page_fields()
        later = [one for one in fields if one.short_name.startswith(("verb_", "resolution_"))]
        rest = [one for one in fields if one not in later]
        after = 1 + next(n for n, one in enumerate(rest) if one.short_name == "resolution")
        return [*rest[:after], *later, *rest[after:]]

    def body(self) -> Mapping[str, Any]:
        """The record as it is kept until the chair confirms it."""
        day = self.until.data or self.test_until.data
        return {
            "outcome": self.outcome.data,
            "reasons": self.reasons.data,
            "resolution": self.resolution.data or "",
            "options_considered": self.options_considered.data or "",
            "resolutions": self._resolutions(),
            "until": day.isoformat() if day else "",
            "delegate_to": self.delegate_to.data or "",
            "public": self.public.data == "yes",
            "not_public_because": self.not_public_because.data or "",
            "asks": [[one.section, one.text] for one in asks_of(self)] if self.outcome.data == Outcome.RETURN else [],
            "conditions": self._conditions() if self.outcome.data == Outcome.PROCEED_WITH_CONDITIONS else [],
        }

    def _resolutions(self) -> list[dict[str, str]]:
        places = range(2, RESOLUTIONS + 1)
        said = [(self[f"verb_{n}"].data, (self[f"resolution_{n}"].data or "").strip()) for n in places]
        return [{"verb": verb, "text": text} for verb, text in said if verb and text]

    def _conditions(self) -> list[dict[str, str]]:
        return [
            {
                "text": self[f"condition_{n}"].data,
                "owner": self[f"owner_{n}"].data,
                "due": self[f"due_{n}"].data.isoformat(),
                "blocks": self[f"blocks_{n}"].data or "implementation",
            }
            for n in range(1, CONDITIONS + 1)
            if self[f"condition_{n}"].data and self[f"owner_{n}"].data and self[f"due_{n}"].data
        ]
