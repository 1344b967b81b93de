"""The account of a crawl: planned = fetched + not modified + excluded + failed, for each blog, URL by URL."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from archive.items import Page
from crawler.advice import ADVICE as ADVICE
from crawler.advice import NEEDS_A_PERSON as NEEDS_A_PERSON
from crawler.advice import WELL as WELL
from crawler.scope import TRAPS

TRAP_RULES = frozenset(name for name, _ in TRAPS)
REQUISITE = "requisite: "
"""How the reasons of failed requisites begin: posts and comments are complete without them."""

HIDDEN = "is on a private network"
"""How the reasons of addresses begin that are not on the public Internet."""


def _nobody(url: str, event: str, why: str) -> None:
    """Does not listen."""


@dataclass(slots=True)
class Account:
    """What became of each address of one blog in one crawl."""

    outcomes: dict[str, tuple[str, str]] = field(default_factory=dict)
    """URL -> (planned | fetched | not_modified | excluded | failed, rule or reason)."""
    state: str = "ok"
    nature: str = "ok"
    """What is to be said of a blog that is well: ok, moved or not_wordpress."""
    kind: str = "full"
    """full or check (crawler/history.py)."""
    stated: dict[str, int] = field(default_factory=dict)
    """How many posts, pages, comments the blog's REST answers say there are."""
    asked: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """Posts and comments seen so far: for the progress line only."""
    heard: set[str] = field(default_factory=set)
    """Comments counted: one may stand on two comment pages."""
    hear: Callable[[str, str, str], None] = field(default=_nobody, repr=False, compare=False)
    """Called with each decision: URL, kind of outcome, rule or reason (crawler/journal.py)."""

    def __contains__(self, url: str) -> bool:
        return url in self.outcomes

    def is_open(self, url: str) -> bool:
        """Whether an address may be planned: it is new, or no more is known than that a link to it looked like a trap."""
        kind, rule = self.outcomes.get(url, ("excluded", "endless"))
        return kind == "excluded" and rule in TRAP_RULES

    def plan(self, url: str) -> None:
        """A new address to ask for."""
        self._note(url, "planned", "")
        self.asked += 1

    def fetch(self, url: str, status: int) -> None:
        """A final HTTP answer came."""
        self._note(url, "not_modified" if status == 304 else "fetched", str(status))

    def exclude(self, url: str, rule: str) -> None:
        """A rule forbids to ask for it."""
        self._note(url, "excluded", rule)

    def pass_over(self, url: str, rule: str) -> None:
        """A link that a rule forbids to follow; what was decided before stays."""
        if url not in self.outcomes:
            self._note(url, "excluded", rule)

    def fail(self, url: str, reason: str) -> None:
        """No answer, or one that is none."""
        self._note(url, "failed", reason)

    def _note(self, url: str, kind: str, why: str) -> None:
        self.outcomes[url] = (kind, why)
        self.hear(url, kind, why)

    def count(self, page: Page, *, first: bool) -> None:
        """Add what a page of a post shows; `first`: it is the post's own address, not one of its further pages."""
        self.found["posts"] += first
        ids = {comment.id if comment.id.isdigit() else page.url + comment.id for comment in page.comments}
        self.found["comments"] += len(ids - self.heard)
        self.heard |= ids

    def tally(self) -> dict[str, Any]:
        """The account as it is stored: counts, excluded by rule, and each failure with its reason."""
        kinds = Counter(kind for kind, _ in self.outcomes.values())
        return {
            "planned": len(self.outcomes),
            "fetched": kinds["fetched"],
            "not_modified": kinds["not_modified"],
            "excluded": dict(
                sorted(Counter(why for kind, why in self.outcomes.values() if kind == "excluded").items())
            ),
            "failed": [[url, why] for url, (kind, why) in sorted(self.outcomes.items()) if kind == "failed"],
            "state": self.state if self.state != "ok" else self.nature,
            "kind": self.kind,
            "stated": self.stated,
        }


def gap(tally: dict[str, Any]) -> int:
    """Planned addresses of which nothing is known: 0 unless the crawl was cut short."""
    known = tally["fetched"] + tally["not_modified"] + sum(tally["excluded"].values()) + len(tally["failed"])
    return int(tally["planned"]) - int(known)


def first_reason(tally: dict[str, Any]) -> str:
    """Why something failed: the first reason that is no mere consequence of another."""
    reasons = [why for _, why in tally["failed"]]
    return next((why for why in reasons if not why.startswith("not asked for")), "".join(reasons[:1]))
