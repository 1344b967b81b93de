"""What a post or a comment said before: its versions, and the words in which two of them differ."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from typing import Any, Literal

from archive.errors import QueryError
from archive.export.plain import plain
from archive.report.summary import Row, rows
from archive.report.week_calendar import counted

Piece = tuple[Literal["same", "gone", "new"], str]
TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
MOST = 3000
"""Words of a stretch that are compared one by one; a longer one is shown as gone and new."""
CAPTURES = """
select c.fetched_at, c.status, c.crawl_id, c.revisit_of, c.warc_file, c.warc_offset from captures c
where c.url = ? order by c.fetched_at, c.crawl_id, c.warc_file, c.warc_offset
"""
POST = "select p.*, b.slug as blog, h.name as person from posts p join blogs b on b.id = p.blog_id left join people h on h.id = p.person_id where p.id = ?"
COMMENT = (
    "select c.*, p.url, p.title from comments c join posts p on p.id = c.post_id where c.post_id = ? and c.wp_id = ?"
)

STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;white-space:pre-wrap}"
    "del{background:#ffd7d5;color:#82071e}ins{background:#ccffd8;color:#055d20;text-decoration:none;border-bottom:2px solid}"
    "@media(prefers-color-scheme:dark){del{background:#67060c;color:#ffdcd7}ins{background:#033a16;color:#aff5b4}}h1{font-size:1.2rem}"
)
ANSI = {"same": "{}", "gone": "\x1b[31;9m{}\x1b[0m", "new": "\x1b[32;4m{}\x1b[0m"}
PLAIN = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
"""As wdiff writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is asked about: a post's number, and the WordPress number of a comment under it."""

    post: int
    comment: int | None = None


def history(db: sqlite3.Connection, subject: Subject) -> Row:
    """`what` (the row as it is now), `versions` (oldest first; one where nothing changed) and `captures` of its page."""
    what, found = _found(db, subject)
    shown = ("id", "url", "title", "author", "published_at", "status", "first_seen_at", "last_seen_at")
    page = rows(db, CAPTURES, what["url"])
    return {"what": {name: what[name] for name in shown}, "versions": found, "captures": page}


def _found(db: sqlite3.Connection, subject: Subject) -> tuple[Row, list[Row]]:
    """The row, and its versions with the text as `text`."""
    if subject.comment is not None:
        found = rows(db, COMMENT, subject.post, subject.comment)
        if not found:
            raise QueryError("there is no comment of this number under the post", f"#comment-{subject.comment}")
        what, table, key = found[0], "comment_versions", "comment_id"
    else:
        what, table, key = rows(db, POST, subject.post)[0], "post_versions", "post_id"
        what["text"] = what["body_text"]
    versions = rows(db, f"select * from {table} where {key} = ? order by position", what["id"])
    for version in versions:
        entries = version.pop("references_text", None)
        text = version.pop("body_text", None) or version.get("text") or ""
        version["text"] = f"{text}\n\n{entries}" if entries else text
    now = {"position": 0, "source": None, **{n: what.get(n) for n in ("first_seen_at", "last_seen_at", "title", "author", "text")}}  # fmt: skip
    return what, versions or [now]


def history_lines(told: Row) -> Iterator[str]:
    """A history in words."""
    what, versions = told["what"], told["versions"]
    yield plain(f"{what['title'] or '(no title)'}  {what['url']}")
    yield f"{what['status']}; first seen {what['first_seen_at']}, last seen {what['last_seen_at']}, captured {counted(len(told['captures']), 'time')}"
    if len(versions) == 1:
        yield "its words have not changed between captures"
        return
    for before, version in zip([None, *versions], versions, strict=False):
        words = len(version["text"].split())
        when = "first seen" if before is None else f"changed between {before['last_seen_at']} and"
        yield f"version {version['position']}  {when} {version['first_seen_at']}  {words:,} words  ({version['source']})"


def difference(db: sqlite3.Connection, subject: Subject, since: str | None, until: str | None) -> Row:
    """`before` and `after` (versions) and `pieces`, [what became of it, text], of what changed between two moments.

    Moments are 14 digits, UTC; the version that was seen then counts. Without them: the last change. Raises QueryError.
    """
    what, versions = _found(db, subject)
    after = _at(versions, until) if until else versions[-1]
    before = _at(versions, since) if since else versions[max(0, after["position"] - 1)]
    titles = [("title", before.get("title"), after.get("title")), ("author", before.get("author"), after.get("author"))]
    return {
        "url": what["url"],
        "before": _head(before),
        "after": _head(after),
        "changed": [{"field": n, "before": a, "after": b} for n, a, b in titles if a != b and subject.comment is None],
        "pieces": [list(piece) for piece in pieces(before["text"], after["text"])],
    }


def _head(version: Mapping[str, Any]) -> Row:
    return {
        name: version.get(name) for name in ("position", "source", "first_seen_at", "last_seen_at", "title", "author")
    }


def _at(versions: Sequence[Row], moment: str) -> Row:
    """The version that was seen last at a moment; the first, where that is earlier than all."""
    return next((v for v in reversed(versions) if re.sub(r"\D", "", v["first_seen_at"])[:14] <= moment), versions[0])


def pieces(before: str, after: str) -> list[Piece]:
    """Both texts in one, word by word. Lines are compared first, then the words of lines that differ."""
    made: list[Piece] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made.append(("same", "".join(old[a:b])))
        else:
            made += _words("".join(old[a:b]), "".join(new[c:d]))
    return _joined(made)


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if max(len(old), len(new)) > MOST:
        yield from (("gone", before), ("new", after))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
        else:
            yield from (("gone", "".join(old[a:b])), ("new", "".join(new[c:d])))


def _joined(made: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for kind, text in made:
        if text and joined and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined


def difference_lines(told: Row, coloured: bool) -> Iterator[str]:
    """A difference in words: [-gone-] and {+new+}, in colour on a terminal."""
    marks = ANSI if coloured else PLAIN
    before, after = told["before"], told["after"]
    yield f"--- version {before['position']}, last seen {before['last_seen_at']}"
    yield f"+++ version {after['position']}, first seen {after['first_seen_at']}"
    for each in told["changed"]:
        old, new = plain(each["before"] or ""), plain(each["after"] or "")
        yield f"{each['field']}: {marks['gone'].format(old)} {marks['new'].format(new)}"
    if before["position"] == after["position"]:
        yield "no words changed between these captures"
        return
    text = "".join(_marked(marks[kind], text) for kind, text in told["pieces"])
    yield from text.split("\n")


def _marked(mark: str, text: str) -> str:
    """Marks do not reach over the end of a line."""
    return "\n".join(mark.format(_plain(line)) if line.strip() else line and " " for line in text.split("\n"))


def _plain(line: str) -> str:
    """Without control characters; the spaces at its ends stay, since pieces of a line are put together again."""
    return f"{' ' if line[0].isspace() else ''}{plain(line)}{' ' if line[-1].isspace() else ''}"


def difference_page(told: Row) -> str:
    """A difference as one HTML file, without script."""
    before, after = told["before"], told["after"]
    tags = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    body = "".join(tags[kind].format(escape(text)) for kind, text in told["pieces"])
    changed = "".join(f"<p>{each['field']}: <del>{escape(each['before'] or '')}</del> <ins>{escape(each['after'] or '')}</ins></p>" for each in told["changed"])  # fmt: skip
    title = escape(f"{after.get('title') or told['url']}: version {before['position']} and {after['position']}")
    head = f"<p>{escape(told['url'])}\nversion {before['position']}, last seen {before['last_seen_at']}; version {after['position']}, first seen {after['first_seen_at']}</p>"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style><h1>{title}</h1>{head}{changed}<div>{body}</div></html>\n"
    )
