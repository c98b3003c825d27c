"""The gateways area: submitting, checking, deciding, reading what was frozen."""

ROUTES = ("routes", "paper_routes")
