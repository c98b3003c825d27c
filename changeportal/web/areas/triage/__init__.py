"""The triage area."""

ROUTES = ("routes",)
