"""The rules of the product: pure Python, no framework, no clock, no input or output."""
