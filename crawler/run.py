"""Runs a crawl under Scrapy, from the choice of blogs to the last record. Imports Scrapy: only commands that crawl do."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import ConfigError, WarcError
from archive.items import Blog
from crawler import settings
from crawler.config import Config, load
from crawler.crawl import Crawl
from crawler.frontier import Frontier
from crawler.options import Options
from crawler.roster import blogs_from_urls

DEFAULT = Path("config.yaml")


def chosen(
    urls: Sequence[str] = (),
    config: Path | None = None,
    data: Path | None = None,
    course: str | None = None,
    blog: str | None = None,
) -> tuple[Config, list[Blog]]:
    """The configuration, and the blogs to crawl: the addresses given, else the roster, narrowed by course and blog.

    Without `config`, ./config.yaml counts only when no address is given. Raises ConfigError.
    """
    path = config or (DEFAULT if not urls and DEFAULT.exists() else None)
    read = load(path) if path else Config.default(data or Path("data"))
    blogs = (
        list(blogs_from_urls(urls))
        if urls
        else [each for c in read.courses for each in c.blogs if course in (None, c.slug)]
    )
    found = [each for each in blogs if blog in (None, each.slug) and each.consent != "opted out"]
    if not found:
        raise ConfigError(_nothing(path, blogs, course, blog), str(path) if path else None)
    return read, found


def _nothing(path: Path | None, blogs: Sequence[Blog], course: str | None, blog: str | None) -> str:
    if blog and blogs and blog not in [each.slug for each in blogs]:
        return f"no blog {blog!r} here; there are {', '.join(each.slug for each in blogs)}"
    if blogs:
        return "nobody is left to crawl: all of them have opted out"
    if path is None:
        return "no blog to crawl: give an address, or a roster in config.yaml (--config FILE)"
    return f"no course {course!r} with blogs in it" if course else "no course in it names a blog; add a roster"


def run(crawl: Crawl) -> Crawl:
    """Crawl to the end, or to Ctrl-C. Raises what went wrong with the archive or the database."""
    from scrapy.crawler import CrawlerProcess

    from crawler.spiders.course import CourseSpider

    logging.getLogger("scrapy.core.scraper").setLevel(
        logging.CRITICAL
    )  # failures are in the account, with their reasons
    process = CrawlerProcess({**settings.as_dict(), **crawl.settings(), "LOG_LEVEL": "ERROR"})
    process.crawl(CourseSpider)
    process.start()
    if not crawl.reason and not process.bootstrap_failed:
        crawl.close("shutdown")  # a second Ctrl-C ends everything at once
    if crawl.writer.error:
        raise crawl.writer.error
    if crawl.error:
        raise crawl.error
    if not crawl.reason:
        raise WarcError("the crawl ended before it began; look at the lines above", str(crawl.data))
    return crawl


def plan(config: Config, blogs: Sequence[Blog], options: Options, tell: Callable[[Frontier], None]) -> Crawl:
    """Ask each blog's sources only, and keep nothing: what a crawl would ask for stands in the frontiers."""
    with TemporaryDirectory(prefix="coursekeep-") as folder:
        return run(Crawl(config, blogs, options, data=Path(folder), tell=tell).open())
