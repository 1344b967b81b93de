"""Writes a WACZ file in one stream: WARC files and index stored, everything with its digest, the same each time."""

import gzip
import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from archive.errors import StoreError
from archive.wacz import pages
from archive.wacz.parts import Plan, Progress

VERSION = "1.1.1"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: what a package holds has its own times."""
LINES = 1024
"""Of the index, in each of its gzip members; players load one of these at a time."""
INDEX, BLOCKS = "indexes/index.idx", "indexes/index.cdx.gz"
PAGES = "pages/pages.jsonl"
MANIFEST, DIGEST = "datapackage.json", "datapackage-digest.json"
SPARE = 32 * 1024 * 1024
"""Bytes of disk that must be left beside the WARC files: for index and pages."""
Sign = Callable[[str, str], dict[str, str]]
"""Digest of the manifest and time -> `signedData`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finished package."""

    path: Path
    bytes: int
    sha256: str
    pages: int
    lines: int
    """Of the index."""


class Package:
    """A zip that grows; `resources` are what its manifest lists."""

    def __init__(self, zip_file: zipfile.ZipFile):
        self._zip = zip_file
        self.resources: list[dict[str, Any]] = []

    def add(self, name: str, chunks: Iterable[bytes], size: int = 0, *, packed: bool = False) -> str:
        """Write a file and give its digest. `size` must be known where it may be beyond 2 GB."""
        info = zipfile.ZipInfo(name, EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.create_system, info.external_attr, info.file_size = 3, 0o644 << 16, size
        digest, count = hashlib.sha256(), 0
        with self._zip.open(info, "w") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                count += len(chunk)
        told = f"sha256:{digest.hexdigest()}"
        self.resources.append({"name": Path(name).name.lower(), "path": name, "hash": told, "bytes": count})
        return told


def write(path: Path, plan: Plan, listed: Iterable[pages.Page], software: str, sign: Sign | None = None,
          progress: Progress = lambda *_: None) -> Written:  # fmt: skip
    """Write the package to a temporary name and rename it. Raises StoreError; what was at `path` is kept then."""
    with _replaced(path, plan.size + SPARE) as part, zipfile.ZipFile(part, "w") as zip_file:
        package = Package(zip_file)
        done = 0
        for each in plan.parts:
            progress(f"packing {each.name}", done, plan.size)
            package.add(f"archive/{each.name}", each.chunks(), each.size)
            done += each.size
        index, lines = _Blocks(), _Counted(plan.lines())
        package.add(BLOCKS, index.members(lines))
        package.add(INDEX, index.table())
        found = _Pages(listed)
        package.add(PAGES, found.lines(), packed=True)
        created = _seconds(plan.newest)
        digest = package.add(MANIFEST, [_manifest(plan, package, found, created, software)])
        package.add(DIGEST, [_digest(digest, sign(digest, created) if sign else None)])
    with path.open("rb") as file:
        whole = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path=path, bytes=path.stat().st_size, sha256=whole, pages=found.count, lines=lines.count)


class _Blocks:
    """An index as gzip members, and the table that leads to them (format cdxj-gzip-1.0)."""

    def __init__(self) -> None:
        self._table = [_json_line("!meta 0 ", {"format": "cdxj-gzip-1.0", "filename": Path(BLOCKS).name})]

    def members(self, lines: Iterable[str]) -> Iterator[bytes]:
        """The members, one a block of lines."""
        rest, offset = iter(lines), 0
        while block := list(islice(rest, LINES)):
            member = gzip.compress("".join(block).encode(), mtime=0)
            told = {"offset": offset, "length": len(member), "digest": f"sha256:{hashlib.sha256(member).hexdigest()}"}
            self._table.append(_json_line(block[0].partition("{")[0], told))
            offset += len(member)
            yield member

    def table(self) -> Iterator[bytes]:
        """A line a member, once all are made."""
        return iter(self._table)


class _Counted:
    """Lines, counted as they go by."""

    def __init__(self, lines: Iterable[str]):
        self._lines = lines
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.count += 1
            yield line


class _Pages:
    """The list of pages; `first` is the one to open."""

    def __init__(self, listed: Iterable[pages.Page]):
        self._listed = listed
        self.count = 0
        self.first: pages.Page | None = None

    def lines(self) -> Iterator[bytes]:
        """The head, then a line a page."""
        yield pages.line(pages.HEAD)
        for page in self._listed:
            self.first = self.first or page
            self.count += 1
            yield pages.line(page)


def _manifest(plan: Plan, package: Package, found: _Pages, created: str, software: str) -> bytes:
    blogs = [f"{blog['title'] or blog['slug']} ({blog['url']})" for blog in plan.choice.blogs]
    about = {"title": plan.choice.title, "desc": f"Blogs: {', '.join(blogs)}"}
    first = {"mainPageUrl": found.first["url"], "mainPageDate": found.first["ts"]} if found.first else {}
    told = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": about["title"],
        "description": about["desc"],
        "metadata": about,
        "created": created,
        "software": software,
        **first,
        "resources": package.resources,
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def _digest(digest: str, signature: dict[str, str] | None) -> bytes:
    told = {"path": MANIFEST, "hash": digest, **({"signedData": signature} if signature else {})}
    return json.dumps(told, indent=2).encode()


def _seconds(date: str) -> str:
    """A WARC-Date without fractions: `2026-11-22T15:12:00Z`."""
    return date.partition(".")[0].rstrip("Z") + "Z"


def _json_line(key: str, value: dict[str, Any]) -> bytes:
    return f"{key}{json.dumps(value)}\n".encode()


@contextmanager
def _replaced(path: Path, room: int) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.part")
    try:
        free = shutil.disk_usage(path.parent).free
        if free < room:
            told = f"the disk has {free / 1e6:,.0f} MB left, and {room / 1e6:,.0f} MB are needed: make room, or write elsewhere"
            raise StoreError(told, str(path))
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror or error}); what was there is kept", str(path)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
