"""Reads plain text dumps of posts (as WET conversion records keep them): title, body, references, comments, no chrome."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.items import Capture, Page, Post
from crawler.parsers.blocks import Block
from crawler.parsers.dates import read_date
from crawler.parsers.dump_talk import Line, is_chrome, is_date, read_talk
from crawler.parsers.dump_words import (
    BYLINES,
    COUNT,
    COUNT_AFTER,
    FILED,
    FORM,
    INVITATION,
    ITEM,
    NUMBER_WORDS,
    TAGGED,
    TALK,
)
from crawler.parsers.license import license_in
from crawler.parsers.references import separate

MOST_LINES = 20_000
HEAD_LINES = 4
"""Lines below the title among which the byline stands."""


def parse_dump(capture: Capture) -> Page:
    """Read a text dump: a Page of kind `text`. What the dump lost (names, dates) is None; nothing is guessed."""
    lines = tuple(_lines(_decode(capture)))
    heading = _heading(lines)
    form = _form(lines, heading.place if heading else 0)
    post = _post(lines[: heading.place if heading else form], heading.title if heading else None)
    comments, pingbacks = read_talk(lines[heading.place + 1 : form]) if heading else ((), ())
    return Page(
        url=capture.url,
        kind="text",
        post=post,
        comments=comments,
        pingbacks=pingbacks,
        stated_comment_count=heading.count if heading else None,
    )


def _decode(capture: Capture) -> str:
    charset = re.search(r"charset=[\"']?([\w-]{2,30})", capture.content_type, re.I)
    for name in (charset[1] if charset else "utf-8", "utf-8"):
        try:
            return capture.body.decode(name).lstrip("\ufeff")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return capture.body.decode("cp1252", "replace")


def _lines(text: str) -> Iterator[Line]:
    for raw in text.replace("\xa0", " ").expandtabs(4).splitlines()[:MOST_LINES]:
        text = " ".join(raw.split())
        item = ITEM.match(raw)
        if item:
            yield Line(text=" ".join(raw[item.end() :].split()), indent=len(item["indent"]), opens=True, printed=text)
        elif text:
            yield Line(text=text, indent=len(raw) - len(raw.lstrip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    """The line over the comments, `4 thoughts on “Title`: where it stands and what it says."""

    place: int
    count: int | None = None
    title: str | None = None


def _heading(lines: Sequence[Line]) -> _Heading | None:
    """The heading that names the title of the dump, or else the last one over comments; a byline has a number too."""
    texts = {line.text for line in lines[:60]}
    found = [h for h in (_counted(n, line.text) for n, line in enumerate(lines) if n) if h]
    named = next((h for h in found if h.title in texts), None)
    talks = (n for n, line in enumerate(lines) if n and TALK.fullmatch(line.text) and _is_talk(lines[n + 1 : n + 3]))
    plain = next((_Heading(place=n) for n in talks), None)
    late = [h for h in found if h.place > HEAD_LINES or h.title or _is_talk(lines[h.place + 1 : h.place + 2])]
    return named or (late[-1] if late else plain)


def _is_talk(lines: Sequence[Line]) -> bool:
    return any(line.opens for line in lines) or any(line.text.endswith(":") or is_date(line.text) for line in lines)


def _counted(place: int, text: str) -> _Heading | None:
    match = (COUNT.fullmatch(text) or COUNT_AFTER.fullmatch(text)) if len(text) < 300 else None
    if not match:
        return None
    number, title = match["n"].lower(), match.groupdict().get("title")
    count = int(number) if number.isdigit() else NUMBER_WORDS[number]
    return _Heading(place=place, count=count, title=title.strip('“”"‘’«»„ ') if title else None)


def _form(lines: Sequence[Line], start: int) -> int:
    """Where the reply form begins: after the comments, or else after the body; never among the byline."""
    places = [n for n, line in enumerate(lines) if n > start and line.indent == 0 and _opens_form(lines[n : n + 4])]
    late = [n for n in places if start or n > HEAD_LINES]
    return next(iter(late or places), len(lines))


def _opens_form(lines: Sequence[Line]) -> bool:
    """An invitation alone may close a post: a form follows it at once."""
    first, *others = (line.text for line in lines)
    return bool(FORM.fullmatch(first)) or (
        INVITATION.fullmatch(first) is not None and any(FORM.fullmatch(text) for text in others)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Byline:
    author: str | None = None
    date: str | None = None


def _post(lines: Sequence[Line], named: str | None) -> Post | None:
    """`named`: the title that the heading of the comments gives; it tells the title from a site's name above it."""
    if not lines:
        return None
    start = next((n for n, line in enumerate(lines[:60]) if named and line.text == named), 0)
    texts = [line.text if line.indent else line.printed or line.text for line in lines[start + 1 :]]
    byline, place = _byline(texts[:HEAD_LINES])
    categories, tags = _terms(texts)
    kept = [t for n, t in enumerate(texts) if n != place and not is_chrome(t) and not FILED.fullmatch(t)]
    separated = separate(tuple(Block(text=text) for text in kept if not license_in(text)))
    return Post(
        title=lines[start].printed or lines[start].text,
        author=byline.author,
        published=read_date(byline.date) if byline.date else None,
        published_raw=byline.date,
        categories=categories,
        tags=tags,
        body_text="\n".join(b.text for b in separated.body),
        references=separated.references,
        citations=separated.citations,
        license=next((found for found in map(license_in, kept) if found), None),
    )


def _byline(texts: Sequence[str]) -> tuple[_Byline, int | None]:
    """The first line that is nothing but a date, an author or both; and its place."""
    for place, text in enumerate(texts):
        for pattern in BYLINES if len(text) < 90 else ():
            match = pattern.fullmatch(text)
            parts = match.groupdict() if match else {}
            name, date = parts.get("name"), parts.get("date")
            if match and (date is None or is_date(date)) and (name is None or _is_name(name)):
                return _Byline(author=name, date=date), place
    return _Byline(), None


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) < 5 and (len(words) == 1 or all(w[0].isupper() for w in words if len(w) > 3))


def _terms(texts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Categories and tags, where a line names them."""
    filed = next((m for m in map(FILED.fullmatch, texts) if m), None)
    tagged = next((m for m in map(TAGGED.fullmatch, texts) if m), None)
    tags = (filed and filed["tags"]) or (tagged and tagged["tags"])
    return _listed(filed["categories"] if filed else None), _listed(tags)


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(t.strip() for t in text.split(",") if t.strip()) if text else ()
