"""The discussion area: questions on a case and their answers, and a person's own notices."""

ROUTES = ("routes",)
