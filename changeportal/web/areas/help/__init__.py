"""The help area."""

ROUTES = ("routes",)
