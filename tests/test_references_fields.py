"""One entry of a reference list, read into fields."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.items import Reference
from crawler.parsers.references import read_reference
from crawler.parsers.references.csl import as_csl

ENTRIES = [
    json.loads(line) for line in (Path(__file__).parent / "references/entries.jsonl").read_text("utf-8").splitlines()
]
PLAIN = ("year", "title", "container", "publisher", "place", "volume", "issue", "pages", "doi", "retrieved", "type")


def people(names: Any) -> list[str]:
    return [n.family or n.literal for n in names]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["text"][:40])
def test_an_entry_is_read_into_its_fields(entry: dict[str, Any]) -> None:
    reference = read_reference(entry["text"])
    assert people(reference.authors) == entry["authors"]
    assert {k: getattr(reference, k) for k in PLAIN if k in entry} == {k: entry[k] for k in PLAIN if k in entry}
    assert people(reference.editors) == entry.get("editors", people(reference.editors))
    assert list(reference.urls) == entry.get("urls", list(reference.urls))
    assert set(entry.get("flags", ())) <= set(reference.flags)


def test_the_text_is_as_printed_on_one_line_without_the_way_back() -> None:
    printed = "Harrow,\xa0T. (2006).\n  Learning circles. ↩︎"
    assert read_reference(printed).text == "Harrow, T. (2006). Learning circles."


def test_an_address_lost_from_the_text_is_taken_from_the_link() -> None:
    reference = read_reference("Harrow, T. (2006). Circles. Retrieved from", urls=("http://a.example/x",))
    assert reference.urls == ("http://a.example/x",)
    assert reference.flags == ()


def test_a_link_to_a_doi_gives_the_doi() -> None:
    reference = read_reference("Harrow, T. (2006). Circles. Rooms, 3(1), 2-9.", urls=("https://doi.org/10.5555/12",))
    assert (reference.doi, reference.urls) == ("10.5555/12", ())


def test_italics_show_where_a_title_of_several_sentences_ends() -> None:
    text = "Harrow, T. (2006). Circles. Rows And Squares. Tidewater"
    assert read_reference(text, italic=("Circles. Rows And Squares",)).title == "Circles. Rows And Squares"
    assert (
        read_reference("Harrow, T. (2006). Up. Down. Pedagogy Now, 3.", italic=("Pedagogy Now, 3",)).title == "Up. Down"
    )


def test_given_names_keep_their_stops() -> None:
    first, second = read_reference("Brown, J. S., & Duguid, P. (1989). Rooms. Notes, 1(1), 2.").authors
    assert (first.given, second.given) == ("J. S.", "P.")


def test_a_csl_item_has_what_was_read_and_the_entry_as_printed() -> None:
    text = "Okafor, N. (2012a). The slate. Notes, 3(1), 2-9. Retrieved May 3, 2013, from http://a.example/"
    assert as_csl(read_reference(text, position=4)) == {
        "type": "article-journal",
        "title": "The slate",
        "container-title": "Notes",
        "volume": "3",
        "issue": "1",
        "page": "2-9",
        "author": [{"family": "Okafor", "given": "N."}],
        "issued": {"date-parts": [[2012]], "literal": "2012a"},
        "URL": "http://a.example/",
        "accessed": {"literal": "May 3, 2013"},
        "custom": {"text": text, "position": 4, "flags": [], "confidence": 1.0},
    }


def test_what_is_not_there_is_left_out_of_a_csl_item() -> None:
    assert as_csl(Reference(position=0, text="x", year="n.d.")) == {
        "type": "document",
        "issued": {"literal": "n.d."},
        "custom": {"text": "x", "position": 0, "flags": []},
    }


@pytest.mark.parametrize(
    ("text", "container"),
    [
        ("Okafor, N. (2021, August 4). On greed. Current Affairs, (July/Aug 2021).", "Current Affairs"),
        (
            "Okafor, N. (2018). Roads and weights. Advances in Transport, Special Issue 2, 15–24.",
            "Advances in Transport",
        ),
        ("Okafor, N. (2009). Property and crisis (Vol. 7). Berlin: North Press.", None),
    ],
)
def test_a_container_ends_with_its_name(text: str, container: str | None) -> None:
    assert read_reference(text).container == container
