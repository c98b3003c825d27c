"""How good the record is: of one case with the places to mend it, and by directorate."""

from flask import render_template, url_for

from changeportal.domain.quality import PART_HELP, PART_LABELS, Part, Reason
from changeportal.queries import quality as reads
from changeportal.web.areas.cases.routes import bp
from changeportal.web.case_links import section_href
from changeportal.web.current import current_actor
from changeportal.web.proposal_frame import frame


@bp.get("/proposals/<ref>/quality")
def quality(ref: str) -> str:
    """The score of a case and why points are missing."""
    found, context = frame(ref, "case")
    row = reads.of_case(found.id)
    page = {
        **context,
        "row": row,
        "scores": [[PART_LABELS[part], str(row.scores[part]), PART_HELP[part]] for part in Part] if row else [],
        "reasons": [_reason(ref, one) for one in row.reasons] if row else [],
        "back_href": url_for("cases.task_list", ref=ref),
    }
    return render_template("cases/quality.html", **page)


def _reason(ref: str, one: Reason) -> list[object]:
    return [{"text": one.words, "href": section_href(ref, one.section)}, PART_LABELS[one.part]]


@bp.get("/proposals/quality")
def quality_by_directorate() -> str:
    """Every directorate, and the cases that need most work."""
    actor = current_actor()
    directorates = [
        [one.directorate, str(one.cases), str(one.scored), *(_said(one.scores[part], one.scored) for part in Part)]
        for one in reads.by_directorate(actor)
    ]
    weakest = [
        [
            {
                "text": one.title,
                "href": url_for("cases.quality", ref=one.ref),
                "note": f"{one.ref}{', restricted' if one.restricted else ''}",
            },
            *(str(one.scores[part]) for part in Part),
        ]
        for one in reads.weakest(actor)
    ]
    return render_template(
        "cases/quality_by_directorate.html",
        directorates=directorates,
        weakest=weakest,
        parts=[{"text": PART_LABELS[part], "numeric": True} for part in Part],
        help=[(PART_LABELS[part], PART_HELP[part]) for part in Part],
        back_href=url_for("proposals.listed"),
    )


def _said(score: int, scored: int) -> str:
    return str(score) if scored else "No score yet"
