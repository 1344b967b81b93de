"""What a process has to know to take in some blogs of a crawl. It goes through pickle to the processes of `--workers`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.warc.records import CrawlInfo
from crawler.chronicle import CrawlLog
from crawler.config import Config
from crawler.frontier import Frontier
from crawler.holds import Holds
from crawler.options import Options
from crawler.resume import Unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Some blogs, or all."""

    config: Config
    options: Options
    data: Path
    id: str
    """The crawl's."""
    logs: Mapping[str, CrawlLog]
    """All crawls by id, this one included."""
    frontiers: Mapping[str, Frontier]
    """The plan of each blog, by slug, with what earlier crawls know of it."""
    holds: Holds
    before: Unfinished | None
    """The crawl that is gone on with: what it captured of these blogs."""
    info: CrawlInfo
    """What each WARC file says of the crawl, and how its name begins."""
    user_agent: str
    delay: float
    """Seconds between two requests to one blog."""
    journal: bool = False
    """Whether decisions are to be told."""
    processes: int = 1
    """How many take in blogs: the cores are for all of them."""
