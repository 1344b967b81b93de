"""The rules of naming blogs: on the command line, in CSV and in OPML."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import ConfigError
from archive.items import Blog
from crawler.addresses import SLUG, slug_of, slug_of_url, whole
from crawler.roll import Roll
from crawler.roster import blogs_from_urls, read_roster


def read(tmp_path: Path, content: str | bytes, name: str = "roster.csv") -> tuple[tuple[Blog, ...], list[str]]:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows, mistakes = read_roster(file)
    roll = Roll()
    roll.reserve(rows)
    blogs = roll.blogs(rows, "course-1")
    return blogs, [m.removeprefix(f"{tmp_path}/") for m in (*mistakes, *roll.mistakes)]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://blog.example.org/", "https://blog.example.org/"),
        ("blog.example.org", "https://blog.example.org/"),
        ("  WWW.Example.org/Blog ", "https://www.example.org/Blog"),
        ("http://blog.example.org:80", "http://blog.example.org/"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("127.0.0.1:8081", "http://127.0.0.1:8081/"),
        ("localhost:8000/blog/", "http://localhost:8000/blog/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("https://blog.example.org/feed/", "https://blog.example.org/"),
        ("feed://blog.example.org/comments/feed/", "https://blog.example.org/"),
        ("feed:https://blog.example.org/feed/atom/", "https://blog.example.org/"),
        ("https://blog.example.org/wp-admin/edit.php", "https://blog.example.org/"),
        ("https://example.org/anna/index.php", "https://example.org/anna/"),
        ("https://example.org/feedback/", "https://example.org/feedback/"),
        ("https://blog.example.org/?p=3#comments", "https://blog.example.org/?p=3"),
        ("https://kōrero.example.org", "https://kōrero.example.org/"),
    ],
)
def test_an_address_is_made_whole(written: str, address: str) -> None:
    assert whole(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "blog",
        "http://",
        "http://[",
        "ftp://example.org",
        "https://a:b@example.org",
        "a.b:99999",
        "two words.org",
        "mailto:x@y.z",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        whole(written)


@given(st.text(max_size=40))
def test_any_words_make_an_address_or_a_refusal(words: str) -> None:
    try:
        url = whole(words)
    except ValueError:
        return
    assert url.startswith(("http://", "https://"))
    assert SLUG.fullmatch(slug_of_url(url))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Aroha Example", "aroha-example"),
        ("Chloé O'Neil-Æther", "chloe-oneil-ther"),
        ("Mārama", "marama"),
        ("王小明", ""),
    ],
)
def test_a_slug_keeps_plain_letters(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_the_command_line_names_blogs_by_host_and_path() -> None:
    blogs = blogs_from_urls(
        [
            "https://www.teaching.example.org/",
            "http://127.0.0.1:8081/",
            "127.0.0.1:8082",
            "example.org/anna/",
            "example.org/ben",
        ]
    )
    assert [b.slug for b in blogs] == [
        "teaching-example-org",
        "127-0-0-1-8081",
        "127-0-0-1-8082",
        "example-org-anna",
        "example-org-ben",
    ]
    assert blogs[2].url == "http://127.0.0.1:8082/"
    assert all(b.course is None and b.consent == "" for b in blogs)


def test_an_address_given_twice_is_one_blog() -> None:
    assert len(blogs_from_urls(["a.example.org", "a.example.org"])) == 1


def test_every_bad_address_of_the_command_line_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        blogs_from_urls(["good.example.org", "bad", "ftp://worse.example.org"])
    assert [m.partition(":")[0] for m in caught.value.mistakes] == ["address 2", "address 3"]
    assert caught.value.exit_code == 2


def test_a_csv_row_becomes_a_blog(tmp_path: Path) -> None:
    blogs, mistakes = read(
        tmp_path,
        "name,url,section,role,consent,email\n"
        "Aroha Example,aroha.example.org,Monday,student,Yes,aroha@example.org\n"
        '"Beispiel, Ben",https://ben.example.org/,,,opted-out,\n',
    )
    assert mistakes == []
    assert blogs == (
        Blog(
            slug="aroha-example",
            url="https://aroha.example.org/",
            owner="Aroha Example",
            course="course-1",
            section="Monday",
            role="student",
            consent="yes",
            email="aroha@example.org",
        ),
        Blog(
            slug="beispiel-ben",
            url="https://ben.example.org/",
            owner="Beispiel, Ben",
            course="course-1",
            consent="opted out",
        ),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8-sig", "utf-8", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spreadsheets_may_write_as_they_do(tmp_path: Path, delimiter: str, code: str, end: str) -> None:
    lines = ["Full Name|Blog URL|Grade", "Chloé Exemple|chloe.example.org|7", "||", ""]
    blogs, mistakes = read(tmp_path, end.join(lines).replace("|", delimiter).encode(code))
    assert mistakes == []
    assert [(b.owner, b.slug, b.url) for b in blogs] == [
        ("Chloé Exemple", "chloe-exemple", "https://chloe.example.org/")
    ]


def test_namesakes_get_slugs_of_their_own_and_written_slugs_go_first(tmp_path: Path) -> None:
    blogs, _ = read(
        tmp_path,
        "name,url,slug\nAnna,a.example.org,\nAnna,b.example.org,\nAnja,c.example.org,anna\n王小明,d.example.org,\n",
    )
    assert [b.slug for b in blogs] == ["anna-2", "anna-3", "anna", "d-example-org"]


def test_every_bad_line_is_named_by_number(tmp_path: Path) -> None:
    blogs, mistakes = read(
        tmp_path,
        "name,url,consent,email,slug\n"
        "Good,good.example.org,,,\n"
        "No Address,,,,\n"
        "Bad,not an address,,,\n"
        '"Two\nlines",two.example.org,perhaps,,\n'
        "Mail,mail.example.org,yes,nobody,\n"
        "Again,http://www.good.example.org,,,\n"
        "Slug,slug.example.org,,,Big One\n"
        "More,more.example.org,,,,a,b\n",
    )
    assert [m.partition(": ")[0] for m in sorted(mistakes)] == [f"roster.csv:{n}" for n in (10, 3, 4, 6, 7, 8, 9)]
    assert blogs[0].slug == "good"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("\n \n", "is empty"),
        ("Anna,https://a.example.org\n", "has no column url"),
        ("name,url,concent\nAnna,a.example.org,no\n", 'column "concent" is unknown: is "consent" meant?'),
        ("name,url,link\nAnna,a.example.org,b.example.org\n", "columns url and link are both taken for the url"),
        (
            'name,url\nAnna,a.example.org\n"Ben,b.example.org\nCleo,c.example.org\n',
            "line 3 opens a quote that is never closed",
        ),
        ("<opml><body></body></opml>", "names no blogs"),
        ('<opml><body><outline text="A" xmlUrl="https://a.example.org/feed/"/>', "breaks off before </opml>"),
    ],
)
def test_what_is_no_roster_says_so(tmp_path: Path, content: str, words: str) -> None:
    blogs, mistakes = read(tmp_path, content)
    assert blogs == () and len(mistakes) == 1 and words in mistakes[0]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"name,url\nAnna,a.example.org\n", b"\xef\xbb\xbfname;url\n", b"<opml><outline text='a' xmlUrl='"]
    ),
)
def test_any_file_is_a_roster_or_a_list_of_mistakes(tmp_path: Path, tail: bytes, head: bytes) -> None:
    blogs, mistakes = read(tmp_path, head + tail)
    assert all(mistake.startswith("roster.csv") and mistake.isprintable() for mistake in mistakes)
    assert all(blog.url.startswith(("http://", "https://")) for blog in blogs)


def test_a_roster_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    rows, mistakes = read_roster(tmp_path / "none.csv")
    assert rows == () and "none.csv: cannot be read" in mistakes[0]


def test_opml_outlines_without_a_feed_name_their_page(tmp_path: Path) -> None:
    blogs, mistakes = read(
        tmp_path,
        """<opml version="2.0"><body><outline text="Monday">
          <outline text="Ana" htmlUrl="https://ana.example.org/"/><outline text="Ben" type="rss" htmlUrl="https://ben.example.org/"/>
          <outline text="Cleo" htmlUrl="https://cleo.example.org/about/" xmlUrl="https://cleo.example.org/feed/"/>
        </outline></body></opml>""",
        "roster.opml",
    )
    assert [each.url for each in blogs] == [f"https://{name}.example.org/" for name in ("ana", "ben", "cleo")]
    assert not mistakes


def test_opml_names_blogs_by_their_feeds_and_groups(tmp_path: Path) -> None:
    blogs, mistakes = read(
        tmp_path,
        """<?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0"><head><title>Course</title></head><body><outline text="Monday">
          <outline type="rss" text="Mārama &amp; Co" xmlUrl="https://marama.example.org/feed/" htmlUrl="https://marama.example.org/"/>
          <outline type="rss" text="Bad" xmlUrl="nowhere"/>
        </outline></body></opml>""",
        "roster.opml",
    )
    assert [(b.slug, b.owner, b.section, b.url) for b in blogs] == [
        ("marama-co", "Mārama & Co", "Monday", "https://marama.example.org/")
    ]
    assert mistakes == ['roster.opml:4: "nowhere" is no web address: write it as in https://blog.example.org/']
