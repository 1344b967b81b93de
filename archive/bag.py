"""A folder as a BagIt bag (RFC 8493): filled beside its place, sealed with digests, validated, then put there at once."""

import logging
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import bagit

from archive.errors import StoreError, WarcError
from archive.wacz.parts import Plan, Progress
from archive.warc.ledger import WARC
from archive.warc.names import IMPORTS

DIGESTS = ["sha256", "sha512"]
SPARE = 64 * 1024 * 1024
"""Bytes of disk beside WARC files, package and database."""


@contextmanager
def filled(place: Path, room: int) -> Iterator[Path]:
    """A new folder to fill; it becomes `place` when all went well, and goes when not.

    Raises StoreError when `place` exists, or when the disk has less than `room` bytes.
    """
    if place.exists() or place.is_symlink():
        raise StoreError("is there already; a bag is written once: name another folder with -o", str(place))
    part = place.with_name(f".{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(place.parent).free
        if free < room:
            told = f"the disk has {free / 1e6:,.0f} MB left, and {room / 1e6:,.0f} MB are needed: make room, or write elsewhere"
            raise StoreError(told, str(place))
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        yield part
        part.rename(place)
    except OSError as error:
        told = f"cannot be written ({error.strerror or error}); nothing was left there"
        raise StoreError(told, str(error.filename or place)) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(part)


def write_parts(folder: Path, plan: Plan, progress: Progress = lambda *_: None) -> None:
    """Our own WARC files of a plan as `warc/` of a data folder. Raises WarcError."""
    (folder / WARC).mkdir()
    done = 0
    for part in plan.parts:
        progress(f"copying {part.name}", done, plan.size)
        if not part.file.startswith(IMPORTS):
            with (folder / WARC / part.name).open("wb") as file:
                file.writelines(part.chunks())
        done += part.size


def copy(source: Path, target: Path) -> None:
    """What another tool made, unchanged."""
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)


def seal(folder: Path, info: Mapping[str, str]) -> None:
    """Make a bag of a folder, in its place, and validate it. Raises WarcError where it does not hold."""
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # what is wrong is said once, by us
    try:
        bagit.make_bag(str(folder), dict(info), checksums=DIGESTS)
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        raise WarcError(f"the bag does not hold: {error}; is the disk sound?", str(folder)) from error
