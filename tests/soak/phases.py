"""What the processes of a command are doing, read from outside by py-spy while they stand still."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

SPY = Path(sys.executable).with_name("py-spy")
PHASES = (
    ("mending", "crawler/folder.py", None),
    ("mending", "crawler/resume.py", None),
    ("remaking", "crawler/rebuild.py", None),
    ("rotating", "archive/warc/ledger.py", None),
    ("rotating", "archive/warc/files.py", {"next", "close", "_written_down"}),
    ("writing", "archive/warc/writer.py", None),
    ("saving", "crawler/ingest.py", {"save_rows", "save_crawls", "save_roster", "settle"}),
    ("saving", "crawler/quiet.py", {"save_quiet"}),
    ("composing", "crawler/ingest.py", {"rows_of"}),
    ("taking down", "crawler/forgetting/", None),
    ("importing", "crawler/importing/", None),
    ("parsing", "crawler/parsers/", None),
    ("parsing", "crawler/ingest.py", {"evidence_of"}),
    ("fetching", "crawler/run.py", None),
)
"""Phase, what the path of a frame holds, and names of functions: the first line that fits any frame of a process tells."""
UNKNOWN = "unknown"
"""py-spy is not there, or may not look."""
BEGINNING = "beginning"
"""Modules are being loaded, the command line and the configuration read."""


def phases(group: int) -> Iterator[str]:
    """The phases of a process group whose processes stand still: first what the leader does, then those beside it that work."""
    yield _phase(group) or BEGINNING
    yield from filter(None, map(_phase, sorted(members(group) - {group})))


def members(group: int) -> set[int]:
    """The numbers of the processes of a group, as /proc has them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] not in "ZX":
            found.add(int(stat.parent.name))
    return found


def _phase(process: int) -> str:
    """Empty where none of the lines fits."""
    if not SPY.exists():
        return UNKNOWN
    line = [SPY, "dump", "--json", "--nonblocking", "--pid", str(process)]
    ran = subprocess.run(line, capture_output=True, text=True, errors="replace", check=False)
    return "" if ran.returncode else phase_of(json.loads(ran.stdout))


def phase_of(threads: Iterable[dict[str, Any]]) -> str:
    """What a process does by the frames of all its threads; empty where none of the lines fits."""
    frames = [(frame["filename"] or "", frame["name"]) for thread in threads for frame in thread["frames"]]
    for phase, path, names in PHASES:
        if any(path in file and (names is None or name.rpartition(".")[2] in names) for file, name in frames):
            return phase
    return ""
