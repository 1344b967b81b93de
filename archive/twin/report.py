"""What was replaced and what may be left, in words and in a file that is marked as confidential."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.errors import StoreError
from archive.report.week_calendar import counted

Told = dict[str, Any]
CONFIDENTIAL = "CONFIDENTIAL: for the holder of the key only. It shows where people may still be told in the twin. Never give it away with the twin."
CAUTIONS = (
    "texts are quoted as they were written: who looks for a sentence with a search engine finds a public blog",
    "dates, places and events in texts, pictures and linked works stay; read what is listed before you give the twin away",
    "roles and sections of few people, writing style and the network of comments can tell who somebody is",
    "row numbers and addresses are keyed: only who has the key can lead them back to the archive",
)


def public(told: Told) -> Told:
    """The counts alone."""
    return {name: value for name, value in told.items() if name != "places"}


def lines(told: Told, place: Path) -> Iterator[str]:
    """Counts in words; no text, no name."""
    blogs, posts, comments = (counted(told[f"{word}s"], word) for word in ("blog", "post", "comment"))
    people = "1 person" if told["people"] == 1 else f"{told['people']:,} people"
    yield f"{people}, {blogs}, {posts} and {comments} in {place}"
    yield from _counted("replaced", told["replaced"])
    yield from _counted("left out for want of consent", told["left_out"])
    yield from _counted("kept, since they may be words", told["kept"])
    yield from _counted("to be read by a person", told["to_read"])
    yield f"dates      {told['dates']}"


def _counted(what: str, counts: dict[str, int]) -> Iterator[str]:
    if counts:
        yield f"{what}: " + ", ".join(f"{n:,} {name}" for name, n in counts.items())


def write(path: Path, told: Told, place: Path) -> None:
    """The report as a file that only its owner can read: JSON where the name ends so, else words. Raises StoreError."""
    if path.suffix == ".json":
        text = json.dumps({"confidential": CONFIDENTIAL, "cautions": CAUTIONS, **told}, indent=1, ensure_ascii=False)
    else:
        found = (f"{each['column']} {each['id']}  [{each['why']}]  {each['text']}" for each in told["places"])
        text = "\n".join((CONFIDENTIAL, "", *lines(told, place), "", *(f"* {each}" for each in CAUTIONS), "", *found))
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror or error})", str(path)) from error
