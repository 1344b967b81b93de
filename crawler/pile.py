"""Rows of one table, as many as there are, in order of their numbers: some in memory, the others in a file until they are asked for."""

import heapq
import pickle
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

Row = dict[str, Any]
FEW = 2_000
"""Rows that are held in memory, and put into the file together, in order."""
AT_ONCE = 25
"""Rows that are read at a time of each of those."""
NUMBER = itemgetter("id")


class Pile:
    """The file is one without a name, in `folder`."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._runs: list[tuple[int, int]] = []
        """Where sorted rows stand in the file: begin and end."""
        self._last: list[Row] = []

    def add(self, row: Row) -> None:
        """One row more."""
        self._last.append(row)
        if len(self._last) >= FEW:
            self._put_down()

    def __iter__(self) -> Iterator[Row]:
        """All rows, in order of their numbers: so a database writes each of its pages once."""
        return heapq.merge(*(self._run(*place) for place in self._runs), sorted(self._last, key=NUMBER), key=NUMBER)

    def _put_down(self) -> None:
        self._file = self._file or TemporaryFile(dir=self._folder)  # noqa: SIM115  it goes with this object
        begin = self._file.seek(0, 2)
        rows = sorted(self._last, key=NUMBER)
        for n in range(0, FEW, AT_ONCE):
            pickle.dump(rows[n : n + AT_ONCE], self._file, pickle.HIGHEST_PROTOCOL)
        self._runs.append((begin, self._file.tell()))
        self._last = []

    def _run(self, at: int, end: int) -> Iterator[Row]:
        while at < end and self._file:
            self._file.seek(at)
            rows = pickle.load(self._file)
            at = self._file.tell()
            yield from rows
