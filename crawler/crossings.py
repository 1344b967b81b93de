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
        (number, before, find(url))
        for number, url, before in store.connection.execute("select id, url, target_post_id from links")
    )
    changed = [(after, number) for number, before, after in links if before != after]
    store.connection.executemany("update links set target_post_id = ? where id = ?", changed)
    _pings(store, find)


def _finder(store: Store) -> Finder:
    targets, numbered = dict[str, int](), dict[str, int]()
    for post, url, wp_id in store.connection.execute("select id, url, wp_id from posts order by id"):
        targets[url_key(url)] = post
        if wp_id:
            numbered[f"{host_key(url)}?p={wp_id}"] = post
    targets |= numbered

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
    changed = []
    pings = store.connection.execute("select id, source_url, title, title_printed, source_post_id from pingbacks")
    for number, url, *before in pings:
        printed = before[1] or before[0]
        source = find(url) if url else None
        whole = whole_title(printed, (_title(store, source) if source else None,))
        after = [whole, printed if whole != printed else None, source]
        if after != before:
            changed.append((*after, number))
    store.connection.executemany(
        "update pingbacks set title = ?, title_printed = ?, source_post_id = ? where id = ?", changed
    )


def _title(store: Store, post: int) -> str | None:
    found = store.connection.execute("select title from posts where id = ?", (post,)).fetchone()
    return str(found[0]) if found and found[0] is not None else None
