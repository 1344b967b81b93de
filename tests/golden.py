"""Golden pages: a folder is a capture (`body.html`, `capture.json`) and what it says (`expected.json`).

`PYTHONPATH=. python tests/golden.py` writes the expected files again from what the parser says now; a person judges the difference.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.items import Capture, as_json
from crawler.parsers.page import parse

FOLDERS = sorted(path for path in (Path(__file__).parent / "pages").iterdir() if path.is_dir())


def capture_of(folder: Path) -> Capture:
    """The capture that a folder keeps."""
    about = json.loads((folder / "capture.json").read_text(encoding="utf-8"))
    return Capture(
        url=about["url"],
        fetched_at=datetime.fromisoformat(about["fetched_at"]),
        status=about["status"],
        headers=tuple((name, value) for name, value in about["headers"]),
        body=(folder / "body.html").read_bytes(),
    )


def reading_of(folder: Path) -> dict[str, Any]:
    """What the parser says of a folder's page, in its JSON form."""
    reading: dict[str, Any] = _said(json.loads(json.dumps(as_json(parse(capture_of(folder))))))
    return reading


def _said(value: Any) -> Any:
    """Without what is null or empty: a person reads what was found, and a new field that finds nothing changes no folder."""
    if isinstance(value, dict):
        return {name: _said(one) for name, one in value.items() if one not in (None, [], "", False)}
    return [_said(one) for one in value] if isinstance(value, list) else value


def expected_of(folder: Path) -> dict[str, Any]:
    """What a person found right."""
    expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return expected


def rewrite() -> None:
    """Write every expected file again."""
    for folder in FOLDERS:
        text = json.dumps(reading_of(folder), indent=2, ensure_ascii=False)
        (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
