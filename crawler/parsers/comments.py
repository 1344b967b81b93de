"""One comment of a page: its element to author, time and text. Which elements are comments, `entries.py` says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import nh3
from selectolax.lexbor import LexborNode

from archive.items import Link
from crawler.parsers import marks
from crawler.parsers.dates import LONGEST, fold, read_date, split_at_date, without_dates
from crawler.parsers.html import absolute, remove
from crawler.parsers.text import text_of
from crawler.parsers.words import AWAITING, begins, only_noise, says_who, trim_noise, without_says

MOST = 200_000
"""Characters of a comment's text and of its HTML; what is longer is cut."""
LONGEST_NAME = 120
_ANY_CONTENT = ", ".join(marks.CONTENT)
_DEEPEST = 60
"""Levels below a comment's element within which its author and time are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the page around a comment."""

    url: str
    language: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the element of a comment says, before threads and the order of dates in figures are known."""

    author: str | None
    author_url: str | None
    stamp: str | None
    """The machine's time, ISO-8601."""
    printed: str | None
    """The words of the time."""
    text: str
    html: str
    links: tuple[Link, ...]
    titled: bool = False
    """Whether its text begins with its author as a title in bold, as trackbacks do (wp-trackback.php)."""
    awaiting: bool = False


def read_comment(node: LexborNode, context: Context) -> Reading:
    """Reads one comment; replies must have been taken out of its element, which is used up."""
    awaiting = _awaits(node)
    remove(node.css(marks.SILENT))
    content = _content(node)
    time_node, stamp, printed = _time(node, content, context)
    author_node = _author_node(node, content)
    author, author_url = _author(author_node, time_node, context)
    author = author or _author_line(node, content, printed is not None)
    target = content if content is not None else node
    _prune(target, [n for n in (author_node, time_node) if n is not None], (author or "", printed or ""))
    text = _text(target, author or "", printed or "", context)
    return Reading(
        author=author,
        author_url=author_url,
        stamp=stamp,
        printed=printed,
        text=text,
        html=nh3.clean((target.inner_html or "")[:MOST]).strip(),
        links=tuple(_links(target, context.url)),
        titled=_is_titled(target, author),
        awaiting=awaiting,
    )


def _is_titled(target: LexborNode, author: str | None) -> bool:
    title = target.css_first("strong, b")
    if title is None or not author or fold(title.text()) != fold(author):
        return False
    lines = text_of(target).split("\n")
    return len(lines) > 1 and fold(lines[0]) == fold(author)


def _awaits(node: LexborNode) -> bool:
    notice = node.css_first(marks.AWAITING)
    return notice is not None and begins(notice.text(), AWAITING)


def _content(node: LexborNode) -> LexborNode | None:
    """The innermost element of the surest mark that holds a text."""
    for selector in marks.CONTENT:
        for found in node.css(selector):
            if found.mem_id != node.mem_id and (found.text(strip=True) or found.css_first("img, iframe")):
                return _innermost(found)
    return None


def _innermost(node: LexborNode) -> LexborNode:
    for _ in range(_DEEPEST):
        inner = next((n for n in node.css(_ANY_CONTENT) if n.mem_id != node.mem_id and n.text(strip=True)), None)
        if inner is None or inner.tag == "p":
            break
        node = inner
    return node


def _inside(node: LexborNode, region: LexborNode | None) -> bool:
    """Whether a node is the region or stands in it."""
    if region is None:
        return False
    wanted, step = region.mem_id, node
    for _ in range(_DEEPEST):
        if step.mem_id == wanted:
            return True
        if (parent := step.parent) is None:
            return False
        step = parent
    return False


def _author_node(node: LexborNode, content: LexborNode | None) -> LexborNode | None:
    within = None
    for selector in (*marks.AUTHOR, *marks.AUTHOR_TAGS):
        for found in node.css(selector):
            if found.mem_id == node.mem_id or not _may_name(found):
                continue
            if selector in marks.AUTHOR_TAGS and only_noise(found.text()[:200]):
                continue
            if not _inside(found, content) and (selector not in marks.AUTHOR_TAGS or _in_a_short_line(found)):
                return found
            if within is None and not _in_paragraph(found, node):
                within = found
    return within


def _may_name(node: LexborNode) -> bool:
    if _is_chrome_link(node):
        return False
    text = fold_space(node.text()[:1000])
    for link in node.css("a") if text else ():
        if link.mem_id != node.mem_id and _is_chrome_link(link):
            text = text.replace(fold_space(link.text()), "", 1)
    return bool(text.strip(" ()|,.:·-"))


def _in_a_short_line(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in ("p", "li", "div", "dd", "dt", "blockquote", "article", "body"):
        parent = parent.parent
    return parent is None or parent.tag != "p" or len(parent.text()) < LONGEST


def _in_paragraph(node: LexborNode, root: LexborNode) -> bool:
    step = node.parent
    while step is not None and step.mem_id != root.mem_id:
        if step.tag in ("p", "blockquote", "ul", "ol"):
            return True
        step = step.parent
    return False


def _author(
    node: LexborNode | None, time_node: LexborNode | None, context: Context
) -> tuple[str | None, str | None]:
    if node is None:
        return None, None
    times = set(_path(time_node, node)) if time_node is not None else set()
    remove(n for n in node.css(marks.BESIDE_NAME) if n.mem_id != node.mem_id and n.mem_id not in times)
    link = _name_link(node)
    text = next((line for line in text_of(node).split("\n") if not only_noise(line)), fold_space(node.text()))
    if len(text) > LONGEST_NAME or _has_date(text):
        text = fold_space(link.text()) if link is not None else _first_piece(node)
    url = absolute(link.attributes.get("href") or "", context.url) if link is not None else None
    return without_says(text)[:LONGEST_NAME] or None, url


def _first_piece(node: LexborNode) -> str:
    """The first run of text that may be a name."""
    for step in node.traverse(include_text=True):
        if step.is_text_node:
            piece = fold_space(step.text_content or "")
            if piece and not only_noise(piece):
                return name_before_date(piece)
    return ""


def _has_date(text: str) -> bool:
    return any(c.isdigit() for c in text) and read_date(text, order="DMY") is not None


def name_before_date(line: str) -> str:
    """The name in "Comment by Ann on July 10, 2013 at 3 pm" or "July 10, 2013: Ann says"."""
    before, after = split_at_date(line)
    return trim_noise(before) or trim_noise(after)


def _author_line(node: LexborNode, content: LexborNode | None, dated: bool) -> str | None:
    """The name in a line that has no mark, before the text or after it."""
    inner = text_of(content).split("\n") if content is not None else []
    lines = [line for line in text_of(node).split("\n") if line not in inner]
    for line in (*lines[:3], *lines[3:][-2:]):
        if len(line) < 2 * LONGEST and (_has_date(line) or says_who(line)):
            name = name_before_date(line)
            if name and len(name) <= LONGEST_NAME:
                return without_says(name)
    if content is not None or dated:
        name = _first_piece(node)
        if name and len(name) <= LONGEST_NAME and len(lines) > (content is None) and name in lines[0]:
            return without_says(name)
    return None


def _is_chrome_link(node: LexborNode) -> bool:
    href = node.attributes.get("href") or ""
    return node.tag == "a" and bool(marks.CHROME_LINKS.search(href) or marks.NUMBER_IN_LINK.search(href))


def _name_link(node: LexborNode) -> LexborNode | None:
    """The author's own address: in the name, or around it."""
    outer = node.parent
    links = [node] if node.tag == "a" else node.css("a[href]")
    if outer is not None and outer.tag == "a":
        links.append(outer)
    for link in links:
        href = (link.attributes.get("href") or "").strip()
        if href and not href.startswith("#") and not _is_chrome_link(link):
            return link
    return None


def _time(
    node: LexborNode, content: LexborNode | None, context: Context
) -> tuple[LexborNode | None, str | None, str | None]:
    """Its element, the machine's time and the printed words."""
    for selector in marks.TIMES:
        for found in node.css(selector):
            attributes = found.attributes
            for name in ("datetime", "content", "title"):
                stamp = read_date(attributes.get(name) or "", language=context.language)
                if stamp and not _in_words(found, content):
                    return found, stamp, fold_space(found.text())[:LONGEST] or attributes.get(name)
    for selector in marks.DATES:
        for found in node.css(selector):
            if found.mem_id == node.mem_id or _in_words(found, content):
                continue
            for raw in (found.attributes.get("title") or "", found.text()):
                if _is_date(raw, context):
                    return found, None, fold_space(raw)
    return None, None, _date_line(node, content, context)


def _in_words(node: LexborNode, content: LexborNode | None) -> bool:
    """Whether a node stands in a paragraph of the text."""
    if content is None or not _inside(node, content):
        return False
    return not _in_a_short_line(node) or node.tag == "em"


def _is_date(raw: str, context: Context) -> bool:
    raw = fold_space(raw)
    if not 4 < len(raw) <= LONGEST or not any(c.isdigit() for c in raw):
        return False
    return read_date(raw, language=context.language, order="DMY", base=context.fetched_at) is not None


def _date_line(node: LexborNode, content: LexborNode | None, context: Context) -> str | None:
    """A line with a date at the head or the foot of the element."""
    lines = text_of(node).split("\n") if len(node.text()) < MOST else []
    for line in (*lines[:4], *lines[4:][-3:]):
        if _is_date(line, context):
            return line
    return None


def _prune(target: LexborNode, found: list[LexborNode], words: tuple[str, ...]) -> None:
    """Takes out of the text all that is not text: marks of author and time with their lines, chrome by its class."""
    remove(_chrome(target))
    path = {step for node in found for step in _path(node, target)}
    chosen: list[LexborNode] = []
    levels = [target]
    while levels:
        for child in levels.pop().iter(include_text=True):
            if child.mem_id in path:
                if _is_meta(child.text(), words):
                    chosen.append(child)
                else:
                    levels.append(child)
            elif child.tag not in ("p", "blockquote", "img", "br", "pre", "ul", "ol") and only_noise(child.text()):
                chosen.append(child)
    remove(chosen)


def _path(node: LexborNode, target: LexborNode) -> list[int]:
    """The elements from a node up to the target; nothing when it stands elsewhere."""
    steps: list[int] = []
    step: LexborNode | None = node
    for _ in range(_DEEPEST):
        if step is None:
            return []
        if step.mem_id == target.mem_id:
            return steps
        steps.append(step.mem_id)
        step = step.parent
    return []


def _is_meta(text: str, words: tuple[str, ...]) -> bool:
    if len(text) > 4 * LONGEST:
        return False
    rest = fold_space(text)
    for word in words:
        if word:
            rest = rest.replace(word, " ", 1)
    return not rest.strip() or only_noise(rest) or not any(c.isalnum() for c in rest)


def _chrome(target: LexborNode) -> Iterator[LexborNode]:
    for node in target.css("[class], a[href]"):
        attributes = node.attributes
        names = (attributes.get("class") or "").lower()
        if node.mem_id == target.mem_id:
            continue
        if (names and marks.CHROME.search(names) and len(_unlinked(node)) < 80) or marks.CHROME_LINKS.search(
            attributes.get("href") or ""
        ):
            yield node


def _unlinked(node: LexborNode) -> str:
    """Text outside links."""
    text = fold_space(node.text()[:2000])
    for link in node.css("a"):
        text = text.replace(fold_space(link.text()), "", 1)
    return text


def _text(target: LexborNode, author: str, printed: str, context: Context) -> str:
    lines = text_of(target)[:MOST].split("\n")
    day = _day(printed, context)
    while len(lines) > 1 and _is_meta_line(lines[0], author, day, context):
        del lines[0]
    while len(lines) > 1 and _is_meta_line(lines[-1], author, day, context):
        del lines[-1]
    return "\n".join(lines)


def _is_meta_line(line: str, author: str, day: str | None, context: Context) -> bool:
    """Whether a line says only who wrote and when."""
    if len(line) > 2 * LONGEST:
        return False
    rest = fold(line)
    if day and any(c.isdigit() for c in line) and _day(line, context) == day:
        rest = without_dates(rest)
    rest = rest.replace(fold(author), " ", 1) if author else rest
    return not any(c.isalnum() for c in rest) and rest != fold(line) or only_noise(rest)


def _day(raw: str, context: Context) -> str | None:
    found = read_date(raw, language=context.language, order="DMY", base=context.fetched_at) if raw else None
    return found[:10] if found else None


def _links(target: LexborNode, url: str) -> Iterable[Link]:
    for link in target.css("a[href]"):
        if href := (link.attributes.get("href") or "").strip():
            yield Link(url=absolute(href, url), text=fold_space(link.text()), rel=link.attributes.get("rel"))


def fold_space(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


__all__ = ["Context", "Reading", "fold", "read_comment"]
