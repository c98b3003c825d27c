"""Reads for screens, papers, feeds and jobs; frozen rows out; nothing is written here."""
