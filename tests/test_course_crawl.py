"""A course, crawled as its posts change: versions, weeks, people and questions, the same from a crawl and from a rebuild."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from blog import Blog
from command import Ran, assert_whole, coursekeep, here, rows

CONFIG = """
courses:
  - slug: chalk
    starts: 2026-03-02
    weeks: 4
    timezone: Pacific/Auckland
    blogs:
      - {{name: Ana Example, url: "{url}", section: Monday, role: student, email: ana@example.org}}
      - {{name: Not Yet, url: "http://127.0.0.1:1/", role: student}}
    assignments:
      - {{id: look, title: A look, due: 2026-03-01, match: {{title: look}}}}
    expect: {{posts_per_week: 1}}
"""


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


@pytest.fixture
def data(tmp_path: Path, blog: Blog) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG.format(url=blog.url))
    return tmp_path / "data"


def crawled(data: Path, *more: object) -> Ran:
    return coursekeep("crawl", "--config", "config.yaml", "--blog", "ana-example", *here(data), *more, cwd=data.parent)


def edited(blog: Blog) -> None:
    post = blog.entries[0]
    post.text = "Wenger (2000) says that we learn together, and I doubt it."
    post.said[0] = replace(post.said[0], text="Remark number 1, thought over.")


@pytest.mark.parametrize("rest", [True, False], ids=["rest", "pages"])
def test_an_edit_between_two_crawls_is_a_version_in_the_crawls_database_and_the_rebuilt_one(
    blog: Blog, data: Path, rest: bool
) -> None:
    blog.rest = rest
    crawled(data)
    assert rows(data, "select count(*) from post_versions") == [(0,)]
    edited(blog)
    crawled(data)
    sql = "select position, body_text, source from post_versions order by position"
    versions = rows(data, sql)
    assert [text[:38] for _, text, _ in versions] == ["Wenger (2000) says that we learn toget"] * 2
    assert [text.endswith("doubt it.") for _, text, _ in versions] == [False, True]
    assert {source for _, _, source in versions} <= ({"rest"} if rest else {"page", "feed"})
    assert rows(data, "select text from comment_versions order by position") == [
        ("Remark number 1 upon chalk.",),
        ("Remark number 1, thought over.",),
    ]
    assert_whole(data)
    assert rows(data, sql) == versions
    told = coursekeep("diff", f"{blog.url}chalk-and-talk/", "--data", data, cwd=data.parent)
    assert "together[-.-]{+, and I doubt it.+}" in told.out or "{+, and I doubt it+}." in told.out


def test_a_quiet_recrawl_makes_no_version(blog: Blog, data: Path) -> None:
    crawled(data)
    crawled(data, "--full")
    assert rows(data, "select (select count(*) from post_versions) + (select count(*) from comment_versions)") == [(0,)]
    assert_whole(data)


def test_the_course_is_in_the_database_and_questions_need_no_configuration(blog: Blog, data: Path) -> None:
    crawled(data)
    (data.parent / "config.yaml").unlink()
    week = "select slug, state, email from blogs order by slug"
    assert rows(data, week) == [("ana-example", "ok", "ana@example.org"), ("not-yet", "not_crawled", None)]
    told = coursekeep("query", "week", "-p", "week=1", "--json", "--data", data, cwd=data.parent).json
    assert [(row["person"], row["posts"]) for row in told] == [("Ana Example", 3), ("Not Yet", 0)]
    late = coursekeep("query", "submissions", "--json", "--data", data, cwd=data.parent).json
    assert [(row["assignment"], row["title"], row["late"]) for row in late] == [("look", "A second look", 1)]
    found = coursekeep("search", "chalk*", "--json", "--data", data, cwd=data.parent).json
    assert {row["found_in"] for row in found} == {"posts", "comments"}


def test_the_owner_is_the_one_who_writes_and_answers_on_the_blog(blog: Blog, data: Path) -> None:
    crawled(data)
    sql = "select h.name, count(*) from {} x left join people h on h.id = x.person_id group by 1 order by 1"
    assert rows(data, sql.format("posts")) == [("Ana Example", 4)]
    assert ("Ana Example", 1) in rows(data, sql.format("comments"))


def test_people_yaml_beside_the_data_counts_in_a_crawl_and_in_a_rebuild(blog: Blog, data: Path) -> None:
    (data.parent / "people.yaml").write_text("merge:\n  - [name:ana-example/ben, name:ana-example/reader1]\n")
    crawled(data)
    sql = "select count(distinct person_id), count(*) from comments where author in ('Ben', 'Reader 1')"
    assert rows(data, sql) == [(1, 2)]
    assert_whole(data)


def test_a_mistake_in_people_yaml_is_a_line_and_running_it_again_mends_it(blog: Blog, data: Path) -> None:
    (data.parent / "people.yaml").write_text("merge:\n  - [ben]\n")
    ran = crawled(data)
    assert ran.code == 2 and "people.yaml:2:" in ran.err
    assert not blog.asked
    (data.parent / "people.yaml").unlink()
    assert crawled(data).code == 0
    assert_whole(data)


def test_the_weeks_follow_the_configuration(blog: Blog, data: Path) -> None:
    crawled(data)
    before = rows(data, "select id, course_week from posts order by id")
    config = data.parent / "config.yaml"
    config.write_text(config.read_text().replace("starts: 2026-03-02", "starts: 2026-02-23"))
    crawled(data)
    assert rows(data, "select id, course_week - 1 from posts order by id") == before
    assert_whole(data)
