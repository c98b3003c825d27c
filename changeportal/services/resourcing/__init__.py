"""People's time: asking a team for it, answering, and what a team has and costs."""
