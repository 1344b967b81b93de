"""Taking files of other tools in: copied, scanned, written down, named, and read into the database; in this order.

copy beside > scan > record in a WARC of ours > the copy gets its name > that WARC gets its name > database
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.errors import ConfigError, CoursekeepError
from archive.items import Blog
from archive.warc.foreign import is_archive
from archive.warc.ledger import Ledger
from archive.warc.names import IMPORTS
from archive.warc.records import CrawlInfo
from archive.warc.writer import WarcWriter
from crawler import __version__, chronicle
from crawler.addresses import same_place, slug_of_url
from crawler.chronicle import utc_text
from crawler.importing import kept
from crawler.importing.homes import Places
from crawler.importing.scan import Progress, Scan, account, scan
from crawler.importing.story import KIND, PREFIX, Story, visits
from crawler.importing.texts import no_text
from crawler.importing.written import told
from crawler.known import WARC

TEXTS = "http://texts.invalid/"
"""Where texts stand that nobody gave an address (RFC 2606: a name that can never be one)."""
SOFTWARE = f"coursekeep/{__version__}"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line says."""

    blog: str | None = None
    course: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file."""

    file: str
    state: str
    """new, known or refused."""
    name: str | None = None
    why: str | None = None
    account: Row = field(default_factory=dict)
    slugs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


@dataclass(slots=True, kw_only=True)
class Intake:
    """Takes files into one data folder, which is taken and in step. `blogs`: those known, of the roster and the archive."""

    data: Path
    blogs: list[Blog]
    courses: Sequence[Row]
    wishes: Wishes
    crawls: set[str]
    """Numbers of the crawls that there are."""
    roster: frozenset[str] = frozenset()
    progress: Progress = lambda *_: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __post_init__(self) -> None:
        """Raises ConfigError for a blog or a course that nobody knows."""
        slugs, courses = sorted(blog.slug for blog in self.blogs), sorted(course["slug"] for course in self.courses)
        if self.wishes.blog and self.wishes.blog not in slugs:
            there = f"there are {', '.join(slugs)}" if slugs else "put it into a roster, or leave --blog out"
            raise ConfigError(f"no blog {self.wishes.blog!r} in the roster or in the archive; {there}")
        if self.wishes.course and self.wishes.course not in courses:
            there = f"there are {', '.join(courses)}" if courses else "name it in config.yaml"
            raise ConfigError(f"no course {self.wishes.course!r}; {there}")

    def take(self, path: Path) -> Taken:
        """One file. What is wrong with it is told in its answer; only what is wrong with the folder is raised."""
        copy = kept.copied(path, self.data, self.progress)
        before = {story.sha256: story for story in told(self.data)}
        if same := before.get(copy.sha256):
            copy.part.unlink()
            slugs = tuple(sorted(set(same.homes.values())))
            return Taken(file=str(path), state="known", name=same.name, account=same.account, slugs=slugs)
        try:
            story, blogs = self._told(path, copy)
        except (CoursekeepError, OSError) as error:
            copy.part.unlink()
            why = error.message if isinstance(error, CoursekeepError) else f"cannot be read: {error.strerror or error}"
            return Taken(file=str(path), state="refused", why=why)
        self._write(story, blogs, copy)
        return Taken(
            file=str(path),
            state="new",
            name=story.name,
            account=story.account,
            slugs=tuple(sorted(b.slug for b in blogs)),
        )

    def _told(self, path: Path, copy: kept.Copy) -> tuple[Story, list[Blog]]:
        """The story of a file and its blogs. Raises CoursekeepError for a file with nothing in it."""
        at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        text = not is_archive(copy.part)
        if text and (why := no_text(copy.part, copy.name)):
            raise ConfigError(why, str(path))
        url = self._address(copy.name) if text else None
        found = scan(copy.part, IMPORTS + copy.name, url, at.isoformat() if text else None, self.progress)
        if not found.captures:
            raise ConfigError(f"holds no answer of a web server{_faults(found)}", str(path))
        homes = self._homes(found, url)
        texts = self.wishes.blog or None
        counted = account(found, homes, texts)
        where = Places(homes)
        times = [at for address, at, _, _ in found.captures if where.slug(address) or texts]
        story = Story(
            name=copy.name,
            came_as=path.name,
            sha256=copy.sha256,
            bytes=copy.bytes,
            imported_at=utc_text(self.clock()),
            url=url,
            at=at.isoformat() if text else None,
            homes=homes,
            texts=texts,
            visits=visits(times or [at for _, at, _, _ in found.captures], self.crawls),
            account=counted,
        )
        return story, [self._blog(slug, homes) for slug in sorted({*homes.values(), *([texts] if texts else [])})]

    def _address(self, name: str) -> str:
        """A text's address: as given, else a made one below its blog's."""
        home = next((blog.url for blog in self.blogs if blog.slug == self.wishes.blog), TEXTS)
        return self.wishes.url or f"{home}?text={quote(name)}"

    def _homes(self, found: Scan, url: str | None) -> dict[str, str]:
        """Home page -> slug. A blog that is known keeps its slug, a new one gets that of its address."""
        homes = found.homes.found()
        if self.wishes.blog:
            own = next(blog.url for blog in self.blogs if blog.slug == self.wishes.blog)
            return dict.fromkeys((own, *homes), self.wishes.blog)
        if url and not homes:
            homes = (Places({blog.url: blog.url for blog in self.blogs}).slug(url) or _root(url),)
        return {home: self._slug(home) for home in homes}

    def _slug(self, home: str) -> str:
        known = next((b.slug for b in self.blogs if same_place(b.url) == same_place(home)), None)
        if known:
            return known
        number, slug = 1, slug_of_url(home)
        free, taken = slug, {blog.slug for blog in self.blogs}
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        self.blogs.append(Blog(slug=free, url=home, course=self.wishes.course))
        return free

    def _blog(self, slug: str, homes: Mapping[str, str]) -> Blog:
        known = next(blog for blog in self.blogs if blog.slug == slug)
        return replace(known, course=self.wishes.course or known.course)

    def _write(self, story: Story, blogs: Sequence[Blog], copy: kept.Copy) -> None:
        first = story.visits[0][0]
        info = CrawlInfo(crawl=first, software=SOFTWARE, prefix=PREFIX, description=f"import of {story.name}")
        with WarcWriter(self.data / WARC, info, clock=self.clock, ledger=Ledger(self.data)) as writer:
            rows = [{"slug": blog.slug, "url": blog.url, "course": blog.course} for blog in blogs]
            for crawl, began in story.visits:
                moment = utc_text(datetime.fromisoformat(began))
                head = {"started_at": moment, "software": story.software, "blogs": rows, "courses": list(self.courses)}
                writer.write_json(chronicle.uri(crawl, chronicle.START), head)
                end = {"status": "finished", "finished_at": moment, "reason": "imported"}
                writer.write_json(chronicle.uri(crawl, chronicle.END), end)
            writer.write_json(chronicle.uri(first, KIND), story.as_json())
            writer.sync()
            kept.keep(copy, self.data)
        self.crawls |= {crawl for crawl, _ in story.visits}


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"


def _faults(found: Scan) -> str:
    if found.faults:
        return f"; {found.faults[0]}"
    return f" ({', '.join(f'{count} {kind}' for kind, count in found.other.items())})" if found.other else ""
