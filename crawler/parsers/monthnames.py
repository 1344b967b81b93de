"""From the name of a month to its number, in the page's language or any other."""

import re
from functools import cache, lru_cache

from crawler.parsers.months import MONTHS, SHORT

_VIETNAMESE = re.compile(r"\bthang (?:muoi (?:mot|hai)\b|[a-z]{2,5}\b|\d)|\bluc (?=\d)")


@lru_cache(maxsize=512)
def month_of(word: str, language: str = "") -> int | None:
    """The number of a folded month's name, whole or cut to three letters and more, in the language or any other."""
    own = _names().get(re.split("[-_]", language)[0], {})
    return own.get(word) or SHORT.get(word) or _all_names().get(word) or _by_beginning(word, own)


@cache
def _names() -> dict[str, dict[str, int]]:
    return {
        language: {form: i for i, forms in enumerate(names.split(), 1) for form in forms.split("|")}
        for language, names in MONTHS.items()
    }


@cache
def _all_names() -> dict[str, int]:
    names: dict[str, int] = {}
    for own in _names().values():
        for name, number in own.items():
            names.setdefault(name, number)
    return names


@lru_cache(maxsize=512)
def _months_beginning(word: str) -> frozenset[int]:
    return frozenset(number for name, number in _all_names().items() if name.startswith(word))


def _by_beginning(word: str, own: dict[str, int]) -> int | None:
    numbers = {number for name, number in own.items() if name.startswith(word)} or _months_beginning(word)
    return next(iter(numbers)) if len(numbers) == 1 else None


def joined(text: str) -> str:
    """A folded text, of the same length, with the words of a month's name joined, as Vietnamese has them: `thang muoi hai`."""
    return _VIETNAMESE.sub(_month_or_space, text) if "thang " in text else text


def _month_or_space(match: re.Match[str]) -> str:
    return match[0].replace(" ", "-") if match[0][0] == "t" else " " * len(match[0])
