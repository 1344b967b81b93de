"""What a coordinator does with blogs of a roster: approve, pause, opt out, rename, test again. The file is theirs."""

import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.errors import ConfigError
from archive.items import Blog
from crawler import roster_check
from crawler.addresses import same_place, whole
from crawler.config import Config, load
from crawler.enrolled import enrol
from crawler.roster_check import Checked
from crawler.roster_file import RosterFile, blog_named, file_of, read
from crawler.roster_words import letter
from crawler.schema import Course

Row = dict[str, Any]


def approve(config: Path | None, names: Sequence[str]) -> list[Row]:
    """Let these blogs (slugs, addresses or names) be crawled. Raises ConfigError; then nothing was changed."""
    return set_all(config, names, {"status": "approved"}, unless=_opted_out)


def pause(config: Path | None, names: Sequence[str]) -> list[Row]:
    """Leave these blogs alone until they are approved again; what was kept stays. Raises ConfigError."""
    return set_all(config, names, {"status": "paused"}, unless=_opted_out)


def opt_out(config: Path | None, names: Sequence[str]) -> list[Row]:
    """These people do not want to be archived: never crawled again, out of the database. Raises ConfigError."""
    return set_all(config, names, {"consent": "opted out"})


def rename(config: Path | None, name: str, values: Mapping[str, str]) -> list[Row]:
    """Another name or address for a blog. Its slug stays, and so does all that is kept of it. Raises ConfigError."""
    read_config, path = read(config)
    blog = blog_named(read_config, name)
    url = values.get("url")
    try:
        wanted = {**values, **({"url": whole(url)} if url else {}), "slug": blog.slug}
    except ValueError as error:
        raise ConfigError(str(error)) from None
    taken = next(
        (b for b in _all(read_config) if url and b is not blog and same_place(b.url) == same_place(wanted["url"])), None
    )
    if taken:
        raise ConfigError(f"{wanted['url']} stands in the roster already, as {taken.slug}")
    return _changed(path, read_config, [blog], wanted)


def set_all(config: Path | None, names: Sequence[str], values: Mapping[str, str],
            unless: Callable[[Blog], str] = lambda _: "") -> list[Row]:  # fmt: skip
    """Write the same fields into the lines of these blogs. Raises ConfigError, before anything is written."""
    read_config, path = read(config)
    blogs = list(dict.fromkeys(blog_named(read_config, name) for name in names))
    for blog in blogs:
        if why := unless(blog):
            raise ConfigError(why)
    return _changed(path, read_config, blogs, values)


def _opted_out(blog: Blog) -> str:
    return (
        f"{blog.slug} has opted out; only its owner can change that: correct `consent` in the roster"
        if blog.consent == "opted out"
        else ""
    )


def _changed(path: Path, config: Config, blogs: Sequence[Blog], values: Mapping[str, str]) -> list[Row]:
    """Every file is written once, and read again: what is left is a roster without a mistake."""
    files: dict[Path, RosterFile] = {}
    told = []
    for blog in blogs:
        file = file_of(config, path, blog)
        file = files.setdefault(file.path, file)
        number = file.change(blog, values)
        told.append({"slug": blog.slug, "name": blog.owner, "url": blog.url, "line": f"{file.path}:{number}", **values})
    for file in files.values():
        file.save()
    enrol(load(path))
    return told


def _all(config: Config) -> list[Blog]:
    return [blog for course in config.courses for blog in course.blogs]


def recheck(config: Path | None, data: Path | None, names: Sequence[str], now: datetime, *, pending: bool = False,
            allow_private: bool = False, tell: Any = lambda _: None) -> list[Row]:  # fmt: skip
    """Test blogs again: those named, else all that have not opted out (or all that are pending). Once in a process: it runs
    Scrapy. Raises ConfigError."""
    read_config, _ = read(config)
    every = [b for b in _all(read_config) if b.consent != "opted out" and (not pending or b.status == "pending")]
    blogs = [blog_named(read_config, name) for name in names] if names else every
    found = roster_check.check(read_config, blogs, allow_private, tell) if blogs else []
    roster_check.remember(data or read_config.store.path, found, now)
    sender = read_config.contact.name if read_config.contact else None
    return [_tested(blog, each, sender) for blog, each in zip(blogs, found, strict=True)]


def _tested(blog: Blog, found: Checked, sender: str | None) -> Row:
    moved = same_place(found.home) != same_place(blog.url)
    command = shlex.join(["coursekeep", "roster", "rename", blog.slug, "--url", found.home])  # the address is another's
    words = f"stands at {found.home}: {command}" if moved else found.reason
    return {
        "subject": blog.slug,
        "fate": "ready" if found.ready else "look",
        "slug": blog.slug,
        "name": blog.owner,
        "email": blog.email,
        "status": blog.status or "approved",
        "url": blog.url,
        "state": found.state,
        "title": found.title,
        "posts": found.posts,
        "words": words,
        "letter": None if found.ready else letter(found.state, blog.owner, blog.url, found.reason, sender),
    }


def waiting(config: Path | None, data: Path | None) -> tuple[list[Blog], list[Blog]]:
    """Pending blogs whose last test found them ready, and those that have not been tested under their address. Raises ConfigError."""
    read_config, _ = read(config)
    tests = roster_check.remembered(data or read_config.store.path)
    pending = [blog for blog in _all(read_config) if blog.status == "pending" and blog.consent != "opted out"]
    tested = {blog.slug: tests[blog.slug] for blog in pending if _counts(blog, tests)}
    ready = [blog for blog in pending if blog.slug in tested and tested[blog.slug]["state"] in roster_check.READY]
    return ready, [blog for blog in pending if blog.slug not in tested]


def _counts(blog: Blog, tests: Mapping[str, Row]) -> bool:
    """Whether a test speaks of the address that the blog has now."""
    test = tests.get(blog.slug, {})
    return same_place(blog.url) in {same_place(test[name]) for name in ("url", "home") if test.get(name)}


def listed(config: Path | None, data: Path | None, course: str | None = None) -> list[Row]:
    """Every blog of the roster, or of a course's, with what its last test said. Raises ConfigError."""
    read_config, _ = read(config)
    tests = roster_check.remembered(data or read_config.store.path)
    blogs = [blog for each in courses_of(config, course) for blog in each.blogs] if course else _all(read_config)
    return [_row(blog, tests) for blog in blogs]


def _row(blog: Blog, tests: Mapping[str, Row]) -> Row:
    test = tests[blog.slug] if _counts(blog, tests) else {}
    status = "opted out" if blog.consent == "opted out" else blog.status or "approved"
    return {
        "slug": blog.slug,
        "name": blog.owner,
        "url": blog.url,
        "course": blog.course,
        "section": blog.section,
        "role": blog.role,
        "consent": blog.consent or None,
        "email": blog.email,
        "status": status,
        "tested": test.get("state"),
        "tested_at": test.get("checked_at"),
        "posts": test.get("posts"),
    }


def courses_of(config: Path | None, course: str | None) -> list[Course]:
    """The courses of a configuration, or the one of that slug. Raises ConfigError."""
    read_config, path = read(config)
    found = [each for each in read_config.courses if course in (None, each.slug)]
    if not found:
        raise ConfigError(f"no course {course!r} here" if course else "names no course", str(path))
    return found
