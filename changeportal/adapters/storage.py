"""Where uploaded files lie: a folder or a bucket, each under a random key, written whole or not at all, never again."""

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from flask import current_app

from changeportal.adapters.s3 import S3Storage, bucket_of

_KEY = re.compile(r"[0-9a-f]{64}")
SCHEME, S3_SCHEME = "file:", "s3:"


class Storage(Protocol):
    """Keeps bytes under keys that it makes."""

    most_bytes: int

    def put(self, body: bytes) -> str:
        """Keep new bytes; their key."""

    def read(self, key: str) -> bytes:
        """The bytes. OSError where there are none."""

    def forget(self, key: str) -> None:
        """Delete the bytes, if they are there."""

    def names(self) -> Iterator[str]:
        """Every key that is kept, in order."""

    def put_back(self, key: str, body: bytes) -> None:
        """Bytes of a backup under the key that they had."""


class FolderStorage:
    """Files in a folder, by the first letters of their key."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return self.folder / key[:2] / key

    def put(self, body: bytes) -> str:
        """Under a new random key."""
        key = secrets.token_hex(32)
        self.put_back(key, body)
        return key

    def put_back(self, key: str, body: bytes) -> None:
        """Written beside its place, kept by the disk, then moved there in one step."""
        there = self._place(key)
        there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = there.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(body)
                out.flush()
                os.fsync(out.fileno())
            part.replace(there)
        finally:
            part.unlink(missing_ok=True)
        _keep_folder(there.parent)

    def names(self) -> Iterator[str]:
        """Every key that is kept, in order."""
        for one in sorted(self.folder.glob("??/*")):
            if _KEY.fullmatch(one.name):
                yield one.name

    def read(self, key: str) -> bytes:
        """The bytes as they lie there."""
        return self._place(key).read_bytes()

    def forget(self, key: str) -> None:
        """Delete them."""
        self._place(key).unlink(missing_ok=True)


def _keep_folder(folder: Path) -> None:
    """Have the disk keep the new name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def storage() -> Storage:
    """The folder or the bucket of the settings."""
    url, most = str(current_app.config["FILES_URL"]), int(current_app.config["FILES_MOST_BYTES"])
    if url.startswith(S3_SCHEME):
        return S3Storage(bucket_of(url), most)
    return FolderStorage(Path(url.removeprefix(SCHEME)), most)
