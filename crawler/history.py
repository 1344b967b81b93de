"""What earlier crawls know of a blog, as far as its next crawl has to know it. Pure; read from the database by known.py."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

FULL, CHECK, PART = "full", "check", "part"
"""Kinds of crawls: everything is looked at; what the blog's feeds and lists say is new; or what a person asked for."""
FULL_AFTER_DAYS = 7
"""Edits and deletions that no feed or list shows are found when everything is looked at again."""
LOOK_BACK_DAYS = 14
"""Comments this old are still looked for: one that waits for approval keeps the date at which it was written."""
UNCONDITIONAL = 5
"""Each so-many-th crawl of a blog sends no validators: servers that always answer "not modified" are found out so."""

COMPARED = (
    "feed", "comments_feed", "rest_comments", "rest_newest", "rest_changed", "feed_changed", "wpcom_newest", "wpcom_changed",
)  # fmt: skip
"""Roles whose answers a check compares with what they said before. Where nothing has changed they say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A post that the archive has."""

    url: str
    wp_id: str | None = None
    kind: str = "post"
    modified_at: str | None = None
    """UTC, as the database has it."""
    protected: bool = False
    """It asks for a password: WordPress then refuses its comments, and those of all posts asked for with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known before a crawl begins."""

    kind: str = FULL
    """What this crawl is to be: full, check or part."""
    nature: str = "ok"
    """What the newest crawl said of the blog: ok, moved, not_wordpress."""
    home: str = ""
    """Where the home page turned out to stand."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Role -> the address that last answered in the last full crawls: feed, comments_feed, rest_root, rest_newest, ..."""
    posts: tuple[Known, ...] = ()
    said: Container[str] = frozenset()
    """WordPress's numbers of comments and pings."""
    missing: tuple[tuple[str, str], ...] | None = None
    """(address, role) of what earlier crawls did not get, where only that is asked for; else None."""
    lost: tuple[str, ...] = ()
    """Addresses that only a list named, and that got no answer."""
    stale: tuple[str, ...] = ()
    """Addresses of posts of which something was heard after their pages were last seen."""
    held: Container[str] = frozenset()
    """Addresses of requisites that there is an answer for."""
    unconditional: bool = False
    """Send no validators: it is time to, or this server's are known to lie."""
    refused: bool = False
    """It turned us away less than a day ago, and is left alone."""
    look_back: str = ""
    """UTC: comments younger than this are looked for."""


NOTHING = History()
"""A blog that is met for the first time."""
