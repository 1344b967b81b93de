"""Takes one post or one person out of what a blog answered: HTML, REST answers and feeds. Pure.

What cannot be taken out with certainty is told by None: then the whole answer has to go.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from html import escape, unescape
from html.entities import codepoint2name
from typing import Any
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from crawler.parsers.html import tree_of

GONE = "[forgotten]"
BETWEEN = r"(?:\s|&nbsp;|&#160;|&#xa0;|%20|[+_.\-]){1,3}"
"""What may stand between two words of a name: in a text, in an address, in a file's name."""
_BEGIN = re.compile(r"<(item|entry)\b[^<>]*>", re.I)
_END = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("item", "entry")}
_MAKER = re.compile(r"<(?:dc:creator|(?:\w{1,40}:)?name)\b[^<>]*>(.*?)</", re.S | re.I)
_LINK = re.compile(r"<link\b[^<>]{0,2000}?(?:href=[\"']([^\"']*)[\"']|>([^<]*)</link)", re.I)
_COMMENT = "#div-comment-{0}, #comment-{0}, #li-comment-{0}, #comment_{0}, #comment-body-{0}"
_COMMENT_ID = re.compile(r"(?:div-|li-)?comment[-_](?:body-)?(\d+)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
DEEPEST = 400
"""Levels of a REST answer; Python's own reader stops soon after."""


def pattern_of(name: str) -> re.Pattern[str]:
    """A name in all the ways in which a blog writes it: entities, addresses, slugs; whole words only."""
    words = ("".join(map(_character, word)) for word in name.split())
    if all(c.upper() == c.lower() for c in name if c.isalpha()):  # such scripts write names without a space, too
        return re.compile(f"(?:{BETWEEN})?".join(words))
    return re.compile(rf"(?<![^\W_]){BETWEEN.join(words)}(?![^\W_])", re.I)


def unescaped(text: str) -> str:
    """JSON's escapes undone, wherever they stand: `\\u00e9`."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(character: str) -> str:
    if character.isascii() and character.isalnum():
        return character
    code = ord(character)
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if c.isascii() and c.isalnum())
    ways = {
        character,
        unicodedata.normalize("NFD", character),
        quote(character),
        f"&#{code};",
        f"&#x{code:x};",
        escape(character),
        plain,
    }
    ways |= {f"&#0{code};"} | ({f"&{codepoint2name[code]};"} if code in codepoint2name else set())
    ways |= set("'’‘") | {"&#8217;", "&rsquo;", "&#039;", "%27", "-"} if character in "'’‘" else set()
    listed = "|".join(re.escape(way) for way in sorted(ways, key=len, reverse=True) if way)
    return f"(?:{listed}){'' if character.isalnum() else '?'}"


def json_without(
    text: str, gone: Callable[[dict[str, Any]], bool], names: re.Pattern[str] | None
) -> tuple[str | None, int]:
    """(the answer without the objects that are to go, how many went); None when it is one of them, or no JSON."""
    try:
        value = json.loads(text)
        counted = [0]
        kept = _sifted(value, gone, counted, 0)
    except (ValueError, RecursionError):
        return None, 0
    if isinstance(value, dict) and gone(value):
        return None, 1
    told = json.dumps(kept, ensure_ascii=False)
    return (names.sub(GONE, told) if names else told), counted[0]


def _sifted(value: Any, gone: Callable[[dict[str, Any]], bool], counted: list[int], depth: int) -> Any:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(value, list):
        kept = [each for each in value if not (isinstance(each, dict) and gone(each))]
        counted[0] += len(value) - len(kept)
        return [_sifted(each, gone, counted, depth + 1) for each in kept]
    if isinstance(value, dict):
        return {key: _sifted(each, gone, counted, depth + 1) for key, each in value.items()}
    return value


def feed_without(text: str, gone: Callable[[str, str], bool], names: re.Pattern[str] | None) -> tuple[str, int]:
    """(the feed without the items that are to go, how many went). `gone` is asked with (maker, address) of each."""
    pieces, at, count = list[str](), 0, 0
    for begin, end in _items(text):
        if gone(*_maker_and_link(text[begin:end])):
            pieces.append(text[at:begin])
            at, count = end, count + 1
    kept = "".join((*pieces, text[at:]))
    return (names.sub(GONE, kept) if names else kept), count


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where the items of a feed stand. An end that is not found is not looked for again: nobody may make that long."""
    at, ends = 0, dict(_END)
    while ends and (begin := _BEGIN.search(text, at)):
        at, name = begin.end(), begin[1].lower()
        if end := name in ends and ends[name].search(text, at):
            at = end.end()
            yield begin.start(), at
        else:
            ends.pop(name, None)


def _maker_and_link(item: str) -> tuple[str, str]:
    maker, link = _MAKER.search(item), _LINK.search(item)
    name = maker[1].strip().removeprefix("<![CDATA[").removesuffix("]]>").strip() if maker else ""
    return unescape(name), unescape((link[1] or link[2] or "").strip() if link else "")


def html_without(text: str, comments: Collection[str], names: re.Pattern[str]) -> str | None:
    """A page without some comments (WordPress's numbers) and without a name; None where a comment is not found in it."""
    if not comments:
        return names.sub(GONE, text)
    tree = tree_of(text)
    for number in comments:
        nodes = tree.css(_COMMENT.format(number)) if number.isdigit() else []
        if not nodes:
            return None
        for node in nodes:
            _empty(node, number)
    return names.sub(GONE, tree.html or "")


def _empty(node: LexborNode, number: str) -> None:
    """Take out what is in a comment, but for the answers within it."""
    for child in list(node.iter(include_text=True)):
        if not child.is_element_node or not _answers(child, number):
            child.decompose()
        elif not _is_answer(child, number):
            _empty(child, number)
    for name in ("id", "class"):
        if name in node.attributes:
            del node.attrs[name]


def _answers(node: LexborNode, number: str) -> bool:
    return any(_is_answer(each, number) for each in (node, *node.css("[id]")))


def _is_answer(node: LexborNode, number: str) -> bool:
    found = _COMMENT_ID.fullmatch(node.id or "")
    return found is not None and found[1] != number
