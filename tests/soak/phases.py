"""What the processes of a command are doing, read from outside by py-spy while they stand still."""

import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

SPY = Path(sys.executable).with_name("py-spy")
PHASES = (
    ("mending", "crawler/folder.py", None),
    ("mending", "crawler/resume.py", None),
    ("mending", "crawler/salvage.py", None),
    ("remaking", "crawler/rebuild.py", None),
    ("rotating", "archive/warc/ledger.py", None),
    ("rotating", "archive/warc/files.py", {"next", "close", "_written_down"}),
    ("writing", "archive/warc/writer.py", None),
    ("saving", "crawler/ingest.py", {"save_rows", "save_crawls", "save_roster", "settle"}),
    ("saving", "crawler/quiet.py", {"save_quiet"}),
    ("composing", "crawler/ingest.py", {"rows_of"}),
    ("watching", "crawler/workers.py", {"run"}),
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


def members(session: int) -> list[int]:
    """The numbers of a session's processes, its leader first, as /proc has them."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                found.add(int(stat.parent.name))
    return sorted(found, key=lambda number: (number != session, number))


def writes_warc(process: int) -> bool:
    """Whether a process has a WARC file open that grows."""
    with suppress(OSError):
        return any(str(link.readlink()).endswith(".warc.gz.open") for link in Path(f"/proc/{process}/fd").iterdir())
    return False


def phase(process: int) -> str:
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
