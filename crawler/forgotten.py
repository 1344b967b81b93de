"""What was taken down and must not come back: read from the records that say so, and told to each blog's frontier.

Addresses stand there as digests: the record of a taking down does not bring back what was taken down.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.warc.reader import read_events
from archive.warc.records import Note
from crawler.addresses import same_place
from crawler.ask import Ask
from crawler.frontier import Frontier
from crawler.known import WARC
from crawler.scope import tidy, url_key

PREFIX = "forget"
"""How the names of the WARC files begin that tell of what was taken down."""
RULE = "forgotten"
STATE = "opted_out"
"""A blog's, when all of it was taken down."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Digests of addresses, and of the home pages of whole blogs."""

    addresses: frozenset[str] = frozenset()
    blogs: frozenset[str] = frozenset()


def digest(text: str) -> str:
    """Of an address's key: 32 hex digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def forgotten(data: Path) -> Forgotten:
    """All that was ever taken down in a data folder."""
    payloads = [note.payload for note in notes(data)]
    return Forgotten(
        addresses=frozenset(each for payload in payloads for each in payload["shut"]),
        blogs=frozenset(each for payload in payloads for each in payload["blogs"]),
    )


def notes(data: Path) -> Iterable[Note]:
    """The records of all takings down."""
    for path in sorted((data / WARC).glob(f"{PREFIX}-*.warc.gz")):
        yield from (event for event in read_events(path) if isinstance(event, Note))


@dataclass(slots=True, kw_only=True)
class MindfulFrontier(Frontier):
    """A frontier that does not ask for what was taken down."""

    forgotten: Forgotten = Forgotten()

    def plan(self, ask: Ask) -> None:
        """Put an address on the list, unless it is to stay away; then it is counted."""
        if ask.role == "home" and digest(same_place(self.blog.url)) in self.forgotten.blogs:
            self.account.state = STATE
            self.account.pass_over(tidy(ask.url) or ask.url, RULE)
        elif self.forgotten.addresses and digest(url_key(ask.url)) in self.forgotten.addresses and ask.role != "home":
            self.account.pass_over(tidy(ask.url) or ask.url, RULE)
        else:
            Frontier.plan(self, ask)
