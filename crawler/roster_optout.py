"""What an archive still has of somebody who opted out, and the commands that take it out for good."""

import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.report.summary import opened
from crawler.choice import settings_of

HELD = """
select (select count(*) from posts p where p.blog_id = b.id) as posts,
  (select count(*) from comments c join posts p on p.id = c.post_id where p.blog_id = b.id) as comments,
  (select count(*) from captures c where c.blog_id = b.id) as captures
from blogs b where b.slug = ?
"""
ELSEWHERE = """
select count(*) from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id
where b.slug <> ?1 and c.person_id = (select person_id from blogs where slug = ?1)
"""
REASON = "opted out"


def remains(config: Path | None, data: Path | None, told: dict[str, Any]) -> dict[str, Any]:
    """Posts, comments and captures of the blog, the person's comments on other blogs, and the commands."""
    where = data or settings_of(config, None).store.path
    held = {"posts": 0, "comments": 0, "captures": 0, "comments_elsewhere": 0}
    if (where / "coursekeep.sqlite").exists():
        with closing(opened(where)) as db:
            row = db.execute(HELD, (told["slug"],)).fetchone()
            held |= dict(row) if row else {}
            held["comments_elsewhere"] = db.execute(ELSEWHERE, (told["slug"],)).fetchone()[0]
    return {"held": held, "forget": _commands(told, config, data) if any(held.values()) else []}


def _commands(told: dict[str, Any], config: Path | None, data: Path | None) -> list[str]:
    given = [word for name, path in (("--config", config), ("--data", data)) if path for word in (name, str(path))]
    whose = [["--blog", told["slug"]], *([["--person", told["name"]]] if told["name"] else [])]
    return [shlex.join(["coursekeep", "forget", *each, "--reason", REASON, *given]) for each in whose]


def remains_lines(told: dict[str, Any]) -> Iterator[str]:
    """In words."""
    held = told["held"]
    yield f"{told['slug']}  has opted out ({told['line']}); it is not crawled from now on"
    if not told["forget"]:
        yield "  nothing of it is in the archive"
        return
    yield (
        f"  still kept: {held['posts']:,} posts with {held['comments']:,} comments, {held['captures']:,} captures,"
        f" {held['comments_elsewhere']:,} comments on other blogs. To take it out for good (--dry-run says what goes):"
    )
    yield from (f"    {command}" for command in told["forget"])
