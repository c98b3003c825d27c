"""The price of yes: what a yes costs in other work."""

from typing import Any

from flask import render_template, url_for

from changeportal.domain.price_of_yes import FURTHEST, Slip
from changeportal.queries.resourcing.price import PricePage, price_page
from changeportal.web.areas.resourcing.routes import bp
from changeportal.web.current import current_actor
from changeportal.web.formatting import fte, month, plural
from changeportal.web.proposal_frame import frame


def _later(months: int | None) -> str:
    if months is None:
        return f"Moving it alone makes no room within {FURTHEST} months"
    return f"{plural(months, 'month')} later"


def _slip(shown: PricePage, slip: Slip) -> list[dict[str, str]]:
    href = url_for("proposals.overview", ref=slip.ref)
    work = {"text": shown.titles[slip.ref], "note": slip.ref, "href": href}
    return [work, {"text": slip.team}, {"text": _later(slip.months)}]


def _fits(shown: PricePage) -> str:
    price = shown.price
    if not shown.asked:
        return "Nobody’s time is asked for, so there is nothing to fit."
    if price.start is None:
        return f"It fits at no start within {FURTHEST} months, as far as the teams have said what they have."
    if not price.fits_after:
        return f"All of it fits when it starts in {month(price.start)}, as asked."
    return (
        f"All of it fits when it starts in {month(price.start)}, {plural(price.fits_after, 'month')} later than asked."
    )


@bp.get("/proposals/<ref>/resources/price")
def price(ref: str) -> str:
    """What a yes costs in other work."""
    found, context = frame(ref, "resources")
    shown = price_page(current_actor(), found.id, ref)
    page: dict[str, Any] = {
        "fits": _fits(shown),
        "asked": shown.asked,
        "overs": [[one.team, month(one.month), f"{fte(one.by)} over"] for one in shown.price.over],
        "slips": [_slip(shown, one) for one in shown.price.slips if one.ref in shown.titles],
        "back_href": url_for("resourcing.of_proposal", ref=ref),
    }
    return render_template("resourcing/price.html", **context | page)
