"""Looks whether a blog can be crawled, with two polite requests to it (and robots.txt), by the crawl's own code."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from archive.items import Blog, Page
from archive.state import state
from crawler import estimate
from crawler.account import first_reason
from crawler.config import Config
from crawler.frontier import Frontier
from crawler.importing.homes import MACHINES
from crawler.options import Options
from crawler.scope import Scope, tidy
from crawler.step import Step

READY = frozenset({"ok", "moved"})
"""States in which a blog can be approved without a look by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a test of a blog told."""

    slug: str
    url: str
    """The address that was tested."""
    state: str
    home: str
    """Where the blog turned out to stand: its home page, where a post's address was given or it has moved."""
    title: str | None
    posts: int | None
    reason: str = ""
    """Why nothing could be read, in the crawl's words."""

    @property
    def ready(self) -> bool:
        """Whether it can be crawled."""
        return self.state in READY


def check(config: Config, blogs: Sequence[Blog], allow_private: bool = False,
          tell: Callable[[Step], None] = lambda _: None) -> list[Checked]:  # fmt: skip
    """Test these blogs; once in a process, since it runs Scrapy. Keeps nothing that was fetched."""
    from crawler import run

    done = run.plan(config, blogs, Options(plan_only=True, allow_private=allow_private, media="none"), tell)
    return [_checked(blog, done.frontiers[blog.slug]) for blog in blogs]


def _checked(blog: Blog, frontier: Frontier) -> Checked:
    tally = frontier.account.tally()
    page = frontier.home
    return Checked(
        slug=blog.slug,
        url=blog.url,
        state=tally["state"],
        home=home_of(page) if page else blog.url,
        title=page.blog.name if page else None,
        posts=estimate.posts_of(frontier),
        reason=first_reason(tally) if tally["state"] not in READY else "",
    )


def home_of(page: Page) -> str:
    """The home of the blog that a page belongs to: what its REST address stands below, else its feed's."""
    for role in ("rest", "feed"):
        found = (_above(url) for name, url in page.sources if name == role)
        above = [home for home in found if home and page.url in Scope.of(home)]
        if above:
            return min(above, key=len)
    return page.url


def _above(url: str) -> str | None:
    match = MACHINES.search(url)
    return tidy(url[: match.start()].removesuffix("/index.php").rstrip("/") + "/") if match else None


def remember(data: Path, found: Sequence[Checked], now: datetime) -> None:
    """Keep what tests told, in the place of earlier ones."""
    names = ("slug", "url", "checked_at", "state", "home", "title", "posts")
    rows = [{**asdict(each), "checked_at": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"} for each in found]
    with state(data) as db:
        db.executemany(
            f"insert or replace into roster_checks ({', '.join(names)}) values ({', '.join(':' + n for n in names)})",
            rows,
        )


def remembered(data: Path) -> dict[str, dict[str, Any]]:
    """Slug -> its last test. Empty where there was none."""
    if not data.is_dir():
        return {}
    with state(data) as db:
        return {row["slug"]: dict(row) for row in db.execute("select * from roster_checks")}
