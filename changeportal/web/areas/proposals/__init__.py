"""The proposals area."""

ROUTES = ("routes",)
