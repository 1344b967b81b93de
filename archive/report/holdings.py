"""What an archive holds on disk: WARC files with their checks, packages, and the gaps that are known."""

import sqlite3
from pathlib import Path

from archive.report.summary import Row, rows
from archive.verify import log
from archive.warc.ledger import WARC

GAPS = """
select b.slug as blog, x.crawl_id, x.planned - x.fetched - x.not_modified - x.excluded - x.failed as not_reached, x.failed
from blogs b join crawl_blogs x on x.blog_id = b.id and x.crawl_id = (select max(y.crawl_id) from crawl_blogs y where y.blog_id = b.id)
where not_reached <> 0 or x.failed <> 0 order by b.slug
"""
CUT = """
select b.slug as blog, q.kind, count(*) as count from blogs b join problems q on q.blog_id = b.id and q.kind in ('truncated', 'failed_fetch', 'post_count')
group by 1, 2 order by 1, 2
"""
FILES = "select w.name, w.bytes, w.crawl_id from warc_files w order by w.name desc"


def holdings(data: Path, db: sqlite3.Connection) -> Row:
    """`files` with their sizes as read and as they are now, `last_check`, `packages`, `gaps` of each blog's newest crawl, `lacking`."""
    files = [{**row, "bytes_now": _size(_place(data, row["name"]))} for row in rows(db, FILES)]
    return {
        "files": files,
        "bytes": sum(row["bytes"] for row in files),
        "database_bytes": _size(data / "coursekeep.sqlite"),
        "last_check": log.last(data),
        "packages": [
            {"name": p.name, "bytes": _size(p)} for p in sorted([*data.glob("*.wacz"), *data.glob("wacz/*.wacz")])
        ],
        "gaps": rows(db, GAPS),
        "lacking": rows(db, CUT),
    }


def _place(data: Path, name: str) -> Path:
    """Imported files stand beside `warc/`."""
    return data / name if name.startswith("imports/") else data / WARC / name


def _size(path: Path) -> int | None:
    """Bytes; None where there is no such file."""
    try:
        return path.stat().st_size
    except OSError:
        return None
