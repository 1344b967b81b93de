"""The check of WACZ packages: what the package says of itself, and each record within."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from archive.verify.faults import Fault
from archive.verify.raw import Gap, walk
from archive.verify.record import digests, judged
from archive.wacz import check


def check_package(path: Path, name: str) -> Iterator[Fault]:
    """Everything wrong with a package; `name` is what it is called in the faults."""
    for what in check.faults(path):
        yield Fault(file=name, kind="package", what=what)
    try:
        with zipfile.ZipFile(path) as package:
            for inner in sorted(n for n in package.namelist() if n.startswith("archive/") and n.endswith(".gz")):
                with package.open(inner) as file:
                    yield from _records(cast(BinaryIO, file), f"{name}/{inner}")
    except check.BROKEN:  # which is told already
        return


def _records(file: BinaryIO, name: str) -> Iterator[Fault]:
    for each in map(judged, walk(file)):
        if isinstance(each, Gap):
            yield Fault(file=name, offset=each.offset, kind="package", what=each.what)
            continue
        wrong = each.wrong or list(digests(each.record, foreign=True) if each.record else ())
        yield from (Fault(file=name, offset=each.offset, kind="package", what=what) for _, what in wrong)
