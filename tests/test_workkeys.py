"""The keys of a work: what makes two entries the same."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.items import Name, Reference
from crawler.parsers.references import read_reference
from crawler.parsers.references.workkeys import page_key, strength, work_keys


def entry(**fields: Any) -> Reference:
    return Reference(**{"position": 0, "text": "", **fields})


def keys(**fields: Any) -> set[str]:
    return set(work_keys(entry(**fields)))


def same(one: str, other: str) -> bool:
    return bool({*work_keys(read_reference(one))} & {*work_keys(read_reference(other))})


WEAVER = (Name(family="Wéaver", given="A."),)
LONG = "Looms and the people who sit at them"


def test_a_doi_is_one_however_it_is_written() -> None:
    spellings = ({"doi": "10.1000/ABC"}, {"doi": "10.1000/abc"}, {"urls": ("https://dx.doi.org/10.1000/abc",)})
    assert all("doi:10.1000/abc" in keys(**fields) for fields in spellings)


def test_family_and_title_are_a_key_without_accents_case_and_signs() -> None:
    one = keys(authors=WEAVER, title=LONG)
    assert one & keys(authors=(Name(family="WEAVER"),), title="looms, and the people – who sit at them!", year="1999")


def test_year_and_title_are_a_key_where_no_author_was_read() -> None:
    assert keys(year="2001a", title=LONG) & keys(authors=WEAVER, year="2001", title=LONG)


def test_an_editor_stands_for_an_author() -> None:
    assert keys(authors=WEAVER, title=LONG) & keys(editors=WEAVER, title=LONG)


def test_with_family_and_year_the_beginning_of_a_title_is_enough() -> None:
    def titled(title: str, year: str = "2001") -> set[str]:
        return keys(authors=WEAVER, year=year, title=title)

    assert titled(LONG) & titled(LONG + ": A history")
    assert titled(LONG + " all day") & titled(LONG + " all the day")
    assert not titled("Weaving as learning: Cloth and meaning") & titled("Weaving as learning: How guilds work")


def test_another_year_or_another_family_needs_nearly_the_whole_title() -> None:
    series, one, other = "Reports on the looms of the islands", ": Wool", ": Flax"
    assert not keys(authors=WEAVER, year="2001", title=series + one) & keys(
        authors=WEAVER, year="2002", title=series + other
    )
    assert keys(authors=WEAVER, year="2001", title=series + one) & keys(authors=WEAVER, year="2002", title=series + one)
    dyer = (Name(family="Dyer"),)
    assert not keys(authors=WEAVER, year="2001", title=series + one) & keys(authors=dyer, year="2001", title=series)


def test_a_letter_after_the_year_says_that_there_are_several() -> None:
    one, two = (f"The threads that run from the old looms to the {end}" for end in ("new ones", "old mills"))
    assert not keys(authors=WEAVER, year="2001a", title=one) & keys(authors=WEAVER, year="2001b", title=two)
    assert keys(authors=WEAVER, year="2001a", title=one) & keys(authors=WEAVER, year="2001", title=one)


def test_a_short_title_needs_family_and_year() -> None:
    assert keys(authors=WEAVER, title="On looms") == set()
    assert keys(year="2001", title="On looms") == set()
    assert keys(authors=WEAVER, year="2001", title="On looms") == {"name:weaver:2001:onlooms"}


def test_no_date_is_a_date_of_its_own() -> None:
    assert same("Weaver, A. (n.d.). On looms [Video].", "Weaver, A. (n.d.). On looms. Guild Press.")
    assert not same("Weaver, A. (n.d.). On looms.", "Weaver, A. (2001). On looms.")


@pytest.mark.parametrize(
    "url",
    [
        "https://looms.example.org/",
        "http://www.looms.example.org",
        "looms.example.org/#top",
        "",
        "http://[",
        "x" * 3000,
    ],
)
def test_a_bare_home_page_is_no_key(url: str) -> None:
    assert page_key(url) == ""


def test_an_address_is_one_without_scheme_www_slash_and_tracking() -> None:
    one = page_key("http://www.looms.example.org/a/b/?utm_source=x")
    assert one == page_key("https://looms.example.org/a/b#top") == page_key("www.looms.example.org/a/b") != ""


def test_an_address_out_of_which_a_doi_was_taken_is_no_key() -> None:
    assert page_key("https://press.example.org/doi/abs/") == page_key("https://press.example.org/doi") == ""


def test_a_page_with_many_chapters_does_not_make_them_one() -> None:
    page = ("https://press.example.org/book/7",)
    one = keys(authors=WEAVER, title="Warp", urls=page)
    assert not one & keys(authors=(Name(family="Spinner"),), title="Weft", urls=page)
    assert one & keys(authors=(Name(family="Spinner"),), title="Warp", urls=page)
    assert one & keys(authors=WEAVER, title="Weft", urls=page)


def test_the_same_words_are_the_same_work_whatever_was_read() -> None:
    text = "something that nobody can read as an entry at all"
    assert same(f"• {text}", f"[3] {text.upper()}.")


def test_keys_sort_by_strength() -> None:
    kinds = ["text:a", "url:a:by:", "year:1:a", "name:a:b", "doi:10.1/z", "entry:1"]
    assert sorted(kinds, key=strength) == ["doi:10.1/z", "name:a:b", "year:1:a", "url:a:by:", "text:a", "entry:1"]


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=80))
def test_no_text_makes_it_fail(text: str, title: str, url: str) -> None:
    for key in work_keys(entry(text=text, title=title, year=title[:5], doi=url, urls=(url, "http://" + url))):
        strength(key)


@pytest.mark.parametrize("text", ["ﷺ" * 5000, "10.1000/" * 2000, "http://a.b/" + "%41" * 3000, "((" * 3000])
def test_long_texts_are_quick(text: str) -> None:
    began = time.process_time()
    work_keys(entry(text=text, title=text, doi=text, urls=(text,)))
    assert time.process_time() - began < 0.5
