"""`DIR/imports/`: files of other tools, kept as they came. Copied under another name first; a kill leaves all or nothing."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.errors import StoreError
from archive.warc.ledger import MANIFEST, Ledger
from archive.warc.names import IMPORTS

PART = ".part"
"""Suffix of a copy that is not yet, or was never, written down."""
STEP = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A file on its way into the folder."""

    part: Path
    name: str
    sha256: str
    bytes: int


def copied(path: Path, data: Path, progress: Callable[[str, int, int], None]) -> Copy:
    """Copy a file beside its place, whole and on the disk. Raises StoreError, which names the file."""
    folder = data / IMPORTS
    try:
        folder.mkdir(exist_ok=True)
        name = _free(folder, _plain(path.name))
        part, digest, done, size = folder / (name + PART), hashlib.sha256(), 0, max(1, path.stat().st_size)
        with path.open("rb") as source, part.open("wb") as target:
            while piece := source.read(STEP):
                digest.update(piece)
                target.write(piece)
                done += len(piece)
                progress(f"copy {name}", done, size)
            target.flush()
            os.fsync(target.fileno())
    except OSError as error:
        raise StoreError(f"cannot be copied into {folder}: {error.strerror or error}", str(path)) from error
    return Copy(part, name, digest.hexdigest(), done)


def keep(copy: Copy, data: Path) -> None:
    """Give a copy its name, and enter it in the manifest."""
    final = data / IMPORTS / copy.name
    copy.part.replace(final)
    sync(final.parent)
    Ledger(data).take(IMPORTS + copy.name)


def sync(folder: Path) -> None:
    """Put the names of a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def parts(data: Path) -> list[Path]:
    """Copies that a kill left."""
    return sorted((data / IMPORTS).glob(f"*{PART}"))


def mend(data: Path, told: Iterable[tuple[str, str]]) -> None:
    """After a kill: copies that are written down (`told`: name and sha256 of each) get their names, others go."""
    folder, known = data / IMPORTS, dict(told)
    for part in parts(data):
        name = part.name.removesuffix(PART)
        if name in known and not (folder / name).exists():
            keep(Copy(part, name, known[name], part.stat().st_size), data)
        else:
            part.unlink()
    listed = (folder / MANIFEST).read_text("utf-8") if (folder / MANIFEST).exists() else ""
    for name in known:
        if (folder / name).exists() and f"  {name}\n" not in listed:
            Ledger(data).take(IMPORTS + name)


def _plain(name: str) -> str:
    """A name that any file system, and a line of a manifest, can hold."""
    plain = re.sub(r"[^\w.+@~-]+", "_", name).strip(".") or "file"
    return plain[-120:]


def _free(folder: Path, name: str) -> str:
    stem, dot, rest = name.partition(".")
    number, free = 1, name
    while (folder / free).exists() or free == MANIFEST or free.endswith(PART):
        number += 1
        free = f"{stem}-{number}{dot}{rest}".removesuffix(PART)
    return free
