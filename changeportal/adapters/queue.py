"""The queue carries hints only: the truth is in the outbox. With Valkey away nothing is lost, it is only later."""

import structlog
from flask import current_app
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

log = structlog.get_logger(__name__)

QUEUE = "changeportal"


def connection() -> "Redis[bytes]":
    """A connection to Valkey with short waits."""
    return Redis.from_url(current_app.config["REDIS_URL"], socket_connect_timeout=2, socket_timeout=2)


def wake() -> None:
    """Tell the worker that the outbox has something; never fails the caller, who has already committed."""
    try:
        Queue(QUEUE, connection=connection(), serializer=JSONSerializer).enqueue(
            "changeportal.jobs.tasks.drain_outbox", result_ttl=0, failure_ttl=86400
        )
    except RedisError as error:
        log.warning("queue_away", error=type(error).__name__)
