"""What the command line says of a crawl, beside the configuration."""

from dataclasses import dataclass
from pathlib import Path

from crawler.history import FULL, PART


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says beside the configuration."""

    delay: float | None = None
    full: bool = False
    allow_private: bool = False
    media: str | None = None
    """none, images or all, in the place of what the configuration says."""
    since: str = ""
    """A day: older posts that were not changed since then are left."""
    patch: bool = False
    """Only what earlier crawls missed."""
    log: Path | None = None
    """Where each decision is written down."""
    log_format: str = "text"
    """text or json; json goes to stderr where no file is named."""
    workers: int = 0
    """Processes that take in blogs; 0: as the configuration says."""
    plan_only: bool = False
    """Read the sources, plan the posts, and stop there."""

    @property
    def kind(self) -> str | None:
        """What kind of crawl it has to be (crawler/history.py), None where that depends on the archive."""
        return PART if self.since or self.patch else FULL if self.full else None


PLAIN = Options()
"""Nothing said."""
