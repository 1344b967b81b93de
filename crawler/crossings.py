"""Where the archive's blogs meet: which posts links lead to, and which posts pings come from. Set when all blogs are in."""

from collections.abc import Callable, Iterable

from archive.database.store import Store
from crawler.compose.titles import whole_title
from crawler.scope import POST_ID, host_key, thread_url, url_key

Finder = Callable[[str], int | None]
"""The number of the post that an address names, if it is in the archive."""


def settle(store: Store) -> None:
    """Resolve links and pings over all blogs, within a transaction. What was resolved before is resolved anew."""
    find = _finder(store)
    links = (
        (row["id"], row["target_post_id"], find(row["url"]))
        for row in store.rows("select id, url, target_post_id from links")
    )
    changed = [(after, number) for number, before, after in links if before != after]
    store.connection.executemany("update links set target_post_id = ? where id = ?", changed)
    _pings(store, find)


def _finder(store: Store) -> Finder:
    posts = store.rows("select id, url, wp_id from posts order by id")
    targets = {url_key(post["url"]): post["id"] for post in posts}
    targets |= {f"{host_key(post['url'])}?p={post['wp_id']}": post["id"] for post in posts if post["wp_id"]}

    def find(url: str) -> int | None:
        plain = url.split("#")[0]
        short = POST_ID.search(plain)
        return _first(targets.get(key) for key in (url_key(plain), url_key(thread_url(plain)))) or (
            targets.get(f"{host_key(plain)}?p={short[1]}") if short else None
        )

    return find


def _first(numbers: Iterable[int | None]) -> int | None:
    return next((number for number in numbers if number), None)


def _pings(store: Store, find: Finder) -> None:
    """The post that a ping comes from; and its title whole, where the blog that got the ping prints less of it."""
    titles = {row["id"]: row["title"] for row in store.rows("select id, title from posts")}
    changed = []
    for row in store.rows("select id, title, title_printed, source_url, source_post_id from pingbacks"):
        printed = row["title_printed"] or row["title"]
        source = find(row["source_url"]) if row["source_url"] else None
        whole = whole_title(printed, (titles.get(source or 0),))
        after = (whole, printed if whole != printed else None, source)
        if after != (row["title"], row["title_printed"], row["source_post_id"]):
            changed.append((*after, row["id"]))
    store.connection.executemany(
        "update pingbacks set title = ?, title_printed = ?, source_post_id = ? where id = ?", changed
    )
