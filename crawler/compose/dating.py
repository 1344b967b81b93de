"""When something was published, from all that was said of it: the time, the words, and what told it. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crawler.compose.clock import Clock, read_iso
from crawler.compose.evidence import HTML, Observation

Columns = dict[str, str | None]


def published(clock: Clock, observations: Sequence[Observation[Any]]) -> Columns:
    """The columns `published_*`; `observations` best first.

    A time with an offset beats one without, that beats a bare date, and any of them beats a day counted back from a
    capture ("3 weeks ago"): of several of these the oldest capture's is the nearest to the truth.
    """
    timed = [o for o in observations if read_iso(o.item.published)]
    sure = [o for o in timed if told_by(o) != "relative"]
    best = min(sure, key=_vagueness) if sure else next(reversed(timed), None)
    shown = (
        best
        if best and best.rank == HTML
        else next((o for o in observations if o.rank == HTML and o.item.published_raw), None)
    )
    at, local = clock.times([(best.rank, best.item.published)]) if best else (None, None)
    words = shown.item.published_raw if shown else None
    told = told_by(best) if best else (shown.item.published_from if shown else None)
    return {"published_at": at, "published_local": local, "published_raw": words, "published_from": told}


def told_by(observation: Observation[Any]) -> str:
    """REST answers and feeds have stamps; a page says what it is."""
    return observation.item.published_from or ("printed" if observation.rank == HTML else "stamp")


def _vagueness(observation: Observation[Any]) -> int:
    """0 with an offset, 1 without, 2 for a bare date; `min` keeps the first of the best."""
    moment = read_iso(observation.item.published)
    return 2 if not isinstance(moment, datetime) else int(moment.tzinfo is None)
