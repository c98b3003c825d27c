"""S3-compatible storage: a real server that holds every request to its signature, and storage that is not well."""

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from changeportal.adapters.s3 import Bucket, S3Storage, bucket_of
from tests.support.s3 import s3

BUCKET = Bucket("storage.example:9000", "papers", "KEYID", "secret/with+signs", "eu-west-2", "files", tls=False)
MOST = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that holds every request to its signature."""
    with s3() as url:
        yield url


def test_bytes_come_back_are_named_and_go(address: str) -> None:
    store, body = S3Storage(bucket_of(address), MOST), os.urandom(200_000)
    first, second = store.put(body), store.put(b"")
    assert store.read(first) == body
    assert store.read(second) == b""
    assert list(store.names()) == sorted([first, second])
    store.forget(first)
    store.forget(first)
    with pytest.raises(FileNotFoundError):
        store.read(first)
    assert list(store.names()) == [second]
    store.put_back(first, body)
    assert store.read(first) == body
    with pytest.raises(FileNotFoundError):
        store.read("../etc/passwd")


def test_more_names_than_a_page_holds(address: str) -> None:
    store = S3Storage(replace(bucket_of(address), folder="many"), MOST)
    keys = [f"{n:064x}" for n in range(1003)]
    for key in keys:
        store.put_back(key, b"x")
    assert list(store.names()) == keys


def test_a_wrong_secret_or_bucket_is_refused_by_the_server(address: str) -> None:
    held = bucket_of(address)
    for wrong in (replace(held, secret="wrong"), replace(held, bucket="elsewhere"), replace(held, key_id="NOBODY")):
        with pytest.raises(OSError, match="answered 40"):
            S3Storage(wrong, MOST).put(b"x")
    with pytest.raises(OSError):
        list(S3Storage(replace(held, secret="wrong"), MOST).names())


class Unwell(BaseHTTPRequestHandler):
    """Answers each request as the next of ``moods`` says: a status, or nothing at all."""

    moods: ClassVar[list[int]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Reading."""
        self.answer()

    def do_PUT(self) -> None:
        """Writing."""
        self.answer()

    def answer(self) -> None:
        """The same for each method."""
        self.asked.append(self.command)
        mood = self.moods.pop(0)
        if mood == 0:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(mood)
        self.send_header("Content-Length", "10" if mood == 206 else "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_any: Any) -> None:
        """Nothing is said."""


@pytest.fixture
def unwell() -> Iterator[S3Storage]:
    """Storage whose server does as it is told."""
    server = HTTPServer(("127.0.0.1", 0), Unwell)
    Unwell.moods, Unwell.asked = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield S3Storage(replace(BUCKET, host=f"127.0.0.1:{server.server_port}"), MOST, patience=0.5)
    server.shutdown()
    server.server_close()


KEY = "a" * 64


def test_what_broke_off_or_is_overloaded_is_asked_once_more(unwell: S3Storage) -> None:
    for mood in (0, 500, 503):
        Unwell.moods, Unwell.asked = [mood, 200], []
        assert unwell.read(KEY) == b"ok"
        assert len(Unwell.asked) == 2


@pytest.mark.parametrize("moods", [[0, 0], [500, 500], [403], [301], [206, 206]])
def test_what_stays_unwell_is_an_error_and_never_bytes(unwell: S3Storage, moods: list[int]) -> None:
    Unwell.moods = list(moods)
    with pytest.raises(OSError):
        unwell.read(KEY)
    Unwell.moods = list(moods)
    with pytest.raises(OSError):
        unwell.put(b"x")


def test_nobody_there() -> None:
    with pytest.raises(OSError, match="did not answer"):
        S3Storage(replace(BUCKET, host="127.0.0.1:1"), MOST, patience=0.5).read(KEY)


def test_an_address_is_read_whole_or_refused_with_what_is_wrong() -> None:
    found = bucket_of("s3://KEYID:secret%2Fwith%2Bsigns@storage.example:9000/papers/files?region=eu-west-2&tls=no")
    assert found == BUCKET
    for url, words in (
        ("s3://storage.example/papers", "a key and its secret"),
        ("s3://K:S@storage.example", "a bucket"),
        ("s3://K:S@storage.example/papers/../x", "a folder"),
        ("s3://K:S@storage.example/papers?tls=maybe", "tls=yes or tls=no"),
        ("s3://K:S@storage.example/papers?acl=public", "alone after the question mark"),
        ("s3:papers", "a host"),
    ):
        with pytest.raises(ValueError, match=words):
            bucket_of(url)
