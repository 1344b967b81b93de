"""What `coursekeep import` does: takes the folder, takes the files in, brings the database in step, and says what came of it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from archive.database.store import NAME, Store
from archive.errors import ConfigError
from archive.items import Blog
from archive.report.week_calendar import counted
from crawler import folder, known
from crawler.bar import bar
from crawler.choice import settings_of
from crawler.config import Config
from crawler.importing.intake import Intake, Taken, Wishes
from crawler.rebuild import courses, rebuild, refill, roster

REFUSED = 1
ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
"""How the names of web archives end; saved texts have any name, so of a folder they are not taken."""
COUNTED = {"posts": "post", "comments": "comment", "pingbacks": "pingback", "reference_entries": "reference"}
"""Tables that are counted, and what a row of each is called."""


def run(files: Sequence[Path], config: Path | None, data: Path | None, wishes: Wishes, as_json: bool) -> int:
    """Import files, print what came of each, and return the exit code: 1 when one of them was refused."""
    files = [file for path in files for file in _within(path)]
    if wishes.url and len(files) > 1:
        raise ConfigError("--url is the address of one text; import the files one by one")
    settings = settings_of(config, data)
    where = data or settings.store.path
    with folder.taken(where), bar("import", silent=as_json) as progress:
        store = in_step(where, settings)
        intake = Intake(
            data=where,
            blogs=_blogs(settings, store),
            courses=courses(settings),
            wishes=wishes,
            crawls={str(row["id"]) for row in store.rows("select id from crawls")},
            progress=progress,
        )
        taken = [intake.take(path) for path in files]
        store = _read_in(where, store, settings, [each for each in taken if each.state == "new"], progress)
        told = _told(taken, store)
        store.close()
    click.echo(json.dumps(told, indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(told)))
    return REFUSED if any(each.state == "refused" for each in taken) else 0


def _within(path: Path) -> list[Path]:
    """The file itself; of a folder, as Heritrix and Browsertrix leave them, the web archives in it. Raises ConfigError."""
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.rglob("*") if each.name.lower().endswith(ARCHIVES) and each.is_file())
    if not found:
        raise ConfigError(f"has no web archive in it ({', '.join(ARCHIVES)}): name the files", str(path))
    return found


def in_step(data: Path, settings: Config) -> Store:
    """The folder's database, made again where it lacks WARC files or belongs to another version."""

    def again() -> None:
        rebuild(data, roster(settings), courses(settings))

    store = folder.store_of(data, again, say)
    if known.behind(store, data):
        store.close()
        again()
        store = Store(data / NAME)
    return store


def say(words: str) -> None:
    """A line for the person who waits."""
    click.echo(f"coursekeep: {words}", err=True)


def _blogs(settings: Config, store: Store) -> list[Blog]:
    """Those of the roster, then those that only the archive knows."""
    named = roster(settings)
    sql = (
        "select b.slug, b.url, c.slug as course from blogs b left join courses c on c.id = b.course_id order by b.slug"
    )
    rows = [row for row in store.rows(sql) if row["slug"] not in named]
    return [*named.values(), *(Blog(slug=row["slug"], url=row["url"], course=row["course"]) for row in rows)]


def _read_in(data: Path, store: Store, settings: Config, new: Sequence[Taken], progress: Any) -> Store:
    """Blogs that no crawl took in are read from the imports alone; for others all of the archive is read."""
    slugs = {slug for each in new for slug in each.slugs}
    if not new:
        return store
    crawled = {
        row["slug"] for row in store.rows("select distinct b.slug from crawl_blogs a join blogs b on b.id = a.blog_id")
    }
    if slugs & crawled:
        store.close()
        rebuild(data, roster(settings), courses(settings), progress)
        return Store(data / NAME)
    refill(store, data, slugs, roster(settings), courses(settings), progress)
    return store


def _told(taken: Sequence[Taken], store: Store) -> dict[str, Any]:
    slugs = sorted({slug for each in taken for slug in each.slugs})
    return {"files": [each.as_json() for each in taken], "blogs": [_counts(store, slug) for slug in slugs]}


def _counts(store: Store, slug: str) -> dict[str, Any]:
    posts = "post_id in (select p.id from posts p join blogs b on b.id = p.blog_id where b.slug = :slug)"
    counts = {
        name: next(store.db.query(f"select count(*) as n from {name} where {_of(name, posts)}", {"slug": slug}))["n"]
        for name in COUNTED
    }
    url = next((row["url"] for row in store.rows("select url from blogs where slug = ?", slug)), None)
    return {"slug": slug, "url": url, **counts}


def _of(table: str, posts: str) -> str:
    return posts.replace("post_id", "id", 1) if table == "posts" else posts


def _lines(told: dict[str, Any]) -> Iterator[str]:
    for each in told["files"]:
        yield from _file_lines(each)
    wide = max((len(blog["slug"]) for blog in told["blogs"]), default=0)
    for blog in told["blogs"]:
        counts = "  ".join(counted(blog[name], word) for name, word in COUNTED.items())
        yield f"{blog['slug']:<{wide}}  {counts}  {blog['url']}"


def _file_lines(each: dict[str, Any]) -> Iterator[str]:
    if each["state"] == "refused":
        yield f"{each['file']}: refused: {each['why']}"
        return
    if each["state"] == "known":
        yield f"{each['file']}: is here already, as imports/{each['name']}; nothing changes"
        return
    account = each["account"]
    parts = [f"{name} {_summed(account[name])}" for name in ("read", "other", "refused")]
    yield f"{each['file']}: {counted(account['records'], 'record')} = {' + '.join(parts)}"
    yield from (f"look     {fault}" for fault in account["faults"])
    if not account["blogs"]:
        yield "look     no WordPress blog was found in it; --blog SLUG says whose pages they are"


def _summed(counts: dict[str, int]) -> str:
    listed = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.items(), key=lambda each: -each[1]))
    return f"{sum(counts.values()):,}{f' ({listed})' if listed else ''}"
