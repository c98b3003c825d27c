"""Redirects stay on this site."""

from urllib.parse import unquote, urlsplit


def home_path(target: str) -> str:
    """The path if it is plainly one of ours, else the home page."""
    plain = unquote(target)
    parts = urlsplit(plain)
    ours = plain.startswith("/") and not plain.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    if not ours or "\\" in plain or any(ord(letter) < 32 for letter in plain):
        return "/"
    return target
