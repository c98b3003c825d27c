"""Form fields, checks and their GOV.UK rendering. Pages import from the modules, not from here."""
