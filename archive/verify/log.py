"""The log of checks beside the WARC files, `fixity.jsonl`: a line a check, only ever added to."""

import json
import os
from pathlib import Path
from typing import Any

FIXITY = "warc/fixity.jsonl"
TAIL = 64 * 1024


def append(data: Path, told: dict[str, Any]) -> None:
    """Add a line: all of it or nothing, even if the power fails; a line that was cut short is closed first. Raises OSError."""
    path = data / FIXITY
    line = json.dumps(told, ensure_ascii=False).encode() + b"\n"
    with path.open("a+b", buffering=0) as file:
        if file.seek(0, 2):
            file.seek(-1, 2)
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.write(line)
        os.fsync(file.fileno())


def last(data: Path) -> dict[str, Any] | None:
    """The newest check of a data folder, or None; never fails."""
    try:
        with (data / FIXITY).open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - TAIL))
            lines = file.read().splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and {"at", "result"} <= told.keys():
            return told
    return None


def words(told: dict[str, Any] | None) -> str:
    """What `last` gave, in a line."""
    if told is None:
        return "never; `coursekeep verify` checks the archive"
    if told["result"] == "ok":
        return f"all well at {told['at']}"
    return f"{told.get('faults')} faults at {told['at']}; `coursekeep verify` names them"
