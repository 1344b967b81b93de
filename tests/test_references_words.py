"""What is asked of every line is asked in a short way, which says the same as the long one."""

import re
from itertools import product

from crawler.parsers.references.cleaning import _CRAMPED, _REPAIRS
from crawler.parsers.references.words import IN_PRESS, UNDATED, YEAR, has_figures, says_no_year, says_year, small

PIECES = ("(", ")", "2000", ".", ",", " ", "&", "Aa", "and ", ":", ";", "“", "‘", "?", "!", "[", "7", "…", "É")
UNDATED_PIECES = ("n", ".", " ", "d", "s", "f", "o", "j", "in press", "undated", "no date", "-", "a")


def test_a_text_that_is_not_cramped_needs_no_repair() -> None:
    for text in map("".join, product(PIECES, repeat=3)):
        if not _CRAMPED.search(text):
            for pattern, put in _REPAIRS:
                assert pattern.sub(put, text) == text


def test_a_text_says_that_it_has_no_year_as_the_patterns_of_entries_do() -> None:
    whole = re.compile(f"{UNDATED}|{IN_PRESS}", re.IGNORECASE)
    for text in map("".join, product(UNDATED_PIECES, repeat=4)):
        assert says_no_year(text) == (whole.search(text) is not None), text


def test_figures_and_years_are_found_by_the_short_way_as_by_the_patterns() -> None:
    for text in map("".join, product(("1", "5", "20", "9", " ", "’", "٢", "\uff11", "𝟏", "a", "\ud800"), repeat=4)):
        assert has_figures(text, small(text)) == (re.search(r"\d\d", text) is not None), text
        assert says_year(text) == (re.search(YEAR, text) is not None), text


def test_what_says_that_it_has_no_year_does_so_in_small_letters_beside_any_sign() -> None:
    for text in map("".join, product((*UNDATED_PIECES, "N", "É", "›", "’"), repeat=3)):
        assert says_no_year(small(text)) or not says_no_year(text.lower()), text
