"""Runs a crawl under Scrapy, to its last record. Imports Scrapy: only commands that crawl do."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import WarcError
from archive.items import Blog
from crawler import settings
from crawler.config import Config
from crawler.crawl import Crawl
from crawler.frontier import Frontier
from crawler.options import Options


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
