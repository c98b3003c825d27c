"""Settings are checked at the start, one clear line for each fault."""

from pathlib import Path

import pytest

from config import SettingsError, load, socket_dir_of


def test_nothing_set_means_the_demo_with_embedded_servers(tmp_path: Path) -> None:
    settings = load({"CHANGEPORTAL_DATA": str(tmp_path)})
    assert settings.demo
    assert settings.embedded
    assert settings.port == 8000
    assert "changeportal_app@" in settings.database_url
    assert "changeportal_owner@" in settings.database_owner_url


def test_the_demo_keeps_its_own_secret(tmp_path: Path) -> None:
    first, second = (load({"CHANGEPORTAL_DATA": str(tmp_path)}).secret_key for _ in range(2))
    assert first == second
    assert len(first) >= 32
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_socket_paths_stay_short_in_a_long_folder(tmp_path: Path) -> None:
    long = tmp_path / ("a" * 100) / ("b" * 100)
    assert len(str(socket_dir_of(long) / ".s.PGSQL.5432")) < 107


@pytest.mark.parametrize(
    ("environ", "fault"),
    [
        ({"DATABASE_URL": "postgresql://x/y"}, "CHANGEPORTAL_ENV must be set"),
        ({"CHANGEPORTAL_ENV": "test"}, "CHANGEPORTAL_ENV must be demo or production"),
        ({"CHANGEPORTAL_TYPO": "1"}, "CHANGEPORTAL_TYPO is not a setting"),
        ({"PORT": "many"}, "PORT must be a whole number"),
        ({"FILES_URL": "ftp://x"}, "or a bucket: s3://KEY:SECRET@host/bucket"),
        ({"FILES_URL": "s3://host/bucket"}, "FILES_URL must have a key and its secret"),
        ({"CHANGEPORTAL_ENV": "production", "FILES_URL": "s3://K:S@host/papers?tls=no"}, "must not say tls=no"),
        ({"CHANGEPORTAL_TODAY": "tomorrow"}, "CHANGEPORTAL_TODAY must be a date"),
        ({"CHANGEPORTAL_ENV": "production"}, "SECRET_KEY must be set in production"),
        ({"CHANGEPORTAL_ENV": "production", "SECRET_KEY": "short"}, "SECRET_KEY must be 32 characters"),
        ({"CHANGEPORTAL_ENV": "production", "DATABASE_URL": "a", "DATABASE_OWNER_URL": "a"}, "must be another role"),
        ({"CHANGEPORTAL_ENV": "production", "BASE_URL": "http://x"}, "BASE_URL must begin with https"),
        ({"CHANGEPORTAL_ENV": "production", "CHANGEPORTAL_TODAY": "2026-01-01"}, "is for tests and the demo"),
    ],
)
def test_each_fault_has_its_line(environ: dict[str, str], fault: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load({"CHANGEPORTAL_DATA": str(tmp_path), **environ})
    assert any(fault in line for line in caught.value.faults)
