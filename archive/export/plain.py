"""Text made safe to print, and made comparable."""

import re
import unicodedata
from typing import Any

_SIGNS = re.compile(r"[\W_]+")
_KEPT = frozenset("\u200c\u200d")
"""Joiners: invisible, but Persian and Hindi are misspelt without them."""


def plain(text: str) -> str:
    """One line, without control characters, direction overrides and halves of characters."""
    return " ".join("".join(map(_safe, text)).split())


def _safe(c: str) -> str:
    kind = unicodedata.category(c)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    return "" if kind in ("Cf", "Cs", "Cn") and c not in _KEPT else c


def cleaned(value: Any) -> Any:
    """A JSON value whose texts are all plain; what is empty then is left out of lists and objects."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(k): v for k, v in ((k, cleaned(v)) for k, v in value.items()) if v not in (None, "", [], {})}
    if isinstance(value, list):
        return [v for v in map(cleaned, value) if v not in (None, "", [], {})]
    return value


def letters(text: str) -> str:
    """Letters and digits only, in lower case and without accents."""
    return _SIGNS.sub("", unicodedata.normalize("NFKD", text.lower()))


def latin(text: str) -> str:
    """`letters` that every program can read: a to z and digits; empty for another script."""
    return "".join(c for c in letters(text) if c.isascii())
