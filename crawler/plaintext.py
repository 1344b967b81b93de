"""Whether bytes are a text that somebody wrote, or a document, a picture, a spreadsheet as its program keeps it; and the text. Pure."""

import re
from codecs import BOM_UTF8

LOOKED_AT = 64 * 1024
"""Bytes of the beginning that are looked at."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""What no text has, in UTF-8 or any encoding of one byte a letter. Of random bytes it is a tenth."""
MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins."""
FEW = 0.01
AS_CSV = "is no text: open it in the spreadsheet's program and save it as CSV (UTF-8)"
"""For whoever hands over a roster."""


def is_text(data: bytes) -> bool:
    """By how many of its first bytes are controls; nothing is a text too."""
    start = data[:LOOKED_AT]
    return start.startswith(MARKS) or len(CONTROL.findall(start)) <= FEW * len(start)


def decoded(data: bytes) -> tuple[str, str]:
    """A text and its encoding: UTF-8 with or without a mark, UTF-16 with one, or the one-byte code of old programs.

    The mark stays, and bytes that no code explains become surrogates, so that the text can be encoded to the same bytes again.
    """
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        code = "utf-8" if data.startswith(BOM_UTF8) else "cp1252"
        return data.decode(code, "surrogateescape"), code


def shown(text: str) -> str:
    """A decoded text as it can be printed: bytes that no code explains are question marks."""
    return text.encode("utf-8", "replace").decode()
