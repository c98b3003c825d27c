"""Tables, column types and constraints: the only room that knows SQLAlchemy models."""
