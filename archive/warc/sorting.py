"""Lines in order, whatever the order in which they come and however many there are."""

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

FEW = 20_000
"""Lines that are held in memory."""
AHEAD = 64 * 1024
"""Bytes that are read of each sorted run at a time."""


class Sorted:
    """Lines, each with its line feed. What memory should not hold waits in a file without a name, in `folder`."""

    def __init__(self, folder: Path, lines: Iterable[str] = ()):
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._runs: list[tuple[int, int]] = []
        self._last: list[str] = []
        self.add(lines)

    def add(self, lines: Iterable[str]) -> None:
        """Take these in."""
        rest = iter(lines)
        while some := list(islice(rest, FEW - len(self._last))):
            self._last += some
            if len(self._last) == FEW:
                self._put_down()

    def __iter__(self) -> Iterator[str]:
        """All of them in order."""
        return heapq.merge(*(self._run(*place) for place in self._runs), sorted(self._last))

    def _put_down(self) -> None:
        self._file = self._file or TemporaryFile(dir=self._folder)  # noqa: SIM115  it goes with this object
        begin = self._file.seek(0, 2)
        self._file.writelines(line.encode("utf-8", "surrogatepass") for line in sorted(self._last))
        self._runs.append((begin, self._file.tell()))
        self._last = []

    def _run(self, at: int, end: int) -> Iterator[str]:
        rest = b""
        while at < end and self._file:
            self._file.seek(at)
            piece = self._file.read(min(AHEAD, end - at))
            at += len(piece)
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.decode("utf-8", "surrogatepass") + "\n" for line in lines)
