"""The form that gives a list its name."""

from changeportal.domain.saved_lists import LONGEST_NAME
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.fields import HiddenField, TextField
from changeportal.web.forms.validators import MaxLength, Required


class ListForm(PageForm):
    """A name for a list; ``address`` is where it is."""

    title = TextField(
        "What do you want to call this list?",
        [Required("Enter a name for this list"), MaxLength(LONGEST_NAME, "The name")],
        hint="For example, Adults at risk",
    )
    address = HiddenField(default="")
