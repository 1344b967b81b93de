"""Answers that send us elsewhere or away. Redirects: each hop is planned, in scope, allowed by robots.txt, accounted for. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.items import Capture
from crawler import requisites
from crawler.ask import Ask
from crawler.scope import trap

if TYPE_CHECKING:
    from crawler.frontier import Frontier

LIMIT = 8
"""Redirects that are followed for one address."""
CIRCLE = "redirects in a circle"
FOLLOWED = ("list", "post", "thread")
"""Roles of pages that readers see: where these redirect to another site or into a trap, we stay."""


def redirected(frontier: Frontier, ask: Ask, target: str) -> None:
    """An answer sends us to `target`; an empty string is no address."""
    if ask.role == "robots" and target:
        frontier.robots.moved(ask.url, target)
    trail = (*ask.trail, ask.url)
    circle = target in trail and ask.role != "robots"  # that of robots.txt allows all, see crawler/robots.py
    if not target or circle or len(trail) > LIMIT:
        frontier.lost(ask, CIRCLE if circle else f"more than {LIMIT} redirects" if target else "a redirect to nowhere")
    elif rule := _stays(frontier, ask.role, target):
        frontier.account.pass_over(target, rule)
    else:
        if ask.url in frontier.aside:
            frontier.aside.add(target)
        frontier.plan(replace(ask, url=target, via=ask.url, trail=trail))


def _stays(frontier: Frontier, role: str, target: str) -> str | None:
    """The rule by which a redirect is not followed, or None."""
    if role == "requisite":
        return requisites.refused(frontier, target)
    if role in FOLLOWED:
        return trap(target) if target in frontier.scope else "offsite"
    return None


def count_refusals(frontier: Frontier, ask: Ask, capture: Capture) -> None:
    """Some in a row, or one that still says Retry-After when we have waited, and the blog is left alone."""
    refused = capture.status in (403, 429, 503) and ask.role in FOLLOWED
    frontier.refusals = frontier.refusals + 1 if refused else 0
    insists = capture.status in (429, 503) and capture.header("retry-after") is not None and ask.role != "requisite"
    if insists or frontier.refusals >= frontier.stop_after_refusals:
        frontier.wall("refused")
