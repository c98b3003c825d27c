"""The boards area: bodies, their meetings, agendas, attendance, interests, items and their decisions."""

ROUTES = ("routes", "item_routes", "vote_routes", "written_routes", "pack_routes")
