"""Text made comparable: one form for capitals, accents and white space."""

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"\w+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،", "01234567890123456789,")
_FOREIGN = re.compile(f"[{''.join(map(chr, _FIGURES))}]")
"""Arabic and Persian figures, and their comma."""


@lru_cache(maxsize=1024)
def fold(raw: str) -> str:
    """Lower case, without accents, white space as single spaces. As long as `raw` in most languages, not in all."""
    text = unicodedata.normalize("NFKC", raw).lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
        text = text.translate(_FIGURES) if _FOREIGN.search(text) else text
    return " ".join(text.split())


@lru_cache(maxsize=256)
def key(text: str) -> str:
    """Letters and digits only, for comparing a heading with a title."""
    return " ".join(_WORDS.findall(text.casefold()))
