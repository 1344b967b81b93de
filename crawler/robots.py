"""robots.txt as RFC 9309 has it: refused or missing allows all, a server's error allows nothing. Pure."""

import math
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from archive.items import Capture

DELAY_MOST = 60.0
"""Seconds of a Crawl-delay that are kept; at a longer one no blog would ever be archived whole. RFC 9309 knows none."""
LIMIT = 512_000
"""Bytes of a robots.txt that are read (RFC 9309, 2.5 wants at least 500 KiB)."""


def origin(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(slots=True)
class Robots:
    """The rules of every origin that a blog was met under."""

    agent: str
    obey: bool = True
    rules: dict[str, Protego | bool] = field(default_factory=dict)
    """Origin -> rules, or a plain yes or no."""
    speaks_for: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Address of a robots.txt that others redirect to -> the origins that it gives the rules of."""
    trouble: dict[str, str] = field(default_factory=dict)
    """Origin -> why its robots.txt could not be read."""

    def wanted(self, url: str) -> str | None:
        """The robots.txt to read before `url` may be asked for, or None when that is settled."""
        return None if not self.obey or origin(url) in self.rules else origin(url) + "/robots.txt"

    def allowed(self, url: str) -> bool:
        """Whether `url` may be asked for."""
        rules = self.rules.get(origin(url), True)
        return not self.obey or (rules.can_fetch(url, self.agent) if isinstance(rules, Protego) else rules)

    def readable(self, url: str) -> bool:
        """Whether the rules for `url` are the blog's own, not our caution after an error."""
        return self.rules.get(origin(url)) is not False

    def moved(self, url: str, target: str) -> None:
        """The robots.txt at `url` redirects: what `target` says counts for both origins (RFC 9309, 2.3.1.2)."""
        origins = self._origins(url)
        self.speaks_for[target] = tuple(dict.fromkeys((*self._origins(target), *origins)))
        if origin(target) in self.rules:
            self._settle(origins, self.rules[origin(target)])

    def answered(self, url: str, capture: Capture) -> tuple[str, ...]:
        """Take the rules from the robots.txt at `url`; returns the sitemaps that it names."""
        if capture.status >= 500:
            self.failed(url)
            return ()
        text = capture.body[:LIMIT].decode("utf-8", "replace") if capture.status in (200, 304) else ""
        rules = Protego.parse(text)
        self._settle(self._origins(url), rules)
        return tuple(rules.sitemaps)[:20]

    def failed(self, url: str, why: str = "") -> None:
        """The robots.txt at `url` could not be read for trouble of the server's own: nothing may be asked for."""
        self._settle(self._origins(url), False)
        self.trouble.update(dict.fromkeys(self._origins(url), why))

    def settle(self, of: str, allowed: bool) -> None:
        """No rules could be read: all or nothing."""
        self.rules[of] = allowed

    def _origins(self, url: str) -> tuple[str, ...]:
        return self.speaks_for.get(url, (origin(url),))

    def _settle(self, origins: tuple[str, ...], rules: Protego | bool) -> None:
        self.rules.update(dict.fromkeys(origins, rules))

    def delay(self) -> float:
        """The longest Crawl-delay asked for, in seconds, up to DELAY_MOST."""
        return min(self.asked_delay(), DELAY_MOST)

    def asked_delay(self) -> float:
        """The longest Crawl-delay asked for, in seconds."""
        asked = (rules.crawl_delay(self.agent) for rules in self.rules.values() if isinstance(rules, Protego))
        return max((float(seconds) for seconds in asked if seconds and math.isfinite(seconds)), default=0.0)
