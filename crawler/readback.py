"""Next to the downloader: what this crawl has captured already is read back, not fetched; each new capture is kept."""

from typing import Any

from scrapy.http import HtmlResponse

from archive.items import Capture


class ReadbackMiddleware:
    """Asks the stock of the crawl (setting COURSEKEEP_CRAWL) for what it has, and gives it what comes."""

    def __init__(self, crawl: Any):
        self.stock, self.journal = crawl.stock, crawl.journal

    @classmethod
    def from_crawler(cls, crawler: Any) -> "ReadbackMiddleware":
        """Scrapy's way of making a component."""
        return cls(crawler.settings["COURSEKEEP_CRAWL"])

    def process_request(self, request: Any) -> Any:
        """A response from the archive, or None to fetch it."""
        stored = self.stock.stored(request.url)
        if stored is None:
            return None
        request.meta.update(capture=stored, read_back=True)
        self.journal.note(request.meta["blog"], request.url, "read_back", str(stored.status))
        return _response(stored, request)

    async def process_response(self, request: Any, response: Any) -> Any:
        """Every answer is kept, also those that will be asked for again."""
        await self.stock.take(request.meta["capture"])
        return response

    def process_exception(self, request: Any, exception: Exception) -> None:
        """An answer that was cut short is kept as such."""
        if capture := request.meta.get("capture"):
            self.stock.keep(capture)


def _response(capture: Capture, request: Any) -> HtmlResponse:
    """A response as Scrapy would have made it; its body is decoded already."""
    headers = [
        (k, v)
        for k, v in capture.headers
        if k.lower() not in ("content-encoding", "transfer-encoding", "content-length")
    ]
    return HtmlResponse(capture.url, status=capture.status, headers=headers, body=capture.body, request=request)
