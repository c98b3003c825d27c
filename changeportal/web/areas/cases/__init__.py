"""The cases area: writing the business case."""
