"""Settings from the environment, checked once at the start. Read by factory, wsgi.py and the runtime alone."""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from changeportal.adapters.s3 import bucket_of

ROOT = Path(__file__).resolve().parent
KNOWN = frozenset({"CHANGEPORTAL_ENV", "CHANGEPORTAL_DATA", "CHANGEPORTAL_TODAY"})
LEAST_SECRET = 32
ASKED_IN_PRODUCTION = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "BASE_URL", "MAIL_URL")


class SettingsError(Exception):
    """The settings can't be used; one clear line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. ``embedded``: our own supervisor runs PostgreSQL and Valkey."""

    env: str
    database_url: str
    database_owner_url: str
    redis_url: str
    secret_key: str
    base_url: str
    mail_url: str
    files_url: str
    files_most_mb: int
    scanner_url: str
    port: int
    web_workers: int
    data_dir: Path
    today: date | None
    embedded: bool

    @property
    def demo(self) -> bool:
        """Whether these are the demo settings."""
        return self.env == "demo"

    @property
    def socket_dir(self) -> Path:
        """Where the embedded servers' sockets are; short, whatever the path of the data folder."""
        return socket_dir_of(self.data_dir)


def socket_dir_of(data_dir: Path) -> Path:
    """One short folder for each user and data folder, far below the 107 bytes that a socket's path may have."""
    name = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"cp-{os.getuid()}-{name}"


def load(environ: Mapping[str, str]) -> Settings:
    """The settings of this environment. Raises SettingsError with a line for each fault."""
    env = environ.get("CHANGEPORTAL_ENV", "")
    faults = [f"{name} is not a setting of changeportal" for name in sorted(environ) if _unknown(name)]
    if not env and environ.get("DATABASE_URL"):
        faults.append("CHANGEPORTAL_ENV must be set to demo or production where DATABASE_URL is set")
    if env not in {"", "demo", "production"}:
        faults.append("CHANGEPORTAL_ENV must be demo or production")
    production = env == "production"
    faults += _production_faults(environ) if production else []
    port, workers = _number(environ, "PORT", 8000, faults), _number(environ, "WEB_WORKERS", 2, faults)
    most = _number(environ, "FILES_MOST_MB", 10, faults)
    today = _day(environ, faults)
    faults += _address_faults(environ)
    if faults:
        raise SettingsError(faults)
    data_dir = Path(environ.get("CHANGEPORTAL_DATA") or ROOT / "var").resolve()
    embedded = not environ.get("DATABASE_URL")
    database, owner = _database_urls(environ, data_dir)
    return Settings(
        env="production" if production else "demo",
        database_url=database,
        database_owner_url=owner,
        redis_url=environ.get("REDIS_URL") or f"unix://{socket_dir_of(data_dir)}/valkey.sock",
        secret_key=environ.get("SECRET_KEY") or _kept_secret(data_dir),
        base_url=environ.get("BASE_URL") or f"http://127.0.0.1:{port}",
        mail_url=environ.get("MAIL_URL", ""),
        files_url=environ.get("FILES_URL") or f"file:{data_dir / 'files'}",
        files_most_mb=most,
        scanner_url=environ.get("SCANNER_URL", ""),
        port=port,
        web_workers=workers,
        data_dir=data_dir,
        today=today,
        embedded=embedded,
    )


def _unknown(name: str) -> bool:
    return name.startswith("CHANGEPORTAL_") and name not in KNOWN


def _production_faults(environ: Mapping[str, str]) -> list[str]:
    faults = [f"{name} must be set in production" for name in ASKED_IN_PRODUCTION if not environ.get(name)]
    if 0 < len(environ.get("SECRET_KEY", "")) < LEAST_SECRET:
        faults.append(f"SECRET_KEY must be {LEAST_SECRET} characters or more")
    if environ.get("DATABASE_URL") and environ.get("DATABASE_URL") == environ.get("DATABASE_OWNER_URL"):
        faults.append("DATABASE_OWNER_URL must be another role than DATABASE_URL")
    if environ.get("BASE_URL", "https:").split(":")[0] != "https":
        faults.append("BASE_URL must begin with https: in production")
    if environ.get("CHANGEPORTAL_TODAY"):
        faults.append("CHANGEPORTAL_TODAY is for tests and the demo; unset it in production")
    return faults


def _address_faults(environ: Mapping[str, str]) -> list[str]:
    faults = []
    faults += _files_faults(environ.get("FILES_URL") or "file:", environ.get("CHANGEPORTAL_ENV", ""))
    if not (environ.get("SCANNER_URL") or "tcp:").startswith(("tcp:", "unix:")):
        faults.append("SCANNER_URL must be the address of clamd, like tcp://localhost:3310 or unix:/run/clamd.sock")
    return faults


def _files_faults(url: str, env: str) -> list[str]:
    """A folder, or a bucket that can be read; over TLS in production. The secret in it is never said."""
    if url.startswith("file:"):
        return []
    if not url.startswith("s3:"):
        return [
            "FILES_URL must be a folder, like file:/srv/changeportal/files, or a bucket: s3://KEY:SECRET@host/bucket"
        ]
    try:
        bucket = bucket_of(url)
    except ValueError as problem:
        return [f"FILES_URL must have {problem}, like s3://KEY:SECRET@host/bucket?region=eu-west-2"]
    return ["FILES_URL must not say tls=no in production"] if env == "production" and not bucket.tls else []


def _number(environ: Mapping[str, str], name: str, usual: int, faults: list[str]) -> int:
    text = environ.get(name) or str(usual)
    if not text.isdecimal() or not 0 < int(text) < 65536:  # a port or a small count
        faults.append(f"{name} must be a whole number, like {usual}")
        return usual
    return int(text)


def _day(environ: Mapping[str, str], faults: list[str]) -> date | None:
    text = environ.get("CHANGEPORTAL_TODAY", "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append("CHANGEPORTAL_TODAY must be a date, like 2026-11-20")
        return None


def _database_urls(environ: Mapping[str, str], data_dir: Path) -> tuple[str, str]:
    url = environ.get("DATABASE_URL", "")
    if url:
        plain = _with_driver(url)
        return plain, _with_driver(environ.get("DATABASE_OWNER_URL") or url)
    folder = socket_dir_of(data_dir)
    return tuple(f"postgresql+psycopg://changeportal_{role}@/changeportal?host={folder}" for role in ("app", "owner"))  # type: ignore[return-value]  # two roles, two URLs


def _with_driver(url: str) -> str:
    for start in ("postgresql://", "postgres://"):
        if url.startswith(start):
            return "postgresql+psycopg://" + url.removeprefix(start)
    return url


def _kept_secret(data_dir: Path) -> str:
    """The demo's own random secret, made once and kept in the data folder."""
    kept = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()
