"""The account area."""

ROUTES = ("routes",)
