"""Bibliographies in other programs' formats, read back by other people's programs."""

import json
import re
import unicodedata
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from hypothesis import given
from hypothesis import strategies as st

from archive.export.bibliography import FORMATS, written
from archive.export.csl import citation_key
from archive.export.plain import plain

CSL_TEXTS = {"title", "container-title", "volume", "issue", "page", "publisher", "publisher-place", "DOI", "URL"}
"""Variables of the CSL-JSON schema that are strings, as far as we have them."""
CSL_TYPES = {
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
}

ARTICLE = {
    "type": "article-journal",
    "title": "Looms & 100% of the MOOCs_: a {braced} $tory",
    "container-title": "Journal of Cloth & Thread",
    "volume": "7",
    "issue": "2",
    "page": "1–9",
    "DOI": "10.1000/loom_(7)",
    "URL": "https://looms.example.org/a_b%20c?x=1&y=~2",
    "author": [{"family": "van der Wéaver", "given": "Anna B."}, {"literal": "Guild of Spinners and Dyers"}],
    "issued": {"date-parts": [[2001]]},
}
CHAPTER = {
    "type": "chapter",
    "title": "Of wool",
    "container-title": "The handbook of winter",
    "publisher": "Shearers’ House",
    "publisher-place": "Dunedin",
    "page": "10-20",
    "author": [{"family": "Spinner", "given": "B."}],
    "editor": [{"family": "Fuller", "given": "C."}, {"family": "Carder", "given": "D."}],
    "issued": {"literal": "n.d."},
}
ITEMS: list[dict[str, Any]] = [CHAPTER, ARTICLE]


def bibtex(text: str) -> list[dict[str, Any]]:
    """The entries as bibtexparser reads them, TeX undone in what is no address."""
    library = parse_string(text)
    assert not library.failed_blocks
    verbatim = [{f.key: f.value for f in entry.fields if f.key in ("doi", "url")} for entry in library.entries]
    stack = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    again = parse_string(text, append_middleware=stack)
    assert not again.failed_blocks
    return [
        {**{f.key: f.value for f in entry.fields}, **own, "kind": entry.entry_type, "key": entry.key}
        for entry, own in zip(again.entries, verbatim, strict=True)
    ]


def ris(text: str) -> list[dict[str, Any]]:
    """The records as rispy reads them."""
    read: list[dict[str, Any]] = rispy.loads(text)
    return read


def test_bibtex_reads_back() -> None:
    wool, looms = sorted(bibtex(written(ITEMS, "bibtex")), key=lambda e: str(e["kind"]), reverse=True)
    assert (looms["kind"], wool["kind"]) == ("article", "incollection")
    assert re.sub("[{}]", "", looms["title"]) == "Looms & 100% of the MOOCs_: a braced $tory"
    assert looms["journal"] == "Journal of Cloth & Thread"
    assert (looms["year"], looms["volume"], looms["number"], looms["pages"]) == ("2001", "7", "2", "1–9")
    assert (looms["doi"], looms["url"]) == (ARTICLE["DOI"], ARTICLE["URL"])
    person, guild = looms["author"]
    assert (" ".join(person.von + person.last), " ".join(person.first)) == ("van der Wéaver", "Anna B.")
    assert " ".join(guild.last).strip("{}") == "Guild of Spinners and Dyers"
    assert (wool["booktitle"], wool["publisher"], wool["address"]) == (
        "The handbook of winter",
        "Shearers’ House",
        "Dunedin",
    )
    assert [" ".join(name.last) for name in wool["editor"]] == ["Fuller", "Carder"]
    assert wool["year"] == "n.d."


def test_ris_reads_back() -> None:
    wool, looms = sorted(ris(written(ITEMS, "ris")), key=lambda e: str(e["title"]), reverse=True)
    assert (looms["type_of_reference"], wool["type_of_reference"]) == ("JOUR", "CHAP")
    assert (looms["title"], looms["secondary_title"]) == (ARTICLE["title"], ARTICLE["container-title"])
    assert (looms["year"], looms["volume"], looms["number"]) == ("2001", "7", "2")
    assert (looms["start_page"], looms["end_page"]) == ("1", "9")
    assert (looms["doi"], looms["urls"]) == (ARTICLE["DOI"], [ARTICLE["URL"]])
    assert looms["authors"] == ["van der Wéaver, Anna B.", "Guild of Spinners and Dyers,"]  # one name, not two
    assert (wool["publisher"], wool["place_published"], wool["year"]) == ("Shearers’ House", "Dunedin", "n.d.")


def test_csl_json_reads_back_and_has_the_names_of_the_schema() -> None:
    read = json.loads(written(ITEMS, "csl-json"))
    assert {item.pop("id") for item in read} == {"spinnerndwool", "vanderweaver2001looms"}
    assert sorted(read, key=lambda i: str(i["title"])) == [ARTICLE, CHAPTER]
    _assert_csl(json.loads(written(ITEMS, "csl-json")))


def _assert_csl(items: list[dict[str, Any]]) -> None:
    for item in items:
        assert set(item) <= CSL_TEXTS | {"id", "type", "author", "editor", "issued", "accessed", "custom"}
        assert item["type"] in CSL_TYPES
        assert all(isinstance(item[name], str) for name in CSL_TEXTS & set(item))
        assert all(
            set(name) <= {"family", "given", "literal"} for role in ("author", "editor") for name in item.get(role, ())
        )
        assert set(item.get("issued", {})) <= {"date-parts", "literal"}


def test_apa_reads_like_apa() -> None:
    assert written(ITEMS, "apa").splitlines() == [
        "Spinner, B. (n.d.). Of wool. In C. Fuller & D. Carder (Eds.), The handbook of winter (pp. 10-20). Shearers’ House.",
        "van der Wéaver, A. B., & Guild of Spinners and Dyers. (2001). Looms & 100% of the MOOCs_: a {braced} $tory."
        " Journal of Cloth & Thread, 7(2), 1–9. https://doi.org/10.1000/loom_(7)",
    ]


def test_apa_without_an_author_begins_with_the_title_and_names_no_more_than_twenty() -> None:
    assert written([{"type": "book", "title": "Of wool"}], "apa") == "Of wool. (n.d.).\n"
    crowd = [{"family": f"W{n}", "given": "A."} for n in range(25)]
    line = written([{"type": "book", "title": "Of wool", "author": crowd}], "apa")
    assert "W18, A., . . . W24, A. (n.d.)." in line and "W19" not in line


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_items_give_the_same_text_whatever_their_order(form: str) -> None:
    twins = [*ITEMS, {**ARTICLE, "volume": "8"}]
    assert written(twins, form) == written(twins[::-1], form)
    assert written([], form) == ("[]\n" if form == "csl-json" else "")


def test_two_works_never_have_the_same_key() -> None:
    crowd = [{**ARTICLE, "volume": str(n)} for n in range(3)]
    keys = [item["id"] for item in json.loads(written(crowd, "csl-json"))]
    assert keys == ["vanderweaver2001looms", "vanderweaver2001looms-2", "vanderweaver2001looms-3"]


def test_a_key_has_ascii_letters_and_digits_only() -> None:
    name = {"author": [{"family": "Ōtaki, {x}"}], "title": "«Weben»", "issued": {"literal": "2013a"}}
    assert citation_key(name) == "otakix2013aweben"
    assert citation_key({"title": "織物"}) == "work"


HOSTILE = [
    "a}\n@book{evil, title={b}",
    "x\r\nER  - \r\nTY  - JOUR",
    "\x1b[31mred\x07 \u202egnirts\u202c \u2028 \x85 \ud800",
    "\\input{/etc/passwd} \\\\ $x^2$ ~ # %",
    "}}}{{{",
    "and, and and and",
    "\\",
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(form: str, words: str) -> None:
    _assert_one_record(_item(words), form)


@pytest.mark.parametrize("form", FORMATS)
@given(words=st.text(max_size=60))
def test_any_words_stay_words(form: str, words: str) -> None:
    _assert_one_record(_item(words), form)


def _item(words: str) -> dict[str, Any]:
    """An item that says `words` wherever it can."""
    names = [{"family": words, "given": words}, {"literal": words}, {"family": words}]
    texts = dict.fromkeys(sorted(CSL_TEXTS), words)
    return {
        **texts,
        "type": "chapter",
        "author": names,
        "editor": names,
        "issued": {"literal": words},
        "custom": {"text": words},
    }


def _assert_one_record(item: dict[str, Any], form: str) -> None:
    text = written([item, CHAPTER], form)
    text.encode()
    assert not {c for c in text if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")} - {"\n", "\r"}
    if form == "csl-json":
        _assert_csl(json.loads(text))
        assert len(json.loads(text)) == 2
    elif form == "apa":
        assert text.count("\n") == 2
    elif form == "ris":
        lines = text.split("\r\n")
        assert "\n" not in "".join(lines) and all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in lines)
        assert (
            [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER") == len(ris(text)) == 2
        )
    else:
        assert len(bibtex(text)) == 2
        assert _depths(text) == {0, 1}


def _depths(text: str) -> set[int]:
    """How deep braces are at the ends of lines: never below zero within, 0 or 1 (in an entry) at the ends."""
    depth, ends = 0, set()
    for c in text:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
        ends |= {depth} if c == "\n" else set()
    assert depth == 0
    return ends


def test_plain_keeps_the_joiners_that_words_are_spelt_with() -> None:
    assert plain("می\u200cخواهم\x00\t‫x‬") == "می\u200cخواهم x"
