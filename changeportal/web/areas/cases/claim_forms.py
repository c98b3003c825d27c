"""The form that claims posts and contracts for a saving."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from changeportal.domain.claims import Thing
from changeportal.queries.claims import ThingShown
from changeportal.services.claims import ClaimThings, numbers_of
from changeportal.web.formatting import day, fte, pounds
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import CheckboxesField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import MaxLength

BY_NUMBER = "One on each line, or with commas between them"


def share(one: ThingShown) -> str:
    """What there is to say of a thing beside its number and title."""
    if one.thing is Thing.POST:
        return f"{fte(one.fte_hundredths)} FTE, {'vacant' if one.vacant else 'filled'}, {pounds(one.pence)} a year"
    until = f"until {day(one.ends)}" if one.ends else "without an end"
    return f"{one.supplier}, {until}, {pounds(one.pence)} a year"


class ClaimForm(PageForm):
    """Those of the line's cost centre to tick, and boxes for others by number."""

    near = CheckboxesField("Posts and contracts of this cost centre")
    posts = TextAreaField("Posts by number (optional)", [MaxLength(4000, "Posts")], rows=3, hint=BY_NUMBER)
    contracts = TextAreaField(
        "Contracts by reference (optional)", [MaxLength(4000, "Contracts")], rows=3, hint=BY_NUMBER
    )

    def __init__(self, offered: Sequence[ThingShown] = (), cost_centre: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not offered:
            del self.near
            return
        self.near.label.text = f"Posts and contracts of cost centre {cost_centre}"
        self.near.choices = [
            Choice(f"{one.thing}:{one.number}", f"{one.number}, {one.title}", hint=share(one)) for one in offered
        ]

    def command(self, ref: str, line_id: UUID) -> ClaimThings:
        """What the service is asked."""
        ticked = [one.split(":", 1) for one in (self.near.data if "near" in self else None) or ()]
        posts = [number for thing, number in ticked if thing == Thing.POST]
        contracts = [number for thing, number in ticked if thing == Thing.CONTRACT]
        return ClaimThings(
            ref,
            line_id,
            [*posts, *numbers_of([self.posts.data or ""])],
            [*contracts, *numbers_of([self.contracts.data or ""])],
        )
