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
    """`path`: a file that another process can read the rows from; it is gone when they were read. Else one without a name, in `folder`."""

    def __init__(self, folder: Path, path: Path | None = None):
        self._folder, self._path = folder, path
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
        self._file = self._file or self._made()
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

    def _made(self) -> IO[bytes]:
        return self._path.open("w+b") if self._path else TemporaryFile(dir=self._folder)

    def __getstate__(self) -> dict[str, Any]:
        """To another process the path is handed on."""
        if self._file:
            self._file.flush()
        return {**vars(self), "_file": None, "_path": self._file and self._path}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        if self._path:
            self._file = self._path.open("rb")
            self._path.unlink()
