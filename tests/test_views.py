"""The views: each says what its columns promise, in numbers that were counted by hand (tests/course.py)."""

from pathlib import Path
from typing import Any

import course
import pytest
from course import AROHA, BEN, GUEST, WORK

from archive.database.store import Store
from archive.database.views import VIEWS, View


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return course.store(tmp_path)


def asked(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in store.rows(sql)]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_has_the_columns_that_it_describes_in_their_order(store: Store, view: View) -> None:
    found = store.connection.execute(f"select * from {view.name}")
    assert [column[0] for column in found.description] == list(view.columns)
    assert view.about.endswith(".") and all(view.columns.values())


def test_views_use_nothing_that_sqlite_3_40_lacks() -> None:
    assert not [view.name for view in VIEWS if "concat(" in view.sql.replace("group_concat(", "") or "order by" in view.sql.partition("group_concat(")[2]]  # fmt: skip


def test_activity_has_a_row_for_everything_that_somebody_did(store: Store) -> None:
    counts = asked(
        store, "select kind, count(*), sum(words) from activity where course = 'weaving' group by 1 order by 1"
    )
    assert counts == [("comment", 5, 25), ("pingback", 1, None), ("post", 3, 30)]
    ben = "select kind, post_id, course_week, blog, status from activity where person = 'Ben' order by kind, post_id"
    assert asked(store, ben) == [
        ("comment", 1, 1, "aroha", "live"),
        ("comment", 2, 1, "aroha", "gone"),
        ("pingback", 1, 1, "aroha", "live"),
        ("post", 3, 1, "ben", "live"),
    ]


def test_weekly_participation_has_a_row_for_each_owner_and_week_and_one_for_guests_who_wrote(store: Store) -> None:
    sql = (
        "select person, course_week, week_starts, blog, section, posts, words, comments_made, comments_received"
        " from weekly_participation order by 1, 2"
    )
    assert asked(store, sql) == [
        ("Aroha", 1, "2026-03-02", "aroha", "Monday", 1, 10, 1, 1),
        ("Aroha", 2, "2026-03-09", "aroha", "Monday", 1, 10, 0, 1),
        ("Ben", 1, "2026-03-02", "ben", "Friday", 1, 10, 1, 1),
        ("Ben", 2, "2026-03-09", "ben", "Friday", 0, 0, 0, 0),
        ("Guest", 2, "2026-03-09", None, None, 0, 0, 1, 0),
    ]


def test_comment_edges_lead_from_the_writer_to_whom_the_comment_answers(store: Store) -> None:
    sql = "select source_id, target_id, kind, course_week, weight, words from comment_edges order by 1, 2"
    assert asked(store, sql) == [
        (AROHA, BEN, "post", 1, 1, 5),
        (AROHA, BEN, "reply", 1, 1, 5),
        (BEN, AROHA, "post", 1, 1, 5),
        (GUEST, AROHA, "reply", 2, 1, 5),
    ]


def test_pingback_edges_lead_from_the_linking_post_to_the_linked_one(store: Store) -> None:
    sql = "select source_id, source, target_id, source_blog, target_blog, source_post_id, target_post_id, weight from pingback_edges"
    assert asked(store, sql) == [(BEN, "Ben", AROHA, "ben", "aroha", 3, 1, 1)]


def test_link_edges_are_links_to_posts_of_the_archive_only(store: Store) -> None:
    sql = "select source_id, target_id, source_blog, target_blog, source_post_id, target_post_id, course_week, weight from link_edges"
    assert asked(store, sql) == [(BEN, AROHA, "ben", "aroha", 3, 1, 1, 1)]


def test_citation_edges_tell_listing_from_citing(store: Store) -> None:
    sql = "select person_id, post_id, work_id, work, weight, listed from citation_edges order by post_id"
    assert asked(store, sql) == [
        (AROHA, 1, WORK, "Weaver 2001 On looms", 0, 1),
        (BEN, 3, WORK, "Weaver 2001 On looms", 2, 1),
    ]


def test_threads_say_whom_a_comment_answers_and_how_many_answer_it(store: Store) -> None:
    sql = "select comment_id, thread_id, depth, person, answers_to, replies from threads where post_id = 1 order by position"
    assert asked(store, sql) == [
        (11, 11, 1, "Ben", "Aroha", 1),
        (12, 11, 2, "Aroha", "Ben", 1),
        (13, 11, 3, "Guest", "Aroha", 0),
    ]


def test_blog_health_tells_the_newest_crawl_from_the_one_before(store: Store) -> None:
    sql = "select blog, posts, comments, last_comment_at, last_crawl_id, failed, last_state, problems from blog_health order by 1"
    assert asked(store, sql) == [
        ("aroha", 2, 3, "2026-03-10T00:00:00Z", None, None, None, 0),
        ("ben", 1, 1, "2026-03-03T00:00:00Z", 9, 3, "ok", 1),
    ]


def test_an_unanswered_post_is_one_on_which_nobody_else_has_commented(store: Store) -> None:
    sql = "select post_id, person, own_comments from unanswered_posts"
    assert asked(store, sql) == [(2, "Aroha", 0)]
    with store.transaction():
        store.put({"comments": [course.comment(16, 2, AROHA, by_post_author=1)]})
    assert asked(store, sql) == [(2, "Aroha", 1)]
    with store.transaction():
        store.put({"comments": [course.comment(17, 2, GUEST)]})
    assert asked(store, sql) == []


def test_post_timeline_counts_what_came_of_a_post(store: Store) -> None:
    sql = (
        'select post_id, comments, commenters, hours_to_first_comment, pingbacks, citations, "references", versions'
        " from post_timeline order by 1"
    )
    assert asked(store, sql) == [(1, 3, 3, 24.0, 1, 0, 1, 1), (2, 0, 0, None, 0, 0, 0, 1), (3, 1, 1, 24.0, 0, 2, 1, 1)]


def test_most_cited_works_count_citations_besides_entries(store: Store) -> None:
    assert asked(store, "select author, year, people, entries, citations from most_cited_works") == [("Weaver", "2001", 2, 2, 2)]  # fmt: skip


def test_provenance_leads_from_each_row_to_its_bytes(store: Store) -> None:
    sql = "select object, count(*), min(warc_file), min(warc_offset), min(warc_length) from provenance group by 1 order by 1"
    assert asked(store, sql) == [
        ("comments", 5, "a.warc.gz", 7, 70),
        ("pingbacks", 1, "a.warc.gz", 7, 70),
        ("posts", 3, "a.warc.gz", 7, 70),
    ]
