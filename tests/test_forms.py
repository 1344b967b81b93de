"""Texts of one form: what a pattern of dates finds in one, it finds at the same place in the others."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.parsers.clock import HOUR, TIME
from crawler.parsers.datepatterns import ASIAN, FIGURES, NAMED, SPACED, YEAR_FIRST, YEARLESS
from crawler.parsers.forms import form_of

PATTERNS = (*NAMED, *YEARLESS, ASIAN, FIGURES, SPACED, YEAR_FIRST, TIME, HOUR)
WORDS = ("july", "10", "2013", "19", "1920", "120", "3:13", "pm", "at", "/", ".", "-", ",", " ", "de", "thang-1", "年", "月", "日", "'", "th", "\ue000", "٣")  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.integers(0, 20500).map(str), max_size=12).map("".join)


def test_texts_that_differ_in_figures_only_have_one_form() -> None:
    assert form_of("july 10, 2013 at 3:13 pm") == form_of("july 24, 2015 at 9:45 pm")


def test_years_of_two_centuries_and_other_numbers_have_forms_of_their_own() -> None:
    assert len({form_of(f"july 8, {year}") for year in ("1999", "2013", "3013")}) == 3


def test_figures_that_may_be_part_of_a_name_stay() -> None:
    assert form_of("3 thang-2") == "3 thang-2"


@given(texts)
def test_patterns_find_in_a_text_what_they_find_in_its_form(text: str) -> None:
    assert len(form_of(text)) == len(text)
    for pattern in PATTERNS:
        own = [match.regs for match in pattern.pattern.finditer(text)]
        assert own == [match.regs for match in pattern.pattern.finditer(form_of(text))]
