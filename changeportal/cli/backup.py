"""`flask backup`, `flask restore`, `flask check`: the whole record in one file, and whether it is whole."""

import hashlib
import io
import json
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from changeportal.adapters.storage import FolderStorage, Storage, storage
from changeportal.data.session import db
from changeportal.runtime.dumps import DumpFailed, dump
from changeportal.runtime.dumps import restore as restore_dump
from changeportal.services import integrity
from changeportal.services.audit_check import verify
from changeportal.services.file_check import stored_files

DUMP, MANIFEST, FILES = "database.dump", "manifest.json", "files"


def _owner() -> str:
    return str(current_app.config["SQLALCHEMY_OWNER_URI"])


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _hashes(folder: Path) -> dict[str, str]:
    """The hash of every file in a folder, by its path in there."""
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {one.relative_to(folder).as_posix(): _hash(one) for one in found if one.is_file() and one.suffix != ".part"}


def _put_in(archive: tarfile.TarFile) -> dict[str, str]:
    """Every stored file into the archive, under the path that a folder has for it; their hashes by that path."""
    found, store = {}, storage()
    for key in store.names():
        try:
            body = store.read(key)
        except FileNotFoundError:  # erased since it was named
            continue
        name = f"{key[:2]}/{key}"
        about = tarfile.TarInfo(f"{FILES}/{name}")
        about.size = len(body)
        archive.addfile(about, io.BytesIO(body))
        found[name] = hashlib.sha256(body).hexdigest()
    return found


def _manifest(session: Any, dumped: Path, files: dict[str, str]) -> dict[str, Any]:
    found = verify(session)
    return {
        "files": files,
        "migration": session.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        "rows": integrity.counts(session),
        "events": found.events,
        "chain_head": found.head,
        "dump_sha256": _hash(dumped),
    }


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write database and files into one FILE, with counts, hashes and the head of the audit chain."""
    with tempfile.TemporaryDirectory() as folder:
        dumped = Path(folder) / DUMP
        try:
            dump(_owner(), dumped)
        except DumpFailed as error:
            sys.exit(f"Nothing was written: {error}")
        manifest = Path(folder) / MANIFEST
        part = file.with_name(f"{file.name}.part")
        try:
            with tarfile.open(part, "w") as archive:
                archive.add(dumped, DUMP)
                held = _manifest(db.session, dumped, _put_in(archive))
                manifest.write_text(json.dumps(held, indent=1, sort_keys=True))
                archive.add(manifest, MANIFEST)
        except OSError as error:
            part.unlink(missing_ok=True)
            sys.exit(f"Nothing was written: {error}")
        part.replace(file)
    print(f"Written: {file}, {file.stat().st_size} bytes")


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One plain file to its place; anything that would land outside the folder is no backup of ours."""
    if not member.isfile():
        return
    there = (folder / member.name).resolve()
    if not there.is_relative_to(folder.resolve()):
        raise tarfile.TarError(f"{member.name} leads outside")
    there.parent.mkdir(parents=True, exist_ok=True)
    held = archive.extractfile(member)
    assert held is not None
    with held, there.open("wb") as out:
        shutil.copyfileobj(held, out)


def _unpack(file: Path, folder: str) -> dict[str, Any]:
    """The archive in a folder, its dump held to the manifest."""
    try:
        with tarfile.open(file) as archive:
            for member in archive.getmembers():
                _take_out(archive, member, Path(folder))
        manifest: dict[str, Any] = json.loads((Path(folder) / MANIFEST).read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        sys.exit(f"{file} is no backup of changeportal: {error}")
    if _hash(Path(folder) / DUMP) != manifest["dump_sha256"]:
        sys.exit(f"{file} is damaged: the database in it is not the one that was written")
    if _hashes(Path(folder) / FILES) != manifest["files"]:
        sys.exit(f"{file} is damaged: the files in it are not the ones that were written")
    return manifest


@click.command("restore")
@click.option("--verify", "only_verify", is_flag=True, help="Restore beside the database, compare, and throw it away.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def restore(file: Path, only_verify: bool) -> None:
    """Put a backup FILE into an empty database, or verify it without touching anything."""
    with tempfile.TemporaryDirectory() as folder:
        manifest = _unpack(file, folder)
        if only_verify:
            _verify(manifest, Path(folder))
            return
        tables = db.session.execute(
            text("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalar_one()
        if tables:
            sys.exit("The database is not empty. Restore into a new one: nothing was changed.")
        db.session.remove()
        try:
            restore_dump(_owner(), Path(folder) / DUMP)
        except DumpFailed as error:
            sys.exit(f"Nothing was restored: {error}")
        _put_files(Path(folder) / FILES)
        _report(manifest, db.session, storage())


def _put_files(source: Path) -> None:
    store, held = storage(), FolderStorage(source, 0)
    for key in held.names():
        store.put_back(key, held.read(key))


def _verify(manifest: dict[str, Any], folder: Path) -> None:
    """Restore into a database of its own, compare everything, drop it."""
    name = f"verify_{uuid4().hex[:12]}"
    engine = create_engine(_owner(), isolation_level="AUTOCOMMIT")
    scratch = create_engine(engine.url.set(database=name))
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        restore_dump(_owner(), folder / DUMP, name)
        with Session(scratch) as session:
            _report(manifest, session, FolderStorage(folder / FILES, storage().most_bytes))
    except DumpFailed as error:
        sys.exit(f"The backup cannot be restored: {error}")
    finally:
        scratch.dispose()
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()


def _report(manifest: dict[str, Any], session: Any, store: Storage) -> None:
    """One JSON object; exit 1 when anything differs, a file among it."""
    rows, found = integrity.counts(session), verify(session)
    differ = {name: [count, rows.get(name)] for name, count in manifest["rows"].items() if rows.get(name) != count}
    files, faults = stored_files(session, store)
    whole = found.ok and found.head == manifest["chain_head"] and not differ and not faults
    said = {"ok": whole, "tables": len(rows), "rows": sum(rows.values()), "differ": differ, "chain": found.ok}
    print(json.dumps({**said, "files": files, "file_faults": faults}))
    if not whole:
        sys.exit(1)


@click.command("check")
@with_appcontext
def check() -> None:
    """Events against status, seals against what they seal, the audit chain, stored files, totals; exit 1 when any differs."""
    faults = integrity.problems(db.session)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults" if faults else "The record is whole")
    sys.exit(1 if faults else 0)


COMMANDS = (backup, restore, check)
