"""The check of `index.cdxj`: sorted, and line by line what the WARC files say."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.verify.faults import Fault
from archive.verify.warcfile import Sum
from archive.warc.ledger import INDEX, lines_of
from archive.warc.names import located

SHOWN = 20
"""Lines of one file that are told one by one."""


def check_index(data: Path, expected: Mapping[str, Sum], damaged: frozenset[str]) -> tuple[list[Fault], int]:
    """The faults, and how many lines there are. `expected`: file name -> the lines it should have; `damaged` ones are not judged."""
    path = data / INDEX
    if not path.exists():
        return [_fault(None, "the index is missing")] if expected else [], 0
    faults, found, count = [], dict[str, Sum](), 0
    before = ""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for count, line in enumerate(lines, 1):
            if line < before:
                faults.append(_fault(None, f"line {count} is out of order"))
            before = line
            file = _file_of(line)
            if file is None:
                faults.append(_fault(None, f"line {count} is no index line"))
            else:
                found.setdefault(file, Sum()).add(line.rstrip("\n"))
    for file in sorted({*expected, *found} - damaged):
        if file not in expected:
            faults.append(_fault(None, f"{found[file].count} lines lead to {file}, which is not here"))
        elif found.get(file, Sum()) != expected[file]:
            faults += _explained(data, file)
    return faults, count


def _fault(file: str | None, what: str, offset: int | None = None) -> Fault:
    return Fault(file=file or INDEX, offset=offset, kind="index", what=what)


def _file_of(line: str) -> str | None:
    key, _, rest = line.partition(" ")
    stamp, _, told = rest.partition(" ")
    try:
        fields = json.loads(told)
    except (ValueError, RecursionError):
        return None
    whole = key and len(stamp) == 14 and stamp.isdigit() and isinstance(fields, dict)
    return str(fields["filename"]) if whole and "filename" in fields else None


def _explained(data: Path, file: str) -> Iterator[Fault]:
    """Which lines differ: the file is read once more."""
    wanted = {line.rstrip("\n") for line in lines_of(located(data / "warc", file), file)}
    with (data / INDEX).open(encoding="utf-8", errors="replace", newline="\n") as lines:
        had = [line.rstrip("\n") for line in lines if _file_of(line) == file]
    wrong = [(line, "the index has a line that no record stands behind") for line in sorted(set(had) - wanted)]
    wrong += [(line, "the index lacks the line of this record") for line in sorted(wanted - set(had))]
    if not wrong:
        yield _fault(file, "the index has the same line twice")
    for line, what in wrong[:SHOWN]:
        fields = json.loads(line.split(" ", 2)[2])
        offset = str(fields.get("offset"))
        yield _fault(file, f"{what}: {fields.get('url')}", int(offset) if offset.isdigit() else None)
    if len(wrong) > SHOWN:
        yield _fault(file, f"{len(wrong) - SHOWN} more lines of the index differ")
