"""The MTFS area: closing the budget gap, what a figure is made of, versions and what changed between them."""

ROUTES = ("routes", "register_routes")
