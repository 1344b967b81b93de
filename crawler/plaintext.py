"""Whether bytes are a text that somebody wrote, or a document, a picture, a spreadsheet as its program keeps it. Pure."""

import re

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
