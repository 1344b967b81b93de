"""Tries again, patiently: Scrapy's retries, but Retry-After is waited for, by the whole blog."""

import asyncio
import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy.downloadermiddlewares.retry import RetryMiddleware

LONGEST = 120.0
"""Seconds we wait at most within a crawl; who asks for more is left alone until the next one."""
BACKOFF = 2.0
NAP = 1.0


class PatienceMiddleware(RetryMiddleware):
    """A blog has one request at a time, so holding its retry holds the blog."""

    async def process_response(self, request: Any, response: Any) -> Any:  # type: ignore[override]
        """The response, or after a wait the request to send again."""
        if response.status not in self.retry_http_codes or request.meta.get("dont_retry"):
            return response
        wait = asked_for(response.headers.get(b"Retry-After"), datetime.now(UTC))
        if wait is not None and wait > LONGEST:
            return response
        again = super().process_response(request, response)
        if again is not response:
            await self._rest(wait if wait is not None else self._backoff(request))
        return again if self.crawler.crawling else response

    async def _rest(self, seconds: float) -> None:
        """In short sleeps: who interrupts the crawl does not wait for it."""
        while seconds > 0 and self.crawler.crawling:
            await asyncio.sleep(min(seconds, NAP))
            seconds -= NAP

    def _backoff(self, request: Any) -> float:
        delay = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        return float(delay * BACKOFF ** request.meta.get("retry_times", 0) * random.uniform(1, 1.5))


def asked_for(header: bytes | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), None when it says nothing."""
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
