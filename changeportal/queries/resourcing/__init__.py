"""People's time and project money, as pages show them."""
