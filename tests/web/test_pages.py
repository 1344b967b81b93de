"""What the pages show: the numbers of the reports, filters, seen marks, things that are not there."""

import re
import shlex
import sqlite3
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from sites import PATHS, Pages, opened
from term import NOW, SLUG

from archive.database.store import NAME
from archive.report import network, person, reader, week
from archive.web.words import due, lone


def text(page: str) -> str:
    """What a page says, without its tags."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split()))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_for_a_visitor_and_for_one_who_may_change(path: str, pages: Pages) -> None:
    for _ in range(2):
        answer = pages.client.get(path)
        assert answer.status_code == 200, text(answer.text)
        assert re.search(r"<h1", answer.text)
        pages.enter()


def test_the_week_has_the_numbers_of_the_command(pages: Pages) -> None:
    for number in (1, 4, 11):
        told = pages.asked(week.week, NOW, number, course=SLUG)["courses"][0]
        said = text(pages.client.get(f"/?week={number}").text)
        t = told["totals"]
        assert f"posted {t['posted']} of {t['students']} commented {t['commented']} of {t['students']}" in said
        tiles = (
            ("posts", t["posts"]),
            ("comments by students", t["comments"]),
            ("posts without a comment", t["waiting"]),
        )
        assert " ".join(f"{lone(label) if n == 1 else label} {n}" for label, n in tiles) in said
        rows = (
            pages.client.get(f"/?week={number}").text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr")[1:]
        )
        for row, each in zip(rows, [*told["students"], *told["others"]], strict=True):
            counts = [each[name] for name in ("posts", "words", "comments_made", "comments_received")]
            assert each["person"] in row
            assert [int(n.replace(",", "")) for n in re.findall(r'<td class="n(?: zero)?">([^<]+)', row)] == counts


def test_without_a_week_the_current_one_is_shown(pages: Pages) -> None:
    assert "Week 11" in pages.client.get("/").text


def test_a_person_who_opted_out_is_nowhere(pages: Pages) -> None:
    for path in PATHS:
        if not path.startswith("/blogs"):
            assert "Hana" not in pages.client.get(path).text, path


def test_the_reader_shows_posts_with_their_comments_the_newest_first(pages: Pages) -> None:
    told = pages.asked(reader.posts, reader.Choice(), {}, limit=10)["posts"]
    page = pages.client.get("/reader").text
    places = [page.index(f'id="post-{post["post_id"]}"') for post in told]
    assert places == sorted(places)
    assert [f'id="comment-{c["comment_id"]}"' in page for post in told for c in post["comments"]].count(False) == 0
    dates = [post["published_at"] for post in told]
    assert dates == sorted(dates, reverse=True)


def test_what_was_marked_as_seen_is_no_longer_new_until_a_comment_comes(pages: Pages) -> None:
    token = pages.enter()
    first = pages.asked(reader.posts, reader.Choice(), {}, limit=1)["posts"][0]["post_id"]
    assert f'id="post-{first}"' in pages.client.get("/reader").text
    pages.client.post("/seen", data={"token": token, "post": first, "back": "/reader"})
    assert f'id="post-{first}"' not in pages.client.get("/reader").text
    assert f'id="post-{first}"' in pages.client.get("/reader?show=all").text
    pages.client.post("/seen", data={"token": token, "post": first, "as": "new"})
    assert f'id="post-{first}"' in pages.client.get("/reader").text


def test_a_comment_that_was_kept_while_a_page_was_read_is_new_though_it_was_fetched_before(pages: Pages) -> None:
    def fetched(hours: int, comment: int) -> str:
        at = f"{NOW - timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
        with closing(sqlite3.connect(pages.site.data / NAME)) as db, db:
            db.execute("update comments set first_seen_at = ? where id = ?", (at, comment))
        return at

    told = pages.asked(reader.posts, reader.Choice(), {}, limit=10)["posts"]
    post, (*_, old, new) = next((each["post_id"], each["comments"]) for each in told if len(each["comments"]) > 1)
    shown = fetched(3, old["comment_id"])
    token, page = pages.enter(), pages.client.get("/reader?show=all").text
    assert f'name="post" value="{post} {shown}"' in page
    kept = fetched(2, new["comment_id"])
    for until, is_new in ((shown, True), (kept, False)):
        pages.client.post("/seen", data={"token": token, "post": f"{post} {until}"})
        assert (f'id="post-{post}"' in pages.client.get("/reader").text) is is_new


def test_a_filter_leaves_what_fits(pages: Pages) -> None:
    page = pages.client.get("/reader?show=all&blog=ben&week=5").text
    told = pages.asked(reader.posts, reader.Choice(blog="ben", week=5), {})["posts"]
    assert told and re.findall(r'<article class="post" id="post-(\d+)"', page) == [str(p["post_id"]) for p in told]


def test_all_pages_of_the_reader_show_every_post_once(pages: Pages) -> None:
    found: list[str] = []
    address = "/reader?show=all"
    while address:
        page = pages.client.get(address).text
        found += re.findall(r'<article class="post" id="post-(\d+)"', page)
        address = unescape(
            (re.search(r'rel="next" href="(/reader[^"]+)"', page) or [""])[1] if 'rel="next"' in page else ""
        )
    told = pages.asked(reader.posts, reader.Choice(), {}, limit=1000)["posts"]
    assert found == [str(p["post_id"]) for p in told]


def test_a_person_has_the_numbers_of_the_command(pages: Pages) -> None:
    for who in (1, 3, 10, 11):
        told = pages.asked(person.person, NOW, who)
        said = text(pages.client.get(f"/people/{who}").text)
        given, received = (sum(each["comments"] for each in told[name]) for name in ("given", "received"))
        assert (
            f"posts {told['posts']} words in posts {told['words']:,} comments on others {given} comments received {received}"
            in said
        )
        for each in told["assignments"]:
            assert each["status"] in said


def test_the_people_of_a_course_stand_there_with_every_week(pages: Pages) -> None:
    told = pages.asked(person.participation, NOW, SLUG)[0]
    page = pages.client.get("/people").text
    for each in told["people"]:
        row = page.partition(f">{each['person']}</a>")[2].partition("</tr>")[0]
        cells = re.findall(r'<td class="heat[^"]*">([^<]*)</td>', row)
        assert cells == [f"{w['posts']}·{w['comments']}" if w["week"] <= told["reached"] else "" for w in each["weeks"]]


def test_the_network_names_every_pair_and_everybody_who_is_alone(pages: Pages) -> None:
    for number, path in ((None, "/network"), (3, "/network?week=3")):
        told = pages.asked(network.network, NOW, number, course=SLUG)[0]
        page = pages.client.get(path).text
        assert page.count("<path d=") - page.partition("<main")[0].count("<path d=") == len(told["edges"])
        assert sum(int(n) for n in re.findall(r'<td class="n">(\d+)</td></tr>', page)) == sum(
            e["comments"] for e in told["edges"]
        )
        alone = {n["person"] for n in told["nodes"] if not n["given"] and not n["received"]}
        assert all(name in page.partition('id="alone"')[2] for name in alone)


def test_a_search_finds_and_marks_words(pages: Pages, tmp_path: Path) -> None:
    from archive.database import fulltext
    from archive.database.store import NAME, Store

    made = Store(pages.site.data / NAME)
    with made.transaction():
        fulltext.refresh(made.connection)
    made.close()
    assert "<mark>loom</mark>" in pages.client.get("/search?q=loom").text
    assert "Nothing found" in pages.client.get("/search?q=zzz").text
    assert pages.client.get('/search?q="').status_code == 200


@pytest.mark.parametrize("path", ["/posts/99999", "/people/99999", "/crawls/1", "/captures/1", "/media/1", "/references/1", "/packages/x.wacz", "/nowhere", "/?course=other"])  # fmt: skip
def test_what_is_not_there_is_said_with_404(path: str, pages: Pages) -> None:
    answer = pages.client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/?week=x", "/?week=99999999999", "/reader?from=-5&person=x", "/network?week=-1", "/search?q=%22&limit=x", "/reader?blog=%27", "/people/99999999999999999999999999"])  # fmt: skip
def test_odd_parameters_break_nothing(path: str, pages: Pages) -> None:
    assert pages.client.get(path).status_code in (200, 404)


def test_a_folder_without_a_database_leads_to_the_first_crawl(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with opened(tmp_path / "empty", tmp_path, NOW) as pages:
        for path in ("/", "/reader", "/blogs"):
            answer = pages.client.get(path)
            assert answer.status_code == 503
            assert 'href="/crawls"' in answer.text
        pages.client.get(f"/enter?token={pages.site.token}")
        assert "Start a crawl" in pages.client.get("/crawls").text


def test_a_database_without_a_course_has_a_reader_and_says_how_to_name_one(pages: Pages) -> None:
    import sqlite3

    with sqlite3.connect(pages.site.data / "coursekeep.sqlite") as db:
        db.executescript(
            "pragma foreign_keys = off; update blogs set course_id = null; delete from assignments; delete from courses;"
        )
    for path in ("/", "/people", "/network"):
        assert "config.yaml" in pages.client.get(path).text
    for path in ("/reader", "/people/1", "/blogs", "/references", "/search?q=loom"):
        assert pages.client.get(path).status_code == 200


def test_a_paused_blog_says_so_asks_for_nobody_and_can_be_approved(pages: Pages, tmp_path: Path) -> None:
    with closing(sqlite3.connect(pages.site.data / NAME)) as db, db:
        db.execute("update blogs set status = 'paused' where slug = 'farid'")
    with opened(pages.site.data, tmp_path / "more", NOW, config=tmp_path / "config.yaml") as other:
        other.enter()
        card = other.client.get("/blogs").text.partition('id="farid"')[2].partition("</li>")[0]
    assert "paused" in card and "private" in card and "todo" not in card
    assert 'value="approve"' in card and 'value="pause"' not in card


@pytest.mark.parametrize("label", ["posts", "people list it", "comments by students", "WARC files", "blogs with gaps", "wordings"])  # fmt: skip
def test_one_of_something_is_not_said_as_many(label: str) -> None:
    assert lone(label) != label
    assert lone(lone(label)) == lone(label)


def test_a_command_to_copy_takes_nothing_of_an_address_or_words_for_a_command(pages: Pages) -> None:
    page = pages.client.get("/search", params={"q": "it's; rm -rf $(pwd)"}).text
    command = unescape(re.findall(r"<code>(coursekeep search .*?)</code>", page)[0])
    assert shlex.split(command) == ["coursekeep", "search", "it's; rm -rf $(pwd)", "--json"]


@pytest.mark.parametrize(("given", "said"), [("2026-03-13", "13 Mar 2026"), ("2026-04-28 12:00", "28 Apr 2026, 12:00"), (None, "")])  # fmt: skip
def test_a_deadline_is_told_as_other_days_are(given: str | None, said: str) -> None:
    assert due(given) == said
