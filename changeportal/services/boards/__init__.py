"""Boards at work: meetings, agendas, attendance and interests, votes, decisions of items."""
