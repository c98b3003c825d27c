"""The resourcing area: asking for people, answering, capacity."""
