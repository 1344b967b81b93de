"""Rows of two blogs that come to the same number are both there, and the same whichever was saved first."""

from pathlib import Path
from typing import Any

import pytest

from archive.database.store import Store

Rows = dict[str, list[dict[str, Any]]]


def blog(number: int, of: int = 0) -> Rows:
    """A blog's rows; those that belong to it have numbers from `of` on."""
    name = f"b{number}"
    seen = {"capture_id": of + 60, "status": "live"}
    return {
        "blogs": [{"id": number, "slug": name, "url": f"https://{name}.example/", "state": "ok"}],
        "captures": [
            {"id": of + 60, "blog_id": number, "crawl_id": 9, "url": name, "fetched_at": "2026", "warc_file": "a", "warc_offset": 0, "warc_length": 1}
        ],
        "posts": [{"id": of + 21, "blog_id": number, "kind": "post", "url": name, **seen}],
        "comments": [
            {"id": of + 31, "post_id": of + 21, "position": 0, "text": f"{name} asks", "thread_id": of + 31, **seen},
            {"id": of + 32, "post_id": of + 21, "position": 1, "text": f"{name} answers", "parent_id": of + 31, "thread_id": of + 31, **seen},
        ],
        "links": [{"id": of + 41, "post_id": of + 21, "comment_id": of + 32, "url": name, "target_post_id": of + 21}],
        "problems": [{"id": of + 73, "blog_id": number, "post_id": of + 21, "capture_id": of + 60, "kind": "wall"}],
    }  # fmt: skip


STORY = """
select b.slug, c.text, a.text as answers, t.text as begins, l.url, target.url as leads_to, k.url as shown_by, q.kind
from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id join captures k on k.id = c.capture_id
  join problems q on q.post_id = p.id and q.blog_id = b.id and q.capture_id = k.id
  left join comments a on a.id = c.parent_id left join comments t on t.id = c.thread_id
  left join links l on l.comment_id = c.id and l.post_id = p.id left join posts target on target.id = l.target_post_id
order by b.slug, c.text
"""


def saved(path: Path, *blogs: Rows, draft: bool = False) -> list[str]:
    """The database after blogs were saved one after the other, as SQL; what it tells is checked."""
    store = Store(path, draft=draft)
    with store.transaction():
        store.put({"crawls": [{"id": 9, "started_at": "2026", "status": "finished"}]})
    for rows in blogs:
        with store.transaction():
            store.replace_blog(rows["blogs"][0]["id"], rows)
    store.close()
    store = Store(path)
    for row in store.rows(STORY):
        name = row["slug"]
        told = (f"{name} asks", name, name, name) if "answers" in row["text"] else (None, None, None, name)
        assert (row["answers"], row["url"], row["leads_to"], row["shown_by"]) == told
        assert (row["begins"], row["kind"]) == (f"{name} asks", "wall")
    assert len(store.rows(STORY)) == 2 * len({rows["blogs"][0]["id"] for rows in blogs})
    dump = list(store.connection.iterdump())
    store.close()
    return dump


@pytest.mark.parametrize("draft", [False, True])
def test_both_are_there_whichever_came_first_and_however_often(tmp_path: Path, draft: bool) -> None:
    one, two, three = blog(1), blog(2), blog(3, of=500)
    first = saved(tmp_path / "a", one, two, three, draft=draft)
    assert saved(tmp_path / "b", three, two, one, draft=draft) == first
    assert saved(tmp_path / "c", two, one, three, two, one, two) == first


def test_a_number_beside_that_is_taken_too_is_passed_over(tmp_path: Path) -> None:
    one, two = blog(1), blog(2)
    two["links"].append({"id": 42, "post_id": 21, "url": "b2"})
    assert saved(tmp_path / "a", one, two) == saved(tmp_path / "b", two, one)


def test_rows_whose_numbers_are_their_own_stay_as_they_are(tmp_path: Path) -> None:
    alone, beside = saved(tmp_path / "a", blog(1)), saved(tmp_path / "b", blog(1), blog(2, of=500))
    assert set(alone) <= set(beside)
