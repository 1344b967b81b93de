"""What the words around comments mean."""

import pytest

from crawler.parsers.phrases import begins, kind_of_ping


@pytest.mark.parametrize(
    ("text", "kind"),
    (
        ("Pingback: A page", "pingback"),
        ("\n\t  TRACKBACK from a page", "trackback"),
        ("12. [Pingback] A page", "pingback"),
        ("Rétrolien : une page", "trackback"),
        ("Ｐｉｎｇｂａｃｋ: A page", "pingback"),
        ("Трекбэк: страница", "trackback"),
        ("Geri bildirim: bir sayfa", "pingback"),
        ("Παράθεμα: μία σελίδα", "pingback"),
        ("핑백: 글", "pingback"),
        ("Pinging is fun", None),
        ("A pingback is not what begins this", None),
        ("", None),
    ),
)
def test_a_ping_is_told_by_the_label_that_it_begins_with(text: str, kind: str | None) -> None:
    assert kind_of_ping(text) == kind


def test_a_word_that_begins_a_text_is_found_whatever_its_capitals_and_accents() -> None:
    assert begins("ÉCRIRE un commentaire", "écrire|answer") and begins("answer this", "écrire|Answer")
    assert not begins("to answer this", "écrire|answer")
