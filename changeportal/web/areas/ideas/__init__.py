"""The ideas area."""

ROUTES = ("routes",)
