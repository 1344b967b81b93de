"""What one blog's crawl asks for next. Pure: no network, no files, no clock.

    robots.txt > home page > REST root > REST lists > feeds > sitemaps > (comments feed, HTML lists, where REST is shut)
               > every post > every comment page and part of it > what pages need to be shown (crawler/requisites.py)

`next()` gives an Ask; its answer goes to `answered()`, its lack to `failed()`; both plan more.
What an answer leads to is in `answers.py`, what became of each address in `account.py`.
"""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from archive.items import Blog, Capture, Page
from crawler import answers, checks, parts, requisites, wordpress_com
from crawler.account import HIDDEN, REQUISITE, Account
from crawler.ask import Ask
from crawler.guard import RULE, Guard
from crawler.history import CHECK, FULL, NOTHING, History
from crawler.rebuffs import count_refusals, redirected
from crawler.robots import Robots, origin
from crawler.scope import Scope, host_key, tidy, trap, url_key

STAGES = tuple(answers.READERS)
"""Roles in the order in which they are asked for."""
PAGES = ("post", "thread", "talk", "requisite")
"""Roles that come after all sources."""


@dataclass(slots=True, kw_only=True)
class Frontier:
    """The plan of one blog."""

    blog: Blog
    robots: Robots
    stop_after_refusals: int = 5
    plan_only: bool = False
    """Ask for the home page and one list, to estimate what a crawl takes; the posts stay in the queue."""
    since: str = ""
    """A day, `2026-03-01`: of older posts that were not changed since then nothing is asked for."""
    api: str = wordpress_com.API
    """Where the WordPress.com API answers."""
    media: str = "none"
    """Which requisites are asked for: none, images or all."""
    history: History = NOTHING
    """What earlier crawls know of the blog."""
    wanted: set[tuple[str, str]] = field(default_factory=set)
    """(kind, WordPress's number) of posts whose rows a check asks REST for."""
    account: Account = field(default_factory=Account)
    scope: Scope = field(init=False)
    queue: list[tuple[int, int, Ask]] = field(default_factory=list)
    complete: set[str] = field(default_factory=set)
    """The sources that answered in full: rest_posts, rest_pages, rest_comments, sitemap."""
    heard: set[tuple[str, str]] = field(default_factory=set)
    """Ids and texts of the comments that the comments feed has shown."""
    home: Page | None = None
    refusals: int = 0
    shy: Counter[str] = field(default_factory=Counter)
    """Servers of requisites -> refusals in a row."""
    guard: Guard = field(default_factory=Guard)
    aside: set[str] = field(default_factory=set)
    """Requisites, and each robots.txt that was wanted for them only."""
    gathered: bool = False

    def __post_init__(self) -> None:
        self.scope = Scope.of(self.blog.url)
        self.plan(Ask(url=self.blog.url, role="home"))

    def recall(self, history: History) -> None:
        """Begin with what is known: a check asks the blog's sources what is new, instead of its home page."""
        self.history, self.account.kind = history, history.kind
        if history.refused:
            self.account.state, self.gathered = "refused", True
            self.drop(lambda _: True, "it refused less than a day ago, and is asked once a day; --full asks now")
            return
        if history.kind == CHECK or history.missing is not None:
            self.account, self.queue, self.guard = Account(kind=history.kind, nature=history.nature), [], Guard()
            (checks.begin if history.kind == CHECK else parts.patch)(self)

    def look_at_all(self) -> None:
        """A check does not do: make it a full crawl."""
        if self.history.kind == CHECK:
            self.history = replace(self.history, kind=FULL)
            self.account.kind, self.gathered = FULL, False
            self.plan(Ask(url=self.blog.url, role="home"))

    def plan(self, ask: Ask) -> None:
        """Put an address on the list, once."""
        url = tidy(ask.url)
        if not url or self.account.state != "ok" or not self.account.is_open(url):
            return
        self.account.plan(url)
        ask = replace(ask, url=url)
        if ask.role == "requisite":
            self.aside.add(url)
        if self.guard.stops(ask):
            self.account.exclude(url, RULE)
        else:
            heapq.heappush(self.queue, (STAGES.index(ask.role), self.account.asked, ask))

    def plan_post(self, url: str, via: Ask) -> None:
        """Put a post or page on the list, unless it is the home page or another site's."""
        home = self.home.url if self.home else self.blog.url
        if url in self.scope and url_key(url) != url_key(home):
            self.plan(Ask(url=url, role="post", via=via.url, hops=via.hops + 1))

    def next(self) -> Ask | None:
        """The next address to fetch, or None when the blog is done."""
        while True:
            if not self.gathered and not self.plan_only and (not self.queue or self.queue[0][2].role in PAGES):
                self.gathered = True
                (checks.gather if self.history.kind == CHECK else answers.fill_gaps)(self)
            if not self.queue or (self.plan_only and self.queue[0][2].role in PAGES):
                return None
            entry = heapq.heappop(self.queue)
            ask = entry[2]
            if ask.role == "robots":
                return ask
            if wanted := self.robots.wanted(ask.url):
                self.robots.settle(origin(ask.url), True)  # until it is read: never asked for twice
                heapq.heappush(self.queue, entry)
                if ask.role == "requisite":
                    self.aside.add(wanted)
                self.plan(Ask(url=wanted, role="robots", via=ask.url, hops=ask.hops))
            elif self.robots.allowed(ask.url):
                return ask
            else:
                self._forbidden(ask)

    def _forbidden(self, ask: Ask) -> None:
        if self.robots.readable(ask.url):
            self.account.exclude(ask.url, "robots")
        else:  # RFC 9309, 2.3.1.4: what gives no robots.txt for trouble of its own may not be asked for anything
            why = self.robots.trouble.get(origin(ask.url), "")
            self._fail(ask.url, why if why.startswith(HIDDEN) else "not asked for: robots.txt gave no answer")
        if ask.role == "home":
            self.wall("refused" if self.robots.readable(ask.url) else "unreachable")
        elif ask.role == "feed":
            self.look_at_all()

    def answered(self, ask: Ask, capture: Capture, page: Page, before: Page | None = None) -> None:
        """Take note of an answer. `page` is what it says; for a 304, what the capture before it said.

        `before`: what the address said in an earlier crawl, for roles that a check compares (crawler/checks.py).
        """
        self.account.fetch(ask.url, capture.status)
        if 300 <= capture.status < 400 and capture.status != 304:
            redirected(self, ask, tidy(capture.header("location") or "", ask.url))
            return
        count_refusals(self, ask, capture)
        if self.history.kind == CHECK and ask.role in checks.READERS:
            if not capture.revisit_of:
                checks.READERS[ask.role](self, ask, capture, page, before)
        else:
            answers.READERS[ask.role](self, ask, capture, page)
        if capture.status in (200, 304):
            requisites.plan(self, ask, page)
        for url in page.links:
            if url in self.scope and (rule := trap(url)):
                self.account.pass_over(tidy(url) or url, rule)

    def failed(self, ask: Ask, reason: str) -> None:
        """Take note that there is no answer, after all tries."""
        if ask.role == "robots":
            self.robots.failed(ask.url, reason)
        self.lost(ask, reason)

    def oversized(self, ask: Ask) -> None:
        """Take note that a requisite is larger than is kept."""
        self.account.exclude(ask.url, "too_large")

    def lost(self, ask: Ask, reason: str) -> None:
        """Take note that an address leads nowhere."""
        self._fail(ask.url, reason)
        if ask.role == "home":
            self.wall("unreachable")
        elif ask.role == "feed":
            self.look_at_all()

    def wall(self, state: str) -> None:
        """Stop here: what was planned and not asked for has failed, for the reason that the state names."""
        self.account.state = state
        self.drop(lambda _: True, f"the blog is {state}")
        self.gathered = True

    def drop(self, which: Callable[[Ask], bool], why: str = "its server refuses") -> None:
        """Take what was planned and not asked for off the list: it has failed."""
        for ask in [ask for _, _, ask in self.queue if which(ask)]:
            self._fail(ask.url, f"not asked for: {why}")
        self.queue = [entry for entry in self.queue if not which(entry[2])]
        heapq.heapify(self.queue)

    def _fail(self, url: str, reason: str) -> None:
        if url not in self.aside:
            self.account.fail(url, reason)
        elif self.scope.has_host(host_key(url)):
            self.account.fail(url, REQUISITE + reason)
        else:
            self.account.exclude(url, requisites.WITHIN if reason.startswith(HIDDEN) else requisites.SILENT)
