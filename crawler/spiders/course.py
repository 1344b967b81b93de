"""The spider: asks each blog's frontier for an address, and hands it the answer. It knows nothing of pages."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.exceptions import DontCloseSpider, DownloadCancelledError

from archive.items import Page
from crawler.ask import Ask
from crawler.frontier import Frontier
from crawler.history import CHECK, COMPARED
from crawler.reasons import words_for


class CourseSpider(Spider):
    """Crawls the blogs of a course.

    scrapy crawl course                                        what config.yaml names
    scrapy crawl course -a url=https://example.org -a data=DIR   one blog
    """

    name = "course"

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **arguments: Any) -> "CourseSpider":
        """Takes the crawl that the command line prepared, or prepares one from the spider's arguments."""
        spider = cls(*args)
        spider.crawl = crawler.settings.get("COURSEKEEP_CRAWL") or _prepared(arguments)
        if "COURSEKEEP_CRAWL" not in crawler.settings:
            crawler.settings.setdict(spider.crawl.settings(), priority="spider")
        spider._set_crawler(crawler)
        spider.crawl.go, spider.crawl.soon = spider._go, _soon
        crawler.signals.connect(spider._wait_for_turns, signals.spider_idle)
        return spider

    crawl: Any
    """A Runner (crawler/runner.py)."""

    def _go(self, request: Request) -> None:
        self.crawler.engine.crawl(request)

    def _wait_for_turns(self) -> None:
        """A request that waits for its provider's turn in another process is none that Scrapy knows."""
        if self.crawl.turns.waiting:
            raise DontCloseSpider

    async def start(self) -> AsyncIterator[Request]:
        """The first request of each blog."""
        for frontier in self.crawl.frontiers.values():
            for request in self._next(frontier):
                yield request

    def _next(self, frontier: Frontier) -> Iterator[Request]:
        """One request at a time a blog: the next one is made when the last one is answered."""
        ask = frontier.next()
        if ask is None:
            self.crawl.blog_done(frontier.blog.slug)
            return
        self._slow_down(frontier)
        meta = {
            "blog": frontier.blog.slug,
            "via": ask.via,
            "hops": ask.hops,
            "role": ask.role,
            "download_slot": frontier.blog.slug,
            "previous": self._previous(frontier.blog.slug, ask.url),
        }
        if ask.role == "requisite":
            meta["download_maxsize"] = self.crawl.config.store.media_max
        request = Request(
            ask.url,
            callback=self.parse,
            errback=self.failed,
            meta=meta,
            headers={} if ask.fresh or frontier.history.unconditional else _validators(meta["previous"]),
            cb_kwargs={"frontier": frontier, "ask": ask},
            dont_filter=True,
        )
        if self.crawl.turns.take(ask.url, request):
            yield request

    def _previous(self, slug: str, url: str) -> Any:
        """The capture to ask about. Where the archive is damaged there is none, and the crawl's end tells of it."""
        with self.crawl.errors_kept():
            return self.crawl.stock.previous(slug, url)

    def _slow_down(self, frontier: Frontier) -> None:
        slot, asked = self.crawler.engine.downloader.slots.get(frontier.blog.slug), frontier.robots.delay()
        if slot and slot.delay < asked:
            slot.delay = asked
            if frontier.robots.asked_delay() > asked:
                self.crawl.say(
                    f"{frontier.blog.url} asks for {frontier.robots.asked_delay():,.0f} s between two requests; {asked:.0f} s are kept"
                )

    async def parse(self, response: Any, frontier: Frontier, ask: Ask) -> AsyncIterator[Request]:
        """An answer, of whatever status."""
        capture = response.meta["capture"]
        if capture.problem:
            for request in self._without(frontier, ask, capture.problem, oversized=True):
                yield request
            return
        with self.crawl.errors_kept():
            stock = self.crawl.stock
            page, before = await self._said(frontier, ask, capture)
            frontier.answered(ask, stock.whole(capture), page, before)
        for request in self._after(frontier, ask):
            yield request

    async def _said(self, frontier: Frontier, ask: Ask, capture: Any) -> tuple[Page, Page | None]:
        """What an answer says, and what it said before where a check compares; what has not changed is not parsed."""
        stock, compared = self.crawl.stock, frontier.history.kind == CHECK and ask.role in COMPARED
        if ask.role == "robots" or (compared and capture.revisit_of):
            return Page(url=capture.url, kind="other"), None
        if not compared:
            return await stock.page(capture), None
        return await stock.page(capture), await stock.before(capture)

    def failed(self, failure: Any) -> Iterator[Request]:
        """No answer, after all tries."""
        frontier, ask = failure.request.cb_kwargs["frontier"], failure.request.cb_kwargs["ask"]
        oversized = isinstance(failure.value, DownloadCancelledError)
        yield from self._without(frontier, ask, words_for(failure.value), oversized=oversized)

    def _without(self, frontier: Frontier, ask: Ask, why: str, *, oversized: bool) -> Iterator[Request]:
        """Go on without an answer, or with one that cannot be unpacked."""
        if ask.role == "requisite" and oversized:
            frontier.oversized(ask)
        else:
            frontier.failed(ask, why)
        yield from self._after(frontier, ask)

    def _after(self, frontier: Frontier, ask: Ask) -> Iterator[Request]:
        """The blog's next request, and that of a blog which waited for its provider's turn."""
        self.crawl.tell(frontier.blog.slug)
        if waiting := self.crawl.turns.give(ask.url):
            yield waiting
        yield from self._next(frontier)

    async def closed(self, reason: str) -> None:
        """The crawl's last words."""
        await self.crawl.close(reason, self.crawler.stats.get_stats())


def _soon(do: Callable[..., object], *given: object) -> None:
    from twisted.internet import reactor  # importing it at the top would install one

    reactor.callFromThread(do, *given)


def _validators(previous: Any) -> dict[str, str]:
    """Both, exactly as received: WordPress wants both to match."""
    if previous is None or previous.status != 200:
        return {}
    found = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in found.items() if value}


def _prepared(arguments: dict[str, Any]) -> Any:
    from crawler.choice import chosen
    from crawler.crawl import Crawl

    config, data = (Path(arguments[name]) if name in arguments else None for name in ("config", "data"))
    read, blogs = chosen(tuple(arguments.get("url", "").split()), config, data)
    return Crawl(read, blogs, data=data).open().runner()
