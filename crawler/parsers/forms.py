"""What the patterns of dates find depends on where figures stand, hardly on which: found once for all texts of a form."""

import re
from functools import lru_cache

_YEARS = {"19": "\1", "20": "\2"}
"""What begins years, and a sign for each that no printable text has."""
_FIGURES = str.maketrans("0123456789", "3" * 10)
_LONGEST = 200
"""Characters of a text of which a form is made."""


@lru_cache(maxsize=1024)
def form_of(text: str) -> str:
    """The text with 3 for all figures, but where 19 and 20 stand, as they begin years.

    As it is where the figures may be part of a name (thang-12), where white space is not plain, and where it is long.
    """
    if "-" in text or len(text) > _LONGEST or not text.isprintable():
        return text
    for figures, sign in _YEARS.items():
        text = text.replace(figures, sign)
    text = text.translate(_FIGURES)
    for figures, sign in _YEARS.items():
        text = text.replace(sign, figures)
    return text


class Found:
    """Where a pattern was found: as much of a match as rules of dates ask for."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str, places: "dict[str, tuple[int, int]]"):
        self._text, self._places = text, places

    def __getitem__(self, name: str) -> str | None:
        start, end = self._places[name]
        return self._text[start:end] if start >= 0 else None

    def without(self) -> str:
        """The text with a space in the place of what was found."""
        start, end = self._places[""]
        return f"{self._text[:start]} {self._text[end:]}"


class Pattern:
    """A pattern that asks of figures only whether they are some, but for 19 and 20."""

    def __init__(self, pattern: str):
        self.pattern = re.compile(pattern)
        self._places = lru_cache(maxsize=2048)(self._search)

    def _search(self, form: str) -> tuple[dict[str, tuple[int, int]], ...]:
        return tuple(
            {"": match.span(), **{name: match.span(name) for name in self.pattern.groupindex}}
            for match in self.pattern.finditer(form)
        )

    def all(self, text: str) -> list[Found]:
        """All places of a text, none in another."""
        return [Found(text, places) for places in self._places(form_of(text))]

    def search(self, text: str, form: str | None = None) -> Found | None:
        """The first one. `form`: the text's, where it is known."""
        places = self._places(form_of(text) if form is None else form)
        return Found(text, places[0]) if places else None
