"""What the command line says of a crawl, beside the configuration."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says beside the configuration."""

    delay: float | None = None
    full: bool = False
    allow_private: bool = False
    media: str | None = None
    """none, images or all, in the place of what the configuration says."""
    plan_only: bool = False
    """Read the sources, plan the posts, and stop there."""


PLAIN = Options()
"""Nothing said."""
