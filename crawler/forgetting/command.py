"""What `coursekeep forget` does: finds, makes the archive's next state beside it, says what that loses, and lets it take effect."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive.database.store import NAME, Store
from archive.errors import ConfigError
from archive.report.week_calendar import counted
from archive.warc.forget import Order, uri
from archive.warc.records import CrawlInfo
from archive.warc.writer import WarcWriter
from crawler import __version__, folder
from crawler.addresses import same_place
from crawler.bar import bar
from crawler.choice import settings_of
from crawler.config import Config
from crawler.corrections import NAME as PEOPLE
from crawler.forgetting.findings import Findings
from crawler.forgetting.person import OfPerson
from crawler.forgetting.stage import Stage, packages_in
from crawler.forgetting.sweep import Progress, Sweep
from crawler.forgetting.targets import OfAddress, OfBlog, Target
from crawler.forgotten import PREFIX, digest
from crawler.importing.command import in_step
from crawler.importing.written import told
from crawler.known import WARC
from crawler.rebuild import courses, rebuild, roster
from crawler.scope import thread_url, tidy, url_key

SOFTWARE = f"coursekeep/{__version__}"
LOST = (("posts", "post"), ("comments", "comment"), ("pingbacks", "pingback"), ("reference_entries", "reference"))
COUNTED = ("posts", "comments", "pingbacks", "reference_entries", "captures")
FOUND_NOTHING = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line says: one of the first three."""

    url: str | None = None
    blog: str | None = None
    person: str | None = None
    reason: str
    dry: bool = False


def run(wish: Wish, config: Path | None, data: Path | None, as_json: bool) -> int:
    """Take down, or only say what would go; the exit code is 1 when nothing was found."""
    settings = settings_of(config, data)
    where = data or settings.store.path
    _check(wish)
    folder.there(where)
    with folder.taken(where), bar("forget", silent=as_json) as progress:
        store = in_step(where, settings)
        target = _target(wish, store)
        before = _counts(store, wish)
        store.close()
        result = _carried_out(where, wish, target, settings, before, progress)
    click.echo(json.dumps(result, indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(result)))
    return 0 if result["found"] else FOUND_NOTHING


def _check(wish: Wish) -> None:
    if not wish.reason.strip():
        raise ConfigError("say why with --reason: it is written down, and stays")
    if wish.person and OfPerson(name=wish.person).named(wish.reason):
        raise ConfigError("the reason must not name the person: it is written down, and stays")
    if wish.person is not None and len(wish.person.strip()) < 3:
        raise ConfigError("the name must have three letters at least: it is taken out wherever it stands")


def _target(wish: Wish, store: Store) -> Target:
    if wish.person:
        return OfPerson(name=" ".join(wish.person.split()))
    if wish.blog:
        rows = store.rows("select slug, url from blogs where slug = ?", wish.blog)
        if not rows:
            slugs = ", ".join(row["slug"] for row in store.rows("select slug from blogs order by slug"))
            raise ConfigError(f"no blog {wish.blog!r} in the archive; there are {slugs or 'none'}")
        return OfBlog(slug=rows[0]["slug"], url=rows[0]["url"])
    url = thread_url(tidy(wish.url or ""))
    if not url:
        raise ConfigError("is no web address; write it as in https://blog.example.org/2013/07/a-post/", wish.url)
    sql = "select p.url, p.wp_id, b.slug from posts p join blogs b on b.id = p.blog_id"
    known = [row for row in store.rows(sql) if url_key(row["url"]) == url_key(url)]
    numbers = frozenset(str(row["wp_id"]) for row in known if row["wp_id"])
    return OfAddress(url=url, numbers=numbers, blog=known[0]["slug"] if known else None)


def _carried_out(
    data: Path, wish: Wish, target: Target, settings: Config, before: dict[str, Any], progress: Progress
) -> dict[str, Any]:
    order = _order(data, wish)
    sweep = Sweep(data, target, order, told(data), progress)
    found = sweep.look()
    result = {"id": order.id, "dry_run": wish.dry, "found": bool(found.fates), "captures": dict(found.counts)}
    stage = Stage(data)
    try:
        sweep.write(stage)
        if not stage.changed and not isinstance(target, OfBlog):
            return {**result, "found": False, "files": 0, "packages": [], "lost": {}}
        _write_down(stage, order, wish, target, found)
        stage.settle_names()
        rebuild(stage.folder, roster(settings), courses(settings), progress)
        after = Store(stage.folder / NAME)
        lost = _lost(before, _counts(after, wish))
        after.close()
        result |= {
            "found": True, "captures": dict(found.counts), "files": len(stage.changed) - 1, "lost": lost,
            "packages": [str(path.relative_to(data)) for path in packages_in(data)],
        }  # fmt: skip
        if not wish.dry:
            stage.commit()
    finally:
        if not (data / ".forget" / "journal.json").exists():
            stage.discard()
    return {**result, "still_named": _still_named(target, data, settings)}


def _order(data: Path, wish: Wish) -> Order:
    now = datetime.now(UTC)
    number = int(f"{now:%Y%m%d%H%M%S}")
    return Order(id=str(number), at=now, reason=" ".join(wish.reason.split()))


def _write_down(stage: Stage, order: Order, wish: Wish, target: Target, found: Findings) -> None:
    """The record that says what was done, and what must not be asked for again."""
    payload = {
        "id": order.id,
        "at": f"{order.at:%Y-%m-%dT%H:%M:%SZ}",
        "reason": order.reason,
        "what": "a person" if wish.person else "a blog" if wish.blog else wish.url,
        "captures": dict(found.counts),
        "shut": []
        if wish.blog
        else sorted(found.shut | ({digest(url_key(target.url))} if isinstance(target, OfAddress) else set())),
        "blogs": [digest(same_place(target.url))] if isinstance(target, OfBlog) else [],
    }
    info = CrawlInfo(crawl="", software=SOFTWARE, prefix=PREFIX, description="what was taken down")
    with WarcWriter(stage.folder / WARC, info) as writer:
        stage.changed.append(writer.write_json(uri(order.id), payload).file)


def _counts(store: Store, wish: Wish) -> dict[str, Any]:
    """How many rows there are, and how many of the posts and comments are the target's own."""
    counts = {name: store.rows(f"select count(*) as n from {name}")[0]["n"] for name in COUNTED}
    person = OfPerson(name=wish.person) if wish.person else None
    gone = url_key(thread_url(tidy(wish.url or "")))
    posts = store.rows("select p.id, p.url, p.author, b.slug from posts p join blogs b on b.id = p.blog_id")
    own = {
        row["id"]
        for row in posts
        if (person and person.is_maker(row["author"])) or row["slug"] == wish.blog or url_key(row["url"]) == gone
    }
    comments = store.rows("select post_id, author from comments")
    mine = sum(row["post_id"] in own or bool(person and person.is_maker(row["author"])) for row in comments)
    return {**counts, "own_posts": len(own), "own_comments": mine}


def _lost(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    """Rows that go; `others_*`: those of other people, which went with them."""
    lost = {name: before[name] - after[name] for name in (*COUNTED, "own_posts", "own_comments")}
    others = {f"others_{name}": max(0, lost[name] - lost[f"own_{name}"]) for name in ("posts", "comments")}
    return {**{name: lost[name] for name in COUNTED}, **others}


def _still_named(target: Target, data: Path, settings: Config) -> list[str]:
    """Where a person's name stands that this archive cannot change: the roster."""
    if not isinstance(target, OfPerson):
        return []
    corrected = [place / PEOPLE for place in (data, data.resolve().parent) if (place / PEOPLE).is_file()]
    return [str(path) for path in corrected if target.named(path.read_text("utf-8", "replace"))] + [
        f"the roster: {blog.slug}"
        for blog in roster(settings).values()
        if target.named(f"{blog.owner or ''} {blog.title or ''} {blog.slug} {blog.email or ''} {blog.url}")
    ]


def _lines(result: dict[str, Any]) -> Iterator[str]:
    if not result["found"]:
        yield "nothing in the archive is about that; nothing was changed"
        return
    word = "would go" if result["dry_run"] else "gone"
    lost, captures = result["lost"], result["captures"]
    kept = f"{captures.get('redact', 0):,} kept without the part in question"
    yield f"{word:<9}{counted(captures.get('drop', 0), 'capture')}; {kept}; {counted(result['files'], 'file')} written again"
    yield f"rows     {'  '.join(counted(lost[table], word) for table, word in LOST)}"
    yield f"others   {counted(lost['others_posts'], 'post')} and {counted(lost['others_comments'], 'comment')} of other people among these"
    for name in result["packages"]:
        yield f"removed  {name}, which holds copies; `coursekeep wacz` makes it again"
    for place in result.get("still_named", []):
        yield f"look     the name still stands in {place}; take it out there, then run `coursekeep rebuild`"
    if result["dry_run"]:
        yield "nothing was changed; run it without --dry-run"
