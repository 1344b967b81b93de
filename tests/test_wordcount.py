"""Words are counted as the pattern of a word finds them, whatever stands around them."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.compose.wordcount import WORD, word_count


@given(st.text(st.one_of(st.sampled_from("ab1_ é'’-.,;:()\"“”\t\n\x1c\xa0\u2028²½٣"), st.characters())))
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert word_count(text) == len(WORD.findall(text))


def test_a_word_may_have_marks_within_it() -> None:
    assert word_count("It's Aroha's half-day, isn’t it? (3/4 done)...") == 8
