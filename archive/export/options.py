"""What can be asked of an export besides which part of the database it is made of."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of single formats: a network's kind; a post's number and a limit for bibliographies."""

    network: str | None = None
    post: int | None = None
    most_cited: int | None = None
    said: dict[str, Any] = field(default_factory=dict)
    """What was asked for, in words, for those files that tell it."""
