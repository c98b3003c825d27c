"""The savings area: the tracker, one saving, closing months."""
