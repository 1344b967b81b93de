"""Whose turn it is: how many blogs of one provider may be asked for something at the same time. Pure.

Providers are hosts by suffix, given as data: the public-suffix list does not know that each blog of wordpress.com is its own.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from typing import Generic, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class Turns(Generic[T]):
    """`caps`: provider's host -> requests at one time. What has to wait is given back when a turn is free."""

    def __init__(self, caps: Mapping[str, int]):
        self._caps = dict(caps)
        self._busy: Counter[str] = Counter()
        self._waiting: dict[str, deque[T]] = defaultdict(deque)

    @property
    def waiting(self) -> int:
        """How many wait for somebody who is not here; in one process nobody does: who has the turn gives it on."""
        return 0

    def provider(self, url: str) -> str | None:
        """The provider that an address belongs to, or None."""
        host = "." + (urlsplit(url).hostname or "")
        return next((name for name in self._caps if host.endswith("." + name)), None)

    def take(self, url: str, waits: T) -> bool:
        """Whether `url` may be asked for now; if not, `waits` is kept for its turn."""
        provider = self.provider(url)
        if provider is None:
            return True
        if self._busy[provider] >= self._caps[provider]:
            self._waiting[provider].append(waits)
            return False
        self._busy[provider] += 1
        return True

    def give(self, url: str) -> T | None:
        """The turn of `url` is over: who is next there, if anybody waits; it has the turn then."""
        provider = self.provider(url)
        if provider is None:
            return None
        if self._waiting[provider]:
            return self._waiting[provider].popleft()
        self._busy[provider] -= 1
        return None
