"""One folder for each area of the site; areas do not import each other."""
