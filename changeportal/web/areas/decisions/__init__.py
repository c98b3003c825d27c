"""The decisions area: the register, one decision, conditions, the forward plan."""

ROUTES = ("routes", "calendar_routes", "lawful_routes", "paper_routes")
