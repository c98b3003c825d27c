"""The jobs area: how far work in the background is."""

ROUTES = ("routes",)
