"""Files in a bucket of S3-compatible storage: plain HTTP with a signature (AWS version 4) made by the standard library."""

import hashlib
import hmac
import http.client
import re
import secrets
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, quote, unquote, urlsplit

PATIENCE = 30.0
TRIES = 2
_ALGORITHM = "AWS4-HMAC-SHA256"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_FOLDER = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_NAMED = re.compile(r"<Key>([^<]*)</Key>")
_MORE = re.compile(r"<NextContinuationToken>([^<]*)</NextContinuationToken>")
_OK, _CREATED_NOTHING, _NOT_THERE, _OVERLOADED = 200, 204, 404, 500


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


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the storage."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes = b""

    @property
    def target(self) -> str:
        """Path and query as they go over the wire, which is how they are signed."""
        pairs = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in self.query.items())
        query = "&".join(f"{name}={value}" for name, value in pairs)
        return f"{quote(self.path, safe='/-_.~')}{'?' if query else ''}{query}"


def signed(asked: Request, of: Bucket, at: datetime) -> dict[str, str]:
    """The headers of a request, signed for that time."""
    stamp, day = f"{at:%Y%m%dT%H%M%SZ}", f"{at:%Y%m%d}"
    digest = hashlib.sha256(asked.body).hexdigest()
    headers = {"host": of.host, "x-amz-content-sha256": digest, "x-amz-date": stamp}
    names = ";".join(sorted(headers))
    path, _mark, query = asked.target.partition("?")
    lines = [asked.method, path, query, *(f"{name}:{headers[name]}" for name in sorted(headers)), "", names, digest]
    scope = f"{day}/{of.region}/s3/aws4_request"
    wanted = "\n".join([_ALGORITHM, stamp, scope, hashlib.sha256("\n".join(lines).encode()).hexdigest()])
    key = f"AWS4{of.secret}".encode()
    for part in (day, of.region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.new(key, wanted.encode(), "sha256").hexdigest()
    said = f"{_ALGORITHM} Credential={of.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "authorization": said}


class S3Storage:
    """Objects under the same paths as files in a folder have. Each is written once; asking twice does no harm."""

    def __init__(self, bucket: Bucket, most_bytes: int, patience: float = PATIENCE) -> None:
        self.bucket = bucket
        self.most_bytes = most_bytes
        self.patience = patience

    def put(self, body: bytes) -> str:
        """Under a new random key. The storage holds the bytes against their hash before it keeps them."""
        key = secrets.token_hex(32)
        self.put_back(key, body)
        return key

    def put_back(self, key: str, body: bytes) -> None:
        """Bytes of a backup under the key that they had."""
        self._ask("PUT", key, body=body)

    def read(self, key: str) -> bytes:
        """The bytes. OSError where there are none, or where the storage does not answer."""
        return self._ask("GET", key)

    def forget(self, key: str) -> None:
        """Delete them, if they are there."""
        self._ask("DELETE", key)

    def names(self) -> Iterator[str]:
        """Every key that is kept, in order."""
        query, front = {"list-type": "2", "prefix": self._name("")}, len(self._name(""))
        while True:
            page = self._sent(Request("GET", f"/{self.bucket.bucket}", query)).decode()
            for name in _NAMED.findall(page):
                yield unescape(name)[front:].rpartition("/")[2]
            more = _MORE.search(page)
            if more is None:
                return
            query = {**query, "continuation-token": unescape(more[1])}

    def _name(self, key: str) -> str:
        return "/".join(part for part in (self.bucket.folder, key and f"{key[:2]}/{key}") if part) or ""

    def _ask(self, method: str, key: str, body: bytes = b"") -> bytes:
        if not re.fullmatch(r"[0-9a-f]{64}", key):
            raise FileNotFoundError(key)
        return self._sent(Request(method, f"/{self.bucket.bucket}/{self._name(key)}", {}, body))

    def _sent(self, asked: Request) -> bytes:
        """The answer; asked once more where the storage broke off or is overloaded."""
        for tried in range(1, TRIES + 1):
            try:
                status, body = self._once(asked)
            except (http.client.HTTPException, OSError) as error:
                if tried == TRIES:
                    raise OSError(f"the storage did not answer: {type(error).__name__}") from error
                continue
            if status < _OVERLOADED or tried == TRIES:
                return _body(asked, status, body)
        raise AssertionError

    def _once(self, asked: Request) -> tuple[int, bytes]:
        where, patience = self.bucket.host, self.patience
        line: http.client.HTTPConnection
        if self.bucket.tls:
            line = http.client.HTTPSConnection(where, timeout=patience, context=ssl.create_default_context())
        else:
            line = http.client.HTTPConnection(where, timeout=patience)
        try:
            headers = signed(asked, self.bucket, datetime.now(UTC))
            line.request(asked.method, asked.target, asked.body or None, headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


def _body(asked: Request, status: int, body: bytes) -> bytes:
    if status == _NOT_THERE and asked.method == "GET":
        raise FileNotFoundError(asked.path)
    if status not in (_OK, _CREATED_NOTHING) and not (status == _NOT_THERE and asked.method == "DELETE"):
        raise OSError(f"the storage answered {status} to {asked.method}")
    return body
