"""Whole crawls of the same site: ours in one process and in two, bare Scrapy, wget with a WARC file."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import CoursekeepError
from crawler.bench.measure import Row, Table, medians, run, size_of
from crawler.bench.served import Site, served

OURS, TWO, SCRAPY, WGET = "coursekeep", "coursekeep --workers 2", "bare Scrapy", "wget"
_SCRAPY = """
import sys
from scrapy import Spider
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor
class Bare(Spider):
    name = "bare"
    start_urls = sys.argv[1:]
    allowed_domains = ["127.0.0.1"]
    links = LinkExtractor()
    def parse(self, response):
        if hasattr(response, "text"):
            yield from (response.follow(link) for link in self.links.extract_links(response))
process = CrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False, "DOWNLOAD_DELAY": 0,
                          "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 32})
process.crawl(Bare)
process.start()
"""
"""It keeps nothing: the least that a crawler on Scrapy does."""

Contender = Callable[[Path, Sequence[str]], list[str]]
"""(its folder, the blogs' addresses) -> its command."""
CONTENDERS: dict[str, Contender] = {
    OURS: lambda folder, urls: [sys.executable, "-m", "crawler.bench.ours", str(folder / "data"), "1", *urls],
    TWO: lambda folder, urls: [sys.executable, "-m", "crawler.bench.ours", str(folder / "data"), "2", *urls],
    SCRAPY: lambda _, urls: [sys.executable, "-c", _SCRAPY, *urls],
    WGET: lambda folder, urls: ["wget", "-q", "-r", "-l", "inf", "-P", str(folder / "tree"), f"--warc-file={folder / 'wget'}", *urls],
}  # fmt: skip


def contend(name: str, site: Site, folder: Path) -> dict[str, float]:
    """One crawl by one contender into an empty folder. Raises CoursekeepError where it got nothing."""
    site.told()
    numbers, printed = run(CONTENDERS[name](folder, site.homes), folder)
    told = site.told()
    if not told["pages"]:
        raise CoursekeepError("fetched nothing", name)
    pages = told["pages"]
    found = {
        "pages": float(pages),
        "answers": float(told["answers"]),
        "seconds": numbers["seconds"],
        "pages_a_second": pages / numbers["seconds"],
        "cpu_s_a_1000": numbers["cpu_seconds"] / pages * 1000,
        "peak_mb": numbers["together_mb"],
    }
    if warc := size_of(folder, "*.warc.gz"):
        found["warc_bytes_a_page"] = warc / pages
    return found | (json.loads(printed) if name in (OURS, TWO) else {})


def measure(blogs: int, posts: int, rounds: int) -> Table:
    """All that are here take turns; what each took is the median of its rounds."""
    here = [name for name in CONTENDERS if name != WGET or shutil.which("wget")]
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in here}
    with served(blogs, posts) as site:
        for _ in range(rounds):
            for name in here:
                with TemporaryDirectory(prefix="coursekeep-bench-") as folder:
                    taken[name].append(contend(name, site, Path(folder)))
    middle = {name: medians(each) for name, each in taken.items()}
    ours = middle[OURS]
    rows = [
        Row(name=name, numbers=numbers | {"we_are_times": ours["pages_a_second"] / numbers["pages_a_second"],
                                          "by_cpu": numbers["cpu_s_a_1000"] / ours["cpu_s_a_1000"]})
        for name, numbers in middle.items()
    ]  # fmt: skip
    about = f"{blogs} blogs of {posts} posts with 8 comments, about 40 kB a page, no delay, {rounds} rounds; each to its end"
    return Table(
        name="crawl", about=about, rows=rows, missing={} if WGET in here else {WGET: "install the package wget"}
    )
