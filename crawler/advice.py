"""States of blogs, as data: which are well, which need a person, and what a coordinator can do about each."""

WELL = frozenset({"ok", "moved", "not_wordpress"})
"""Blog states in which a blog shows itself: what such a crawl does not see is not there."""
NEEDS_A_PERSON = frozenset(
    {"private", "password", "coming_soon", "challenge", "refused", "gone", "unreachable", "empty"}
)
"""Blog states after which somebody has to do something: they make the exit code 1."""

NOT_CRAWLED = "not_crawled"
"""The state of a blog that the roster names and no crawl has taken in."""

ADVICE = {
    "private": "ask its owner to set Settings > Reading to public, or to send an export",
    "password": "ask its owner for an export, or to take the password off",
    "coming_soon": "ask its owner to launch the site",
    "challenge": "the host asks for a browser check; ask its owner to let this crawler in",
    "refused": "the host or its robots.txt turns us away; ask its owner, or try again tomorrow with a longer delay (--delay)",
    "gone": "the address answers that nothing is there; check it in the roster, look for an older capture",
    "not_wordpress": "this is no WordPress blog; its posts were read as far as any blog's can be. Check the address, and compare some posts",
    "unreachable": "no answer that could be read; open the address in a browser, check it in the roster and the connection, then run the crawl again",
    "empty": "no public post was found; ask its owner whether the posts are public",
    "ok": "",
    "moved": "it answers under another address; put the new one into the roster",
    "opted_out": "",
    NOT_CRAWLED: "no crawl has taken it in; approve it in the roster if it waits for that, then run `coursekeep crawl`",
}
"""What a coordinator can do about a blog's state: each that can be in the database is here, some with nothing to be done."""
