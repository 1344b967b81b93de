"""How reading falls when themes get stranger: the golden pages, changed by rule in ways that no known theme has.

    python tests/bench/mutations.py [--show]

Each row of the table is one way of changing every golden page. `--show` lists what went wrong on which page.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.strangers import STRANGERS
from golden import FOLDERS, chrome_of, expected_of
from scoring import Row, row_of, table_of, total_of
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.fixture.folder import capture_of, said
from crawler.parsers.charset import decode
from crawler.parsers.page import parse

Change = Callable[[LexborHTMLParser], None]
_DATA = frozenset(("script", "style", "link", "meta", "title", "head", "html", "body"))
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
_PLAIN = frozenset(
    (
        "article",
        "aside",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hgroup",
        "main",
        "nav",
        "section",
        "time",
        "abbr",
        "cite",
    )
)


def _elements(tree: LexborHTMLParser) -> list[LexborNode]:
    return [node for node in tree.body.traverse() if node.tag not in _DATA] if tree.body else []


def _unknown(name: str) -> str:
    """A word that no theme uses, the same for the same name."""
    digest = hashlib.sha256(name.encode()).digest()
    return "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[:4])


def _without(*names: str) -> Change:
    def change(tree: LexborHTMLParser) -> None:
        for node in _elements(tree):
            for name in names:
                if name in node.attributes:
                    del node.attrs[name]

    return change


def unknown_classes(tree: LexborHTMLParser) -> None:
    """Every class becomes a word of no theme; of chrome plugins, which are the same under all themes, not."""
    for node in _elements(tree):
        names = (node.attributes.get("class") or "").split()
        if names:
            node.attrs["class"] = " ".join(name if _is_plugins(name) else _unknown(name) for name in names)


def _is_plugins(name: str) -> bool:
    return name.startswith(("sharedaddy", "sd-", "jp-", "wpcnt", "wpa", "ez-toc", "wpd-", "pt-", "screen-reader"))


def unknown_ids(tree: LexborHTMLParser) -> None:
    """Every id becomes a word of no theme, with its number."""
    for node in _elements(tree):
        if name := node.attributes.get("id"):
            number = re.search(r"\d+$", name)
            node.attrs["id"] = _unknown(name.rstrip("0123456789")) + (number[0] if number else "")


def no_machine_times(tree: LexborHTMLParser) -> None:
    """Times are only printed."""
    for node in _elements(tree):
        if node.tag in ("time", "abbr"):
            for name in ("datetime", "title"):
                if name in node.attributes:
                    del node.attrs[name]


def boxes_in_boxes(tree: LexborHTMLParser) -> None:
    """Around every block, two more."""
    for node in [n for n in _elements(tree) if n.tag in ("div", "article", "section", "main", "header", "footer")]:
        box = LexborHTMLParser("<div><div></div></div>").css_first("div > div")
        if box is None or node.parent is None or node.child is None:
            continue
        for child in list(node.iter(include_text=True)):
            box.insert_child(child)
            child.decompose()
        outer = box.parent
        assert outer is not None
        node.insert_child(outer)


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)


def only_divs(html: str) -> str:
    """No element says what it is."""
    return _TAG.sub(lambda m: f"<{m[1]}{_plain(m[2].lower())}", html)


def _plain(tag: str) -> str:
    return "span" if tag in ("time", "abbr", "cite") else "div" if tag in _PLAIN else tag


def tables(html: str) -> str:
    """Every `div` is a table."""
    html = re.sub(r"<div\b([^>]*)>", r"<table><tr><td\1>", html, flags=re.IGNORECASE)
    return re.sub(r"</div>", "</td></tr></table>", html, flags=re.IGNORECASE)


WORDS = {
    "Leave a Reply": "Schreibe einen Kommentar", "Leave a Comment": "Schreibe einen Kommentar", "Post a Comment": "Schreibe einen Kommentar",
    " says:": " sagt:", " Says:": " sagt:", "Responses to": "Antworten zu", "thoughts on": "Gedanken zu", "Comments are closed": "Kommentare sind geschlossen",
    ">Reply<": ">Antworten<", " comments<": " Kommentare<", "Posted on": "Veröffentlicht am", "Filed under": "Abgelegt unter", " by <": " von <",
    "Cancel reply": "Antworten abbrechen", "Permalink": "Permanenter Link",
}  # fmt: skip


def german(html: str) -> str:
    """An English theme's words in German; the author's stay."""
    if 'lang="en' not in html:
        return html
    before, mark, after = html.partition('id="comments"')
    for english, other in WORDS.items():
        after = after.replace(english, other)
    return before + mark + after


def divs_for_lists(html: str) -> str:
    """No list is one: comments, too, stand in boxes."""
    return re.sub(r"<(/?)(?:ol|ul|li|dl|dt|dd)\b", r"<\1div", html, flags=re.IGNORECASE)


def _tree(*changes: Change) -> Callable[[str], str]:
    def changed(html: str) -> str:
        tree = LexborHTMLParser(html)
        for change in changes:
            change(tree)
        return tree.html or ""

    return changed


def _all(*steps: Callable[[str], str]) -> Callable[[str], str]:
    def changed(html: str) -> str:
        for step in steps:
            html = step(html)
        return html

    return changed


MUTATIONS: dict[str, Callable[[str], str]] = {
    "as it is": lambda html: html,
    "unknown classes": _tree(unknown_classes),
    "no ids": _tree(_without("id", "name")),
    "unknown ids": _tree(unknown_ids),
    "no rel, no microdata": _tree(_without("rel", "itemprop", "itemtype", "itemscope", "role")),
    "no machine times": _tree(no_machine_times),
    "only divs": only_divs,
    "tables for divs": tables,
    "divs for lists": divs_for_lists,
    "boxes in boxes": _tree(boxes_in_boxes),
    "words in German": german,
    "unknown classes and ids": _tree(unknown_classes, unknown_ids),
    "no classes, no ids": _tree(_without("class", "id", "name")),
    "nothing but text in boxes": _all(_tree(_without("class", "id", "name", "rel", "itemprop", "itemtype", "role"), no_machine_times), only_divs),
    **STRANGERS,
}  # fmt: skip
"""Names of ways to change a page."""


def rows_of(change: Callable[[str], str]) -> Iterable[tuple[str, Row]]:
    """The measures of every golden page, so changed."""
    for folder in FOLDERS:
        capture, expected = capture_of(folder), expected_of(folder)
        if expected.get("post"):
            html = change(decode(capture.body, capture.content_type))
            utf8 = (("Content-Type", "text/html; charset=utf-8"),)
            page = parse(replace(capture, headers=utf8, body=html.encode()))
            yield folder.name, row_of(expected, said(page), chrome_of(folder))


def main() -> None:
    """Print the table."""
    totals = {}
    for name, change in MUTATIONS.items():
        rows = dict(rows_of(change))
        totals[name] = total_of(rows.values())
        for folder, row in rows.items() if "--show" in sys.argv else ():
            if wrong := [
                f"{measure} {counts.f1:.2f}"
                for measure, counts in row.items()
                if counts.f1 < 1 and measure != "perfect"
            ]:
                print(f"{name}: {folder}: {', '.join(wrong)}")
    print(table_of(totals))


if __name__ == "__main__":
    main()
