"""The rules of `coursekeep roster`: found, tested with two requests, pending until approved, and the file stays its owner's."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from blog import Answer, Blog
from command import Ran, coursekeep

CONFIG = """
contact: {{name: Mere Example, email: mere@example.org}}
politeness: {{delay: 0, allow_private_networks: {private}}}
courses:
  - {{slug: chalk, roster: roster.csv}}
"""
ROSTER = b'\xef\xbb\xbf# Monday\r\nStudent;Web address ; Notes\r\n\r\n\'Zed\';"zed.example.org";  "a;b" \r\n'


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog() as served:
        yield served


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text(CONFIG.format(private="true"))
    return tmp_path


def roster(here: Path, *words: object, **more: str) -> Ran:
    return coursekeep("roster", *words, cwd=here, **more)


def statuses(here: Path) -> dict[str, str]:
    return {row["slug"]: row["status"] for row in roster(here, "list", "--json").json}


def test_a_blog_is_found_tested_with_two_requests_and_pending(here: Path, blog: Blog) -> None:
    ran = roster(here, "add", blog.link(blog.entries[0]), "--json")
    (found,) = ran.json["blogs"]
    assert (ran.code, found["fate"], found["url"], found["title"], found["posts"]) == (
        0,
        "ready",
        blog.url,
        "Chalk dust",
        3,
    )
    assert len(blog.targets) == 3
    assert blog.targets[0] == "/robots.txt"
    assert "mere@example.org" in blog.asked[0].agent
    assert list(statuses(here).values()) == ["pending"]
    assert not (here / "data" / "warc").exists()


def test_where_nothing_can_be_added_no_file_is_made(tmp_path: Path) -> None:
    ran = roster(tmp_path, "add", ".", "--no-test")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "0 ready, 1 needs a person; nothing was written")
    assert list(tmp_path.iterdir()) == []


def test_the_roster_of_one_course_is_listed(tmp_path: Path) -> None:
    courses = "courses: [{slug: one, blogs: [a.example.org]}, {slug: two, blogs: [b.example.org]}]\n"
    (tmp_path / "config.yaml").write_text(courses)
    assert [row["slug"] for row in roster(tmp_path, "list", "--course", "two", "--json").json] == ["b-example-org"]
    ran = roster(tmp_path, "list", "--course", "three")
    assert (ran.code, "no course 'three' here" in ran.err) == (2, True)


def test_robots_txt_is_obeyed(here: Path, blog: Blog) -> None:
    blog.robots = Answer(b"User-agent: *\nDisallow: /\n", kind="text/plain")
    ran = roster(here, "add", blog.url)
    assert (ran.code, blog.targets) == (1, ["/robots.txt"])
    assert "turns our crawler away" in ran.out


def test_private_networks_are_refused(tmp_path: Path, blog: Blog) -> None:
    (tmp_path / "config.yaml").write_text(CONFIG.format(private="false"))
    ran = roster(tmp_path, "add", blog.url)
    assert (ran.code, blog.targets) == (1, [])
    assert "is on a private network" in ran.out


def test_who_cannot_be_crawled_gets_a_letter(here: Path, blog: Blog) -> None:
    blog.faults["/"] = [
        Answer(b"<html><head><title>Private Site</title></head><body>This site is private.</body></html>")
    ]
    (here / "list.csv").write_text(f"Student,Blog,Mail\nAna,{blog.url},ana@example.org\nDan,not yet,dan@example.org\n")
    ran = roster(here, "add", "list.csv")
    assert ran.code == 1
    assert "To: Ana <ana@example.org>\n    Hello Ana," in ran.out
    assert "is private, so the course's archive cannot read it" in ran.out
    assert "list.csv:3: no address" in ran.out
    assert "Thank you\n    Mere Example" in ran.out
    assert "0 ready, 2 need a person; 1 blog added" in ran.out


def test_only_ready_blogs_are_approved_with_one_word(here: Path, blog: Blog) -> None:
    with Blog() as other:
        other.faults["/"] = [Answer(b"gone", 404)]
        roster(here, "add", blog.url, other.url)
        assert roster(here, "approve", "--ready").code == 0
        assert sorted(statuses(here).values()) == ["approved", "pending"]
        assert (len(blog.targets), len(other.targets)) == (3, 2)


def test_what_was_not_tested_is_tested_before_it_is_approved(here: Path, blog: Blog) -> None:
    roster(here, "add", blog.url, "--no-test")
    assert blog.targets == []
    assert "1 approved" in roster(here, "approve", "--ready").out
    assert len(blog.targets) == 3


def test_pending_and_paused_blogs_are_not_crawled_unless_they_are_named(here: Path, blog: Blog) -> None:
    roster(here, "add", f"Ana: {blog.url}", "--no-test")
    waiting = coursekeep("crawl", "--media", "none", cwd=here)
    assert (waiting.code, blog.targets) == (2, [])
    assert "roster approve --ready" in waiting.err
    assert coursekeep("crawl", "--media", "none", "--blog", "ana", cwd=here).code == 0


def test_the_file_stays_its_owners_but_for_the_changed_line(here: Path) -> None:
    path = here / "roster.csv"
    path.write_bytes(ROSTER)
    assert roster(here, "pause", "zed").code == 0
    changed = ROSTER.replace(b"Notes\r\n", b"Notes;status\r\n").replace(b'"a;b" \r\n', b'"a;b" ;paused\r\n')
    assert path.read_bytes() == changed
    assert roster(here, "approve", "zed.example.org").code == 0
    assert path.read_bytes() == changed.replace(b"paused", b"approved")
    roster(here, "add", "yan.example.org", "--no-test")
    assert path.read_bytes() == changed.replace(b"paused", b"approved") + b";https://yan.example.org/;;pending\r\n"


def test_a_corrected_name_keeps_the_blogs_slug(here: Path) -> None:
    (here / "roster.csv").write_text("name,url\nMere Exmple,mere.example.org\n")
    assert roster(here, "rename", "mere-exmple", "Mere Example").code == 0
    assert (here / "roster.csv").read_text() == "name,url,slug\nMere Example,mere.example.org,mere-exmple\n"


def test_an_address_that_stands_there_already_is_no_new_one(here: Path) -> None:
    (here / "roster.csv").write_text("name,url\nAna,ana.example.org\nBen,ben.example.org\n")
    ran = roster(here, "rename", "ana", "--url", "https://www.ben.example.org/")
    assert (ran.code, "stands in the roster already, as ben" in ran.err) == (2, True)
    (found,) = roster(here, "add", "http://ana.example.org/feed", "--no-test", "--json").json["blogs"]
    assert (found["fate"], found["slug"]) == ("known", None)


def test_opting_out_says_what_is_still_kept_and_how_it_goes(here: Path, blog: Blog) -> None:
    roster(here, "add", f"Ana: {blog.url}", "--no-test")
    coursekeep("crawl", "--media", "none", "--blog", "ana", cwd=here)
    ran = roster(here, "optout", "ana")
    assert ran.code == 0
    assert "still kept: 4 posts with 7 comments" in ran.out
    assert "coursekeep forget --blog ana --reason 'opted out'" in ran.out
    assert statuses(here) == {"ana": "opted out"}
    again = roster(here, "approve", "ana")
    assert (again.code, "has opted out" in again.err) == (2, True)


def test_mistakes_are_named_by_line_and_nothing_is_changed(here: Path) -> None:
    text = "name,url,status\nAna,ana.example.org,maybe\nBen,,\n"
    (here / "roster.csv").write_text(text)
    ran = roster(here, "pause", "ana")
    assert ran.code == 2
    assert 'roster.csv:2: status must be pending, approved, paused or blank, not "maybe"' in ran.err
    assert "roster.csv:3: has no address" in ran.err
    assert (here / "roster.csv").read_text() == text


def test_without_a_configuration_one_is_made(tmp_path: Path) -> None:
    ran = roster(tmp_path, "add", "Ana: ana.example.org", "--no-test", "--dry-run")
    assert (ran.code, list(tmp_path.iterdir())) == (0, [])
    assert roster(tmp_path, "add", "Ana: ana.example.org", "--no-test").code == 0
    assert statuses(tmp_path) == {"ana": "pending"}
    assert coursekeep("doctor", cwd=tmp_path).out.count("1 course, 1 blog") == 1


def test_the_roster_comes_out_as_opml_and_csv_and_goes_in_again(here: Path) -> None:
    text = "name,url,section,status\nAna & co,ana.example.org,Monday,\nBen,ben.example.org/?x=1,,paused\n"
    (here / "roster.csv").write_text(text)
    first = json.dumps(roster(here, "list", "--json").json)
    roster(here, "export", "opml", "-o", "feeds.opml")
    assert 'text="Ana &amp; co"' in (here / "feeds.opml").read_text()
    known = roster(here, "add", "feeds.opml", "--no-test", "--json").json["blogs"]
    assert [each["fate"] for each in known] == ["known", "untested"]  # a feed's address has no ?x=1
    (here / "roster.csv").write_text(text)
    roster(here, "export", "csv", "-o", "again.csv")
    (here / "roster.csv").write_bytes((here / "again.csv").read_bytes())
    assert json.dumps(roster(here, "list", "--json").json) == first


def test_a_roster_that_cannot_be_changed_says_what_to_do(here: Path) -> None:
    (here / "config.yaml").write_text("courses: [{slug: c, blogs: [ana.example.org]}]\n")
    ran = roster(here, "pause", "ana-example-org")
    assert ran.code == 2
    assert "coursekeep roster export csv --course c -o c.csv" in ran.err


def test_a_missing_file_is_no_address(here: Path) -> None:
    ran = roster(here, "add", "studnets.csv")
    assert (ran.code, "cannot be read" in ran.err) == (2, True)


def test_an_opml_roster_is_not_changed_and_the_command_that_makes_it_csv_is_named(tmp_path: Path) -> None:
    opml = """<opml version="2.0"><body><outline text="Monday" mark="7">
        <outline text="Ana" xmlUrl="https://ana.example.org/feed/"/></outline><outline text="Ben" xmlUrl="https://ben.example.org/feed/"/>
        </body></opml>"""
    (tmp_path / "feeds.opml").write_text(opml)
    config = tmp_path / "config.yaml"
    config.write_text("courses: [{slug: d, blogs: [d.example.org]}, {slug: c, roster: feeds.opml}]\n")
    for words in (["pause", "ana"], ["approve", "ana"], ["rename", "ana", "Ana B."], ["optout", "ana"], ["add", "e.example.org", "--course", "c", "--no-test"]):  # fmt: skip
        ran = roster(tmp_path, *words)
        assert (ran.code, "feeds.opml: is OPML" in ran.err) == (2, True), ran.err
    assert (tmp_path / "feeds.opml").read_text() == opml
    command = ran.err.partition("`coursekeep roster ")[2].partition("`")[0]
    assert roster(tmp_path, *command.split()).code == 0
    config.write_text(config.read_text().replace("feeds.opml", "c.csv"))
    assert roster(tmp_path, "pause", "ana").code == 0
    assert statuses(tmp_path) == {"d-example-org": "approved", "ana": "paused", "ben": "approved"}
