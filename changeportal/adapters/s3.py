"""Files in a bucket of S3-compatible storage."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = 30.0
TRIES = 2
_KEY = re.compile(r"[0-9a-f]{64}")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_NOT_THERE = 404


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where a bucket is, who asks, and the folder in it that is ours."""

    host: str
    bucket: str
    key_id: str
    secret: str
    region: str = "us-east-1"
    folder: str = ""
    tls: bool = True


def bucket_of(url: str) -> Bucket:
    """``s3://KEY:SECRET@host:port/bucket/folder?region=eu-west-2``; ``&tls=no`` for plain HTTP. ValueError with what is wrong."""
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    bucket, _slash, folder = parts.path.strip("/").partition("/")
    region = asked.pop("region", "us-east-1")
    tls = asked.pop("tls", "yes")
    wrong = {
        "a host": not parts.hostname,
        "a key and its secret": not parts.username or not parts.password,
        "a bucket": not _BUCKET.fullmatch(bucket),
        "a folder of letters, figures, - and _": bool(folder) and not _FOLDER.fullmatch(folder),
        "a region": not _REGION.fullmatch(region),
        "tls=yes or tls=no": tls not in ("yes", "no"),
        "region and tls alone after the question mark": bool(asked),
    }
    missing = [words for words, is_wrong in wrong.items() if is_wrong]
    if missing:
        raise ValueError(", ".join(missing))
    host = parts.netloc.rpartition("@")[2]
    key_id, secret = unquote(parts.username or ""), unquote(parts.password or "")
    return Bucket(host, bucket, key_id, secret, region, folder, tls == "yes")


@cache
def _client(bucket: Bucket, patience: float) -> Any:
    """One client for each bucket in a process. The library is loaded by those alone who keep files in a bucket."""
    import boto3  # type: ignore[import-untyped]  # it ships no types
    from botocore.config import Config  # type: ignore[import-untyped]  # it ships no types

    return boto3.client(
        "s3",
        endpoint_url=f"{'https' if bucket.tls else 'http'}://{bucket.host}",
        aws_access_key_id=bucket.key_id,
        aws_secret_access_key=bucket.secret,
        region_name=bucket.region,
        config=Config(
            connect_timeout=patience,
            read_timeout=patience,
            retries={"total_max_attempts": TRIES, "mode": "standard"},
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def _as_file_faults(key: str = "") -> Iterator[None]:
    """What the storage refuses or leaves unanswered, as the faults that files on a disk have."""
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # it ships no types
    from botocore.parsers import ResponseParserError  # type: ignore[import-untyped]  # it ships no types

    try:
        yield
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if key and status == _NOT_THERE and error.response["Error"]["Code"] != "NoSuchBucket":
            raise FileNotFoundError(key) from error
        raise OSError(f"the storage answered {status}") from error
    except (BotoCoreError, ResponseParserError) as error:
        raise OSError(f"the storage did not answer: {type(error).__name__}") from error


class S3Storage:
    """Objects under the same paths as files in a folder have. Each is written once; asking twice does no harm."""

    def __init__(self, bucket: Bucket, most_bytes: int, patience: float = PATIENCE) -> None:
        self.bucket = bucket
        self.most_bytes = most_bytes
        self._client = _client(bucket, patience)

    def put(self, body: bytes) -> str:
        """Under a new random key."""
        key = secrets.token_hex(32)
        self.put_back(key, body)
        return key

    def put_back(self, key: str, body: bytes) -> None:
        """Bytes of a backup under the key that they had."""
        with _as_file_faults():
            self._client.put_object(**self._place(key), Body=body)

    def read(self, key: str) -> bytes:
        """The bytes. OSError where there are none, or where the storage does not answer."""
        with _as_file_faults(key):
            return bytes(self._client.get_object(**self._place(key))["Body"].read())

    def forget(self, key: str) -> None:
        """Delete them, if they are there."""
        with _as_file_faults():
            self._client.delete_object(**self._place(key))

    def names(self) -> Iterator[str]:
        """Every key that is kept, in order."""
        folder = f"{self.bucket.folder}/" if self.bucket.folder else ""
        with _as_file_faults():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket.bucket, Prefix=folder)
            for page in pages:
                yield from (one["Key"].rpartition("/")[2] for one in page.get("Contents", ()))

    def _place(self, key: str) -> dict[str, str]:
        if not _KEY.fullmatch(key):
            raise FileNotFoundError(key)
        return {"Bucket": self.bucket.bucket, "Key": "/".join(filter(None, (self.bucket.folder, key[:2], key)))}
