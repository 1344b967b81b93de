"""The frontiers of a run: each blog's plan, from the configuration, the command line, and what the archive has."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from archive.database.store import Store
from archive.items import Blog
from crawler.chronicle import CrawlLog
from crawler.config import Config
from crawler.forgotten import Forgotten, MindfulFrontier, forgotten
from crawler.frontier import Frontier
from crawler.options import Options
from crawler.remembered import history_of, missing
from crawler.robots import Robots


def frontiers_of(blogs: Iterable[Blog], config: Config, options: Options, data: Path) -> dict[str, Frontier]:
    """A frontier a blog, by slug; none asks for what was taken down in the data folder."""
    gone = forgotten(data)
    return {blog.slug: _frontier(blog, config, options, gone) for blog in blogs}


def _frontier(blog: Blog, config: Config, options: Options, gone: Forgotten) -> Frontier:
    rules = config.politeness
    return MindfulFrontier(
        forgotten=gone,
        blog=blog,
        robots=Robots(agent="coursekeep", obey=rules.robots == "obey"),
        stop_after_refusals=rules.stop_after_refusals,
        plan_only=options.plan_only,
        since=options.since,
        api=config.sources.wordpress_com,
        media=options.media or config.store.media,
    )


def remember(frontiers: Mapping[str, Frontier], store: Store, log: CrawlLog, config: Config, options: Options) -> None:
    """Tell each frontier what the crawls before this one (`log`) know of its blog, and whether to look at everything.

    A crawl that is gone on with stays of the kind that it was begun as.
    """
    for slug, frontier in frontiers.items():
        begun = log.blogs.get(slug, {}).get("kind", options.kind)
        history = history_of(store, slug, log.id, log.started_at, config.recrawl, begun)
        if options.full:
            history = replace(history, refused=False)
        frontier.recall(replace(history, missing=missing(store, slug, log.id)) if options.patch else history)
