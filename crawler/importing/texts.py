"""Whether a file that is no web archive is a saved text: what somebody took for one is not made a post."""

import re
from pathlib import Path

LOOKED_AT = 64 * 1024
"""Bytes of a file's beginning."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""What no text has, in UTF-8 or any encoding of one byte a letter. Of random bytes it is a tenth."""
MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
FEW = 0.01
ARCHIVES = (".warc", ".arc", ".wacz", ".gz", ".zip")


def no_text(path: Path, name: str) -> str | None:
    """Why a file is no saved text; None for one that is. `name`: what it is called. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start.strip():
        return "is empty"
    if name.lower().endswith(ARCHIVES):
        return "is named as a web archive and does not begin as one: is it whole? Fetch it again"
    wild = not start.startswith(MARKS) and len(CONTROL.findall(start)) > FEW * len(start)
    return "is neither a web archive (WARC, ARC, WACZ) nor a text" if wild else None
