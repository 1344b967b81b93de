"""Runs a crawl under Scrapy, to its last record. Imports Scrapy: only commands that crawl do."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import WarcError
from archive.items import Blog
from crawler import settings
from crawler.config import Config
from crawler.crawl import Crawl
from crawler.history import FULL, History
from crawler.options import Options
from crawler.parting import parted
from crawler.runner import Runner
from crawler.step import Step
from crawler.turns import Turns

NONE: Mapping[str, History] = {}


def run(crawl: Crawl) -> Crawl:
    """Crawl to the end, or to Ctrl-C. Raises what went wrong with the archive or the database."""
    parts = parted(crawl.blogs.values(), Turns(crawl.config.politeness.providers), crawl.processes)
    if len(parts) > 1:
        from crawler.workers import Workers

        Workers(crawl, parts).run()
    else:
        take_in(crawl.runner())
    if error := crawl.writer.error or crawl.faults.first:
        raise error
    if not crawl.reason:
        raise WarcError("the crawl ended before it began; look at the lines above", str(crawl.data))
    return crawl


def take_in(runner: Runner) -> None:
    """Have Scrapy take in a runner's blogs, in this process; once a process."""
    from scrapy.crawler import CrawlerProcess

    from crawler.spiders.course import CourseSpider

    process = CrawlerProcess({**settings.as_dict(), **runner.settings(), "LOG_LEVEL": "ERROR"})
    logging.getLogger("scrapy").setLevel(logging.ERROR)  # what nobody reads is not put into words; Scrapy sets DEBUG
    for told in (
        "scrapy.core.scraper",
        "crawler.recorder",
    ):  # by the account, with their reasons, or by a line at the end
        logging.getLogger(told).setLevel(logging.CRITICAL)
    process.crawl(CourseSpider)
    process.start()
    if not process.bootstrap_failed:  # a second Ctrl-C ends Scrapy at once
        asyncio.get_event_loop().run_until_complete(runner.close("shutdown"))


def plan(
    config: Config,
    blogs: Sequence[Blog],
    options: Options,
    tell: Callable[[Step], None],
    known: Mapping[str, History] = NONE,
) -> Crawl:
    """Ask each blog's sources only, and keep nothing: what a crawl would ask for stands in the frontiers.

    `known`: what the archive has of the blogs, by slug.
    """
    with TemporaryDirectory(prefix="coursekeep-") as folder:
        crawl = Crawl(config, blogs, options, data=Path(folder), tell=tell).open()
        for slug, history in known.items():
            crawl.frontiers[slug].history = replace(history, kind=FULL, unconditional=True)
        return run(crawl)
