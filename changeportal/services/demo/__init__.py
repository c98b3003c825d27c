"""The example year: everything here is invented and marked as an example wherever it shows."""

DEMO_PASSWORD = "example-council-2026"  # noqa: S105  # printed by make run, refused in production
