"""Reads from the database what the next crawl of a blog has to know: how it is to be done, and what is there already."""

import re
from datetime import datetime, timedelta
from typing import Any

from archive.database.store import Store
from crawler import known
from crawler.account import WELL
from crawler.compose.evidence import ident
from crawler.history import CHECK, FULL, UNCONDITIONAL, History, Known
from crawler.known import Rows
from crawler.scope import NOT_POSTS, trap

SOURCE = re.compile(r"/wp-json/|[?&](?:rest_route|sitemap)=")
"""Beside what traps and NOT_POSTS name already."""
SOURCES = """
select c.role, c.url from captures c join crawl_blogs a on a.crawl_id = c.crawl_id and a.blog_id = c.blog_id
where c.blog_id = ? and c.crawl_id is not ? and a.kind = 'full' and c.status in (200, 304) and c.truncated is null
  and c.role in ('home', 'feed', 'comments_feed', 'rest_root', 'rest_posts', 'rest_comments', 'rest_newest',
  'wpcom_posts', 'wpcom_comments', 'wpcom_newest')
order by c.crawl_id, c.fetched_at desc, c.warc_file desc, c.warc_offset desc
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
  (select max(c.crawl_id) from captures c where c.id in (
    select capture_id from comments where post_id = p.id union select capture_id from pingbacks where post_id = p.id
    union select first_capture_id from post_versions where post_id = p.id
    union select first_capture_id from comment_versions where post_id = p.id)) as heard_in
from posts p where p.blog_id = ? and p.status = 'live' order by p.id
"""
"""A comment's capture is that of a page, where any page shows it: another one is news that no page has shown yet."""
LOST = """
select distinct f.url from failures f where f.blog_id = ?1 and f.crawl_id is not ?2 and f.reason not like 'requisite: %'
  and not exists (select 1 from captures c where c.blog_id = ?1 and c.url = f.url and c.status < 500 and c.crawl_id >= f.crawl_id
    and coalesce(c.truncated, 'length') = 'length')
  and not exists (select 1 from posts p where p.blog_id = ?1 and p.url = f.url)
order by 1
"""
"""What got no whole answer, and none since (too large is whole enough); posts that have rows are in HEARD."""
GOT = """(select 1 from captures c where c.blog_id = :blog and c.url = {url} and c.status < 400 and c.truncated is null
  and c.crawl_id > {crawl})"""
MISSING = f"""
select f.url, case when f.reason like 'requisite: %' then 'requisite' when p.id is not null then 'post' else
  coalesce((select role from captures c where c.blog_id = f.blog_id and c.url = f.url and role is not null limit 1), 'thread')
  end as role
from failures f left join posts p on p.blog_id = f.blog_id and p.url = f.url
where f.blog_id = :blog and f.crawl_id is not :crawl and not exists {GOT.format(url="f.url", crawl="f.crawl_id")}
union select t.url, coalesce(t.role, 'thread') from captures t
where t.blog_id = :blog and t.crawl_id is not :crawl and t.truncated is not null
  and not (t.role = 'requisite' and t.truncated = 'length') and not exists {GOT.format(url="t.url", crawl="-1")}
union select m.url, 'requisite' from media m join posts p on p.id = m.post_id
where p.blog_id = :blog and p.status = 'live' and m.kind = 'image' and m.capture_id is null
  and not exists (select 1 from captures c where c.blog_id = :blog and c.url = m.url)
order by 1
"""
"""Where nothing tells what a failure was asked for as, `thread` reads whatever it is."""
LIARS = "select 1 from problems where blog_id = ? and kind = 'validators_unreliable'"


def history_of(store: Rows, slug: str, crawl: str, started: str, config: Any, kind: str | None = None) -> History:
    """What is known of a blog before `crawl`, begun at `started` (UTC). `kind`: what it has to be, where that is settled.

    `config` is the configuration's `recrawl`.
    """
    blog, me = ident("blog", slug), int(crawl)
    accounts = store.rows(ACCOUNTS, blog, me)
    sources = _sources(store, blog, me)
    able = "feed" in sources and "home" in sources
    if kind is None or (kind == CHECK and not able):
        kind = CHECK if able and _is_recent(accounts, started, config.full_after) else FULL
    return History(
        kind=kind,
        nature=accounts[-1]["state"] if accounts else "ok",
        home=sources.pop("home", ""),
        sources=sources,
        posts=tuple(_known(row) for row in store.rows(POSTS, blog)),
        said=frozenset(str(row["wp_id"]) for row in store.rows(SAID, blog)),
        stale=_stale(store, blog),
        lost=_lost(store, blog, me),
        held=known.requisites(store, slug, crawl),
        unconditional=bool(len(accounts) % UNCONDITIONAL == UNCONDITIONAL - 1 or store.rows(LIARS, blog)),
        refused=bool(accounts and accounts[-1]["state"] == "refused")
        and _day_before(started) < _last_asked(store, blog, me) <= started,
        look_back=_text(datetime.fromisoformat(started) - timedelta(days=config.look_back)),
    )


def _last_asked(store: Rows, blog: int, crawl: int) -> str:
    sql = "select max(fetched_at) as at from captures where blog_id = ? and crawl_id is not ?"
    return store.rows(sql, blog, crawl)[0]["at"] or ""


def _day_before(started: str) -> str:
    return _text(datetime.fromisoformat(started) - timedelta(days=1))


def missing(store: Store, slug: str, crawl: str) -> tuple[tuple[str, str], ...]:
    """(address, role) of what the crawls before this one did not get: failures, answers that broke off, posts, images."""
    blog = ident("blog", slug)
    found: dict[str, str] = {}
    for row in store.db.query(MISSING, {"blog": blog, "crawl": int(crawl)}):
        found.setdefault(row["url"], row["role"])
    return tuple({**dict.fromkeys(_stale(store, blog), "post"), **found}.items())


def _sources(store: Rows, blog: int, crawl: int) -> dict[str, str]:
    """Without REST's lists where the lists of posts are shut."""
    found = {row["role"]: row["url"] for row in store.rows(SOURCES, blog, crawl)}
    if "rest_posts" not in found:
        found.pop("rest_root", None)
    return found


def _is_recent(accounts: list[dict[str, Any]], started: str, days: int) -> bool:
    """Whether everything was looked at within the last days, and the blog was well."""
    after = _text(datetime.fromisoformat(started) - timedelta(days=days))
    full = [row for row in accounts if row["kind"] == FULL and not row["gap"]]
    return bool(full and after < full[-1]["started_at"] <= started and accounts[-1]["state"] in WELL)


def _stale(store: Rows, blog: int) -> tuple[str, ...]:
    """Posts of which something was heard in a later crawl than the last one that saw their pages."""
    heard = store.rows(HEARD, blog)
    return tuple(row["url"] for row in heard if row["seen_in"] is None or (row["heard_in"] or 0) > row["seen_in"])


def _lost(store: Rows, blog: int, me: int) -> tuple[str, ...]:
    """Without sources, which each crawl asks for anew."""
    urls = (row["url"] for row in store.rows(LOST, blog, me))
    return tuple(url for url in urls if not (trap(url) or NOT_POSTS.search(url) or SOURCE.search(url)))


def _known(row: dict[str, Any]) -> Known:
    wp_id = str(row["wp_id"]) if row["wp_id"] is not None else None
    told = {name: row[name] for name in ("url", "kind", "modified_at")}
    return Known(wp_id=wp_id, protected=bool(row["protected"]), **told)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
