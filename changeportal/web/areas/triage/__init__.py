"""The triage area."""
