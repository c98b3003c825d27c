"""Starts PostgreSQL, Valkey, the worker and the web server as children, and stops them."""
