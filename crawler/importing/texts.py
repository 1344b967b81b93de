"""Whether a file that is no web archive is a saved text: what somebody took for one is not made a post."""

from pathlib import Path

from crawler.plaintext import LOOKED_AT, is_text

ARCHIVES = (".warc", ".arc", ".wacz", ".gz", ".zip")


def no_text(path: Path, name: str) -> str | None:
    """Why a file is no saved text; None for one that is. `name`: what it is called. Raises OSError."""
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if not start.strip():
        return "is empty"
    if name.lower().endswith(ARCHIVES):
        return "is named as a web archive and does not begin as one: is it whole? Fetch it again"
    return None if is_text(start) else "is neither a web archive (WARC, ARC, WACZ) nor a text"
