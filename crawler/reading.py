"""`coursekeep parse` and `coursekeep references`: files and lines in, JSON lines out."""

import base64
import json
import mimetypes
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from archive.errors import ParseError
from archive.items import Capture, Page, as_json
from crawler.crew import Crew
from crawler.parsers.page import parse
from crawler.parsers.references import read_reference
from crawler.parsers.references.csl import as_csl

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TYPES = {".txt": "text/plain", ".json": "application/json", ".xml": "application/xml", ".rss": "application/xml"}
FEW = 8 if sys.platform.startswith("linux") else 40
"""Pages that are read before other processes would have begun: where they are forks, these have compiled what most pages need."""
STRETCH = 8
"""Pages that one process reads at a stretch."""
NEEDS = 'needs "id", "url", "body_base64" and "content_type"'


def page_of(body: bytes, url: str, content_type: str, fetched_at: datetime) -> Page:
    """What a body says that was saved from an address."""
    capture = Capture(url=url, fetched_at=fetched_at, status=200, headers=(("Content-Type", content_type),), body=body)
    return parse(capture)


def files(paths: Iterable[Path], url: str | None) -> Iterator[str]:
    """A JSON line for each file. Raises ParseError for one that cannot be read."""
    for path in paths:
        try:
            body, when = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError as error:
            raise ParseError(f"cannot be read: {error.strerror}", str(path)) from error
        kind = TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or "text/html"
        yield _line(as_json(page_of(body, url or path.absolute().as_uri(), kind, when)))


def lines(stream: BinaryIO, processes: int | None = 1) -> Iterator[str]:
    """A JSON line, with the same `id`, for each line of pages, in their order. Raises ParseError that names a bad line.

    `processes`: how many share the work where there are more than a few lines; None: all cores.
    """
    given = _numbered(stream)
    yield from map(_answer, islice(given, FEW))
    if following := list(islice(given, 1)):
        with Crew(processes, preload=["crawler.reading"]) as crew:
            stretches = iter(lambda: list(islice(given, STRETCH)), [])
            yield from chain.from_iterable(crew.in_order(_answers, chain([following], stretches)))


def _answers(given: Iterable[tuple[int, bytes]]) -> list[str]:
    return list(map(_answer, given))


def _answer(line: tuple[int, bytes]) -> str:
    given = _object(*line)
    url, kind = given.get("url") or "", given.get("content_type") or "text/html"
    try:
        body = base64.b64decode(given["body_base64"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise ParseError(f'{NEEDS}; "body_base64" has to be Base64', f"line {line[0]}") from error
    if not isinstance(url, str) or not isinstance(kind, str):
        raise ParseError(f"{NEEDS}, as text", f"line {line[0]}")
    return _line({"id": given.get("id"), **as_json(page_of(body, url, kind, EPOCH))})


def references(stream: BinaryIO) -> Iterator[str]:
    """A JSON line `{"id", "csl"}` for each line `{"id", "text"}`."""
    for number, line in _numbered(stream):
        given = _object(number, line)
        if not isinstance(given.get("text"), str):
            raise ParseError('needs "id" and "text"', f"line {number}")
        yield _line({"id": given.get("id"), "csl": as_csl(read_reference(given["text"]))})


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    return ((number, line) for number, line in enumerate(stream, 1) if line.strip())


def _object(number: int, line: bytes) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"is no JSON: {error}", f"line {number}") from error
    if not isinstance(given, dict):
        raise ParseError("is no JSON object", f"line {number}")
    return given


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
