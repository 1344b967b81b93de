"""Values as other programs take them in: cells that no spreadsheet runs, text that no XML parser refuses."""

import re
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cell(value: Any) -> Any:
    """A value for CSV: a text that would be run as a formula begins with an apostrophe. Numbers stay."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def xml(text: object) -> str:
    """A value for XML: without the characters that XML 1.0 has not (section 2.2); None is an empty text."""
    return _NO_XML.sub("", "" if text is None else str(text))
