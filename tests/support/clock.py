"""Moving the product's clock on."""

from datetime import timedelta

from flask import Flask

from changeportal.services.demo.load import AS_AT, set_clock


def move_on(app: Flask, days: int) -> None:
    """Let the product's clock read so many days after the example's day."""
    with app.app_context():
        set_clock(app.config["SQLALCHEMY_OWNER_URI"], AS_AT + timedelta(days=days))
