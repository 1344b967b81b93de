"""Reads from the database what the next crawl of a blog has to know: how it is to be done, and what is there already."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from archive.database.store import Store
from crawler import known
from crawler.account import WELL
from crawler.compose.evidence import ident
from crawler.history import CHECK, FULL, UNCONDITIONAL, History, Known

SOURCES = """
select c.role, c.url from captures c join crawl_blogs a on a.crawl_id = c.crawl_id and a.blog_id = c.blog_id
where c.blog_id = ? and c.crawl_id is not ? and a.kind = 'full' and c.status in (200, 304) and c.truncated is null
  and c.role in ('home', 'feed', 'comments_feed', 'rest_root', 'rest_posts', 'rest_comments', 'rest_newest')
order by c.crawl_id, c.fetched_at desc, c.url desc
"""
"""The last row of a role is the newest crawl's first address: the first page of a feed or list."""
ACCOUNTS = """
select a.kind, a.state, a.planned - a.fetched - a.not_modified - a.excluded - a.failed as gap, r.started_at, r.id
from crawl_blogs a join crawls r on r.id = a.crawl_id where a.blog_id = ? and a.crawl_id is not ? order by r.id
"""
POSTS = "select url, wp_id, kind, modified_at, protected from posts where blog_id = ? and status = 'live' order by id"
SAID = """
select c.wp_id from comments c join posts p on p.id = c.post_id where p.blog_id = ?1 and c.wp_id is not null
union select g.wp_id from pingbacks g join posts p on p.id = g.post_id where p.blog_id = ?1 and g.wp_id is not null
"""
HEARD = """
select p.url,
  (select max(c.crawl_id) from captures c where c.blog_id = p.blog_id and c.url = p.url and c.status < 500) as seen_in,
  max(coalesce((select max(first_seen_at) from comments where post_id = p.id), ''),
      coalesce((select max(first_seen_at) from pingbacks where post_id = p.id), ''),
      coalesce((select max(first_seen_at) from post_versions where post_id = p.id), '')) as heard_at
from posts p where p.blog_id = ? and p.status = 'live' order by p.id
"""
LIARS = "select 1 from problems where blog_id = ? and kind = 'validators_unreliable'"


def history_of(store: Store, slug: str, crawl: str, started: str, config: Any, kind: str | None = None) -> History:
    """What is known of a blog before `crawl`, begun at `started` (UTC). `kind`: what it has to be, where that is settled.

    `config` is the configuration's `recrawl`.
    """
    blog, me = ident("blog", slug), int(crawl)
    accounts = store.rows(ACCOUNTS, blog, me)
    sources = _sources(store, blog, me)
    able = "feed" in sources and "home" in sources
    if kind is None or not able:
        kind = CHECK if able and _is_recent(accounts, started, config.full_after) else FULL
    return History(
        kind=kind,
        nature=accounts[-1]["state"] if accounts else "ok",
        home=sources.pop("home", ""),
        sources=sources,
        posts=tuple(_known(row) for row in store.rows(POSTS, blog)),
        said=frozenset(str(row["wp_id"]) for row in store.rows(SAID, blog)),
        stale=_stale(store, blog, accounts),
        held=known.requisites(store, slug, crawl),
        unconditional=bool(len(accounts) % UNCONDITIONAL == UNCONDITIONAL - 1 or store.rows(LIARS, blog)),
        look_back=_text(datetime.fromisoformat(started) - timedelta(days=config.look_back)),
    )


def _sources(store: Store, blog: int, crawl: int) -> dict[str, str]:
    """Without REST's lists where the lists of posts are shut."""
    found = {row["role"]: row["url"] for row in store.rows(SOURCES, blog, crawl)}
    if "rest_posts" not in found:
        found.pop("rest_root", None)
    return found


def _is_recent(accounts: list[dict[str, Any]], started: str, days: int) -> bool:
    """Whether everything was looked at within the last days, and the blog was well."""
    after = _text(datetime.fromisoformat(started) - timedelta(days=days))
    full = [row for row in accounts if row["kind"] == FULL and not row["gap"]]
    return bool(full and full[-1]["started_at"] > after and accounts[-1]["state"] in WELL)


def _stale(store: Store, blog: int, accounts: list[dict[str, Any]]) -> tuple[str, ...]:
    """Posts of which something was first seen in a later crawl than the last one that saw their pages."""
    starts: Mapping[int, str] = {row["id"]: row["started_at"] for row in accounts}

    def stale(row: dict[str, Any]) -> bool:
        if row["seen_in"] is None:
            return True
        later = min((at for number, at in starts.items() if number > row["seen_in"]), default=None)
        return later is not None and row["heard_at"] >= later

    return tuple(row["url"] for row in store.rows(HEARD, blog) if stale(row))


def _known(row: dict[str, Any]) -> Known:
    wp_id = str(row["wp_id"]) if row["wp_id"] is not None else None
    told = {name: row[name] for name in ("url", "kind", "modified_at")}
    return Known(wp_id=wp_id, protected=bool(row["protected"]), **told)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
