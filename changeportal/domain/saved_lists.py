"""Lists that a person keeps under a name: which addresses are lists, and what a name must be."""

from urllib.parse import urlsplit

PATHS = ("/proposals", "/savings", "/decisions", "/mtfs")
LONGEST_ADDRESS, LONGEST_NAME, MOST = 1000, 60, 20


def list_address(address: str) -> str:
    """The path and filters of one of our lists, or an empty text where the address is none."""
    parts = urlsplit(address)
    ours = parts.path in PATHS and not parts.scheme and not parts.netloc and len(address) <= LONGEST_ADDRESS
    if not ours or any(ord(letter) < ord(" ") for letter in address):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
