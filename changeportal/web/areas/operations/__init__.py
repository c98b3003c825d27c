"""The operations area."""
