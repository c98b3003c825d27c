"""The list of areas; nothing else imports them. Each area's package names its route modules, ``bp`` stands in ``routes``."""

from importlib import import_module

from flask import Flask

from changeportal.web.areas import (
    account,
    admin,
    boards,
    cases,
    decisions,
    discussion,
    gateways,
    ideas,
    jobs,
    missions,
    mtfs,
    operations,
    policies,
    proposals,
    resourcing,
    savings,
    triage,
    work,
)
from changeportal.web.areas import (
    help as help_area,
)

AREAS = (
    account,
    admin,
    boards,
    cases,
    decisions,
    discussion,
    gateways,
    help_area,
    ideas,
    jobs,
    missions,
    mtfs,
    operations,
    policies,
    proposals,
    resourcing,
    savings,
    triage,
    work,
)


def register(app: Flask) -> None:
    """Load every route module of every area, then register its blueprint."""
    for area in AREAS:
        modules = {name: import_module(f"{area.__name__}.{name}") for name in area.ROUTES}
        app.register_blueprint(modules["routes"].bp)
