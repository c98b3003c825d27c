"""Structured logs: one JSON object a line, so that no text from outside can forge a line; scalars only, no personal data."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

SCALARS = (str, int, bool, type(None))


def _scalars_only(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop what is no plain value: objects and lists are how personal data get into logs."""
    return {name: value for name, value in event.items() if isinstance(value, SCALARS) or name == "exc_info"}


def configure_logs() -> None:
    """Write every log line as JSON to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _scalars_only,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
