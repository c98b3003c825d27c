"""Verifying several actuals of a month: the list, the page that names each before, and what came of it."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.calendar import add_months, month_of
from changeportal.domain.permissions import Permission, may
from changeportal.queries.verifying import months_waiting, seen_in, waiting_in
from changeportal.services.once import once
from changeportal.services.savings.verifying_many import Done, verify_many
from changeportal.web.areas.savings.many_form import ids_of, many_form
from changeportal.web.areas.savings.routes import Answer, bp
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.formatting import month, plural, pounds


def _asked(months: list[tuple[date, int]]) -> date:
    """The month of the address; else the newest in which something waits."""
    try:
        return month_of(date.fromisoformat(f"{request.values.get('month', '')}-01"))
    except ValueError:
        return months[0][0] if months else add_months(month_of(today()), -1)


def _page(form: Any = None) -> dict[str, Any]:
    months = months_waiting(current_actor())
    shown = _asked(months)
    rows = waiting_in(current_actor(), shown, ids_of(request.form.getlist("pick")), today())
    mine = [one for one in rows if not one.why_not]
    return {
        "heading": f"Verify savings: {month(shown)}",
        "month": f"{shown:%Y-%m}",
        "months": [(f"{one:%Y-%m}", f"{month(one)} ({count} waiting)") for one, count in months],
        "rows": mine,
        "others": [one for one in rows if one.why_not],
        "seen": seen_in(current_actor(), shown),
        "allowed": may(current_actor(), Permission.SAVING_VERIFY, None),
        "form": form or many_form(mine),
        "back_href": url_for("savings.tracker"),
    }


@bp.get("/savings/verify")
def verify_several() -> str:
    """The actuals of a month that wait."""
    return render_template("savings/verify_many.html", **_page())


@bp.post("/savings/verify")
def verify_several_post() -> Answer:
    """Name each that was chosen; once that is confirmed, verify each by its own rules."""
    page, step = _page(), request.form.get("step", "check")
    form = page["form"]
    if step == "change":
        return render_template("savings/verify_many.html", **page)
    if not form.check(current_actor()):
        return render_template("savings/verify_many.html", **page), 422
    if step != "confirm":
        return render_template("savings/verify_check.html", **page, **_named(form, page["month"]))
    return _carried_out(form, page["month"])


def _named(form: Any, shown: str) -> dict[str, Any]:
    """Every saving that was chosen, with the sum."""
    chosen = form.picked()
    total = sum(form.of_row(one, "pence").data for one in chosen)
    what = f"{plural(len(chosen), 'saving')}, {pounds(total)} in all, for {month(date.fromisoformat(f'{shown}-01'))}"
    return {
        "question": f"You are about to verify {what}",
        "chosen": chosen,
        "total": pounds(total),
        "button_words": f"Verify {'this saving' if len(chosen) == 1 else f'these {len(chosen)} savings'}",
    }


def _carried_out(form: Any, shown: str) -> Answer:
    ctx, commands = current_context(), form.commands()
    where, done = url_for("savings.verify_several", month=shown), []
    led = once(ctx, lambda: done.append(verify_many(ctx, commands)), lambda _none: where)
    for one in done:
        _say(one)
    if not done:
        flash("This was sent before and carried out once. What is verified stands below.")
    return redirect(led)


def _say(done: Done) -> None:
    """Each that was verified and each that was not, by name."""
    if done.verified:
        named = ", ".join(one.ref for one in done.verified)
        flash(f"{plural(len(done.verified), 'saving is', 'savings are')} verified: {named}.")
    if done.refused:
        said = " ".join(f"{ref}: {reason}" for ref, reason in done.refused)
        flash(f"{plural(len(done.refused), 'saving was', 'savings were')} not verified. {said}", "important")
