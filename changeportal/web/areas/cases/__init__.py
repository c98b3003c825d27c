"""The cases area: writing the business case."""

ROUTES = (
    "routes",
    "asked_routes",
    "claim_routes",
    "file_routes",
    "finding_routes",
    "fit_routes",
    "grid_routes",
    "owner_routes",
    "part_routes",
    "paste_routes",
    "quality_routes",
    "result_routes",
    "row_routes",
    "terms_routes",
)
