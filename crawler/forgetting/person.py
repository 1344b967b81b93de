"""Somebody who is to be forgotten; and what each capture's lot is then. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

from archive.items import Capture, Comment, Page
from crawler.forgetting.targets import DROPPED, KEPT, REDACT, Lot
from crawler.parsers.charset import decode
from crawler.parsers.page import form_of, parse
from crawler.parsers.redaction import GONE, feed_without, html_without, json_without, pattern_of, unescaped


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    """Somebody: posts and comments under the name go, and the name wherever it stands."""

    name: str
    pattern: Any = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", pattern_of(self.name))

    def lot(self, capture: Capture) -> Lot:
        """Answers lose what the person wrote and every mention; where that is not certain, they go."""
        if self.named(capture.url):
            return replace(DROPPED, shut=True)
        text = decode(capture.body, capture.content_type)
        if not self.named(text):
            return Lot(fate=REDACT, body=capture.body) if self._in_headers(capture) else KEPT
        form = form_of(capture) if capture.status == 200 else "html"
        lot = _READERS.get(form, _whole)(self, capture, text)
        return DROPPED if lot.fate == REDACT and self.named(lot.body.decode("utf-8", "replace")) else lot

    def named(self, text: str) -> bool:
        """Whether the name stands in it, as it is or in the escapes of JSON."""
        return bool(self.pattern.search(text) or ("\\u" in text and self.pattern.search(unescaped(text))))

    def without(self, text: str) -> str:
        """A text without the name."""
        return str(self.pattern.sub(GONE, text))

    def is_maker(self, name: str | None) -> bool:
        """Whether it is the person's name, and nothing else."""
        return bool(name) and self.pattern.fullmatch((name or "").strip()) is not None

    def _in_headers(self, capture: Capture) -> bool:
        return any(self.named(value) for _, value in capture.headers)

    def is_item(self, item: dict[str, Any]) -> bool:
        """Something the person wrote, in either of WordPress's APIs."""
        author = item.get("author")
        embedded = (item.get("_embedded") or {}).get("author") if isinstance(item.get("_embedded"), dict) else None
        people = [author, *(embedded if isinstance(embedded, list) else [])]
        names = [item.get("author_name"), *(p.get("name") for p in people if isinstance(p, dict))]
        return any(isinstance(name, str) and self.is_maker(name) for name in names)


def _rest(person: OfPerson, capture: Capture, text: str) -> Lot:
    told, count = json_without(text, person.is_item, person.pattern)
    return Lot(fate=REDACT, body=told.encode(), shut=count > 0) if told else replace(DROPPED, shut=True)


def _feed(person: OfPerson, capture: Capture, text: str) -> Lot:
    told, count = feed_without(text, lambda maker, _: person.is_maker(maker), person.pattern)
    return Lot(fate=REDACT, body=told.encode(), shut=count > 0)


def _html(person: OfPerson, capture: Capture, text: str) -> Lot:
    page = parse(capture)
    if page.post and person.is_maker(page.post.author):
        return replace(DROPPED, shut=True)
    own = [comment for comment in page.comments if person.is_maker(comment.author)]
    shut = bool(own) or any(person.is_maker(post.author) for post in page.listed if page.kind == "list")
    if any(person.is_maker(post.author) for post in page.listed):
        return replace(DROPPED, shut=shut)
    told = html_without(text, [comment.id for comment in own], person.pattern)
    after = parse(replace(capture, body=told.encode(), headers=in_utf8(capture.headers))) if told else None
    if told is None or after is None or not _same(page, after, own, person.without):
        return replace(DROPPED, shut=shut)
    return Lot(fate=REDACT, body=told.encode(), shut=shut)


def _whole(person: OfPerson, capture: Capture, text: str) -> Lot:
    """A file that is no page: it cannot be cut."""
    return DROPPED


_READERS: dict[str, Callable[[OfPerson, Capture, str], Lot]] = {
    "rest": _rest,
    "feed": _feed,
    "sitemap": _feed,
    "html": _html,
}


def _same(before: Page, after: Page, own: Collection[Comment], without: Callable[[str], str]) -> bool:
    """Whether a page says what it said but for the comments that went, and keeps no line of these."""

    def told(comments: Collection[Comment]) -> list[tuple[str, str]]:
        return sorted((_folded(without(c.author or "")), _folded(without(c.text))) for c in comments)

    kept = told([comment for comment in before.comments if comment not in own])
    texts = [_folded(without(post.body_text)) if (post := page.post) else "" for page in (before, after)]
    return told(after.comments) == kept and texts[0] == texts[1] and before.kind == after.kind


def _folded(text: str) -> str:
    return " ".join(text.split())


def in_utf8(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers of an answer whose body was decoded and written again."""
    kept = [(n, v) for n, v in headers if n.lower() not in ("content-encoding", "transfer-encoding", "content-length")]
    return tuple((n, _typed(v) if n.lower() == "content-type" else v) for n, v in kept)


def _typed(value: str) -> str:
    kind = value.partition(";")[0].strip()
    return f"{kind}; charset=UTF-8" if kind.startswith("text/") or "xml" in kind else value
