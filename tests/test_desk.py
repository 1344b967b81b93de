"""What comes back from a reader of a page of a post."""

from archive.items import Comment, Page, Post
from crawler.desk import lean
from crawler.requisites import is_shown
from crawler.scope import trap

LINKS = (
    "http://a.example/2026/01/other-post/",
    "http://a.example/?replytocom=3",
    "http://a.example/wp-content/uploads/1.jpg",
    "http://b.example/paper.pdf?download=1",
    "http://b.example/",
)


def test_only_links_that_a_frontier_weighs_come_back() -> None:
    page = Page(url="http://a.example/1/", kind="post", post=Post(url="http://a.example/1/"), links=LINKS)
    assert lean(page).links == LINKS[1:4]
    assert lean(page).post is None


def test_every_link_that_is_a_trap_or_may_be_fetched_comes_back() -> None:
    page = Page(url="http://a.example/1/", kind="post", links=LINKS)
    assert lean(page).links == tuple(url for url in LINKS if trap(url) or is_shown(url))


def test_comments_come_back_with_their_ids_and_times() -> None:
    page = Page(
        url="http://a.example/1/", kind="post", comments=(Comment(id="7", published="2026-01-01", text="Words"),)
    )
    assert lean(page).comments == (Comment(id="7", published="2026-01-01"),)
