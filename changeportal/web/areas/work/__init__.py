"""The work area."""

ROUTES = ("routes",)
