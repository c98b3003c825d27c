"""Fixtures that every kind of test may use."""

import os
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from hypothesis import settings

from tests.support.client import Judge
from tests.support.database import YEAR, Servers, test_servers

# What a property says does not depend on how busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# The long fault runs have a command of their own: make trust.
collect_ignore = [] if os.environ.get("TRUST") else ["trust"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The long run says the figures of its races: rounds, wrong answers, seconds, who won how often."""
    ended = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    told = [
        f"{report.nodeid.rsplit('::', 1)[-1]}: {said['rounds']} rounds, {said['wrong']} wrong, {said['seconds']} s ({said['won']})"
        for report in ended
        for name, said in getattr(report, "user_properties", ())
        if name == "race"
    ]
    if told and os.environ.get("TRUST"):
        terminalreporter.section("Races over real HTTP against several processes")
        terminalreporter.write_line("\n".join(sorted(told)))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """Real PostgreSQL and Valkey for this test process."""
    with test_servers() as running:
        yield running


@pytest.fixture
def app(servers: Servers) -> Iterator[Flask]:
    """The app over a fresh database with reference data; what a test commits is gone afterwards."""
    with servers.clone() as name:
        made = servers.app(name)
        yield made
        servers.release(made)


@pytest.fixture
def year(servers: Servers) -> Iterator[Flask]:
    """The app over the whole example year."""
    servers.make_year()
    with servers.clone(YEAR) as name:
        made = servers.app(name)
        yield made
        servers.release(made)


@pytest.fixture
def client(app: Flask) -> Judge:
    """A browser that judges every page it is given; nobody is signed in."""
    return Judge(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[str], Judge]:
    """A browser of its own for each person: ``signed_in("chair")``."""
    return lambda who: Judge(app).sign_in(who)
