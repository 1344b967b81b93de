"""How well bodies and comments are told from chrome: snippets of real pages that must, or must not, be found.

    python tests/bench/snippets.py FILE.jsonl[.gz] [--show] [--half 0|1]

A line of the file is {"id", "url", "body_base64", "expect": {"with": [...], "without": [...], "comments": [...]}}: what must be
in the body or the references, what must not, and what must be in the comments. `--show` lists what went wrong. `--half` takes
one of two halves, by a hash of the id: rules are made by looking at one half, and the other only says how good they are.
"""

import argparse
import base64
import gzip
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from selectolax.lexbor import LexborHTMLParser

from archive.items import Capture, Page
from crawler.parsers.charset import decode
from crawler.parsers.page import parse

_WORD = re.compile(r"\w+")
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Tally:
    """Snippets found and not found; what went wrong, as lines to print."""

    found: int = 0
    lost: int = 0
    let_in: int = 0
    kept_out: int = 0
    comments_found: int = 0
    comments_lost: int = 0
    absent: int = 0
    """Of those lost: not on the page at all."""
    comments_absent: int = 0
    pages: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.found / max(self.found + self.let_in, 1)
        recall = self.found / max(self.found + self.lost, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        comments = self.comments_found / max(self.comments_found + self.comments_lost, 1)
        return (
            f"{self.pages} pages: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f} (found {self.found}, lost {self.lost}, "
            f"let in {self.let_in}, kept out {self.kept_out}; {self.absent} of those lost are not on their page)\n"
            f"comments: recall {comments:.4f} (found {self.comments_found}, lost {self.comments_lost}), of those on their page "
            f"{self.comments_found / max(self.comments_found + self.comments_lost - self.comments_absent, 1):.4f}"
        )


def words(text: str) -> str:
    """A text as its words, in their case: a snippet is found whatever the punctuation, and may begin or end within a word."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text.replace("\xad", ""))))


def texts_of(page: Page) -> tuple[str, str]:
    """The body with its references, and the comments."""
    post = page.post
    body = [post.body_text, *(reference.text for reference in post.references)] if post else []
    listed = [one.body_text for one in page.listed]
    return words("\n".join((*body, *listed))), words("\n".join(comment.text for comment in page.comments))


def measure(line: dict[str, Any], tally: Tally) -> None:
    """Read one page and count what was found of it."""
    capture = Capture(
        url=line["url"],
        fetched_at=_DAY,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=base64.b64decode(line["body_base64"]),
    )
    page = parse(capture)
    body, comments = texts_of(page)
    whole = LexborHTMLParser(decode(capture.body, capture.content_type))
    there = words(whole.text(separator="")) + " " + words(whole.text(separator=" "))
    expect = line["expect"]
    wrong: list[str] = []
    tally.pages += 1
    for snippet in expect.get("with") or ():
        if words(snippet) in body:
            tally.found += 1
        else:
            tally.lost += 1
            tally.absent += words(snippet) not in there
            wrong.append(f"lost{' (in comments)' if words(snippet) in comments else ''}: {snippet!r}")
    for snippet in expect.get("without") or ():
        if words(snippet) in body:
            tally.let_in += 1
            wrong.append(f"let in: {snippet!r}")
        else:
            tally.kept_out += 1
    for snippet in expect.get("comments") or ():
        if words(snippet) in comments:
            tally.comments_found += 1
        else:
            tally.comments_lost += 1
            tally.comments_absent += words(snippet) not in there
            wrong.append(f"comment lost{' (in body)' if words(snippet) in body else ''}: {snippet!r}")
    if wrong:
        tally.wrong.append("\n  ".join((f"{line['id']} ({page.kind}, {len(page.comments)} comments)", *wrong)))


def lines_of(path: Path, half: int | None) -> Iterator[dict[str, Any]]:
    """The pages of a file, all or those of a half."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for text in lines:
            line: dict[str, Any] = json.loads(text)
            if half is None or hashlib.sha256(line["id"].encode()).digest()[0] % 2 == half:
                yield line


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    parser.add_argument("--half", type=int, choices=(0, 1))
    options = parser.parse_args()
    tally = Tally()
    for line in lines_of(options.file, options.half):
        measure(line, tally)
    if options.show:
        print(*tally.wrong, "", sep="\n")
    print(tally)


if __name__ == "__main__":
    main()
