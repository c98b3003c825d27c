"""Made-up content for the page that shows every component in its states (/dev/components in demo settings)."""

from typing import Any

from changeportal.web.charts import Fill, Step, marker, single, stacked, waterfall
from changeportal.web.formatting import pounds
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import CheckboxesField, RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField, MonthField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import DecimalShareField, FileField, IntegerField, MoneyField
from changeportal.web.forms.money_grid import Column, Group, Line, MoneyGridForm
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

_M = 100_000_000


class ExampleForm(PageForm):
    """One of each kind of field."""

    name = TextField(
        "What is your idea called?", [Required("Enter a name for your idea"), MaxLength(80, "Name")], said="Name"
    )
    problem = TextAreaField(
        "What is the problem now?", [MaxWords(200, "Your answer")], hint="Say who it affects and how often"
    )
    decision = RadiosField(
        "What did the board decide?",
        [Required("Select what the board decided")],
        choices=[
            Choice("approve", "Approve", "It starts when the call-in period ends"),
            Choice("return", "Send back for more work", "The author gets your reasons", ("reasons",)),
            Choice("unknown", "The board did not reach this item", divider="or"),
        ],
    )
    reasons = TextAreaField(
        "What needs to change?",
        [When("decision", "return", Required("Say what needs to change"), MaxWords(100))],
        rows=4,
    )
    helps = CheckboxesField(
        "Who would it help?",
        hint="Select all that apply",
        choices=[
            Choice("residents", "Residents"),
            Choice("staff", "Council staff"),
            Choice("no", "I do not know", divider="or", exclusive=True),
        ],
    )
    service = SelectField(
        "Which service would make the change?",
        choices=[("home", "Home care"), ("waste", "Waste"), ("lib", "Libraries")],
        typed=True,
    )
    starts = DateField("When does it take effect?", hint="For example, 27 3 2027", said="Date it takes effect")
    month = MonthField("Which month is the first saving?", said="Month of the first saving")
    cost = MoneyField("One-off cost", hint="In pounds, like 12,500")
    people = IntegerField("How many posts are at risk?", said="Posts at risk", most=500)
    share = DecimalShareField(
        "How much of their time?", hint="1 is full time", suffix_text="full time", said="Share of their time"
    )
    evidence = FileField("Add a file", hint="PDF, Word or Excel, smaller than 25MB")


def example_form() -> ExampleForm:
    """A form that was sent with mistakes in it."""
    form = ExampleForm(
        formdata=None, data={"decision": "return", "problem": "Forms are filled in by hand.\nHalf come back."}
    )
    form.name.errors = ["Enter a name for your idea"]
    form.reasons.errors = ["Say what needs to change"]
    form.starts.typed = {"day": "31", "month": "", "year": "2027"}
    form.starts.wrong = ("month",)
    form.starts.errors = ["Date it takes effect must include a month"]
    form.cost.typed = "480k"
    form.cost.errors = ["One-off cost: write the amount out in full, like 480,000, instead of k or m"]
    return form


def example_grid() -> MoneyGridForm:
    """Savings and costs by year, one cell wrong."""
    columns = [Column(str(year), f"{year}/{(year + 1) % 100}") for year in range(2026, 2031)]
    staff = Line("staff", "Staffing", "Home care 41207.", "#staff", pounds(1_240_000_00))
    contracts = Line("contracts", "Contracts", "Home care 41207.", "#contracts", pounds(860_000_00))
    groups = [
        Group(
            "savings",
            "Savings (the budget goes down)",
            [staff, contracts],
            add_text="Add a saving",
            add_href="#add-saving",
        ),
        Group(
            "one-off",
            "One-off costs (the budget goes up once)",
            [Line("training", "Training", "Spent from the reserve.")],
            adds=False,
        ),
    ]
    grid = MoneyGridForm("money", "Difference from the 2025/26 budget, £", columns, groups)
    typed = {
        "staff": ("0", "120,000", "240,000", "240,000", "240,000"),
        "contracts": ("TBC", "60,000", "60,000", "60,000", "60,000"),
        "training": ("45,000", "", "", "", ""),
    }
    grid.read(
        {f"money-{line}-{2026 + place}": text for line, texts in typed.items() for place, text in enumerate(texts)}
    )
    return grid


def _waterfall_rows() -> list[dict[str, Any]]:
    steps = [
        ("Gap carried forward", Step(620, True)),
        ("Pay and price rises", Step(710)),
        ("More demand for adult social care", Step(830)),
        ("Council tax and business rates", Step(-460)),
        ("Gap before the change programme", Step(1700, True)),
        ("Savings approved", Step(-690)),
        ("Gap still to close", Step(1010, True)),
    ]
    bars = waterfall([step for _, step in steps])
    return [_waterfall_row(name, step, [bar]) for (name, step), bar in zip(steps, bars, strict=True)]


def _waterfall_row(name: str, step: Step, bars: list[Any]) -> dict[str, Any]:
    effect = "Total" if step.is_total else "Adds to the gap" if step.amount > 0 else "Reduces the gap"
    figure = pounds(step.amount * _M // 100, unit="£m", sign=not step.is_total)
    return {
        "name": name,
        "cells": [figure, effect],
        "bars": bars,
        "total": step.is_total,
        "href": "" if step.is_total else "#lines",
    }


def _stacked_rows() -> list[dict[str, Any]]:
    fills = (Fill.VERIFIED, Fill.FORECAST, Fill.AT_RISK, Fill.WILL_NOT_HAPPEN)
    figures = {
        "Adults": (900, 600, 200, 50),
        "Children and families": (400, 300, 250, 0),
        "Environment": (300, 80, 0, 20),
    }
    bars = stacked([list(zip(row, fills, strict=True)) for row in figures.values()])
    return [
        {"name": name, "cells": [f"{amount:,}" for amount in row], "bars": drawn}
        for (name, row), drawn in zip(figures.items(), bars, strict=True)
    ]


def _plan_rows() -> list[dict[str, Any]]:
    now, then = (120, 300, 480), (100, 320, 450)
    bars = single(now)
    return [
        {
            "name": f"{2026 + place}/{27 + place}",
            "cells": [f"{now[place]}", f"{then[place]}"],
            "bars": bars[place],
            "marks": [marker(then[place], now)],
        }
        for place in range(3)
    ]


def _heat_rows() -> list[dict[str, Any]]:
    months = ("April", "May", "June", "July", "August", "September")
    teams: dict[str, tuple[int | None, ...]] = {
        "Digital and IT": (72, 96, 118, 134, 110, 88),
        "Finance": (88, 104, 100, 80, 79, None),
    }
    return [
        {
            "name": team,
            "cells": [
                {"share": share, "href": "#month", "hidden": f"of capacity used, {team}, {month}"}
                for month, share in zip(months, row, strict=True)
            ],
        }
        for team, row in teams.items()
    ]


PROPOSAL: dict[str, Any] = {
    "ref": "CP-2026-0042",
    "title": "Reablement at home",
    "status_label": "On an agenda",
    "status_colour": "purple",
    "facts": ["Change Board on 8 December 2026", "Papers close 1 December 2026"],
    "people": [
        {"role": "Author", "name": "Ash Example"},
        {"role": "Sponsor", "name": "Bo Example"},
        {"role": "Finance", "name": "Cam Example"},
    ],
    "main_action": {"text": "Submit the business case", "href": "#submit"},
    "sub_nav": [
        {"text": words, "href": f"#{place}", "current": place == 0}
        for place, words in enumerate(
            ("Overview", "Business case", "Savings and costs", "Resources", "Decisions (2)", "History")
        )
    ],
}

STEPS = [
    {"name": "1 Idea", "status": "Passed 3 February 2026", "state": "done", "href": "#g1"},
    {"name": "2 Business case", "status": "Passed 12 May 2026, 1 condition", "state": "done", "href": "#g2"},
    {"name": "3 Resourcing", "status": "You are here. Answers due 4 December 2026", "state": "now"},
    {"name": "4 Approval", "status": "Not reached", "state": "todo"},
    {"name": "5 Benefits", "status": "Not reached", "state": "todo"},
]

THREAD = [
    {"label": "Mission", "text": "An example mission", "href": "#mission"},
    {"label": "Proposal", "text": "CP-2026-0042 Reablement at home", "href": "#proposal"},
    {"label": "Saving", "text": "£480,000 a year by 2028/29. £0 verified so far", "href": "#saving"},
    {"label": "MTFS line", "missing": "No MTFS line yet.", "text": "Add one before Gateway 2", "href": "#mtfs"},
    {"label": "Budget", "text": "Cost centre 41207, Home care", "href": "#budget"},
]

EVENTS = [
    {
        "title": "Sent back for more work",
        "when": "20 November 2026, 2:14pm",
        "who": "Dee Example",
        "text": "Say what happens if the contract runs on.",
    },
    {
        "title": "Submitted to Gateway 2",
        "when": "12 November 2026, 9am",
        "who": "Ash Example",
        "href": "#v2",
        "link_text": "Version 2, as it was sent",
    },
]


def context() -> dict[str, Any]:
    """Everything that templates/components/gallery.html shows."""
    form = example_form()
    return {
        "form": form,
        "grid": example_grid(),
        "proposal": PROPOSAL,
        "steps": STEPS,
        "thread_links": THREAD,
        "events": EVENTS,
        "waterfall_rows": _waterfall_rows(),
        "stacked_rows": _stacked_rows(),
        "plan_rows": _plan_rows(),
        "heat_rows": _heat_rows(),
        "fills": [
            ("Verified", Fill.VERIFIED),
            ("Forecast", Fill.FORECAST),
            ("At risk", Fill.AT_RISK),
            ("Will not happen", Fill.WILL_NOT_HAPPEN),
        ],
        "colours": ["", "grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"],
        "breadcrumbs": [{"text": "Proposals", "href": "/proposals"}, {"text": "CP-2026-0042", "href": "#"}],
    }
