"""Forms of the account pages."""

from changeportal.web.forms.base import PageForm
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.validators import Email, MaxLength, Required


class SignInForm(PageForm):
    """Email and password."""

    email = TextField(
        "Email address",
        [Required("Enter your email address"), MaxLength(254)],
        kind="email",
        autocomplete="username",
        spellcheck=False,
    )
    password = TextField(
        "Password",
        [Required("Enter your password")],
        kind="password",
        autocomplete="current-password",
        spellcheck=False,
    )


class ForgotPasswordForm(PageForm):
    """Where to send the link."""

    email = TextField(
        "Email address",
        [Required("Enter your email address"), Email()],
        kind="email",
        autocomplete="username",
        spellcheck=False,
    )


class ChoosePasswordForm(PageForm):
    """A new password."""

    password = TextField(
        "New password",
        [Required("Enter a new password")],
        hint="12 characters or more. Three random words work well",
        kind="password",
        autocomplete="new-password",
        spellcheck=False,
    )
