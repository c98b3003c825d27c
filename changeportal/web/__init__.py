"""The Flask side: access, security, forms, pages."""
