"""Where an export goes: written beside its place and put there when it is whole. Nothing that is not an export of ours is replaced."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import StoreError

PACKAGE = "datapackage.json"
"""In each folder that we write; it lists all of its files."""
MARK = "coursekeep"
"""Key in it that says whose it is."""

ARCHIVE = {"coursekeep.sqlite", "state.sqlite", "index.cdxj", "people.yaml", "warc", "imports", ".lock"}
"""What a data folder holds."""


@contextmanager
def workshop(place: Path) -> Iterator[Path]:
    """An empty folder beside `place`; it goes when all is done. Raises StoreError where nothing can be written there."""
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror or error}); what was there is kept", str(place)
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(part)


def put_folder(made: Path, place: Path) -> None:
    """A finished folder to its place; an earlier export that stood there goes. Raises OSError."""
    if not place.exists():
        made.rename(place)
        return
    old = made.with_name("old")
    place.rename(old)
    try:
        made.rename(place)
    except OSError:
        old.rename(place)
        raise


def check(place: Path, folder: bool, data: Path) -> None:
    """Raises StoreError where something stands that is not ours to replace, before any work is done."""
    if place.is_relative_to(data) and place != data and place.relative_to(data).parts[0] in ARCHIVE:
        raise StoreError("is a part of the archive itself: name another place with -o", str(place))
    if folder and place.exists() and not _ours(place):
        told = "is not an export of ours, or has other files in it: name another folder with -o, or move it away"
        raise StoreError(told, str(place))
    if not folder and place.is_dir():
        raise StoreError("is a folder, and this format is one file: name a file with -o", str(place))
    if not place.absolute().parent.is_dir():
        raise StoreError("cannot be written: there is no such folder", str(place.absolute().parent))


def _ours(place: Path) -> bool:
    """Whether a folder is empty, or all of its files are listed in a package description of ours."""
    if not place.is_dir() or place.is_symlink():
        return False
    found = {
        str(path.relative_to(place).as_posix()) for path in place.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    if not found:
        return True
    try:
        told = json.loads((place / PACKAGE).read_text(encoding="utf-8"))
        return MARK in told and found <= {PACKAGE, *told[MARK]["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return False
