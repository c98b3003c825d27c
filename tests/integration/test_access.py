"""Every row of the access table, really requested: closed to strangers, open to nobody without a token."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from changeportal.web.access_table import ACCESS
from tests.support.client import Judge

NONE = "00000000-0000-0000-0000-000000000000"
SAMPLES = {
    "paper_kind": "record",
    "ending": "pdf",
    "ref": "CP-2026-9999",
    "question": "problem",
    "course": "pause",
    "token": "nothing",
    "option_id": NONE,
    "request_id": NONE,
    "line_id": NONE,
    "row_id": NONE,
    "evidence_id": NONE,
    "file_id": NONE,
    "job_id": NONE,
    "claim_id": NONE,
    "thing": "post",
    "section": "risks",
    "gateway": "G2",
    "kind": "finance",
    "part": "measures",
    "list_id": NONE,
    "way": "up",
    "n": "1",
    "slug": "change-board",
    "meeting": "2026-12-08",
    "number": "D-2026-9999",
    "condition_id": NONE,
    "notice_id": NONE,
    "period_id": NONE,
    "question_id": NONE,
    "asked_id": NONE,
    "person_id": NONE,
    "grant_id": NONE,
    "fund": "GF",
    "rung": "approved",
    "year": "2027",
    "code": "M2",
    "line": "GF-P-01",
    "entry_id": NONE,
    "on": "2026-10-01",
}
ROLES = (
    "proposer",
    "triage",
    "change-lead",
    "finance",
    "equality",
    "resource-manager",
    "secretary",
    "chair",
    "viewer",
    "auditor",
    "admin",
)


def address(rule: str) -> str:
    """The rule with sample values in its places."""
    return re.sub(
        r"<(?:[^:<>]*:)?(\w+)>",
        lambda found: SAMPLES.get(found.group(1), "sample"),
        re.sub(r"<any\([^)]*\):", "<", rule),
    )


def rules(app: Flask, method: str) -> list[tuple[str, str]]:
    return [
        (one.endpoint, address(one.rule))
        for one in app.url_map.iter_rules()
        if method in (one.methods or set()) and one.endpoint != "static"
    ]


def test_a_stranger_is_sent_to_sign_in_everywhere(client: Judge) -> None:
    for endpoint, path in rules(client.app, "GET"):
        answer = client.http.get(path)
        if ACCESS[endpoint].public:
            assert answer.status_code in {200, 302}, path
        else:
            assert (answer.status_code, answer.location.split("?")[0]) == (302, "/sign-in"), path


def test_no_post_is_taken_without_its_token(signed_in: Callable[[str], Judge]) -> None:
    person = signed_in("change-lead")
    for _endpoint, path in rules(person.app, "POST"):
        answer = person.http.post(path, data={"reason": "x"})
        assert answer.status_code == 400, f"{path}: {answer.status_code}"


@pytest.mark.parametrize("who", ROLES)
def test_each_role_gets_a_page_or_a_refusal_never_a_fault(signed_in: Callable[[str], Judge], who: str) -> None:
    person = signed_in(who)
    for endpoint, path in rules(person.app, "GET"):
        if endpoint == "account.held":
            continue
        answer = person.http.get(path)
        assert answer.status_code in {200, 302, 403, 404}, f"{who} {path}: {answer.status_code}"
        permission = ACCESS[endpoint].permission
        if permission is not None and answer.status_code == 200:
            assert who not in {"viewer", "proposer"}, f"{who} opened {path}"
