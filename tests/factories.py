"""Small builders of the nouns for tests: what a test does not name is plain."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.items import Blog, Capture, Comment, Page, Pingback, Post, Reference, Source
from crawler.account import Account
from crawler.ask import Ask
from crawler.compose import compose
from crawler.compose.evidence import Evidence, Run
from crawler.frontier import Frontier
from crawler.robots import Robots

HOME = "https://weaving.example.org/"
EPOCH = datetime(2026, 3, 1, 9, tzinfo=UTC)
CRAWL = "20260301090000"
LATER = "20260401090000"
LATEST = "20260501090000"
WORDPRESS = b'<link rel="stylesheet" href="/wp-content/themes/plain/style.css">'
Rows = dict[str, list[dict[str, Any]]]
Answer = tuple[Capture, Page] | None
"""What a server says, and what that is read as; None for no answer."""


def blog(**fields: Any) -> Blog:
    """The blog that all of these captures are of."""
    return Blog(**{"slug": "weaving", "url": HOME, **fields})


def capture(url: str = HOME, **fields: Any) -> Capture:
    """An answer with status 200. Its record id is its address and crawl, unless `record_id` says otherwise."""
    crawl = fields.get("crawl", CRAWL)
    plain = {
        "fetched_at": EPOCH + timedelta(days=int(crawl[4:6]) * 30),
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=UTF-8"),),
        "body": b"",
        "source": Source(file=f"coursekeep-{crawl}.warc.gz", offset=0, length=1),
        "record_id": f"urn:uuid:{crawl}:{url}",
        "blog": "weaving",
        "crawl": crawl,
    }
    return Capture(url=url, **{**plain, **fields})


def redirect(url: str, location: str) -> Capture:
    """An answer that sends us elsewhere."""
    return capture(url, status=301, headers=(("Location", location),))


def page(url: str = HOME, kind: str = "post", **fields: Any) -> Page:
    """What an answer says."""
    return Page(url=url, kind=kind, **fields)


def post(url: str | None = HOME + "one/", **fields: Any) -> Post:
    """A post with a title and a body."""
    plain = {"title": "One", "body_html": "<p>Warp and weft.</p>", "body_text": "Warp and weft."}
    return Post(url=url, **{**plain, **fields})


def comment(number: str = "11", **fields: Any) -> Comment:
    """A comment whose author and text tell its number."""
    return Comment(**{"id": number, "author": f"Reader {number}", "text": f"Remark {number}.", **fields})


def ping(number: str | None = "21", **fields: Any) -> Pingback:
    """A pingback from elsewhere."""
    plain = {"id": number, "title": "Looms abroad", "source_url": "https://looms.example.net/abroad/"}
    return Pingback(**{**plain, **fields})


def reference(position: int = 0, text: str = "Weaver, A. (2001). On looms.") -> Reference:
    """An entry of a reference list."""
    return Reference(position=position, text=text)


def evidence(kind: str, url: str = HOME + "one/", *, of: dict[str, Any] | None = None, **fields: Any) -> Evidence:
    """One capture and what it says; `of` are fields of the capture, the others of the page."""
    return Evidence(capture=capture(url, **(of or {})), page=page(url, kind, **fields))


def shown(own: Post | None = None, *, url: str | None = None, crawl: str = CRAWL, **fields: Any) -> Evidence:
    """The page of a post, as readers saw it."""
    own = own or post()
    return evidence("post", url or own.url or HOME, of={"crawl": crawl}, post=own, **fields)


def rest(*posts: Post, crawl: str = CRAWL, **fields: Any) -> Evidence:
    """A REST answer that lists posts (or carries `comments`)."""
    return evidence("rest", HOME + "wp-json/wp/v2/posts?page=1", of={"crawl": crawl}, listed=posts, **fields)


def feed(*posts: Post, crawl: str = CRAWL, **fields: Any) -> Evidence:
    """A feed that lists posts."""
    return evidence("feed", HOME + "feed/", of={"crawl": crawl}, listed=posts, **fields)


def revisit(each: Evidence, crawl: str = LATER) -> Evidence:
    """The same address in a later crawl: not modified."""
    again = capture(each.capture.url, crawl=crawl, status=304, revisit_of=each.capture.url)
    return replace(each, capture=again, page=page(each.capture.url, "other"))


def runs(*ids: str) -> list[Run]:
    """Crawls that went through the blog without a failure."""
    return [Run(id=each, complete=frozenset({"weaving"})) for each in ids]


def tally(**fields: Any) -> dict[str, Any]:
    """The account of a blog in a crawl that met nothing but what `fields` say."""
    return {**Account().tally(), "planned": len(fields.get("failed", ())), **fields}


def rows(
    *given: Evidence, of: Blog | None = None, crawls: Sequence[Run] = (), account: dict[str, Any] | None = None
) -> Rows:
    """The rows of the blog; every table is there."""
    made = compose(of or blog(), given, list(crawls) or runs(CRAWL), account or {})
    tables = ("posts", "comments", "pingbacks", "reference_entries", "citations", "terms", "posts_terms", "problems")
    return {**{table: [] for table in (*tables, "links", "media")}, **made}


def planned(url: str = HOME, **fields: Any) -> Frontier:
    """The plan of a blog; robots.txt counts unless `obey` is False."""
    robots = Robots(agent="coursekeep", obey=fields.pop("obey", True))
    return Frontier(blog=blog(url=url), robots=robots, **fields)


def said(url: str, kind: str = "other", status: int = 200, body: bytes = b"", **fields: Any) -> Answer:
    """An answer, and what the page of it says."""
    return capture(url, status=status, body=body), page(url, kind, **fields)


def sent(url: str, target: str) -> Answer:
    """A redirect."""
    return redirect(url, target), page(url, "other")


def front(url: str = HOME, **fields: Any) -> Answer:
    """The home page of a WordPress blog."""
    return said(url, "home", body=WORDPRESS, **fields)


def crawled(frontier: Frontier, answer: Callable[[Ask], Answer]) -> list[Ask]:
    """Every Ask in order, after all were answered."""
    return list(asking(frontier, answer))


def asking(frontier: Frontier, answer: Callable[[Ask], Answer]) -> Iterator[Ask]:
    """Each Ask, once it was answered."""
    while (ask := frontier.next()) is not None:
        given = answer(ask)
        if given:
            frontier.answered(ask, *given)
        else:
            frontier.failed(ask, "TimeoutError")
        yield ask


def site(*answers: Answer) -> Callable[[Ask], Answer]:
    """A server that knows these addresses; what it does not know is a 404."""
    known = {given[0].url: given for given in answers if given}
    return lambda ask: known.get(ask.url) or said(ask.url, status=404)


def urls(asks: list[Ask], *roles: str) -> list[str]:
    """What was asked for (in these roles), without the home address."""
    return [ask.url.removeprefix(HOME) for ask in asks if not roles or ask.role in roles]
