"""The worker: takes hints from the queue, and sweeps the outbox by itself every few seconds, with Valkey away too."""

import os
import signal
import threading
import time

import structlog
from flask import Flask
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty
from sqlalchemy.exc import SQLAlchemyError

from changeportal.adapters.queue import QUEUE
from changeportal.data.session import db
from changeportal.jobs import tasks

SWEEP_EVERY = 3.0
PURGE_EVERY = 200
SCHEDULE_EVERY = 20
log = structlog.get_logger(__name__)


def sweep(app: Flask) -> None:
    """Look at the outbox again and again: what no hint told us of is found here."""
    turn = 0
    while True:
        try:
            with app.app_context():
                tasks.drain_outbox()
                tasks.scan_files()
                tasks.make_packs()
                if turn % PURGE_EVERY == 0:
                    tasks.purge_sessions()
                if turn % SCHEDULE_EVERY == 0:
                    tasks.run_schedule()
        except (SQLAlchemyError, OSError) as error:
            log.warning("sweep_failed", error=type(error).__name__)
        turn += 1
        time.sleep(SWEEP_EVERY)


class Worker(SimpleWorker):  # type: ignore[misc]  # rq has no types
    """Runs jobs in this process: they are short, and safe to run twice."""

    death_penalty_class = TimerDeathPenalty

    def _install_signal_handlers(self) -> None:
        """Ours stand already: the queue's own ask Valkey first, and never end while it is away."""


def _stop(_number: int, _frame: object) -> None:
    """End at once: whatever was begun is rolled back, and done again by the next worker."""
    os._exit(0)


def work(app: Flask) -> None:
    """Sweep, and take hints until stopped; when Valkey is away, wait for it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    threading.Thread(target=sweep, args=(app,), daemon=True).start()
    connection = Redis.from_url(app.config["REDIS_URL"], socket_connect_timeout=2)
    while True:
        try:
            queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
            worker = Worker(
                [queue], connection=connection, serializer=JSONSerializer, worker_ttl=30, maintenance_interval=15
            )
            with app.app_context():
                worker.work(logging_level="WARNING")
                db.session.remove()
        except RedisError as error:
            log.warning("queue_away", error=type(error).__name__)
            time.sleep(SWEEP_EVERY)
        else:
            return
