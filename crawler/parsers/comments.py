"""One comment of a page: its element to author, time and text. Which elements are comments, `entries.py` says."""

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from archive.items import Link, Reference
from crawler.parsers.ago import says_ago
from crawler.parsers.avatars import avatar_of
from crawler.parsers.clock import TIME
from crawler.parsers.commenters import address_of, author_node, author_of, is_initials, unmarked_author
from crawler.parsers.dates import LONGEST, without_dates
from crawler.parsers.folding import fold
from crawler.parsers.labels import after_name, labelled_author, labels_of
from crawler.parsers.moments import Context, Moment, day_in, moment_of
from crawler.parsers.nearness import DEEPEST, drop, is_inside
from crawler.parsers.phrases import only_noise, without_name
from crawler.parsers.pruning import SAYS, pruned
from crawler.parsers.remark import links_in, references_in
from crawler.parsers.safe_html import sanitised
from crawler.parsers.selectors import awaits, found_in
from crawler.parsers.text import text_of

MOST = 200_000
"""Characters of a comment's text and of its HTML; what is longer is cut."""
_CLOCK = 20
"""Characters of a line with a time of day only: "(12:30:19) :"."""


class Reading(NamedTuple):
    """What the element of a comment says, before threads and the order of dates in figures are known."""

    author: str | None
    author_url: str | None
    moment: Moment
    text: str
    html: str
    links: tuple[Link, ...]
    references: tuple[Reference, ...]
    titled: bool
    """Whether its text begins with its author as a title in bold, as trackbacks do (wp-trackback.php)."""
    avatar: str | None = None
    """As in Comment."""


def read_comment(node: LexborNode, context: Context) -> Reading | None:
    """Reads one comment; replies must have been taken out of its element, which is used up.

    None for one that awaits moderation: only its author sees it.
    """
    if context.selectors.awaits and awaits(node):
        return None
    naming = found_in(node, context.selectors.naming)
    avatar, labels = avatar_of(naming), labels_of(naming)
    drop(found_in(node, context.selectors.silent))
    content = _content(node, context.selectors.content)
    time_node, moment = moment_of(node, content, context)
    named = author_node(node, content, context.selectors)
    author, url = author_of(named, (time_node, content), context.selectors, context.url)
    if name := labelled_author(node, labels, author):
        named, author, url = None, name, address_of(name, node, context.url)
    found = [n for n in (named, time_node) if n is not None]
    is_bare = moment.printed is not None and time_node is None  # a line of it: within the text or not, nobody says
    is_pure = content is not None and bool(found) and not is_bare and not any(is_inside(n, content) for n in found)
    if author is None:
        author = unmarked_author(node, content if is_pure else None, moment.printed is not None)
        url = address_of(author, node, context.url) if author else None
    target = content if content is not None else node
    words = (author or "", moment.printed or "")
    html = pruned(target, [] if is_pure else found, words, moment.printed if is_bare else None)
    lines = after_name(text_of(target)[:MOST].split("\n"), name)
    return Reading(
        author=author,
        author_url=url,
        moment=moment,
        text="\n".join(lines if is_pure else _without_meta(lines, author or "", moment, context)),
        html=(html := sanitised(html, context.url, MOST).strip()),
        links=tuple(links_in(target, context.url)) if "<a" in html else (),
        references=references_in(html, "\n".join(lines), context.url),
        titled=("<strong" in html or "<b" in html) and _is_titled(target, lines, author or ""),
        avatar=avatar,
    )


def _content(node: LexborNode, selectors: tuple[str, ...]) -> LexborNode | None:
    """The innermost element of the surest mark that holds a text."""
    own = node.mem_id
    marked = [found for found in found_in(node, selectors) if found.mem_id != own]
    for selector in selectors if len(marked) > 1 else ():
        for found in node.css(selector):
            if found.mem_id != own and _says(found):
                return _innermost(found, ", ".join(selectors))
    return marked[0] if len(marked) == 1 and _says(marked[0]) else None


def _says(node: LexborNode) -> bool:
    return bool(node.text_lexbor().strip()) or node.css_first("img, iframe") is not None


def _innermost(node: LexborNode, selectors: str) -> LexborNode:
    for _ in range(DEEPEST):
        inner = next((n for n in node.css(selectors) if n.mem_id != node.mem_id and n.text(strip=True)), None)
        if inner is None or inner.tag == "p":
            break
        node = inner
    return node


def _without_meta(lines: list[str], author: str, moment: Moment, context: Context) -> list[str]:
    """Without the lines before and after a text that say only who wrote and when; a signature stays."""
    first, last, day = 0, len(lines), day_in(moment.printed or "", context) or (moment.stamp or "")[:10]
    if len(lines) > 2 and is_initials(lines[0], author):
        first = 1
    if last - first > 1 and fold(lines[first]) == fold(author):
        first += 1
    while last - first > 1 and _is_meta_line(lines[first], author, day, context):
        first += 1
    while last - first > 1 and _is_meta_line(lines[last - 1], author, day, context):
        last -= 1
    return lines[first:last]


def _is_meta_line(line: str, author: str, day: str, context: Context) -> bool:
    if len(line) > 2 * LONGEST or fold(line) == fold(author):
        return False
    folded = fold(line)
    if says_ago(folded):
        return True
    rest = without_name(folded, fold(author))
    if len(line) <= _CLOCK:
        rest = TIME.pattern.sub(" ", rest)
    if day and len(line) <= LONGEST and day_in(line, context) == day:
        rest = without_dates(rest)
    return (rest != folded and not SAYS.search(rest)) or only_noise(rest)


def _is_titled(target: LexborNode, lines: list[str], author: str) -> bool:
    if not author or len(lines) < 2 or (title := target.css_first("strong, b")) is None:
        return False
    return fold(title.text()[:MOST]) == fold(author) == fold(lines[0])
