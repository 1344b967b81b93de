"""What the pages are about: one data folder, who may look at it, and how commands are run for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from archive.web.jobs import Jobs
from archive.web.state import State


def utc_now() -> datetime:
    """The clock of the pages."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Site:
    """One data folder as pages."""

    data: Path
    state: State
    jobs: Jobs
    token: str
    """Printed at the start; whoever shows it may change things from then on."""
    advice: Mapping[str, str] = field(default_factory=dict)
    """What can be done by a blog's state."""
    config: Path | None = None
    """Commands are run with it; without one there is no roster, so that blogs cannot be approved or paused."""
    password: str | None = None
    """Where it is served to more than this machine: then nothing is shown without it."""
    hosts: frozenset[str] = frozenset()
    """Names by which it may be called besides this machine's own."""
    now: Callable[[], datetime] = utc_now

    @property
    def options(self) -> tuple[str, ...]:
        """Of the commands that are run."""
        return ("--data", str(self.data.absolute()), *self.configured)

    @property
    def configured(self) -> tuple[str, ...]:
        """Of commands that need the configuration only."""
        return ("--config", str(self.config.absolute())) if self.config else ()
