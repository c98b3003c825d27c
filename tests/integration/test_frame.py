"""The frame stands: migrations, reference data, sign-in, access."""

from tests.support.client import Judge


def test_the_sign_in_page_asks_for_email_and_password(client: Judge) -> None:
    page = client.page("/sign-in")
    assert [one["name"] for one in page.select("input:not([type=hidden])")] == ["email", "password"]


def test_a_page_for_signed_in_people_sends_others_to_sign_in(client: Judge) -> None:
    answer = client.http.get("/")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/"


def test_ready_once_migrated(client: Judge) -> None:
    assert client.http.get("/readyz").get_json() == {"status": "ready", "problems": []}


def test_example_data_go_into_an_empty_database_only(client: Judge) -> None:
    result = client.app.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 1
    assert "Example data go into an empty database only" in result.output
