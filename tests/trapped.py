"""A blog of any size, made by a function, with every trap on every page: what a crawl of it needs is known."""

import hashlib
from typing import Any

from blog import Blog, Entry, Said

TRAPS = (
    "{here}?replytocom={n}", "{here}?share=facebook&nb=1", "{here}?like_comment={n}&_wpnonce={hash}", "{here}feed/", "{here}trackback/",
    "{here}print/", "{here}?print=1", "{here}amp/", "{home}?s={hash}", "{home}search/{hash}/", "{home}?m=20{n:02}", "{home}?sid={hash}",
    "{home}wp-login.php?redirect_to={hash}", "{home}wp-admin/post.php?post={n}", "{home}xmlrpc.php?rsd", "{home}abuse/?report_url={hash}",
    "{home}blackhole/?{hash}", "{home}wp-json/oembed/1.0/embed?url={hash}", "{home}calendar/2026-{n:02}/", "{home}events/2026/{n}/",
    "{home}tag/{hash}/", "{home}category/{hash}/", "{home}author/{hash}/", "{home}2026/03/{n}/", "{here}embed/?random={hash}",
    "{home}?utm_source={hash}&view={hash}", "{here}a/b/c/d/{hash}/", "{home}wp-content/uploads/{hash}.pdf", "{home}?PHPSESSID={hash}",
)  # fmt: skip
"""Addresses that a theme or plugin may link; each page has its own."""


def entries(count: int) -> list[Entry]:
    """Posts, each tenth with five comments."""
    talk = [
        [Said(100 * n + k, f"Reader {k}", f"Remark {k} upon week {n}.") for k in range(1, 6)]
        for n in range(1, count + 1)
    ]
    return [
        Entry(n, f"Week {n} of chalk", f"What week {n} brought us.", [] if n % 10 else talk[n - 1])
        for n in range(1, count + 1)
    ]


class Trapped(Blog):
    """A blog with two comments a page, and all traps on all pages."""

    def __init__(self, count: int, **fields: Any):
        super().__init__(entries(count), comments_per_page=2, **fields)

    def _page(self, title: str, classes: str, main: str, head: str = "") -> bytes:
        digest = hashlib.sha256(main.encode()).hexdigest()[:12]
        slug = title.partition(" - ")[0].lower().replace(" ", "-")
        here = self.url if "single" not in classes else f"{self.url}{slug}/"
        number = int(digest, 16) % 12 + 1
        links = "".join(f'<a href="{t.format(here=here, home=self.url, n=number, hash=digest)}">x</a>' for t in TRAPS)
        frame = f'<iframe src="{self.url}frame/{digest}/"></iframe><a href="deeper/{digest}/">deeper</a>'
        return super()._page(title, classes, main + f"<aside>{links}{frame}</aside>", head)

    def needed(self) -> int:
        """Requests without which something would be missing: robots.txt, the sources, each post and comment page once."""
        posts, comments = len(self.entries), sum(len(entry.said) for entry in self.entries)
        pages = sum(len(self._talk_pages(entry)) for entry in self.entries if len(self._talk_pages(entry)) > 1)
        size = 100 if self.rest else 2  # of a list's page; this blog's feeds are short
        return 9 + -(-posts // size) + -(-comments // size) + posts + pages
