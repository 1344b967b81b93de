"""A folder beside the archive in which its next state is made; then a journal, and the new files take the old ones' places.

Until the journal stands, a kill leaves the archive as it was; from then on the next run finishes what was begun.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from archive.database.sides import remove
from archive.database.store import NAME
from archive.errors import StoreError
from archive.warc.ledger import INDEX, MANIFEST, Ledger, read_manifest, write_manifest
from archive.warc.names import IMPORTS
from crawler.corrections import NAME as PEOPLE
from crawler.importing.kept import sync
from crawler.known import WARC

STAGE = ".forget"
JOURNAL = "journal.json"
FOLDERS = (WARC, IMPORTS.rstrip("/"))


class Stage:
    """The next state of a data folder, itself a data folder: what does not change stands in it as a second name."""

    def __init__(self, data: Path):
        self.data, self.folder = data, data / STAGE
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True)
        self.changed: list[str] = []
        self._corrections()

    def new(self, file: str) -> Path:
        """Where the new form of a file goes; `file` as the database names it."""
        return self.folder / _place(file)

    def keep(self, file: str) -> None:
        """A file that stays as it is."""
        target = self.new(file)
        target.unlink(missing_ok=True)
        try:
            os.link(self.data / _place(file), target)
        except OSError:  # a file system without second names
            target.symlink_to((self.data / _place(file)).absolute())

    def _corrections(self) -> None:
        """people.yaml, which a rebuild reads in the data folder or beside it."""
        for place in (self.data, self.data.resolve().parent):
            if (place / PEOPLE).is_file():
                shutil.copyfile(place / PEOPLE, self.folder / PEOPLE)
                return
        (self.folder / PEOPLE).write_text("")

    def settle_names(self) -> None:
        """The manifests, with the new files in them."""
        for folder in FOLDERS:
            known = read_manifest(self.data / folder / MANIFEST)
            changed = {Path(file).name for file in self.changed if _place(file).parts[0] == folder}
            there = {path.name for path in (self.folder / folder).iterdir()}
            if kept := {name: sha for name, sha in known.items() if name in there and name not in changed}:
                write_manifest(self.folder / folder / MANIFEST, kept)
        for file in self.changed:
            Ledger(self.folder).take(file)

    def commit(self) -> None:
        """From here on it will happen. Raises StoreError when the disk refuses."""
        manifests = [f"{folder}/{MANIFEST}" for folder in FOLDERS if (self.folder / folder / MANIFEST).exists()]
        files = [str(_place(file)) for file in self.changed] + manifests + [INDEX, NAME]
        packages = [str(path.relative_to(self.data)) for path in packages_in(self.data)]
        journal = self.folder / JOURNAL
        try:
            for name in files:
                _on_disk(self.folder / name)
            part = journal.with_suffix(".part")
            part.write_text(json.dumps({"files": files, "remove": packages}))
            _on_disk(part)
            part.replace(journal)
            sync(self.folder)
        except OSError as error:
            told = f"cannot be written ({error.strerror}); make room. Nothing was changed"
            raise StoreError(told, str(self.folder)) from error
        finish(self.data)

    def discard(self) -> None:
        """Leave everything as it was."""
        shutil.rmtree(self.folder, ignore_errors=True)


def packages_in(data: Path) -> Iterator[Path]:
    """WACZ files that were made of the archive and lie in it: copies, which would tell what was taken down."""
    others = data / IMPORTS
    yield from sorted(path for path in data.rglob("*.wacz") if others not in path.parents and STAGE not in path.parts)


def finish(data: Path) -> None:
    """After a kill: what was decided is done, what was not is forgotten itself."""
    folder, journal = data / STAGE, data / STAGE / JOURNAL
    if not folder.is_dir():
        return
    if journal.exists():
        todo = json.loads(journal.read_text())
        remove(data / NAME)
        for name in todo["files"]:
            if (folder / name).exists():
                (folder / name).replace(data / name)
        for name in todo["remove"]:
            (data / name).unlink(missing_ok=True)
        for place in (data, *(data / each for each in FOLDERS if (data / each).is_dir())):
            sync(place)
        journal.unlink()
    shutil.rmtree(folder)


def _place(file: str) -> Path:
    return Path(file) if file.startswith(IMPORTS) else Path(WARC) / file


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
