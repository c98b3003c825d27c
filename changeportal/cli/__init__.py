"""The flask commands."""

from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from config import Settings


def register(app: Flask, settings: "Settings") -> None:
    """Add the product's commands to the app."""
