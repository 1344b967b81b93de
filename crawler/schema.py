"""What config.yaml may say, as typed, frozen values with their defaults. How it is read: config.py."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SkipValidation

from archive.items import Blog
from crawler.history import FULL_AFTER_DAYS, LOOK_BACK_DAYS
from crawler.values import Day, Due, Email, Language, Line, Many, Schedule, Size, Slug, Web, Zone
from crawler.wordpress_com import API


class Section(BaseModel):
    """A block of the file: nothing in it that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Contact(Section):
    """Whom the owner of a blog can ask; stands in every request's User-Agent."""

    name: Line
    email: Email
    url: Web | None = None


class Store(Section):
    """Where the archive lies, and what goes into it."""

    path: Path = Path("data")
    """Of the data folder; relative to the file."""
    warc_max: Size = 1_000_000_000
    """Bytes after which a new WARC file is begun."""
    transfer: Literal["exact", "decoded"] = "exact"
    """Whether a chunked transfer coding is kept as sent, or undone."""
    media: Literal["none", "images", "all"] = "images"
    """Of what pages show: nothing; images, style sheets, scripts and fonts of the blog's own platform; all of any host."""
    media_max: Size = 20_000_000
    """Bytes of one image or other requisite; what is larger is cut short and counted."""
    packages: Annotated[int, Field(ge=1)] | Literal["all"] = "all"
    """How many WACZ files of a course the schedule's archives leave in the data folder, the newest; others are not touched."""


class Politeness(Section):
    """How the blogs' servers are treated."""

    delay: float = Field(default=1.0, ge=0, le=600)
    """Seconds between two requests to one blog."""
    providers: dict[str, Annotated[int, Field(ge=1)]] = Field(default={"wordpress.com": 2, "edublogs.org": 2})
    """Requests at a time to all blogs of a host's domain together."""
    robots: Literal["obey", "ignore"] = "obey"
    stop_after_refusals: int = Field(default=5, ge=1)
    """In a row, of one blog."""
    allow_private_networks: bool = False


class Recrawl(Section):
    """What a crawl of a blog that is known already looks at."""

    full_after: int = Field(default=FULL_AFTER_DAYS, ge=0, le=366)
    """Days after which everything is looked at again; until then only what feeds and lists say is new. 0: always."""
    look_back: int = Field(default=LOOK_BACK_DAYS, ge=0, le=366)
    """Days for which late-approved, edited and deleted comments are looked for in between."""


class Sources(Section):
    """Where to ask beside the blogs themselves."""

    wordpress_com: Web = API
    """The WordPress.com API, for blogs that it hosts."""


class Timetable(Section):
    """When `run --due` does what, in plain words."""

    check: Schedule | None = None
    full: Schedule | None = None
    archive: Schedule | None = None


class Smtp(Section):
    """The mail server that carries the notices."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    user: str | None = None
    password_env: str | None = None
    """The environment variable that holds the password."""
    sender: Email | None = None
    """By default the contact's address."""


class Notify(Section):
    """Who is told, and of what. One message a run, with all that is new."""

    email: Many[Email] = ()
    webhook: Many[Web] = ()
    """Addresses that take a POST of JSON."""
    smtp: Smtp | None = None
    apprise: Many[Line] = ()
    """Addresses as Apprise has them; needs the extra `notify`."""
    when: Many[Literal["state change", "failure", "fixity", "archive", "week"]] = (
        "state change",
        "failure",
        "fixity",
        "archive",
    )


class Privacy(Section):
    """What makes pseudonyms, and what is not kept."""

    key_env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    """The environment variable that holds the key of the pseudonyms, where `pseudonymise` is told no other."""
    drop: Many[Literal["email"]] = ()
    """What of the roster stays out of the database."""


class Match(Section):
    """Which posts belong to an assignment: all that is given must fit."""

    tag: Many[str] = ()
    category: Many[str] = ()
    title: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Assignment(Section):
    """Something the course asks its students to post."""

    id: Slug
    title: str
    due: Due | None = None
    match: Match = Match()


class Expect(Section):
    """What a student should do in a week."""

    posts_per_week: float | None = Field(default=None, ge=0)
    comments_per_week: float | None = Field(default=None, ge=0)


class Course(Section):
    """A course, its weeks and its blogs."""

    slug: Slug
    title: str | None = None
    starts: Day | None = None
    """The first day of week 1."""
    weeks: int | None = Field(default=None, ge=1, le=104)
    timezone: Zone = "UTC"
    languages: Many[Language] = ()
    """What is written in, for whoever reads the configuration in a bag."""
    roster: Path | None = None
    """A CSV or OPML file; relative to the config."""
    blogs: SkipValidation[tuple[Blog, ...]] = ()
    """Of the roster or of the file itself, checked and with slugs."""
    assignments: tuple[Assignment, ...] = ()
    expect: Expect = Expect()


class Config(Section):
    """The whole configuration. All of it is optional."""

    contact: Contact | None = None
    workers: int = Field(default=1, ge=1, le=64)
    """Processes that take in blogs at the same time; those of one provider are one process's."""
    store: Store = Store()
    politeness: Politeness = Politeness()
    recrawl: Recrawl = Recrawl()
    sources: Sources = Sources()
    schedule: Timetable = Timetable()
    notify: Notify = Notify()
    privacy: Privacy = Privacy()
    courses: tuple[Course, ...] = ()

    @classmethod
    def default(cls, data: Path) -> "Config":
        """The configuration without a file: no course, the archive in `data`."""
        return cls(store=Store(path=data))
