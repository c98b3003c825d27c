"""Races over real HTTP: a live server with several processes, people who are signed in, and a state that comes back."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.support.browser import live_server
from tests.support.client import Judge
from tests.support.database import Servers


@dataclass(frozen=True)
class Move:
    """Somebody's post: who, where, and what they send."""

    who: Judge
    path: str
    answers: Mapping[str, str]


class Arena:
    """A live server whose database goes back to how it was, but for who is signed in, for one round after another."""

    def __init__(self, servers: Servers, database: str, address: str) -> None:
        self.place = urlsplit(address)
        self.where = {"host": str(servers.sockets), "user": "changeportal_owner", "dbname": database}
        rows = self.ask(
            "SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ') FROM information_schema.columns c "
            "JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = 'public' WHERE c.table_schema = 'public' "
            "AND c.is_generated = 'NEVER' AND c.table_name NOT IN ('alembic_version', 'web_session') GROUP BY c.table_name"
        )
        self.tables = {str(table): str(columns) for table, columns in rows}
        self.tokens: dict[int, str] = {}
        self.run(["CREATE SCHEMA kept", *(f"CREATE TABLE kept.{one} AS TABLE public.{one}" for one in self.tables)])

    def ask(self, statement: str) -> Sequence[tuple[object, ...]]:
        """What the database says, asked as its owner."""
        with psycopg.connect(**self.where, autocommit=True) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[arg-type]  # a statement of ours

    def one(self, statement: str) -> object:
        """A single value."""
        return self.ask(statement)[0][0]

    def run(self, statements: Sequence[str]) -> None:
        """Statements in one transaction, past every trigger."""
        with psycopg.connect(**self.where) as connection:
            for statement in ("SET session_replication_role = replica", *statements):
                connection.execute(statement)  # type: ignore[arg-type]  # a statement of ours

    def again(self) -> None:
        """Everything as it was when the arena opened. The worker waits: what it sends begins with a row of the outbox."""
        emptied = [f"DELETE FROM public.{table}" for table in self.tables]
        held = "LOCK TABLE public.outbox, public.schedule_run IN ACCESS EXCLUSIVE MODE"
        whole = [held, *emptied, *(self._back(table, columns) for table, columns in self.tables.items())]
        for _try in range(3):
            with suppress(
                psycopg.errors.DeadlockDetected
            ):  # the worker was at it: nothing of ours is left, so once more
                return self.run(whole)
        raise AssertionError("the worker does not let go")

    @staticmethod
    def _back(table: str, columns: str) -> str:
        return f"INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM kept.{table}"

    def at_once(self, *moves: Move) -> list[int]:
        """All moves at one instant, each on a connection of its own; the statuses in order."""
        barrier, answers = Barrier(len(moves)), [0] * len(moves)

        def send(n: int, move: Move) -> None:
            connection = HTTPConnection(str(self.place.hostname), self.place.port, timeout=60)
            body = urlencode({"csrf_token": self._token(move.who), "_key": str(uuid4()), **move.answers}, doseq=True)
            cookie = move.who.http.get_cookie("session")
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"session={cookie.value if cookie else ''}",
            }
            barrier.wait()
            connection.request("POST", move.path, body, headers)
            answers[n] = connection.getresponse().status
            connection.close()

        for one in moves:
            self._token(one.who)
        threads = [Thread(target=send, args=one) for one in enumerate(moves)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(90)
        return answers

    def _token(self, who: Judge) -> str:
        if id(who) not in self.tokens:
            self.tokens[id(who)] = who.hidden_of(who.http.get("/account").text)["csrf_token"]
        return self.tokens[id(who)]


def played(where: Arena, test: pytest.Item, one: Callable[[], str], rounds: int) -> None:
    """Play a race so many times, each from the same state. Every wrong answer is kept; the test says its figures."""
    wrong: list[str] = []
    won: Counter[str] = Counter()
    begun = time.perf_counter()
    for n in range(rounds):
        where.again()
        try:
            won[one()] += 1
        except AssertionError as error:
            wrong.append(f"round {n}: {error}")
    figures = {
        "rounds": rounds,
        "wrong": len(wrong),
        "seconds": round(time.perf_counter() - begun),
        "won": ", ".join(f"{who} {times}" for who, times in sorted(won.items())),
    }
    test.user_properties.append(("race", figures))
    assert not wrong, "\n".join(wrong[:20])


@contextmanager
def arena(servers: Servers, database: str) -> Iterator[Arena]:
    """A live server over the database as it stands now."""
    with live_server(servers, database) as address:
        yield Arena(servers, database, address)
