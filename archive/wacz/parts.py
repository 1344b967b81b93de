"""The WARC files of a package: whole ones as they are, of others the records that were chosen, copied byte for byte."""

import heapq
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from archive.errors import WarcError
from archive.wacz import extract
from archive.wacz.choice import Choice
from archive.wacz.extract import Piece
from archive.wacz.sift import CAPTURES, Sifted, present, sift, wanted
from archive.wacz.survey import Place, info_of, packed_anew, surveyed
from archive.warc.ledger import Ledger
from archive.warc.names import located

CHUNK = 1024 * 1024
SPOOL = 8 * 1024 * 1024
"""Bytes of an index that are held in memory."""
Heads = Mapping[str, Mapping[int, str]]
"""File -> offset -> slug: for which blog a record was read, as the database has it."""
Progress = Callable[[str, int, int], None]
"""Called with words, how much is done, and how much there is to do."""


@dataclass(slots=True, kw_only=True)
class Part:
    """A WARC file of a package."""

    name: str
    file: str
    """The file it is made of, as the database calls it."""
    source: Path
    folder: Path
    """`DIR/warc`."""
    pieces: Sequence[Piece]
    whole: bool
    records: int
    captures: int
    newest: str
    """The latest WARC-Date in it."""
    dates: Mapping[int, str] = field(repr=False)
    """Offset of a response or revisit in the source -> its WARC-Date."""
    wanted: frozenset[Place] = field(repr=False)
    present: frozenset[Place] = field(repr=False)
    index: IO[str] = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(piece.length for piece in self.pieces)

    def chunks(self) -> Iterator[bytes]:
        """Its bytes. Raises WarcError when the source has become shorter."""
        with self.source.open("rb") as file:
            for piece in self.pieces:
                yield from self._made(piece) or _stretch(file, piece, self.file)

    def _made(self, piece: Piece) -> tuple[bytes, ...]:
        """The bytes of a piece that does not stand in the source like that."""
        if piece.anew and not piece.own:
            return (packed_anew(self.folder, piece.anew),)
        return (piece.own,) if piece.own else ()

    def lines(self) -> Iterator[str]:
        """Its index, sorted."""
        self.index.seek(0)
        return iter(self.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All parts of a package."""

    choice: Choice
    parts: tuple[Part, ...]
    lost: int
    """Revisited records that are nowhere in the archive."""

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts)

    @property
    def newest(self) -> str:
        """The latest WARC-Date."""
        return max(part.newest for part in self.parts)

    def lines(self) -> Iterator[str]:
        """The index of all parts, sorted."""
        return heapq.merge(*(part.lines() for part in self.parts))

    def date_of(self, file: str, offset: int) -> str | None:
        """The WARC-Date of a capture, if it is taken."""
        return next((part.dates.get(offset) for part in self.parts if part.file == file), None)


def plan(data: Path, choice: Choice, heads: Heads, progress: Progress = lambda *_: None) -> Plan:
    """Which bytes of which WARC files of a data folder make up a package. Raises WarcError for a damaged file.

    Originals of revisits are taken too, wherever they stand; to find those the files are read a second time.
    """
    parts = _parts(data, choice, heads, (), progress)
    missing = _missing(parts)
    if missing and (choice.part or choice.crawl):
        parts = _parts(data, choice, heads, missing, progress)
    if not parts:
        raise WarcError("the archive holds no records of it", choice.name)
    return Plan(choice=choice, parts=tuple(parts), lost=len(_missing(parts)))


def _missing(parts: Sequence[Part]) -> frozenset[Place]:
    every: frozenset[Place] = frozenset()
    return every.union(*(part.wanted for part in parts)) - every.union(*(part.present for part in parts))


def _parts(data: Path, choice: Choice, heads: Heads, also: Collection[Place], progress: Progress) -> list[Part]:
    files = Ledger(data).kept()
    parts: list[Part] = []
    for n, file in enumerate(files):
        progress(f"reading {file}", n, len(files))
        path = located(data / "warc", file)
        for name, entries in surveyed(path, file):
            info = info_of(entries)
            found = sift(entries, choice, heads.get(name, {}), info.get("crawl"), also)
            if found.kept:
                parts.append(_part(name, path, data / "warc", info, found, choice, {part.name for part in parts}))
    return parts


def _part(file: str, path: Path, folder: Path, info: Mapping[str, str], found: Sifted, choice: Choice,
          names: Collection[str]) -> Part:  # fmt: skip
    name = extract.name_of(file, None if found.whole else choice.name, names)
    pieces = extract.all_of(found) if found.whole else extract.pieces(found, name, file, info, choice.title)
    return Part(
        name=name,
        file=file,
        source=path,
        folder=folder,
        pieces=pieces,
        whole=found.whole,
        records=len(found.kept),
        captures=sum(entry.type in CAPTURES for entry in found.kept),
        newest=max(entry.date for entry in found.kept),
        dates={entry.offset: entry.date for entry in found.kept if entry.type in CAPTURES},
        wanted=frozenset(wanted(found.kept)),
        present=frozenset(present(found.kept)),
        index=_spooled(found, pieces, name),
    )


def _spooled(found: Sifted, pieces: Sequence[Piece], name: str) -> IO[str]:
    spool = SpooledTemporaryFile(SPOOL, "w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - goes with its part
    spool.writelines(sorted(extract.lines(found, pieces, name)))
    return spool


def _stretch(file: IO[bytes], piece: Piece, name: str) -> Iterator[bytes]:
    file.seek(piece.offset)
    rest = piece.length
    while rest:
        chunk = file.read(min(CHUNK, rest))
        if not chunk:
            raise WarcError("has become shorter while it was read; run it again", name)
        rest -= len(chunk)
        yield chunk
