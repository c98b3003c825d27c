"""The jobs area."""
