"""Form fields and their GOV.UK rendering."""
