"""Commands use the embedded servers that run, or have them for as long as the command takes."""

from collections.abc import Iterable
from typing import Any

import click
from flask import Flask

from changeportal.runtime.servers import servers
from config import Settings

NEEDS_NOTHING = {"run", "routes", "shell"}


def with_servers(app: Flask, settings: Settings) -> None:
    """Wrap every command of the app, so that each has a database to talk to."""
    if not settings.embedded:
        return
    for name, command in list(app.cli.commands.items()):
        if name not in NEEDS_NOTHING:
            for one in _leaves(command):
                _wrap(one, settings)


def _leaves(command: click.Command) -> Iterable[click.Command]:
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _leaves(inner)
    else:
        yield command


def _wrap(command: click.Command, settings: Settings) -> None:
    inner = command.callback
    if inner is None or getattr(inner, "has_servers", False):
        return

    def run(*words: Any, **options: Any) -> Any:
        with servers(settings.data_dir, settings.socket_dir):
            return inner(*words, **options)

    run.has_servers = True  # type: ignore[attr-defined]  # a mark, so that a second app in this process does not wrap twice
    command.callback = run
