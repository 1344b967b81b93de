"""Which requisites of a blog's pages are fetched: images, style sheets, scripts, fonts, and with `all` whatever they show. Pure.

media: none     nothing
       images   what a page needs to look like itself, from the blog's own host and from its platform's servers
       all      from any host, and also sound, films and the documents that a page links

A recrawl asks for a requisite only when its address is new to the archive: uploads and versioned style sheets do not
change under their address. What failed before is asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archive.items import Capture, Page
from crawler import scope
from crawler.ask import Ask
from crawler.parsers.requisites import original_of

if TYPE_CHECKING:
    from crawler.frontier import Frontier

OF = ("home", "list", "post", "thread", "requisite")
"""Roles of what readers see: the requisites of these are asked for."""
SERVERS = re.compile(
    r"(?:[ics]\d|c0|v0|fonts|fonts-api|widgets)\.wp\.com|(?:[\w-]+\.)*files\.wordpress\.com|(?:s\d?|[\w-]+\.s)\.w(?:ordpress)?\.(?:com|org)"
    r"|(?:[\w-]+\.)?gravatar\.com|(?:cdn|bpb)[\w-]*\.edublogs\.org|fonts\.(?:googleapis|gstatic)\.com"
    r"|(?:[\w-]+\.)*bp\.blogspot\.com|blogger\.googleusercontent\.com|www\.blogblog\.com|resources\.blogblog\.com"
)
"""Hosts of the platforms that serve what blogs show: images, avatars, style sheets, fonts."""
IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:$|\?)", re.I)
FILE = re.compile(r"\.(?!php)\w{2,5}(?:$|\?)")
HEAVY = re.compile(
    r"\.(?:mp[34]|m4[av]|og[gv]|oga|wav|webm|mov|avi|wmv|flv|swf|pdf|docx?|pptx?|xlsx?|odt|odp|ods|rtf|epub|zip)(?:$|\?)",
    re.I,
)
"""Sound, films and documents: only `all` asks for them."""
SILENT = "server_without_answer"
"""What the account calls requisites of servers elsewhere that do not answer or refuse: old blogs outlive them, and nobody can mend it."""
WITHIN = "private_network"
"""Likewise, of requisites that a page names on a private network."""
PATIENCE = 5
"""Refusals in a row after which a server of requisites is left alone."""


def plan(frontier: Frontier, ask: Ask, page: Page) -> None:
    """Put what a page or a style sheet needs on the list, once a crawl, and only what the archive does not hold."""
    if frontier.media == "none" or ask.role not in OF:
        return
    for raw, needed in _named(page):
        url = scope.tidy(raw)
        if not url or url in frontier.account or url in frontier.history.held:
            continue
        rule = refused(frontier, url)
        if rule and needed:
            frontier.account.pass_over(url, rule)
        elif not rule:
            frontier.plan(ask.leads_to(url, "requisite"))


def _named(page: Page) -> Iterator[tuple[str, bool]]:
    """(address, whether the page does not look like itself without it): besides, originals of resized images and linked files."""
    for url in page.requisites:
        yield url, True
        if original := original_of(url):
            yield original, False
    yield from ((url, False) for url in page.links if is_shown(url))


def is_shown(url: str) -> bool:
    """Whether a link leads to a picture, a sound, a film or a document."""
    return bool(IMAGE.search(url) or HEAVY.search(url))


def refused(frontier: Frontier, url: str) -> str | None:
    """The rule that forbids a requisite, or None."""
    host = scope.host_key(url)
    if frontier.scope.has_host(host) and not FILE.search(url) and (rule := scope.trap(url)):
        return rule  # the others are files: `?w=300` is a width there, and no calendar
    if frontier.media == "all":
        return None
    if HEAVY.search(url):
        return "not_an_image"
    return None if frontier.scope.has_host(host) or SERVERS.fullmatch(host) else "offsite_requisite"


def answered(frontier: Frontier, ask: Ask, capture: Capture, page: Page) -> None:
    """What a style sheet names is planned with all other requisites; a server that keeps refusing is left alone."""
    host = scope.host_key(ask.url)
    refuses = capture.status in (403, 429, 503)
    frontier.shy[host] = frontier.shy[host] + 1 if refuses else 0
    insists = capture.status in (429, 503) and capture.header("retry-after") is not None
    if insists or frontier.shy[host] >= PATIENCE:
        frontier.drop(lambda each: each.role == "requisite" and scope.host_key(each.url) == host)
