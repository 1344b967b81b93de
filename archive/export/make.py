"""The one entrance of exports: from a data folder to a file or a folder, whole or not at all, the same bytes each time."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from archive.database.tables import VERSION
from archive.errors import StoreError
from archive.export import place as places
from archive.export.excerpt import Excerpt, Scope, Tell, excerpt
from archive.export.formats import FORMATS, Format
from archive.export.options import Options

Told = dict[str, Any]


def export(database: Path, form: str, place: Path | BinaryIO, scope: Scope, options: Options, tell: Tell = lambda *_: None) -> Told:  # fmt: skip
    """Write an export; say what is in it and how much of those who said no is not. Raises StoreError.

    `place` is a path, or an open binary file where the format is one file. `tell` hears how far it is: `choosing`, `indexing`
    (where there is full text) and `writing`, each from nothing to all.
    """
    made = FORMATS[form]
    if not isinstance(place, Path):
        return {**_streamed(database, made, place, scope, options, tell), "format": form, "to": "standard output"}
    target = place.resolve()
    places.check(target, made.folder, database.parent.resolve())
    if target == database.resolve():
        raise StoreError("is the database that is exported: name another file with -o", str(place))
    if target.exists() and not target.is_file() and not target.is_dir():  # a pipe or a device cannot be replaced
        with target.open("wb") as device:
            return {**_streamed(database, made, device, scope, options, tell), "format": form, "to": str(place)}
    with places.workshop(target) as shop:
        told, part = _made(database, made, shop, scope, options, tell)
        if made.folder:
            places.put_folder(part, target)
        else:
            part.replace(target)
    return {**told, "format": form, "to": str(place)}


def _streamed(database: Path, made: Format, out: BinaryIO, scope: Scope, options: Options, tell: Tell) -> Told:
    if made.folder:
        raise StoreError("this format is a folder of files: name one with -o", "-")
    with tempfile.TemporaryDirectory() as shop:
        told, part = _made(database, made, Path(shop), scope, options, tell)
        with part.open("rb") as file:
            shutil.copyfileobj(file, out)
        out.flush()
    return told


def _made(database: Path, made: Format, shop: Path, scope: Scope, options: Options, tell: Tell) -> tuple[Told, Path]:
    part = shop / "export"
    if made.folder:
        part.mkdir()
    with excerpt(database, shop / "excerpt.sqlite", scope, search=made.search, tell=tell) as taken:
        counts = made.write(taken, part, replace(options, said=_said(taken)))
        return {"counts": counts, "left_out": taken.left_out, **scope.said()}, part


def _said(taken: Excerpt) -> Told:
    return {**taken.scope.said(), "schema": VERSION, "left_out": taken.left_out}


def lines(told: Told) -> list[str]:
    """What was written, in words."""
    counts = ", ".join(f"{n:,} {name.removesuffix('s') if n == 1 else name}" for name, n in told["counts"].items())
    left = ", ".join(f"{n:,} {name.removesuffix('s') if n == 1 else name}" for name, n in told["left_out"].items())
    return [
        f"{counts} written to {told['to']}",
        *(
            [f"left out for want of consent: {left} (--include-no-consent takes them, for the course's own use)"]
            if left
            else []
        ),
    ]
