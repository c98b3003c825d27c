"""The savings area: the tracker, one saving, closing months."""

ROUTES = ("routes", "finance_routes", "many_routes")
