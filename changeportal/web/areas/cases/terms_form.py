"""The form of what a line says beyond its amounts, each question with an example; blank means none."""

from typing import ClassVar

from changeportal.domain.line_terms import (
    BENEFITS,
    MOST_HIGHER,
    MOST_LOWER,
    MOST_MORE,
    MOST_SHARE,
    SHARE_LABELS,
    LineTerms,
)
from changeportal.domain.terms import LineKind
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.figure_fields import IntegerField, MoneyField
from changeportal.web.forms.validators import MaxWords

NARROW = "govuk-input--width-3"


def _share(name: str, label: str, example: str, most: int = MOST_SHARE) -> IntegerField:
    said = f"The share that {SHARE_LABELS[name]}"
    return IntegerField(label, hint=f"For example {example}", most=most, suffix_text="%", said=said, width=NARROW)


class RangeForm(VersionedForm):
    """Between what and what a line could lie."""

    keeps_drafts = True
    headings: ClassVar = {"range_low": "Its range"}

    range_low = IntegerField(
        "How much lower could it be? (optional)",
        hint="For example 20: in every year it could be a fifth less than entered. Enter 0 if it cannot be lower",
        most=MOST_LOWER,
        suffix_text="%",
        width=NARROW,
        said="How much lower it could be",
    )
    range_high = IntegerField(
        "How much higher could it be? (optional)",
        hint="For example 10. Enter 0 if it cannot be higher",
        most=MOST_HIGHER,
        suffix_text="%",
        width=NARROW,
        said="How much higher it could be",
    )
    range_reason = TextAreaField(
        "Why that much?",
        [MaxWords(60, "Why that much")],
        rows=2,
        hint="For example: two of the four contracts are not signed yet",
    )

    def terms(self) -> LineTerms:
        """What the service is asked. A benefit has shares besides."""
        return LineTerms(
            range_low=self.range_low.data,
            range_high=self.range_high.data,
            range_reason=self.range_reason.data or "",
        )


class TermsForm(RangeForm):
    """The same of a benefit, with how much of it is down to the proposal and who gains."""

    headings: ClassVar = {
        **RangeForm.headings,
        "deadweight": "How much of it is down to this proposal",
        "group_income_pence": "Who gains",
        "net_reason": "How this is known",
    }

    deadweight = _share(
        "deadweight",
        "How much of it would have happened anyway?",
        "20: one in five callers would have moved online without this",
    )
    due_to_others = _share(
        "due_to_others",
        "How much of it is brought about by others?",
        "30: the health service pays for three of ten visits",
    )
    leakage = _share(
        "leakage",
        "How much of it goes to people or places it is not meant for?",
        "10: one in ten training places goes to somebody from outside the borough",
    )
    displacement = _share(
        "displacement",
        "How much of it is only moved from elsewhere?",
        "15: that share of the new jobs is lost in shops nearby",
    )
    substitution = _share(
        "substitution",
        "How much of it takes the place of something as good?",
        "5: an employer takes one trainee instead of another",
    )
    multiplier = _share(
        "multiplier",
        "How much more does it set off?",
        "10: of every £100 that residents save, £10 is spent again nearby",
        MOST_MORE,
    )
    drop_off = _share(
        "drop_off", "How much of it fades each year?", "10: each year a tenth of people go back to old habits"
    )
    group_income_pence = MoneyField(
        "What do the households that gain have in a year? (optional)",
        hint="For example £16,000. It counts once the assumptions of the appraisal say what the middle household has",
        said="What the households that gain have in a year",
    )
    net_reason = TextAreaField(
        "How do you know?",
        [MaxWords(60, "How you know")],
        rows=2,
        hint="For example: the pilot in two wards in 2025, and the health service’s own figures",
    )

    def terms(self) -> LineTerms:
        """What the service is asked."""
        return LineTerms(
            range_low=self.range_low.data,
            range_high=self.range_high.data,
            range_reason=self.range_reason.data or "",
            **{name: self[name].data or 0 for name in SHARE_LABELS},
            group_income_pence=self.group_income_pence.data,
            net_reason=self.net_reason.data or "",
        )


def form_of(kind: LineKind) -> type[RangeForm]:
    """The questions that fit the kind of line."""
    return TermsForm if kind in BENEFITS else RangeForm
