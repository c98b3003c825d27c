"""The missions area: missions, their commitments, and what serves them."""

ROUTES = ("routes",)
