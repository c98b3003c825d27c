"""The resourcing area: asking for people, answering, capacity."""

ROUTES = ("routes", "counting_routes", "funding_routes", "month_routes", "pool_routes", "pot_routes", "price_routes")
