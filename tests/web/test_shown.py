"""What others wrote is shown without anything that acts: no script, handler, style, frame, foreign picture or link that runs."""

import re
from html.parser import HTMLParser

import pytest
from hostility import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from archive.web.foreign import LONGEST, shown


class Seen(HTMLParser):
    """The tags and attributes of a text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        self.tags.append((tag, dict(attrs)))


def harmless(html: str) -> None:
    """Nothing in it acts, loads or looks like ours."""
    for tag, attributes in Seen(html).tags:
        assert tag not in {"script", "style", "form", "input", "button", "iframe", "object", "embed", "base", "meta", "link", "svg", "math", "video", "main", "nav", "header", "footer", "template", "noscript"}  # fmt: skip
        assert not [
            name for name in attributes if name.startswith("on") or name in {"style", "class", "id", "name", "srcset"}
        ]
        assert (attributes.get("src") or "/media/").startswith("/media/")
        if href := attributes.get("href"):
            assert re.match(r"(https?:|mailto:|/|#|[\w.]*$)", href) or ":" not in href, href
            assert "noopener" in (attributes.get("rel") or "")


@pytest.mark.parametrize("html", HOSTILE)
def test_a_hostile_text_does_nothing(html: str) -> None:
    harmless(shown(html, {}))


@given(st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "<img ", "alt=", "<p title=", "</p>", "&lt;", "x"]), max_size=6).map("".join))  # fmt: skip
def test_no_mixture_of_hostile_texts_does_anything(html: str) -> None:
    harmless(shown(html, {}))


def test_pictures_come_from_the_archive_or_show_their_words() -> None:
    html = (
        '<img src="https://a.example/1.png" alt="A wall"><img src="https://a.example/2.png" alt="A door"><img src="x">'
    )
    made = Seen(shown(html, {"https://a.example/1.png": 7})).tags
    assert made == [
        ("img", {"src": "/media/7", "alt": "A wall"}),
        ("img", {"alt": "A door"}),
        ("img", {"alt": "picture"}),
    ]


def test_no_link_of_a_text_leads_into_our_pages() -> None:
    assert "href" not in shown('<a href="/leave">x</a><a href="crawls">x</a><a href="//evil.example">x</a>', {})


def test_what_a_text_is_made_of_stays() -> None:
    html = '<h2>Why</h2><p>See <a href="https://a.example/">there</a>, <em>now</em>.</p><blockquote lang="mi">Kia ora</blockquote><table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    made = shown(html, {})
    assert all(tag in made for tag in ("<h2>Why</h2>", "<em>now</em>", '<blockquote lang="mi">', '<td colspan="2">'))
    assert 'href="https://a.example/"' in made


def test_a_text_without_end_is_cut_to_its_beginning() -> None:
    assert len(shown("<b>" * LONGEST, {})) < 20_000


def test_markup_that_nests_without_end_is_borne() -> None:
    assert "deep" in shown("<div>" * 20_000 + "deep", {})
