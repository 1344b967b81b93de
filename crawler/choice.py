"""Which blogs a crawl is about: the addresses given, or the roster of a configuration."""

from collections.abc import Sequence
from pathlib import Path

from archive.errors import ConfigError
from archive.items import Blog
from crawler.config import Config, load
from crawler.roster import blogs_from_urls

DEFAULT = Path("config.yaml")


def chosen(
    urls: Sequence[str] = (),
    config: Path | None = None,
    data: Path | None = None,
    course: str | None = None,
    slugs: Sequence[str] = (),
) -> tuple[Config, list[Blog]]:
    """The configuration, and the blogs to crawl: the addresses given, else the roster, narrowed by course and by the blogs' slugs.

    A blog that is pending or paused is left out unless its slug is named. Without `config`, ./config.yaml counts only when no address is given. Raises ConfigError.
    """
    path = config or (DEFAULT if not urls and DEFAULT.exists() else None)
    read = load(path) if path else Config.default(data or Path("data"))
    blogs = (
        list(blogs_from_urls(urls))
        if urls
        else [each for c in read.courses for each in c.blogs if course in (None, c.slug)]
    )
    found = [
        each for each in blogs if (each.slug in slugs if slugs else not each.status) and each.consent != "opted out"
    ]
    unknown = sorted(set(slugs) - {each.slug for each in blogs})
    if not found or unknown:
        raise ConfigError(_nothing(path, blogs, course, unknown), str(path) if path else None)
    return read, found


def _nothing(path: Path | None, blogs: Sequence[Blog], course: str | None, unknown: Sequence[str]) -> str:
    if unknown and blogs:
        return f"no blog {unknown[0]!r} here; there are {', '.join(each.slug for each in blogs)}"
    if any(each.status == "pending" and each.consent != "opted out" for each in blogs):
        return "its blogs wait for approval: `coursekeep roster approve --ready` takes those that can be crawled"
    if any(each.status and each.consent != "opted out" for each in blogs):
        return "its blogs are paused: `coursekeep roster approve SLUG` goes on with one"
    if blogs:
        return "nobody is left to crawl: all of them have opted out"
    if path is None:
        return "no blog to crawl: give an address, or a roster in config.yaml (--config FILE)"
    return f"no course {course!r} with blogs in it" if course else "no course in it names a blog; add a roster"


def settings_of(config: Path | None, data: Path | None) -> Config:
    """The configuration given, else ./config.yaml or the folder's own where it speaks of that folder, else none."""
    if config or (data is None and DEFAULT.exists()):
        return load(config or DEFAULT)
    if data:
        for path in (DEFAULT, data / DEFAULT):
            if path.exists() and (found := load(path)).store.path.resolve() == data.resolve():
                return found
    return Config.default(data or Path("data"))
