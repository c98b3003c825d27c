"""The boards area: bodies, their meetings, agendas, attendance, interests, items and their decisions."""
