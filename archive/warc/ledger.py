"""What an archive holds, written down beside it: `index.cdxj`, and `manifest-sha256.txt` in each folder of WARC files.

A file is entered when it is finished, before it gets its final name; so a kill leaves none that is not written down.
"""

import hashlib
import heapq
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from archive.errors import WarcError
from archive.warc.cdxj import is_of, line_of
from archive.warc.members import Damaged, read_records
from archive.warc.names import IMPORTS, located
from archive.warc.sorting import Sorted

INDEX = "index.cdxj"
MANIFEST = "manifest-sha256.txt"
WARC = "warc"
BESIDE = (MANIFEST, ".new", ".part", ".open")
"""How the names end of files in `imports/` that are no imports."""
Progress = Callable[[str, int, int], None]
"""Called with a file's name, how many are done, and how many there are."""


class Ledger:
    """Of one data folder. `file` is always a name as the database has it: bare, or `imports/NAME`."""

    def __init__(self, data: Path):
        self.data = data
        self.index = data / INDEX

    def enter(self, file: str, lines: Iterable[str], sha256: str) -> None:
        """Write down a finished file, in the place of what was written of it. Raises WarcError."""
        with _disk(self.index):
            self._merge(sorted(lines), file)
            manifest = self._manifest(file)
            write_manifest(manifest, {**read_manifest(manifest), Path(file).name: sha256})

    def take(self, file: str, path: Path | None = None) -> None:
        """Read a file that somebody else finished, or changed, and write it down. Raises WarcError."""
        place = path or self.place(file)
        self.enter(file, lines_of(place, file), sha256_of(place))

    def drop(self, file: str) -> None:
        """Strike a file out that is no longer there."""
        with _disk(self.index):
            self._merge([], file)
            manifest = self._manifest(file)
            known = dict(read_manifest(manifest))
            if known.pop(Path(file).name, None):
                write_manifest(manifest, known)

    def begin(self) -> None:
        """For an archive that was made before there were ledgers: write down what is there."""
        if not self.index.exists() and self.files():
            self.rebuild()

    def rebuild(self, progress: Progress = lambda *_: None) -> None:
        """Make the index again from the files, and take those into the manifests that these do not know.

        Raises WarcError for a damaged file.
        """
        self.know(progress)
        with _disk(self.index):
            self.relist(Sorted(self.data, (line for file in self.kept() for line in lines_of(self.place(file), file))))

    def relist(self, lines: Sorted) -> None:
        """Write the index of all files anew."""
        with _disk(self.index):
            _write(self.index, lines)

    def know(self, progress: Progress = lambda *_: None) -> None:
        """Take files into the manifests that these do not know.

        What a manifest says already stays: it is what the files are judged by.
        """
        files = self.kept()
        for n, file in enumerate(files):
            progress(file, n, len(files))
            manifest = self._manifest(file)
            known = read_manifest(manifest)
            if Path(file).name not in known:
                with _disk(manifest):
                    write_manifest(manifest, {**known, Path(file).name: sha256_of(self.place(file))})

    def kept(self) -> list[str]:
        """The names of all finished files: our own, and whatever was taken in from elsewhere."""
        taken = (self.data / IMPORTS).iterdir() if (self.data / IMPORTS).is_dir() else ()
        others = (IMPORTS + path.name for path in taken if path.is_file() and not path.name.endswith(BESIDE))
        return [*sorted(path.name for path in (self.data / WARC).glob("*.warc.gz")), *sorted(others)]

    def files(self) -> list[str]:
        """The names of all finished WARC files, those of other tools last."""
        own = sorted(path.name for path in (self.data / WARC).glob("*.warc.gz"))
        others = (self.data / IMPORTS).glob("*.warc.gz")
        return [*own, *sorted(IMPORTS + path.name for path in others)]

    def place(self, file: str) -> Path:
        """Where a file of that name stands."""
        return located(self.data / WARC, file)

    def _manifest(self, file: str) -> Path:
        return self.data / (IMPORTS if file.startswith(IMPORTS) else WARC) / MANIFEST

    def _merge(self, lines: list[str], file: str) -> None:
        """Streams, so that an index of any size can grow; `lines` are sorted."""
        old = (line for line in _lines(self.index) if not is_of(line, file))
        _write(self.index, heapq.merge(old, lines))


def lines_of(path: Path, file: str) -> Iterator[str]:
    """The index lines of a file, in its own order; raises WarcError (Damaged) after those before the damage.

    Files of other tools have them as far as they are packed one gzip member a record: players find no others.
    """
    try:
        for record in read_records(path):
            if line := line_of(record, file):
                yield line
    except Damaged:
        if not file.startswith(IMPORTS):
            raise


def sha256_of(path: Path) -> str:
    """64 hex digits. Raises WarcError when the file cannot be read."""
    with _disk(path, "read"), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(path: Path) -> dict[str, str]:
    """File name -> sha256, of lines `HEX  NAME` as BagIt has them; empty where there is no manifest."""
    pairs = (line.split(None, 1) for line in _lines(path))
    return {pair[1].strip(): pair[0].lower() for pair in pairs if len(pair) == 2}


def write_manifest(path: Path, known: Mapping[str, str]) -> None:
    """All at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, (f"{known[name]}  {name}\n" for name in sorted(known)))


def _lines(path: Path) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield from file


def _write(path: Path, lines: Iterable[str]) -> None:
    new = path.with_name(path.name + ".new")
    try:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


@contextmanager
def _disk(path: Path, what: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        told = f"cannot be {what}: {error.strerror or error}"
        raise WarcError(told, str(error.filename or path)) from error
