"""The operations area."""

ROUTES = ("routes",)
