"""Bytes to a tree: which charset a page is in, double encoding undone, and the marks (classes and ids) of its elements."""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.elements import fold
from crawler.parsers.taming import tame

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MANY_TAGS = 4000
"""Tags below which even the deepest nesting costs little."""
_DEEP = ">".join("*" * 200)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE)
_META = re.compile(
    rb"(?:<meta\b[^>]{0,300}?\bcharset|<\?xml[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})",
    re.IGNORECASE,
)
_META_WITHIN = 8192
_STATEFUL = ("iso2022", "hz", "utf-16", "utf-32", "utf-7")
"""Charsets whose bytes may look like valid UTF-8 and are not."""
_LATIN = frozenset(("ascii", "iso8859-1", "latin-1"))
"""Names that browsers read as Windows-1252 (WHATWG Encoding)."""


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of a page: BOM, then UTF-8 where the bytes are that, then the header's charset, then `meta`.

    Single bytes that are wrong in UTF-8 are read as Windows-1252, as many blogs' copied texts are.
    """
    for bom, charset in BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace").replace("\0", "")
    declared = _declared(body, content_type)
    if not declared.startswith(_STATEFUL):
        try:
            return _once(body).replace("\0", "")
        except UnicodeDecodeError:
            pass
    if declared in ("", "utf-8"):
        return body.decode("utf-8", _LENIENT).replace("\0", "")
    try:
        return body.decode(declared, "replace").replace("\0", "")
    except (UnicodeError, LookupError):  # some of Python's own codecs are no charsets (idna, undefined)
        return body.decode("utf-8", _LENIENT).replace("\0", "")


def tree_of(text: str) -> LexborHTMLParser:
    """The tree of a page. What is nested deeper than any real page becomes plain text, so that no walk gets long."""
    tree = LexborHTMLParser(tame(text))
    if text.count("<") > _MANY_TAGS:
        deep = tree.css(_DEEP)
        known = {node.mem_id for node in deep}
        for node in [n for n in deep if n.parent is None or n.parent.mem_id not in known]:
            node.replace_with(fold(node.text() or ""))
    return tree


def _declared(body: bytes, content_type: str) -> str:
    """Python's name of the charset that the header or else the page names; an empty string when none is known."""
    found = _CHARSET.search(content_type)
    meta = _META.search(body[:_META_WITHIN])
    for name in (found and found[1], meta and meta[1].decode("ascii", "replace")):
        if name:
            try:
                known = codecs.lookup(name)
            except LookupError:
                continue
            if known._is_text_encoding:
                return "cp1252" if known.name in _LATIN else known.name
    return ""


def _windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = [_windows(byte) for byte in range(256)]
_BYTES = {character: byte for byte, character in enumerate(_WINDOWS)}


def _lenient(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_WINDOWS[byte] for byte in error.object[error.start : error.end]), error.end


_LENIENT = "coursekeep.windows1252"
codecs.register_error(_LENIENT, _lenient)

_TAILS = "".join(_WINDOWS[0x80:0xC0])
_DOUBLE = re.compile(f"[Â-ß][{re.escape(_TAILS)}]|[à-ï][{re.escape(_TAILS)}]{{2}}|[ð-ô][{re.escape(_TAILS)}]{{3}}")
_ASCII = bytes(range(128))
_EVIDENCE = 3


def _once(body: bytes) -> str:
    """UTF-8, read twice where a page was encoded twice: only where nearly all that is not ASCII says so."""
    text = body.decode("utf-8")
    if b"\xc3" not in body:
        return text
    foreign = body.translate(None, _ASCII).decode("utf-8")
    doubles = _DOUBLE.findall(foreign)
    if len(doubles) < _EVIDENCE or sum(map(len, doubles)) < 0.9 * len(foreign):
        return text
    return _DOUBLE.sub(_undouble, text)


def _undouble(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[character] for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What relative links of a page are relative to."""
    base = tree.css_first("base[href]")
    return absolute(attribute(base, "href"), url) if base else url


def absolute(url: str, base_url: str) -> str:
    """A link as printed made absolute; as printed where that cannot be (`http://[`)."""
    url = url.strip()
    return url if url.startswith(("http://", "https://")) else _joined(base_url, url)


@lru_cache(maxsize=512)
def _joined(base_url: str, url: str) -> str:
    """Kept a while: the same scripts and pictures are named on every page, and on one page again and again."""
    try:
        return urljoin(base_url, url)
    except ValueError:
        return url


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's value; an empty string when there is none."""
    return (node.attributes.get(name) or "").strip()


def tokens(node: LexborNode) -> list[str]:
    """The classes and the id of an element, lower case."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the nearest first."""
    parent = node.parent
    while parent is not None and parent.tag != "-document":
        yield parent
        parent = parent.parent


def within(node: LexborNode, region: LexborNode) -> bool:
    """Whether a node stands in a region, strictly inside."""
    wanted = region.mem_id
    return any(ancestor.mem_id == wanted for ancestor in ancestors(node))


def common_ancestor(node: LexborNode, other: LexborNode) -> LexborNode:
    """The smallest element around both nodes."""
    around = {other.mem_id, *(ancestor.mem_id for ancestor in ancestors(other))}
    return next((n for n in (node, *ancestors(node)) if n.mem_id in around), other)


def remove(nodes: Iterable[LexborNode]) -> None:
    """Take nodes out of their tree. Those inside another of them go with it: freed memory is never touched."""
    chosen = {node.mem_id: node for node in nodes}
    tops = list(chosen.values())
    if len(tops) > 1:
        tops = [node for node in tops if not any(a.mem_id in chosen for a in ancestors(node))]
    for node in tops:
        node.decompose()


class Marks:
    """An index of a tree by class and id, made in one pass (a selector for each of a hundred names costs more)."""

    def __init__(self, tree: LexborHTMLParser):
        self.by_class: dict[str, list[LexborNode]] = {}
        self.by_id: dict[str, LexborNode] = {}
        lists: dict[str | None, list[list[LexborNode]]] = {}
        for node in tree.css("[class]"):
            value = node.attributes.get("class")
            if (known := lists.get(value)) is None:
                names = set((value or "").lower().split())
                known = lists[value] = [self.by_class.setdefault(name, []) for name in names]
            for nodes in known:
                nodes.append(node)
        for node in tree.css("[id]"):
            self.by_id.setdefault((node.id or "").lower(), node)

    def of(self, *names: str) -> Iterator[LexborNode]:
        """Elements of these classes, or `#id`s; the first name's first, each in page order."""
        for name in names:
            if name.startswith("#"):
                if (node := self.by_id.get(name[1:])) is not None:
                    yield node
            else:
                yield from self.by_class.get(name, ())
