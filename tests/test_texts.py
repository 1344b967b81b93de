"""What is imported as a saved text is one: nothing else becomes a post."""

import random
from pathlib import Path

import pytest
from command import coursekeep

from crawler.importing.texts import no_text
from crawler.plaintext import AS_CSV

PLAIN = "Week 25\nPosted by Ana on 3 July 2013\n\nWe read about looms, kaiako, and “weft”.\n" * 3
TEXTS = {
    "UTF-8": PLAIN.encode(),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "Latin-1": PLAIN.replace("“", "«").replace("”", "»").replace("kaiako", "h\xe9").encode("latin-1"),
    "UTF-16": PLAIN.encode("utf-16"),
    "lines of Windows": PLAIN.replace("\n", "\r\n").encode(),
    "colours of a terminal": b"\x1b[1m" + PLAIN.encode(),
    "a page": b"<html><body><p>Looms</p></body></html>",
    "one word": b"Looms",
}
OTHERS = {
    "nothing": (b"", "a.txt", "is empty"),
    "blanks": (b" \n\r\n\t", "a.txt", "is empty"),
    "chance": (random.Random(1).randbytes(3000), "a.txt", "is neither a web archive"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "a.png", "is neither a web archive"),
    "a document": (b"%PDF-1.7\n%" + random.Random(2).randbytes(2000), "a.pdf", "is neither a web archive"),
    "an empty archive": (b"", "a.warc.gz", "is empty"),
    "an archive that is none": (b"hello", "a.WARC.gz", "does not begin as one"),
    "chance named as a package": (random.Random(3).randbytes(3000), "a.wacz", "does not begin as one"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_one_in_any_usual_encoding(name: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(TEXTS[name])
    assert no_text(tmp_path / "a", "week.txt") is None


@pytest.mark.parametrize("name", ["chance", "a picture", "a document", "chance named as a package"])
def test_what_is_no_text_is_no_roster_and_nobody_is_asked_for_anything(name: str, tmp_path: Path) -> None:
    (tmp_path / "students.xlsx").write_bytes(OTHERS[name][0])
    ran = coursekeep("roster", "add", "students.xlsx", cwd=tmp_path)
    assert (ran.code, ran.out, [*tmp_path.iterdir()]) == (2, "", [tmp_path / "students.xlsx"])
    assert ran.err == f"coursekeep: students.xlsx: {AS_CSV}\n"
    (tmp_path / "config.yaml").write_text("courses: [{slug: c, roster: students.xlsx}]\n")
    assert f"students.xlsx: {AS_CSV}" in coursekeep("crawl", cwd=tmp_path).err


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_none_says_why(name: str, tmp_path: Path) -> None:
    body, called, why = OTHERS[name]
    (tmp_path / "a").write_bytes(body)
    assert why in (no_text(tmp_path / "a", called) or "")
