"""The work area."""
