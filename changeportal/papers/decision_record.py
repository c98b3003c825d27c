"""A decision as its record (everything, for whoever may open its page) and as its public notice, for PDF and Word alike."""

from changeportal.domain.call_in import LABELS as CALL_IN
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.key_notices import LABELS, NoticeKind
from changeportal.domain.resolutions import spoken
from changeportal.domain.wording import day, moment
from changeportal.papers.blocks import Block, Heading, note, section, table, words
from changeportal.papers.stamp import MadeBy, Paper, marks, stamp
from changeportal.queries.decision_papers import DecisionSource
from changeportal.services.telling import outcome_words

BLOCKS = {"next_gateway": "The next gateway", "implementation": "Starting the work", "nothing": "Nothing"}
NOT_PUBLIC = "A matter that is not public"
UNDER_WHAT = "The gateway policy in force"


def decision_record(source: DecisionSource, made: MadeBy) -> Paper:
    """The whole record: the data of the template ``paper``."""
    decision = source.page.decision
    kind = DECIDERS[source.kind].record if source.kind else "Decision record"
    said = marks(
        restricted=source.proposal.restricted, exempt=source.exempt is not None, example=source.proposal.example
    )
    return {
        **stamp(made, kind, source.page.title, decision.number, said),
        "facts": [*_facts(source), ["Publication", source.exempt.words if source.exempt else "Published"]],
        "chapters": [*_whole(source), _around(source), _corrections(source), _seal(source, made)],
    }


def decision_notice(source: DecisionSource, made: MadeBy) -> Paper:
    """What the public is told; of an exempt decision only that it was made, by whom, and why the rest is not public."""
    decision = source.page.decision
    said = marks(example=source.proposal.example)
    if source.exempt is None:
        return {
            **stamp(made, "Decision notice", source.page.title, decision.number, said),
            "facts": _facts(source),
            "chapters": [*_whole(source), _around(source), _corrections(source)],
        }
    return {
        **stamp(made, "Decision notice", _public_title(source), decision.number, said),
        "facts": _public_facts(source),
        "chapters": [
            {"title": "A part of this decision is exempt", "sections": [section("", note(source.exempt.words))]},
            _around(source, public=True),
        ],
    }


def _public_title(source: DecisionSource) -> str:
    """Words that were published already, or none."""
    noticed = [one.row.matter for one in source.notices]
    return noticed[0] if noticed and not source.proposal.restricted else NOT_PUBLIC


def _public_facts(source: DecisionSource) -> list[list[str]]:
    decision = source.page.decision
    return [
        ["Number", decision.number],
        ["Made", moment(decision.decided_at)],
        ["Who decided", decision.body_name],
        ["Under what power", decision.rule_applied or UNDER_WHAT],
        ["Takes effect", day(decision.effective_from)],
    ]


def _facts(source: DecisionSource) -> list[list[str]]:
    decision, page = source.page.decision, source.page
    person = page.decided_by + (f", for {page.on_behalf_of}" if page.on_behalf_of else "")
    recorded = f". Recorded by {page.recorded_by}" if page.recorded_by else ""
    published = decision.detail.get("published")
    label = "Entered by the clerk" if published else "By whom"
    version = f", version {page.case_version} of the case" if page.case_version else ""
    rows = [
        ["Decision", outcome_words(decision.outcome).capitalize()],
        *_public_facts(source),
        ["Proposal", f"{page.ref}, gateway {decision.gateway.value[1]}{version}"],
        [label, f"{person or 'Not known'}{recorded}"],
    ]
    if published:
        rows.append(["On record as", f"{published['number']}, {published['minute']}, {published['link']}"])
    return rows


def _whole(source: DecisionSource) -> list[Block]:
    decision = source.page.decision
    return [
        {"title": "Resolutions, as made", "sections": [section("", _resolutions(source))]},
        _chapter("Recommendation, as put", decision.recommendation or "None was put"),
        _chapter("Reasons", decision.reasons),
        _chapter("Other options considered and rejected", decision.options_considered or "None recorded"),
        _chapter(
            "Interests and dispensations",
            f"Interests declared: {decision.interests}\nDispensations: {decision.dispensations}",
        ),
        {"title": "How it was decided", "sections": [section("", *_voting(source))]},
        {"title": "Conditions", "sections": [section("", _conditions(source))]},
    ]


def _chapter(title: str, text: str) -> Block:
    return {"title": title, "sections": [section("", words("", text))]}


def _resolutions(source: DecisionSource) -> Block:
    rows = [[str(n), spoken(verb), text] for n, verb, text in source.page.resolutions]
    headings = [Heading("Number", 2), Heading("Verb", 3), Heading("Resolution", 10)]
    return table("Resolutions in their order", headings, rows, empty="No resolution is on record")


def _voting(source: DecisionSource) -> list[Block]:
    decision, voting = source.page.decision, source.page.decision.voting
    there = decision.detail.get("present") or [one for one in [source.page.decided_by] if one]
    found = [
        note(str(voting.get("how") or "By one decider")),
        note(f"Who was there: {', '.join(there) or 'not recorded'}"),
    ]
    if voting.get("by_seat"):
        rows = [
            [f"{name} ({substitute} sat in their place)" if substitute else name, said]
            for name, substitute, said in voting["by_seat"]
        ]
        found.append(table("How each seat voted", [Heading("Seat", 3), Heading("Vote", 2)], rows))
    if voting.get("casting"):
        found.append(note(f"The chair’s casting vote: {voting['casting']}."))
    dissent = decision.detail.get("dissent") or []
    return [*found, *(note(f"Dissent recorded: {one}") for one in ([dissent] if isinstance(dissent, str) else dissent))]


def _conditions(source: DecisionSource) -> Block:
    rows = [
        [one.text, one.owner, day(one.due), BLOCKS[one.blocks], f"Met on {day(one.met_at)}" if one.met_at else "Open"]
        for one in source.conditions
    ]
    headings = [Heading("Condition", 6), Heading("Who", 3), Heading("Due", 3), Heading("Blocks", 3), Heading("Now", 3)]
    return table("What the decision requires", headings, rows, empty="The decision has no conditions")


def _around(source: DecisionSource, *, public: bool = False) -> Block:
    """Key decision and its notice, call-in, and from when it takes effect."""
    decision = source.page.decision
    key = "This is a key decision." if decision.key_decision else "This is not a key decision."
    shown = [one for one in source.notices if not (public and source.proposal.restricted)]
    notices = [
        f"{LABELS[NoticeKind(one.row.kind)]}. Published {day(one.row.published_on)} for a decision on or after "
        f"{day(one.row.decision_on)}: {one.row.matter}"
        for one in shown
    ]
    told = notices or ["No notice is on record."] if decision.key_decision else notices
    return {
        "title": "Key decision, call-in and effect",
        "sections": [
            section("Key decision and its notice", words("", "\n".join([key, *told]))),
            section("Call-in", words("", "\n".join(_call_in(source, public=public)))),
            section("Effective from", note(day(decision.effective_from))),
        ],
    }


def _call_in(source: DecisionSource, *, public: bool) -> list[str]:
    until = source.page.decision.call_in_until
    if until is None:
        return ["It cannot be called in."]
    happened = [
        f"{CALL_IN[kind]}, {day(on)}" + ("" if public else f", {who}: {reason}")
        for kind, who, reason, on in source.call_in
    ]
    return [f"It can be called in until {day(until)}.", *happened]


def _corrections(source: DecisionSource) -> Block:
    rows = [[text, who, moment(at)] for text, who, at in source.page.corrections]
    headings = [Heading("Correction", 8), Heading("Who", 3), Heading("When", 4)]
    empty = "None: the record stands as it was made"
    return {
        "title": "Corrections",
        "sections": [section("", table("What was wrong in the record, said beside it", headings, rows, empty=empty))],
    }


def _seal(source: DecisionSource, made: MadeBy) -> Block:
    decision = source.page.decision
    whole = (
        "This record has not changed since it was made."
        if source.page.whole
        else "This record does NOT agree with its seal: tell the monitoring officer."
    )
    seal = f"Check (SHA-256) of the record: {decision.snapshot_sha256}"
    return _chapter("The record", f"{whole}\n{seal}\nThis paper was made by {made.name}, {moment(made.at)}.")
