"""Fields read what people type, say how to mend it, and show it again as it was."""

import html
import io
import re
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from changeportal.domain.errors import Invalid
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import CheckboxesField, RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField, MonthField
from changeportal.web.forms.fields import PasswordField, TextAreaField, TextField
from changeportal.web.forms.figure_fields import DecimalShareField, FileField, IntegerField, MoneyField
from changeportal.web.forms.validators import Email, MaxLength, MaxWords, Required, When


class Form(PageForm):
    name = TextField("What is it called?", [Required("Enter a name"), MaxLength(5, "Name")])
    email = TextField("Email", [Email()])
    password = PasswordField("Password")
    outcome = RadiosField(
        "Outcome", [Required("Select an outcome")], choices=[Choice("yes", "Yes"), Choice("no", "No", reveals=("why",))]
    )
    why = TextAreaField("Why not?", [When("outcome", "no", Required("Say why not"), MaxWords(3, "Your reason"))])
    who = CheckboxesField("Who", choices=[Choice("a", "A"), Choice("b", "B", divider="or", exclusive=True)])
    team = SelectField("Team", choices=[("x", "X")])
    on = DateField("Start date", [Required("Enter the start date")])
    since = MonthField("First month")
    cost = MoneyField("Cost")
    posts = IntegerField("Posts", most=50)
    share = DecimalShareField("Share")


GOOD = {"name": "Bins", "outcome": "yes", "on-day": "9", "on-month": "6", "on-year": "2026"}


def sent(**changes: str) -> Form:
    return Form(formdata=MultiDict({**GOOD, **{name.replace("__", "-"): text for name, text in changes.items()}}))


def errors_of(form: Form) -> list[tuple[str, str]]:
    form.validate()
    return [(item.text, item.href) for item in form.error_list]


pytestmark = pytest.mark.usefixtures("page")


def test_good_answers_pass() -> None:
    form = sent(cost="£1,250.50", posts="1", share="0.65", since__month="October", since__year="2026")
    assert form.validate(), form.errors
    assert (form.on.data, form.since.data) == (date(2026, 6, 9), date(2026, 10, 1))
    assert (form.cost.data, form.posts.data, form.share.data) == (125050, 1, 65)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("", "", ""), [("Enter the start date", "#on-day")]),
        (("9", "", "2026"), [("Start date must include a month", "#on-month")]),
        (("9", "", ""), [("Start date must include a month and year", "#on-month")]),
        (("31", "2", "2026"), [("Start date must be a real date", "#on-day")]),
        (("9", "Juneish", "2026"), [("Start date must be a real date", "#on-month")]),
        (("9", "6", "26"), [("Start date must have a year of 4 numbers, like 2026", "#on-year")]),
        (("٣", "6", "2026"), [("Start date must be a real date", "#on-day")]),
        (("9", "jun", "2026"), []),
    ],
)
def test_dates_say_which_part_to_mend(parts: tuple[str, str, str], expected: list[tuple[str, str]]) -> None:
    form = sent(on__day=parts[0], on__month=parts[1], on__year=parts[2])
    assert errors_of(form) == expected
    assert f'value="{parts[2]}"' in form.on() or not parts[2]


def test_a_date_whose_parts_never_came_is_blank_not_a_fault() -> None:
    form = Form(formdata=MultiDict({"name": "Bins", "outcome": "yes"}))
    assert errors_of(form) == [("Enter the start date", "#on-day")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "   "}, ("Enter a name", "#name")),
        ({"name": "Binsets"}, ("Name must be 5 characters or less", "#name")),
        ({"email": "a@b"}, ("Enter an email address in the correct format, like name@example.com", "#email")),
        ({"outcome": ""}, ("Select an outcome", "#outcome")),
        ({"outcome": "maybe"}, ("Outcome: select one of the options on the page", "#outcome")),
        ({"team": "zzz"}, ("Team: choose from the list", "#team")),
        ({"cost": "480k"}, ("Cost: write the amount out in full, like 480,000, instead of k or m", "#cost")),
        ({"cost": "-5"}, ("Cost must be £0 or more", "#cost")),
        ({"posts": "1.5"}, ("Posts must be a whole number, like 12", "#posts")),
        ({"posts": "51"}, ("Posts must be between 0 and 50", "#posts")),
        ({"share": "1.1"}, ("Share must be between 0.1 and 1, like 0.6", "#share")),
        ({"share": "0.05"}, ("Share must be between 0.1 and 1, like 0.6", "#share")),
        ({"share": "half"}, ("Share must be a number with up to 2 decimal places, like 0.6", "#share")),
    ],
)
def test_errors_say_how_to_mend_and_link_to_the_box(changes: dict[str, str], expected: tuple[str, str]) -> None:
    form = sent(**changes)
    assert errors_of(form) == [expected]
    field = form[expected[1].removeprefix("#")]
    assert f'id="{field.id}-error"' in field()
    assert expected[0].replace("'", "&#39;") in field()


def test_a_revealed_field_is_checked_only_when_it_shows_and_forgotten_otherwise() -> None:
    assert errors_of(sent(outcome="no")) == [("Say why not", "#why")]
    assert errors_of(sent(outcome="no", why="one two three four")) == [
        ("Your reason must be 3 words or less. Take out 1", "#why")
    ]
    hidden = sent(outcome="yes", why="one two three four")
    assert errors_of(hidden) == []
    assert hidden.why.data == ""
    assert [field.name for field in hidden.page_fields()].count("why") == 0


def test_text_does_not_grow_when_it_is_shown_again_and_again() -> None:
    text = "a\r\nb\r\n  c"
    for _ in range(3):
        form = sent(outcome="no", why=text)
        shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", form.outcome(), re.DOTALL)
        assert shown is not None
        text = html.unescape(shown[1]).replace("\n", "\r\n")
    assert text == "a\r\nb\r\n  c"


def test_what_was_typed_comes_back_escaped_and_a_password_never_does() -> None:
    form = sent(name='"><b>', password="correct horse", cost="<i>")
    form.validate()
    assert "<b>" not in form.name()
    assert "<i>" not in form.cost()
    assert "correct" not in form.password()


def test_a_service_message_stands_beside_its_field_and_the_rest_in_the_summary() -> None:
    form = sent()
    form.validate()
    form.take(Invalid({"team": "This team has closed", "elsewhere": "Try tomorrow"}))
    assert [(item.text, item.href) for item in form.error_list] == [
        ("Try tomorrow", ""),
        ("This team has closed", "#team"),
    ]


def test_the_one_time_key_is_fresh_for_each_page_and_kept_on_the_way_back() -> None:
    first, second = Form(formdata=None), Form(formdata=None)
    assert first.idempotency_key.data != second.idempotency_key.data
    back = sent(_key=first.idempotency_key.data)
    assert f'name="_key" value="{first.idempotency_key.data}"' in back.hidden_fields()
    assert sent(_key="nonsense").idempotency_key.data != "nonsense"


def test_a_version_that_is_not_a_number_did_not_come() -> None:
    assert VersionedForm(formdata=MultiDict({"version": "7"})).expected_version() == 7
    assert VersionedForm(formdata=MultiDict({"version": "7; drop"})).expected_version() is None


class Upload(PageForm):
    paper = FileField("Paper", [Required("Select a file")], kinds=("pdf",), kinds_said="a PDF")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.exe", b"x", "The selected file must be a PDF"),
        ("a.PDF", b"", "The selected file is empty"),
        ("a.pdf", b"x", None),
    ],
)
def test_files_are_refused_in_words(name: str, content: bytes, message: str | None) -> None:
    form = Upload(formdata=MultiDict({"paper": FileStorage(io.BytesIO(content), name)}))
    form.validate()
    assert [item.text for item in form.error_list] == ([message] if message else [])


def test_a_page_with_errors_says_so_first(app: Flask) -> None:
    form = sent(name="")
    form.validate()
    page = app.jinja_env.get_template("layout/question.html").render(form=form)
    assert "<title>Error:" in page
    assert page.index("govuk-error-summary") < page.index("<form method")
    for item in form.error_list:
        assert f'id="{item.href[1:]}"' in page
