"""Forms of the account pages."""

from changeportal.web.forms.base import PageForm
from changeportal.web.forms.fields import PasswordField, TextField
from changeportal.web.forms.validators import Email, MaxLength, Required


class SignInForm(PageForm):
    """Email and password."""

    email = TextField(
        "Email address", validators=[Required("Enter your email address"), MaxLength(254)], autocomplete="username"
    )
    password = PasswordField("Password", validators=[Required("Enter your password")], autocomplete="current-password")


class ForgotPasswordForm(PageForm):
    """Where to send the link."""

    email = TextField(
        "Email address", validators=[Required("Enter your email address"), Email()], autocomplete="username"
    )


class ChoosePasswordForm(PageForm):
    """A new password."""

    password = PasswordField(
        "New password",
        hint="12 characters or more. Three random words work well",
        validators=[Required("Enter a new password")],
        autocomplete="new-password",
    )
