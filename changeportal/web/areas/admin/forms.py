"""Forms of the administrator and of standing in."""

from typing import Any
from uuid import UUID

from changeportal.domain.terms import Role, SignOffKind
from changeportal.queries.administration import scopes
from changeportal.queries.people import people_list
from changeportal.services.people import AddPerson, GrantRole
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.validators import Email, MaxLength, Required


def role_words(role: Role) -> str:
    """A role as a person reads it."""
    return role.value.replace("_", " ").capitalize()


class AddPersonForm(PageForm):
    """A new account."""

    name = TextField("Name", [Required("Enter the person’s name"), MaxLength(120, "The name")])
    email = TextField("Email address", [Required("Enter an email address, like name@council.gov.uk"), Email()])
    job_title = TextField("Job title (optional)", [MaxLength(120, "The job title")])

    def command(self) -> AddPerson:
        """What the service is asked."""
        return AddPerson(self.name.data, self.email.data, self.job_title.data or "")


class RoleForm(PageForm):
    """A role from a day on."""

    role = SelectField("Role", [Required("Select the role")])
    scope = SelectField("Limited to (optional)", [])
    starts = DateField("From which day?", [Required("Enter the first day")])
    ends = DateField("Until which day? (optional)", [])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.role.choices = [("", "Choose"), *((one.value, role_words(one)) for one in Role)]
        listed = [
            (f"{kind}:{key}", f"{kind.capitalize()}: {name}") for kind, rows in scopes().items() for key, name in rows
        ]
        checks = [(f"sign_off:{one.value}", f"Check: {one.value.replace('_', ' ')}") for one in SignOffKind]
        self.scope.choices = [("", "Not limited"), *listed, *checks]

    def command(self, person_id: UUID) -> GrantRole:
        """What the service is asked."""
        kind, _, key = (self.scope.data or "").partition(":")
        return GrantRole(
            person_id=person_id,
            role=Role(self.role.data),
            starts=self.starts.data,
            ends=self.ends.data,
            directorate_id=UUID(key) if kind == "directorate" else None,
            board_id=UUID(key) if kind == "board" else None,
            pool_id=UUID(key) if kind == "pool" else None,
            sign_off=SignOffKind(key) if kind == "sign_off" else None,
        )


class HandOnForm(PageForm):
    """Who takes over."""

    to = SelectField("Who takes over the savings?", [Required("Select who takes over")])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.to.choices = [("", "Choose"), *((str(one.id), one.name) for one in people_list())]


class DeputyForm(PageForm):
    """Who stands in, from when to when."""

    deputy = SelectField("Who stands in for you?", [Required("Select who stands in for you")])
    starts = DateField("From which day?", [Required("Enter the first day")])
    ends = DateField("Until which day?", [Required("Enter the last day")])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.deputy.choices = [("", "Choose"), *((str(one.id), one.name) for one in people_list())]


class ButtonForm(VersionedForm):
    """A button alone."""
