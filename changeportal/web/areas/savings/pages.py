"""What the pages of the tracker show."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import request, url_for

from changeportal.domain.calendar import add_months, month_of, period_label, period_of, year_label, year_of
from changeportal.domain.errors import NotFound
from changeportal.domain.permission_facts import MonthFacts, SavingFacts, acts_of
from changeportal.domain.permissions import Permission, may
from changeportal.domain.saving_status import STATUS_LABELS
from changeportal.domain.savings import Reopening, one_person_twice
from changeportal.domain.terms import Act, SavingClass, SavingStatus
from changeportal.papers.tables import Cell, Column, Kind, Table
from changeportal.queries import savings as reads
from changeportal.queries import tracker as totals
from changeportal.queries.paging import paging_from
from changeportal.web.areas.savings import forms
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import month, pounds
from changeportal.web.proposal_frame import frame

NOT_ITEMISED = "Items not itemised here"
MONEY = ("plan", "forecast", "actual", "verified", "pressure", "net_at_risk")
CLASSES = {
    SavingClass.CASH_RELEASING: "Cash-releasing",
    SavingClass.INCOME: "Income",
    SavingClass.COST_AVOIDANCE: "Cost avoidance",
    SavingClass.FUNDING_SWITCH: "Funding switch",
    SavingClass.NON_CASH_RELEASING: "Frees time, not cash",
    SavingClass.OTHER_PUBLIC_BODY: "Saves another public body",
    SavingClass.SOCIETY: "Benefit to society",
}
BUDGET_WORDS = {
    "permanent": "Base budget changed for good",
    "temporary": "Budget of one year changed",
    "growth_lowered": "Growth line lowered",
    "income_raised": "Income budget raised",
}


def _wanted() -> totals.Wanted:
    args = request.args
    given = args.get("year", "")
    year = int(given) if given.isdecimal() and len(given) == len("2026") else year_of(today())
    names = ("directorate", "fund", "status")
    held = {name: args.get(name, "") for name in names}
    return totals.Wanted(year, args.get("q", "").strip()[:200], waiting=args.get("waiting") == "yes", **held)


def _address(**changes: str) -> str:
    kept = {name: value for name, value in request.args.items() if value and name not in {"page", "format"}} | changes
    return f"{url_for('savings.tracker')}?{urlencode(kept)}"


def _month_shown() -> date:
    return totals.last_closed() or add_months(month_of(today()), -1)


def tracker() -> dict[str, Any]:
    """Totals by directorate and fund, and the list that adds up to them."""
    wanted, paging = _wanted(), paging_from(request.args.get("page"), request.args.get("size"))
    groups = totals.groups(wanted.year)
    directorates, funds = totals.choices()
    shown = _month_shown()
    return {
        "heading": f"Savings tracker: {period_label(year_of(shown), period_of(shown))}",
        "wanted": wanted,
        "year": year_label(wanted.year),
        "years": [(str(one), year_label(one)) for one in range(year_of(today()) - 2, year_of(today()) + 4)],
        "groups": groups,
        "statuses": [(one, STATUS_LABELS[one], count) for one, count in totals.by_status(wanted.year).items()],
        "tiles": _tiles(groups),
        "page": totals.savings(current_actor(), wanted, paging),
        "sums": _sums(wanted),
        "labels": STATUS_LABELS,
        "classes": CLASSES,
        "filters": [
            ("directorate", "Directorate", directorates, wanted.directorate),
            ("fund", "Fund", funds, wanted.fund),
            ("status", "Status", [(one.value, STATUS_LABELS[one]) for one in SavingStatus], wanted.status),
        ],
        "excel": _address(format="xlsx"),
        "csv": _address(format="csv"),
        "href": f"{_address()}&page=",
        "may_close": may(current_actor(), Permission.MONTH_CLOSE, None),
        "may_verify": may(current_actor(), Permission.SAVING_VERIFY, None),
    }


def _sums(wanted: totals.Wanted) -> list[dict[str, Any]]:
    """One pair of rows for each fund: what is not itemised, and the whole. Nothing is added up across funds."""
    nothing = totals.Figures()
    if wanted.words or wanted.waiting:
        whole, hidden = totals.listed_totals(current_actor(), wanted), {}
    else:
        whole, hidden = totals.whole_totals(wanted), totals.hidden_totals(current_actor(), wanted)
    return [
        {"fund": fund, "hidden": hidden.get(fund, nothing), "whole": figures} for fund, figures in sorted(whole.items())
    ]


def _tiles(groups: list[totals.Group]) -> list[dict[str, str]]:
    """General Fund and other funds are never added up: the tiles are about the General Fund."""
    own = [one.figures for one in groups if one.fund_code == "GF"]
    parts = (
        ("planned this year", sum(one.plan for one in own), ""),
        ("verified by finance so far", sum(one.verified for one in own), ""),
        ("forecast for the year", sum(one.forecast for one in own), ""),
        ("forecast short of the plan", sum(one.short for one in own), ""),
    )
    return [
        {"number": pounds(pence, unit="£000"), "label": f"{words}, General Fund, £000", "href": _address(fund="GF")}
        for words, pence, _note in parts
    ]


def tracker_table() -> Table:
    """The list as a file, all pages, with the row for what is not itemised."""
    wanted = _wanted()
    found = totals.all_savings(current_actor(), wanted)
    rows: list[list[Cell]] = [
        [
            one.ref,
            one.title,
            one.proposal_ref,
            one.directorate,
            one.fund_code,
            CLASSES[one.saving_class],
            STATUS_LABELS[one.status],
            one.figures.plan,
            one.figures.forecast,
            one.figures.actual,
            one.figures.verified,
            one.figures.pressure,
            one.figures.net_at_risk,
        ]
        for one in found
    ]
    for one in _sums(wanted):
        for words, figures in ((NOT_ITEMISED, one["hidden"]), ("All of this list", one["whole"])):
            amounts = [getattr(figures, name) for name in MONEY]
            rows.append(["", words, "", "", one["fund"], "", "", *amounts])
    names = ("Saving", "Title", "Proposal", "Directorate", "Fund", "Class", "Status")
    money = ("Plan", "Forecast", "Actual", "Verified", "Pressure", "Net at risk")
    columns = [*(Column(one) for one in names), *(Column(f"{one} (£)", Kind.PENCE) for one in money)]
    return Table("savings", f"Savings in {year_label(wanted.year)}", columns, rows)


def _year() -> int | None:
    given = request.args.get("year", "")
    return int(given) if given.isdecimal() and len(given) == len("2026") else None


def saving(ref: str) -> dict[str, Any]:
    """One saving: months, what finance has seen, and what this person may do."""
    page = reads.saving(current_actor(), ref, _year(), today())
    actor = current_actor()
    asked = {
        "forecast": Permission.SAVING_FORECAST,
        "actual": Permission.SAVING_ENTER_ACTUAL,
        "budget": Permission.SAVING_ADJUST_BUDGET,
        "status": Permission.SAVING_OVERRIDE_STATUS,
    }
    sums = {
        name: sum(getattr(one, name) or 0 for one in page.months) for name in ("plan", "actual", "verified", "pressure")
    }
    sums["forecast"] = sum(one.plan if one.forecast is None else one.forecast for one in page.months)
    return {
        "page": page,
        "saving": page.row,
        "may": {name: may(actor, permission, page.facts) for name, permission in asked.items()},
        "may_verify": {one.id: _may_verify(page, one) for one in page.actuals},
        "year": year_label(page.year),
        "years": [(one, year_label(one)) for one in page.years],
        "sums": sums,
        "classes": CLASSES,
        "budget_words": BUDGET_WORDS,
        "back_href": url_for("savings.tracker"),
    }


def _may_verify(page: reads.SavingPage, one: reads.ActualRow) -> Any:
    acts = acts_of(Act.ENTERED_ACTUAL, *one.entered_by)
    facts = SavingFacts(
        proposal=page.facts.proposal, directorate_id=page.facts.directorate_id, owners=page.facts.owners, acts=acts
    )
    return may(current_actor(), Permission.SAVING_VERIFY, facts)


def act(ref: str, what: str, form: Any = None) -> dict[str, Any]:
    """A page that changes one thing about a saving."""
    context = saving(ref)
    page: reads.SavingPage = context["page"]
    makers: dict[str, Callable[[], Any]] = {
        "forecast": lambda: forms.ForecastForm(page.months, data={"version": page.row.version}),
        "actual": lambda: forms.ActualForm(data={"version": page.row.version, "kind": "actual"}),
        "budget": lambda: forms.BudgetForm(data={"pence": page.row.full_year_pence}),
        "mitigation": forms.MitigationForm,
        "status": forms.StatusForm,
    }
    gate = "forecast" if what == "mitigation" else what
    back = url_for("savings.one", ref=ref)
    return {**context, "what": what, "allowed": context["may"][gate], "form": form or makers[what](), "back_href": back}


def verifying(ref: str, entry_id: UUID, form: forms.VerifyForm | None = None) -> dict[str, Any]:
    """The second person's page about one actual."""
    actor = current_actor()
    page = reads.saving(actor, ref, _year(), today())
    entry = next((one for year in page.years for one in _of_year(ref, page, year) if one.id == entry_id), None)
    if entry is None:
        raise NotFound
    return {
        "page": page,
        "saving": page.row,
        "entry": entry,
        "rule": page.rule,
        "allowed": _may_verify(page, entry),
        "form": form or forms.VerifyForm(page.rule, data={"pence": entry.pence}),
        "back_href": url_for("savings.one", ref=ref, year=year_of(entry.month)),
    }


def _of_year(ref: str, page: reads.SavingPage, year: int) -> Any:
    return page.actuals if year == page.year else reads.saving(current_actor(), ref, year, today()).actuals


def months(form: Any = None) -> dict[str, Any]:
    """Closed months, and closing the next."""
    rows = totals.months_closed()
    last = rows[0].month if rows else None
    following = add_months(last, 1) if last else add_months(month_of(today()), -1)
    return {
        "rows": rows,
        "next_month": month(following),
        "may_close": may(current_actor(), Permission.MONTH_CLOSE, None),
        "may_agree": {one.month: _may_agree(one) for one in rows if one.reopen_asked_by},
        "form": form or forms.MonthCloseForm(data={"month": following}),
        "agree": forms.AgreeForm(),
        "back_href": url_for("savings.tracker"),
    }


def _may_agree(row: totals.MonthRow) -> bool:
    """Whether this person may be the second to say that the month opens again."""
    actor = current_actor()
    answer = may(actor, Permission.MONTH_REOPEN, MonthFacts(acts=acts_of(Act.CLOSED_MONTH, *row.closers)))
    me = frozenset({actor.id, answer.acting_for or actor.id})
    return answer.allowed and not one_person_twice(Reopening(row.month, row.closers, row.askers, me, row.reopen_reason))


def reopen(day: date, form: forms.ReopenForm | None = None) -> dict[str, Any]:
    """Asking for a month to be opened again."""
    row = next((one for one in totals.months_closed() if one.month == day), None)
    if row is None:
        raise NotFound
    return {
        "row": row,
        "may_close": may(current_actor(), Permission.MONTH_CLOSE, None),
        "form": form or forms.ReopenForm(),
        "back_href": url_for("savings.months"),
    }


def closing(ref: str, form: forms.ClosingForm | None = None) -> dict[str, Any]:
    """Asking gateway 5 for a proposal in delivery."""
    found, context = frame(ref, "decisions")
    return {
        **context,
        "found": found,
        "allowed": may(current_actor(), Permission.CASE_SUBMIT, found.facts),
        "in_delivery": (found.stage.value, found.status.value) == ("benefits", "active"),
        "savings": reads.savings_of_proposal(found.id),
        "labels": STATUS_LABELS,
        "form": form or forms.ClosingForm(data={"version": found.version}),
        "back_href": url_for("proposals.overview", ref=ref),
    }
