"""The policies area: the delegation policy, its versions, the table of its rules."""

ROUTES = ("routes",)
