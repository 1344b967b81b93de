"""The rows of a blog: the same whatever the order of the evidence, and such that the database takes them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import (
    CRAWL,
    HOME,
    LATER,
    LATEST,
    blog,
    capture,
    comment,
    evidence,
    feed,
    ping,
    post,
    reference,
    rest,
    revisit,
    rows,
    runs,
    shown,
    tally,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.database.store import Store
from archive.items import BlogFacts, Citation, Comment, Link, Media, Pingback, Post
from crawler.compose import compose, sheet
from crawler.compose.evidence import Evidence, ident
from crawler.compose.wordcount import word_count
from crawler.quiet import is_quiet

ONE, TWO = HOME + "one/", HOME + "two/"
FULL = post(
    wp_id="5",
    published="2026-03-01T22:00",
    modified="2026-03-02T22:00",
    categories=("Looms", "Te reo Māori"),
    tags=("C++",),
    references=(reference(0, "A"), reference(1, "B")),
    citations=(Citation(position=0, text="A, 2001", reference=1), Citation(position=1, text="B", reference=9)),
    links=(Link(url=TWO, text="two"), Link(url="https://b.example/", text="b"), Link(url="http://[bad", text="bad")),
    media=(Media(url=HOME + "a.png", kind="image"),),
    comments_open=True,
)
STORY = [
    rest(
        replace(FULL, published="2026-03-01T09:00:00+00:00"),
        post(TWO, wp_id="7", title="Two"),
        blog=BlogFacts(name="Weaving", timezone="Pacific/Auckland"),
    ),
    shown(FULL, comments=(comment("11"), comment("12", parent_id="11")), pingbacks=(ping("21"),)),
    shown(FULL, url=ONE + "comment-page-1/", comments=(comment("c1"), comment("c2", author="Ana", text="Mine."))),
    shown(post(TWO, title="Two (page)"), comments=(comment("13", published="2026-03-03T10:00"),)),
    feed(post(ONE, published="2026-03-01T09:00:00+00:00"), post(HOME + "three/", title="Three", excerpt_only=True)),
    evidence("comments_feed", HOME + "comments/feed/", comments=(comment("21", post=ONE), comment("12", post=ONE))),
    evidence("home", HOME, blog=BlogFacts(theme="plain", name="Weaving!")),
    evidence("other", ONE + "gone/", of={"status": 404}),
    shown(post(title="Newer"), crawl=LATER, comments=(comment("11"),)),
    revisit(shown(post(TWO)), LATER),
    evidence("other", HOME + "robots.txt", of={"crawl": LATER}),
]
ACCOUNT = tally(stated={"rest_posts": 3}, failed=[[HOME + "four/", "HTTP 500"]])


@given(st.permutations(STORY))
def test_the_order_of_the_evidence_changes_no_row_and_no_order_of_rows(order: list[Evidence]) -> None:
    ids = runs(CRAWL, LATER)
    assert compose(blog(), order, ids, ACCOUNT) == compose(blog(), STORY, ids, ACCOUNT)


def test_the_same_capture_read_twice_adds_nothing() -> None:
    assert {table: len(each) for table, each in rows(*STORY, *STORY).items()} == {
        table: len(each) for table, each in rows(*STORY).items()
    }


def stored(path: Path, made: dict[str, Any]) -> Store:
    """The rows in a database whose foreign keys hold."""
    store = Store(path)
    crawls = [{"id": int(each), "started_at": "2026", "status": "finished"} for each in (CRAWL, LATER, LATEST)]
    with store.transaction():
        store.put({"crawls": crawls})
        store.replace_blog(ident("blog", "weaving"), made)
    return store


def test_the_database_takes_every_row_as_it_is(tmp_path: Path) -> None:
    made = rows(*STORY, crawls=runs(CRAWL, LATER), account=ACCOUNT)
    store = stored(tmp_path / "a.sqlite", made)
    for table, each in made.items():
        assert len(store.rows(f"select id from {table}")) == len(each)
    store.close()


WORDS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "",
            "One",
            "²",
            "0",
            "5",
            "c1",
            "11",
            "9" * 40,
            "é'’-",
            "\x00",
            "2026-03-01",
            "2026-03-01T09:00Z",
            "0000-00-00",
        ]
    ),
)
URLS = st.sampled_from(
    [ONE, TWO, ONE + "2/", ONE + "?page=²", HOME + "?p=5", "http://[bad", "", "https://b.example/", None]
)
POSTS = st.builds(Post, url=URLS, wp_id=WORDS, title=WORDS, published=WORDS, modified=WORDS, author_id=WORDS, protected=st.booleans(), body_text=st.sampled_from(["", "Words."]), categories=st.lists(st.sampled_from(["A", "", "a", "!"])).map(tuple), citations=st.sampled_from([(), FULL.citations]), references=st.sampled_from([(), FULL.references]))  # fmt: skip
COMMENTS = st.builds(
    Comment,
    id=WORDS.map(lambda word: word or "c9"),
    parent_id=WORDS,
    author=WORDS,
    text=WORDS.map(str),
    published=WORDS,
    post=URLS,
)
PINGS = st.builds(Pingback, id=WORDS, title=WORDS, source_url=URLS, published=WORDS, post=URLS)


@st.composite
def captured(draw: st.DrawFn) -> Evidence:
    crawl = draw(st.sampled_from([CRAWL, LATER, LATEST]))
    url = draw(st.sampled_from([ONE, TWO, ONE + "2/", HOME, HOME + "feed/"]))
    taken = capture(
        url,
        crawl=crawl,
        status=draw(st.sampled_from([200, 200, 304, 404])),
        record_id=f"urn:uuid:{draw(st.integers())}",
    )
    if draw(st.booleans()):
        taken = replace(taken, revisit_of=url)
    return replace(
        evidence(
            draw(st.sampled_from(["rest", "post", "page", "feed", "comments_feed", "home", "other"])),
            url,
            post=draw(st.one_of(st.none(), POSTS)),
            listed=tuple(draw(st.lists(POSTS, max_size=2))),
            comments=tuple(draw(st.lists(COMMENTS, max_size=3))),
            pingbacks=tuple(draw(st.lists(PINGS, max_size=2))),
            canonical_url=draw(URLS),
            blog=BlogFacts(timezone=draw(WORDS)),
        ),
        capture=taken,
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(captured(), max_size=5), st.randoms(use_true_random=False))
def test_whatever_was_captured_the_rows_hold_together(tmp_path: Path, found: list[Evidence], chance: Any) -> None:
    found = list({each.capture.record_id: each for each in found}.values())
    made = rows(*found, crawls=runs(CRAWL, LATER, LATEST), account=ACCOUNT)
    shuffled = chance.sample(found, len(found))
    assert rows(*shuffled, crawls=runs(CRAWL, LATER, LATEST), account=ACCOUNT) == made
    (tmp_path / "a.sqlite").unlink(missing_ok=True)
    stored(tmp_path / "a.sqlite", made).close()


def problems(*given: Evidence, **more: Any) -> list[tuple[str, str, str]]:
    """All but missing fields: most posts of these tests have no author and no time."""
    found = [row for row in rows(*given, **more)["problems"] if row["kind"] != "missing_field"]
    return sorted((row["kind"], row["expected"], row["found"]) for row in found)


def test_a_count_of_comments_that_is_not_ours_is_a_problem_unless_pings_make_the_difference() -> None:
    talk: dict[str, Any] = {"comments": (comment("11"), comment("12")), "pingbacks": (ping("21"),)}
    assert problems(shown(stated_comment_count=2, **talk)) == []
    assert problems(shown(stated_comment_count=3, **talk)) == []
    assert problems(shown(stated_comment_count=5, **talk)) == [("comment_count", "5", "2")]
    assert problems(shown(stated_comment_count=0)) == []


def test_a_protected_post_is_not_asked_for_its_comments() -> None:
    assert problems(shown(post(protected=True), stated_comment_count=5)) == []


def test_what_is_gone_does_not_count() -> None:
    old, new = (
        shown(comments=(comment("11"), comment("12"))),
        shown(comments=(comment("12"),), crawl=LATER, stated_comment_count=1),
    )
    assert problems(old, new, crawls=runs(CRAWL, LATER)) == []


def test_a_count_of_posts_or_pages_that_is_not_ours_is_a_problem() -> None:
    account = tally(stated={"rest_posts": 2, "rest_pages": 1, "rest_comments": 9})
    static = post(HOME + "about/", wp_id="9", kind="page")
    assert problems(rest(post(wp_id="5")), shown(static), account=account) == [("post_count", "2", "1")]


def test_a_wall_and_each_failure_is_a_problem() -> None:
    account = tally(state="private", failed=[[ONE, "HTTP 500"], [TWO, "HTTP 500"]])
    assert problems(account=account) == [
        ("failed_fetch", ONE, "HTTP 500"),
        ("failed_fetch", TWO, "HTTP 500"),
        ("wall", "ok", "private"),
    ]


def test_a_problem_names_its_post_and_the_capture_to_look_at() -> None:
    found = rows(shown(stated_comment_count=5))
    assert found["problems"][0]["post_id"] == found["posts"][0]["id"]
    assert found["problems"][0]["capture_id"] == found["posts"][0]["capture_id"]
    assert ONE in found["problems"][0]["detail"]


def the_blog(*given: Evidence, **more: Any) -> dict[str, Any]:
    return rows(*given, **more)["blogs"][0]


def test_a_blog_is_as_it_calls_itself_and_as_the_roster_has_it() -> None:
    found = the_blog(*STORY, of=blog(owner="Ana", course="looms-101", title="Ana's", consent="yes"))
    assert (found["title"], found["owner"], found["theme"], found["timezone"]) == (
        "Weaving",
        "Ana",
        "plain",
        "Pacific/Auckland",
    )
    assert found["course_id"] == ident("course", "looms-101")
    assert the_blog(of=blog(title="Ana's"))["title"] == "Ana's"


def test_an_open_blog_without_a_post_is_empty_and_a_closed_one_is_what_closed_it() -> None:
    assert the_blog(account=tally())["state"] == "empty"
    assert the_blog(shown(), account=tally())["state"] == "ok"
    assert the_blog(account=tally(state="private"))["state"] == "private"


def test_a_blog_that_was_not_gone_through_is_not_called_empty() -> None:
    assert the_blog(account=tally(planned=1))["state"] == "ok"
    assert the_blog()["state"] == "ok"


def test_every_capture_has_a_row_that_says_where_its_bytes_are() -> None:
    made = rows(*STORY)["captures"]
    assert len(made) == len(STORY)
    assert {(row["warc_file"], row["warc_offset"], row["warc_length"]) for row in made} == {
        (f"coursekeep-{crawl}.warc.gz", 0, 1) for crawl in (CRAWL, LATER)
    }


def test_a_post_that_two_crawls_miss_is_gone_and_stays_in_the_database() -> None:
    status = [
        rows(shown(), crawls=runs(*ids))["posts"][0]["status"]
        for ids in ((CRAWL,), (CRAWL, LATER), (CRAWL, LATER, LATEST))
    ]
    assert status == ["live", "missing", "gone"]


def test_terms_have_names_as_printed_and_slugs_for_addresses() -> None:
    made = rows(shown(FULL))
    assert {(row["kind"], row["name"], row["slug"]) for row in made["terms"]} == {
        ("category", "Looms", "looms"),
        ("category", "Te reo Māori", "te-reo-māori"),
        ("tag", "C++", "c"),
    }
    assert {row["term_id"] for row in made["posts_terms"]} == {row["id"] for row in made["terms"]}


def test_two_posts_share_a_term() -> None:
    made = rows(rest(post(wp_id="5", tags=("wool",)), post(TWO, wp_id="7", tags=("wool",))))
    assert (len(made["terms"]), len(made["posts_terms"])) == (1, 2)


def test_a_citation_names_its_reference_where_there_is_one() -> None:
    made = rows(shown(FULL))
    entries = {row["id"]: row["text"] for row in made["reference_entries"]}
    assert {row["text"]: entries.get(row["reference_id"]) for row in made["citations"]} == {"A, 2001": "B", "B": None}
    assert json.loads(made["reference_entries"][0]["authors"]) == []


def test_links_within_the_blog_are_internal() -> None:
    assert [row["kind"] for row in rows(shown(FULL))["links"]] == ["internal", "external", "external"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("Warp and weft.", 3), ("It’s a well-known loom's end", 5), ("1,000 looms", 3), ("日本語", 1)],
)
def test_words_are_counted_as_people_count_them(text: str, words: int) -> None:
    assert word_count(text) == words
    assert rows(shown(post(body_text=text)))["posts"][0]["word_count"] == words


def test_the_times_of_a_post_are_utc_and_by_its_own_clock() -> None:
    row = next(row for row in rows(*STORY)["posts"] if row["wp_id"] == 5)
    assert (row["published_at"], row["published_local"]) == ("2026-03-01T09:00:00Z", "2026-03-01T22:00:00+13:00")
    assert row["modified_at"] == "2026-03-02T09:00:00Z"


WORDY = " ".join(f"word{n}" for n in range(100))
SIGNED: dict[str, Any] = {"wp_id": "5", "author": "Ana", "published": "2026-03-01T22:00", "body_text": WORDY}


def differing(*given: Evidence, **more: Any) -> list[tuple[str, str, str]]:
    return [each for each in problems(*given, **more) if each[0] == "feed_text"]


@pytest.mark.parametrize("source", [rest, feed])
def test_a_page_with_another_text_than_its_source_is_a_problem(source: Any) -> None:
    cut = shown(post(**{**SIGNED, "body_text": WORDY[:300]}))
    assert differing(cut, source(post(**SIGNED))) == [("feed_text", "100", "45")]
    assert differing(shown(post(**{**SIGNED, "body_text": ""})), source(post(**SIGNED))) == [("feed_text", "100", "0")]
    assert differing(shown(post(**SIGNED)), source(post(**{**SIGNED, "body_text": WORDY.upper() + " more"}))) == []


def test_a_summary_a_protected_post_and_a_page_of_another_crawl_are_not_compared() -> None:
    cut = post(**{**SIGNED, "body_text": "word1 word2"})
    assert differing(shown(cut), feed(post(**SIGNED, excerpt_only=True))) == []
    assert differing(shown(cut), rest(post(**SIGNED, protected=True))) == []
    assert differing(shown(cut), rest(post(**SIGNED), crawl=LATER), crawls=runs(CRAWL, LATER)) == []


def test_pages_of_a_post_are_compared_together_and_so_are_text_and_references() -> None:
    first, second = WORDY[:300], WORDY[300:]
    parts = [shown(post(**{**SIGNED, "body_text": t}), url=u) for t, u in ((first, ONE), (second, ONE + "2/"))]
    assert differing(*parts, rest(post(**SIGNED))) == []
    listed = post(**{**SIGNED, "body_text": first}, references=(reference(0, second),))
    assert differing(shown(listed), rest(post(**SIGNED))) == []


def test_a_live_open_post_without_a_field_is_a_problem_that_names_it() -> None:
    def missing(*given: Evidence, **more: Any) -> list[str]:
        return [row["found"] for row in rows(*given, **more)["problems"] if row["kind"] == "missing_field"]

    assert missing(shown(post(**SIGNED))) == []
    assert missing(shown(post(title=" ", body_text="", body_html=""))) == ["title, author, time, body"]
    assert missing(shown(post(protected=True))) == []
    assert missing(shown(post(kind="page"))) == []
    assert missing(shown(), crawls=runs(CRAWL, LATER)) == []


def test_counts_of_posts_and_of_pages_are_problems_of_their_own() -> None:
    account = tally(stated={"rest_posts": 2, "rest_pages": 3})
    assert problems(shown(), account=account) == [("post_count", "2", "1"), ("post_count", "3", "0")]


def counts(made: dict[str, Any]) -> dict[str, int]:
    return {table: len(each) for table, each in made.items()}


@pytest.mark.parametrize("bits", [0, 1, 4])
@given(st.permutations(STORY))
def test_rows_that_come_to_the_same_number_are_all_there_whatever_the_order(bits: int, order: list[Evidence]) -> None:
    ids = runs(CRAWL, LATER)
    plain = compose(blog(), STORY, ids, ACCOUNT)
    with pytest.MonkeyPatch.context() as world:
        world.setattr(sheet, "beside", lambda near, *parts, own=0: ident(*parts) % 2**bits + 1)
        crowded = compose(blog(), order, ids, ACCOUNT)
        assert crowded == compose(blog(), STORY, ids, ACCOUNT)
    assert counts(crowded) == counts(plain)
    assert [(c["text"], c["depth"]) for c in crowded["comments"]] == [
        (c["text"], c["depth"]) for c in plain["comments"]
    ]


def test_a_check_that_found_nothing_new_is_composed_where_a_number_is_taken(tmp_path: Path) -> None:
    made = rows(*STORY, crawls=runs(CRAWL, LATER), account=ACCOUNT)
    store = stored(tmp_path / "a.sqlite", made)
    quiet = {**tally(), "state": made["blogs"][0]["state"], "kind": "check"}
    same = revisit(feed(post()), LATEST)
    news = [replace(same, capture=replace(same.capture, role="feed"))]
    assert is_quiet(store, "weaving", quiet, news)
    taken = replace(news[0], capture=replace(news[0].capture, record_id=STORY[0].capture.record_id))
    assert not is_quiet(store, "weaving", quiet, [taken])
    store.close()


def test_a_database_takes_rows_that_came_to_the_same_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "beside", lambda near, *parts, own=0: 1)
    made = rows(*STORY, crawls=runs(CRAWL, LATER), account=ACCOUNT)
    store = stored(tmp_path / "a.sqlite", made)
    numbers = store.rows("select c.wp_id, p.wp_id as parent from comments c left join comments p on p.id = c.parent_id")
    assert {"wp_id": 12, "parent": 11} in numbers
    store.close()
