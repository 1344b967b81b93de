"""Learning from one page: where it has what a feed or REST answer says of its post and comments. See `learnt.py`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.items import Capture, Comment, Post
from crawler.parsers.charset import decode
from crawler.parsers.html import ancestors, remove, tree_of
from crawler.parsers.learnt import Places
from crawler.parsers.learnt_paths import places_of
from crawler.parsers.learnt_talk import learn_talk
from crawler.parsers.learnt_texts import Texts, bag

_SILENT = "datalist, iframe, noscript, script, style, svg, template"
_SAME = 0.9
"""F1 of words above which an element holds a post's content and nothing else."""
_LOSS = 0.75
"""The share of a content's words that an element must hold for the search to go on in it."""
_LARGEST = 1_000_000
"""Bytes of a page that is worth the time; a blog has smaller ones."""
_MOST = 8
_DEEPEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What other sources say of the post and the comments of a page."""

    post: Post | None = None
    comments: tuple[Comment, ...] = ()
    all_comments: bool = False
    """Whether these are all comments of the post: REST lists all, a feed the newest."""


def learn(capture: Capture, known: Known) -> Places:
    """The places on a page of what is known; nothing of what cannot be found there."""
    if len(capture.body) > _LARGEST:
        return Places()
    tree = tree_of(decode(capture.body, capture.content_type))
    if tree.body is None:
        return Places()
    remove(tree.css(_SILENT))
    texts = Texts(tree)
    body = body_of(tree, known.post.body_html) if known.post else None
    talk, remarks = learn_talk(tree, texts, known.comments)
    if "run" in talk:
        texts = Texts(tree)  # elements were moved
        body = body_of(tree, known.post.body_html) if known.post else None
    barred = [node for node in (body, *(remark.entry for remark in remarks)) if node is not None]
    found = {
        part: [place for node in nodes[:_MOST] for place in places_of(node, tree)]
        for part, nodes in _of_post(texts, known.post, body, barred)
    } | talk
    votes = sorted({(part, place, 1) for part, places in found.items() for place in places})
    return Places(tuple(votes), tuple(sorted((part, 1) for part, places in found.items() if places)))


def _of_post(
    texts: Texts, post: Post | None, body: LexborNode | None, barred: Iterable[LexborNode]
) -> Iterator[tuple[str, list[LexborNode]]]:
    """The elements of each part of the post, outside its body and its comments."""
    inside = {node.mem_id for node in barred}

    def outside(nodes: Iterable[LexborNode]) -> list[LexborNode]:
        return [node for node in nodes if not any(n.mem_id in inside for n in (node, *ancestors(node)))]

    if post is None:
        return
    if body is not None:
        yield "body", [body]
    yield "title", outside(texts.of(post.title)) if post.title else []
    yield "author", outside(texts.named(post.author)) if post.author else []
    yield "date", outside(texts.dated(post.published)) if post.published else []


def body_of(tree: LexborHTMLParser, html: str) -> LexborNode | None:
    """The element whose words are those of a content; of equals the outermost."""
    wanted = bag(LexborHTMLParser(html).body) if html.strip() else None
    node, best, found = tree.body, _SAME, None
    for _ in range(_DEEPEST):
        if node is None or not wanted:
            break
        here = bag(node)
        likeness = 2 * (here & wanted).total() / (here.total() + wanted.total())
        if likeness > best:
            best, found = likeness, node
        inner = [((bag(child) & wanted).total(), child) for child in node.iter()]
        share, node = max(inner, key=lambda each: each[0], default=(0, None))
        if share < _LOSS * wanted.total():
            break
    return found
