"""The roster that a configuration names, as a file to change: found, read, changed line by line, and put back whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ConfigError
from archive.items import Blog
from crawler.addresses import same_place, slug_of, whole
from crawler.config import Config, load
from crawler.document import read_document
from crawler.roster import fields_of, is_markup
from crawler.roster_text import Line, Sheet, Unreadable, sheet_of

NEW_ROSTER = "name,url,section,role,consent,email,status,slug\n"
"""The first line of a roster that is made here; the slug keeps a blog's history when its name is corrected."""
NEW_CONFIG = """\
# Written by `coursekeep roster add`. The example that comes with Coursekeep shows everything it can say.
# contact: {{name: ..., email: ...}}    # please give one: it stands in every request, so that a blog's owner can ask
# schedule: {{check: every 6 hours, full: sunday 03:00, archive: end of week}}    # what `coursekeep run --due` does
courses:
  - slug: course
    roster: {roster}
    # title: Teaching with curiosity
    # starts: 2026-02-16            # the first day of week 1; without it there are no weeks to ask for
    # weeks: 14
    # timezone: Pacific/Auckland
"""
CONFIG = Path("config.yaml")
ROSTER = "roster.csv"


@dataclass(slots=True)
class RosterFile:
    """A CSV roster. Changes are kept in memory until `save`."""

    path: Path
    sheet: Sheet

    @classmethod
    def open(cls, path: Path, course: str) -> "RosterFile":
        """The roster of a course. Raises ConfigError for what is no CSV file that can be changed."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ConfigError(f"cannot be read ({error.strerror})", str(path)) from error
        if is_markup(data):
            raise ConfigError(_not_csv("is OPML, which has no place for this", course), str(path))
        file = cls(path, sheet_of(data))
        if file.sheet.data != data or not file.lines():
            raise ConfigError(
                "is no CSV that can be changed: save it as CSV (UTF-8) with a first line name,url", str(path)
            )
        return file

    def lines(self) -> list[Line]:
        """The head, and a line a blog."""
        try:
            return list(self.sheet.lines())
        except Unreadable as error:
            raise ConfigError(str(error), str(self.path)) from error

    def has(self, field: str) -> bool:
        """Whether it has a column for a field."""
        return field in fields_of(self.lines()[0].cells)

    def change(self, blog: Blog, values: Mapping[str, str]) -> int:
        """Write these fields into a blog's line; returns its number in the file. Raises ConfigError when it is not there."""
        columns = self._columns(values)
        head, *lines = self.lines()
        at = fields_of(head.cells).index("url")
        line = next((each for each in lines if _is_of(each, at, blog)), None)
        if line is None:
            raise ConfigError(f"has no line for {blog.url}", str(self.path))
        self.sheet = self.sheet.changed(line, {columns[name]: words for name, words in values.items()})
        return line.number

    def add(self, values: Mapping[str, str]) -> None:
        """A new line at the end."""
        columns = self._columns([name for name, words in values.items() if words or name == "status"])
        cells = [""] * len(self.lines()[0].cells)
        for name, column in columns.items():
            cells[column] = values[name]
        self.sheet = self.sheet.added(cells)

    def save(self) -> None:
        """Put the file back, whole or not at all. Raises OSError."""
        place = self.path.resolve()
        beside = place.with_name(f".{place.name}.new")
        try:
            beside.write_bytes(self.sheet.data)
            beside.chmod(place.stat().st_mode)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)

    def _columns(self, fields: Iterable[str]) -> dict[str, int]:
        """Field -> its column; one that the head lacks is added to it."""
        head = self.lines()[0]
        known = list(fields_of(head.cells))
        for name in fields:
            if name not in known:
                self.sheet = self.sheet.changed(head, {len(known): name})
                known.append(name)
                head = self.lines()[0]
        return {name: known.index(name) for name in fields}


def _is_of(line: Line, column: int, blog: Blog) -> bool:
    """Whether a line is that of a blog: its address is."""
    return len(line.cells) > column and _same(blog.url, line.cells[column])


def _not_csv(why: str, course: str) -> str:
    command = f"coursekeep roster export csv --course {course} -o {course}.csv"
    return f"{why}: write it as CSV with `{command}`, and name that file as the course's `roster`"


@dataclass(frozen=True, slots=True)
class Place:
    """Where new blogs go: a course's roster. `made`: files that were not there before."""

    config: Path
    roster: Path
    course: str
    made: tuple[Path, ...] = ()


def place_for(config: Path | None, course: str | None) -> Place:
    """The roster of a course; where there is no configuration, or no such file yet, it is made. Raises ConfigError, OSError."""
    made: list[Path] = []
    path = config or CONFIG
    if not path.exists():
        path.write_text(NEW_CONFIG.format(roster=ROSTER), "utf-8")
        made.append(path)
    slug, name = _roster_named(path, course)
    roster = path.parent / Path(name).expanduser()
    if not roster.exists():
        roster.write_text(NEW_ROSTER, "utf-8")
        made.append(roster)
    return Place(path, roster, slug, tuple(made))


def _roster_named(path: Path, course: str | None) -> tuple[str, str]:
    """(course, its roster) as the configuration has it, read before its files are."""
    courses = read_document(path).values.get("courses")
    every = [each for each in courses if isinstance(each, dict)] if isinstance(courses, list) else []
    chosen = [each for each in every if course in (None, each.get("slug"))]
    if len(chosen) != 1:
        slugs = ", ".join(str(each.get("slug")) for each in every) or "none"
        raise ConfigError(f"has the courses {slugs}: say which one with --course SLUG", str(path))
    if not isinstance(chosen[0].get("roster"), str):
        raise ConfigError(
            _not_csv(f"course {chosen[0].get('slug')} has no roster file", str(chosen[0].get("slug"))), str(path)
        )
    return str(chosen[0].get("slug")), chosen[0]["roster"]


def file_of(config: Config, path: Path, blog: Blog) -> RosterFile:
    """The roster in which a blog stands. Raises ConfigError where it is not a CSV file."""
    course = next(each for each in config.courses if each.slug == blog.course)
    if course.roster is None:
        raise ConfigError(_not_csv(f"{blog.slug} stands in the configuration itself", course.slug), str(path))
    return RosterFile.open(path.parent / course.roster.expanduser(), course.slug)


def read(config: Path | None) -> tuple[Config, Path]:
    """The configuration that has the roster. Raises ConfigError."""
    path = config or CONFIG
    if not path.exists():
        raise ConfigError(
            "is not there: `coursekeep roster add FILE` makes one, or name another with --config", str(path)
        )
    return load(path), path


def blog_named(config: Config, name: str) -> Blog:
    """A blog by slug, address, or its person's name. Raises ConfigError where it is none, or several."""
    blogs = [blog for course in config.courses for blog in course.blogs]
    for known in (
        lambda b: b.slug == name,
        lambda b: _same(b.url, name),
        lambda b: slug_of(b.owner or "") == slug_of(name),
    ):
        found = [blog for blog in blogs if known(blog)]
        if len(found) == 1:
            return found[0]
        if found:
            raise ConfigError(f"{name!r} are several: {', '.join(each.slug for each in found)}")
    raise ConfigError(f"no blog {name!r} in the roster; `coursekeep roster list` shows all")


def _same(url: str, text: str) -> bool:
    try:
        return same_place(whole(text)) == same_place(url)
    except ValueError:
        return False
