"""Rows of one table, as many as there are: some in memory, the others in a file until they are asked for."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

Row = dict[str, Any]
FEW = 2_000
"""Rows that are held in memory."""


class Pile:
    """`path`: a file that another process can read the rows from; it is gone when they were read. Else one without a name, in `folder`."""

    def __init__(self, folder: Path, path: Path | None = None):
        self._folder, self._path = folder, path
        self._file: IO[bytes] | None = None
        self._last: list[Row] = []

    def add(self, row: Row) -> None:
        """One row more."""
        self._last.append(row)
        if len(self._last) >= FEW:
            self._file = self._file or self._made()
            pickle.dump(self._last, self._file, pickle.HIGHEST_PROTOCOL)
            self._last = []

    def __iter__(self) -> Iterator[Row]:
        """All rows, in the order in which they came."""
        if self._file:
            end = self._file.seek(0, 1)
            self._file.seek(0)
            while self._file.tell() < end:
                yield from pickle.load(self._file)
        yield from self._last

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
            self._file.seek(0, 2)
