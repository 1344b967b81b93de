"""Leaves servers alone for as long as they ask: a blog and its provider, tried again patiently, also when a crawl is gone on with."""

import asyncio
import random
from datetime import timedelta
from typing import Any

from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.holds import asked_for
from crawler.reasons import words_for
from crawler.ticking import steady

LONGEST = 120.0
"""Seconds we wait at most within a crawl; who asks for more is left alone until the next one."""
BACKOFF = 2.0
NAP = 1.0


class HoldMiddleware:
    """The last thing before the network: waits until the blog and its provider may be asked again."""

    def __init__(self, crawler: Any):
        self.crawler = crawler
        self._crawl = crawler.settings["COURSEKEEP_CRAWL"]

    @classmethod
    def from_crawler(cls, crawler: Any) -> "HoldMiddleware":
        """Scrapy's way of making a component."""
        return cls(crawler)

    async def process_request(self, request: Any) -> None:
        """Raises IgnoreRequest when the wait is longer than we wait, or when the crawl ends meanwhile."""
        blog = request.meta["blog"]
        pause = max(self._crawl.delay, self._crawl.frontiers[blog].robots.delay())
        now, holds = steady(), self._crawl.holds
        left = holds.left(blog, request.url, pause, now)
        if left > LONGEST:
            raise IgnoreRequest("not asked for: the server wants to be left alone for longer than a crawl waits")
        if left:
            self._crawl.journal.note(blog, request.url, "waiting", f"{left:.1f} s")
        await self._rest(left)
        if left and not self.crawler.crawling:
            raise IgnoreRequest("not asked for: the crawl was interrupted")
        holds.lift(blog, request.url, now + timedelta(seconds=left))

    async def _rest(self, seconds: float) -> None:
        """In short sleeps: who interrupts the crawl does not wait for it."""
        while seconds > 0 and self.crawler.crawling:
            await asyncio.sleep(min(seconds, NAP))
            seconds -= NAP


class PatienceMiddleware(RetryMiddleware):
    """Scrapy's retries, after the wait that the server asks for, else after one that grows."""

    def process_response(self, request: Any, response: Any) -> Any:  # type: ignore[override]
        """The response, or the request to send again."""
        blog, now, crawl = request.meta["blog"], steady(), self.crawler.settings["COURSEKEEP_CRAWL"]
        asked, dated = (_text(response, name) for name in ("Retry-After", "Date"))
        wait = asked_for(asked, now, dated)
        if not request.meta.get("read_back") and crawl.holds.refused(
            blog, request.url, response.status, asked, now, dated
        ):
            crawl.journal.note(blog, request.url, "held", f"{wait:.0f} s asked for")
        if response.status not in self.retry_http_codes or (wait is not None and wait > LONGEST):
            return response
        again = super().process_response(request, response)
        if again is not response:
            crawl.journal.note(blog, request.url, "retried", f"HTTP {response.status}")
            if wait is None:
                crawl.holds.hold(blog, now, self._backoff(request))
        return again

    def process_exception(self, request: Any, exception: Exception) -> Any:  # type: ignore[override]
        """The request to send again, or None."""
        again = super().process_exception(request, exception)
        if again is not None:
            self.crawler.settings["COURSEKEEP_CRAWL"].journal.note(
                request.meta["blog"], request.url, "retried", words_for(exception)
            )
        return again

    def _backoff(self, request: Any) -> float:
        delay = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        return float(delay * BACKOFF ** request.meta.get("retry_times", 0) * random.uniform(1, 1.5))


def _text(response: Any, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
