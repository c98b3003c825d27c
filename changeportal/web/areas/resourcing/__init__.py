"""The resourcing area: asking for people, answering, capacity."""

ROUTES = ("routes", "funding_routes", "month_routes", "pool_routes", "pot_routes", "price_routes")
