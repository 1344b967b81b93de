"""Checks a WACZ file, ours or another's: what is listed is there and whole, the index leads to records, pages to the index.

`wacz validate` accepts packages without index or pages (webrecorder/py-wacz#46); this does not.
"""

import gzip
import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, cast

from archive.errors import WarcError
from archive.wacz import signature
from archive.wacz.package import BLOCKS, DIGEST, INDEX, MANIFEST, PAGES
from archive.warc.cdxj import line_of
from archive.warc.members import read_records
from archive.warc.names import from_warc_date

Key = tuple[str, str, str, int, int]
"""Address, time as 14 digits, file, offset, length: what a line of an index says of a record."""
CHUNK = 1024 * 1024
SMALL = 16 * 1024 * 1024
"""Bytes that a manifest may have."""
BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, KeyError, TypeError, RecursionError,
          AttributeError, NotImplementedError)  # fmt: skip
"""What reading bad bytes may raise."""


def faults(path: Path) -> Iterator[str]:
    """All that is wrong with a package, in words; nothing where it is good. Never raises for what stands in it."""
    try:
        with zipfile.ZipFile(path) as zip_file:
            yield from _manifest_faults(zip_file)
            yield from _digest_faults(zip_file)
            keys: set[Key] = set()
            yield from _guarded("the index", _index_faults(zip_file, keys))
            yield from _guarded("the pages", _page_faults(zip_file, keys))
    except BROKEN as error:
        yield f"cannot be read as a zip ({error})"


def _guarded(what: str, found: Iterator[str]) -> Iterator[str]:
    try:
        yield from found
    except BROKEN as error:
        yield f"{what} cannot be read ({type(error).__name__}: {error})"


def _names(zip_file: zipfile.ZipFile) -> set[str]:
    return {info.filename for info in zip_file.infolist() if not info.is_dir()}


def _json(zip_file: zipfile.ZipFile, name: str) -> dict[str, Any]:
    if zip_file.getinfo(name).file_size > SMALL:
        raise ValueError(f"{name} is too long")
    told = json.loads(zip_file.read(name))
    if not isinstance(told, dict):
        raise ValueError(f"{name} is no JSON object")
    return told


def _manifest_faults(zip_file: zipfile.ZipFile) -> Iterator[str]:
    there = _names(zip_file)
    try:
        listed = {each["path"]: each for each in _json(zip_file, MANIFEST)["resources"]}
    except BROKEN as error:
        yield f"{MANIFEST} cannot be read ({error})"
        return
    yield from (f"{name} is listed, but it is not there" for name in sorted(set(listed) - there))
    yield from (f"{name} is there, but it is not listed" for name in sorted(there - {*listed, MANIFEST, DIGEST}))
    for name in sorted(set(listed) & there):
        yield from _guarded(name, _resource_faults(zip_file, name, listed[name]))
    if not any(name.startswith("archive/") for name in there):
        yield "there is no WARC file in archive/"


def _resource_faults(zip_file: zipfile.ZipFile, name: str, told: dict[str, Any]) -> Iterator[str]:
    digest, count = hashlib.sha256(), 0
    with zip_file.open(name) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            count += len(chunk)
    if told.get("hash") != f"sha256:{digest.hexdigest()}" or told.get("bytes") != count:
        yield f"{name} is not what {MANIFEST} says: its digest or size differs"
    packed = zip_file.getinfo(name).compress_type != zipfile.ZIP_STORED
    if packed and name.startswith(("archive/", "indexes/")) and name.endswith(".gz"):
        yield f"{name} is compressed a second time, so that players cannot find records in it"


def _digest_faults(zip_file: zipfile.ZipFile) -> Iterator[str]:
    if DIGEST not in _names(zip_file):
        yield f"{DIGEST} is missing"
        return
    try:
        told = _json(zip_file, DIGEST)
        hashed = f"sha256:{hashlib.sha256(zip_file.read(MANIFEST)).hexdigest()}"
    except BROKEN as error:
        yield f"{DIGEST} cannot be read ({error})"
        return
    if told.get("path") != MANIFEST or told.get("hash") != hashed:
        yield f"{DIGEST} is not that of {MANIFEST}"
    signed = told.get("signedData")
    if not isinstance(signed, dict) or "publicKey" not in signed:  # not signed, or by a domain's certificate
        return
    if signed.get("hash") != hashed or not signature.is_good(signed):
        yield f"the signature in {DIGEST} is not good"


def _index_faults(zip_file: zipfile.ZipFile, keys: set[Key]) -> Iterator[str]:
    names = sorted(name for name in _names(zip_file) if name.startswith("indexes/"))
    if not any(name.endswith((".cdx.gz", ".cdx", ".cdxj")) for name in names):
        yield "there is no index"
        return
    if INDEX not in names and BLOCKS in names:
        yield f"{INDEX} is missing: without it players do not find {BLOCKS}"
    last = ""
    for line in (line for name in names for line in _lines(zip_file, name)):
        if line < last:
            yield f"the index is not sorted at {line[:80]!r}"
        last = line
        keys.add(_key(line))
    if INDEX in names:
        yield from _table_faults(zip_file)
    there = set(_record_keys(zip_file))
    yield from (f"the index leads to no record: {_shown(key)}" for key in sorted(keys - there))
    yield from (f"the index lacks a record: {_shown(key)}" for key in sorted(there - keys))


def _lines(zip_file: zipfile.ZipFile, name: str) -> Iterator[str]:
    if not name.endswith((".cdx.gz", ".cdx", ".cdxj")):
        return
    with zip_file.open(name) as file:
        for line in gzip.GzipFile(fileobj=file) if name.endswith(".gz") else file:
            yield line.decode("utf-8", "replace").rstrip("\n")


def _key(line: str) -> Key:
    key, _, fields = line.partition(" {")
    told = json.loads("{" + fields)
    return told["url"], key.split(" ")[1], told["filename"], int(told["offset"]), int(told["length"])


def _table_faults(zip_file: zipfile.ZipFile) -> Iterator[str]:
    """Each line of the table has to lead to a gzip member that begins with the line of its key."""
    blocks = zip_file.read(BLOCKS)
    at = 0
    for line in zip_file.read(INDEX).decode("utf-8", "replace").splitlines():
        key, _, fields = line.partition(" {")
        if line.startswith("!meta"):
            continue
        told = json.loads("{" + fields)
        block = blocks[told["offset"] : told["offset"] + told["length"]]
        good = told.get("digest") in (None, f"sha256:{hashlib.sha256(block).hexdigest()}")
        if told["offset"] != at or not good or not gzip.decompress(block).decode().startswith(key):
            yield f"{INDEX} does not lead to its block at {key[:80]!r}"
        at = told["offset"] + told["length"]
    if at != len(blocks):
        yield f"{INDEX} does not lead to all of {BLOCKS}"


def _record_keys(zip_file: zipfile.ZipFile) -> Iterator[Key]:
    for name in sorted(name for name in _names(zip_file) if name.startswith("archive/")):
        file = PurePosixPath(name).name
        member = cast(Path, zipfile.Path(zip_file, name))  # which opens as a path does
        try:
            yield from (_key(line) for record in read_records(member) if (line := line_of(record, file)))
        except WarcError as error:
            raise ValueError(str(error)) from error


def _page_faults(zip_file: zipfile.ZipFile, keys: set[Key]) -> Iterator[str]:
    if PAGES not in _names(zip_file):
        yield f"{PAGES} is missing"
        return
    known = {(url, time) for url, time, *_ in keys}
    count = -1
    with zip_file.open(PAGES) as file:
        for count, line in enumerate(file):
            page = json.loads(line)
            if not count:
                if not str(page.get("format", "")).startswith("json-pages-"):
                    yield f"{PAGES} does not begin with its head"
                continue
            time = ""
            with suppress(ValueError):
                time = f"{from_warc_date(page['ts']):%Y%m%d%H%M%S}"
            if (page["url"], time) not in known:
                yield f"{PAGES} names a page that the index does not: {page['url']} at {page['ts']}"
    if count < 1:
        yield f"{PAGES} lists no page"


def _shown(key: Key) -> str:
    url, time, file, offset, _ = key
    return f"{url} of {time} in {file} at byte {offset}"
