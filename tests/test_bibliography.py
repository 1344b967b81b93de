"""The verbs of bibliographies: works, export and references."""

import json
import re
import time
from pathlib import Path
from typing import Any

import click
import pytest
from blog import Blog, Entry
from click.testing import CliRunner, Result
from command import assert_whole, crawl, rows

from archive.database.store import NAME, Store
from archive.items import as_json
from crawler.cli import main
from crawler.parsers.references import read_reference
from crawler.pasted import entries, read_list
from crawler.verbs import bibliography
from crawler.verbs.export import export
from crawler.works import find, settle

LOOMS = "Weaver, A. (2001). Looms and the people who sit at them. Guild Press."
LOOMS_TOO = "Weaver, Anna. Looms and the People Who Sit at Them. Guild Press, 2001."
WOOL = "Spinner, B. (1999). Of wool and its many uses in winter. Journal of Cloth, 7(2), 1-9."
DYES = "Dyer, C. (2010). Colours that stay, and those that run away. Guild Press."
LISTED = (
    (1, 11, None, LOOMS), (2, 11, None, WOOL), (3, 12, None, LOOMS_TOO), (4, 21, None, LOOMS), (5, 21, None, DYES), (6, 11, 31, DYES),
)  # fmt: skip
"""Number, post, comment and text of the entries."""
POSTS = {
    11: (1, "https://one.example/warp/", "Anna"),
    12: (1, "https://one.example/?p=12", "Anna"),
    21: (2, "https://two.example/weft/", "Bob"),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two blogs of a course and one of none; Anna and Bob list the book on looms."""
    store = Store(tmp_path / NAME)
    blogs = [
        {"id": n, "slug": slug, "url": f"https://{slug}.example/", "state": "ok", "course_id": course}
        for n, slug, course in ((1, "one", 5), (2, "two", None), (3, "empty", 5))
    ]
    posts = [
        {"id": n, "blog_id": blog, "kind": "post", "url": url, "status": "live", "author": author, "title": f"Post {n}"}
        for n, (blog, url, author) in POSTS.items()
    ]
    said = [("Weaver (2001)", 1, "Weaver"), ("Carder, 1980", None, "Carder"), ("Carder (1980)", None, "Carder")]
    citations = [
        {
            "id": n,
            "post_id": 11,
            "position": n,
            "text": t,
            "authors": json.dumps([a]),
            "year": re.sub(r"\D", "", t),
            "reference_id": r,
        }
        for n, (t, r, a) in enumerate(said)
    ]
    with store.transaction():
        store.put({
            "courses": [{"id": 5, "slug": "cloth"}], "blogs": blogs, "posts": posts, "citations": citations,
            "comments": [{"id": 31, "post_id": 11, "position": 0, "status": "live", "author": "Cy"}],
            "reference_entries": [_entry(*each) for each in LISTED],
        })  # fmt: skip
        settle(store, find(store))
    store.close()
    return tmp_path


def _entry(number: int, post: int, comment: int | None, text: str) -> dict[str, Any]:
    read = read_reference(text)
    same = {
        name: getattr(read, name)
        for name in ("year", "title", "container", "publisher", "volume", "issue", "pages", "type", "text")
    }
    authors = json.dumps(as_json(read.authors))
    return {
        "id": number,
        "post_id": post,
        "comment_id": comment,
        "position": number,
        "authors": authors,
        "editors": "[]",
        **same,
    }


def run(command: click.Command, *words: object, given: str | None = None) -> Result:
    result = CliRunner().invoke(command, [str(word) for word in words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def works(data: Path, *words: object) -> Any:
    result = run(bibliography.works, "--data", data, "--json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def titles(found: Any) -> list[str]:
    return [work["csl"]["title"].split()[0] for work in found]


def test_works_stand_by_the_number_of_people(data: Path) -> None:
    found = works(data)
    assert [(w["people"], w["entries"], w["variants"], w["blogs"]) for w in found] == [
        (2, 3, 2, 2),
        (2, 2, 1, 2),
        (1, 1, 1, 1),
    ]
    assert titles(found) == ["Looms", "Colours", "Of"]
    assert found[0]["texts"] == sorted([LOOMS, LOOMS_TOO])


def test_works_of_a_course_or_a_blog_count_only_what_they_list(data: Path) -> None:
    assert works(data, "--course", "cloth") == works(data, "--blog", "one") != works(data)
    assert titles(works(data, "--blog", "two")) == ["Colours", "Looms"]
    assert works(data, "--blog", "empty") == []
    assert titles(works(data, "--limit", 1)) == ["Looms"]


def test_works_in_words(data: Path) -> None:
    lines = run(bibliography.works, "--data", data, "--limit", 1).stdout.splitlines()
    assert lines == ["people  entries  variants  work", f"     2        3         2  {LOOMS}"]


@pytest.mark.parametrize("option", ["--course", "--blog"])
def test_a_slug_that_is_not_there_is_told_with_those_that_are(data: Path, option: str) -> None:
    result = run(bibliography.works, "--data", data, option, "nosuch")
    assert result.exit_code == 2
    assert result.stderr.startswith("coursekeep: nosuch: there is no such ")
    assert {"--course": "cloth", "--blog": "empty, one, two"}[option] in result.stderr


def test_a_post_tells_what_it_cites_and_what_it_only_lists(data: Path) -> None:
    told = works(data, "--post", "http://www.one.example/warp#comments")
    assert [(titles([w]), [c["text"] for c in w["citations"]]) for w in told["cites"]] == [
        (["Looms"], ["Weaver (2001)"])
    ]
    assert [(u["authors"], u["year"], len(u["citations"])) for u in told["cited_not_listed"]] == [
        (["Carder"], "1980", 2)
    ]
    assert titles(told["listed_not_cited"]) == ["Of"]
    lines = run(bibliography.works, "--data", data, "--post", "https://one.example/warp/").stdout.splitlines()
    assert lines == [
        "Post 11 https://one.example/warp/",
        f"cites              {LOOMS}  [Weaver (2001)]",
        "cited, not listed  Carder, 1980; Carder (1980)",
        f"listed, not cited  {WOOL}",
    ]


def test_a_post_that_is_not_there_is_told(data: Path) -> None:
    result = run(bibliography.works, "--data", data, "--post", "https://one.example/nothing/")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("form", bibliography.FORMATS)
def test_the_same_export_twice_is_the_same_bytes(data: Path, form: str) -> None:
    first, second = data / "first", data / "second"
    for path in (first, second):
        assert run(export, form, "-o", path, "--data", data).exit_code == 0
    assert first.read_bytes() == second.read_bytes() == run(export, form, "-o", "-", "--data", data).stdout_bytes


def test_an_export_holds_what_was_chosen(data: Path) -> None:
    def keys(*words: object) -> list[str]:
        return [item["id"] for item in json.loads(run(export, "csl-json", "-o", "-", "--data", data, *words).stdout)]

    assert keys() == ["dyer2010colours", "spinner1999wool", "weaver2001looms"]
    assert keys("--blog", "two") == ["dyer2010colours", "weaver2001looms"]
    assert keys("--course", "cloth", "--most-cited", 1) == ["weaver2001looms"]
    assert keys("--post", "https://one.example/?p=12") == ["weaver2001looms"]


def test_a_file_is_replaced_only_by_a_whole_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = data / "works.bib"
    path.write_text("what was there")

    def full(self: Path, *_: Any) -> int:
        self.touch()
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run(export, "bibtex", "-o", path, "--data", data)
    assert (result.exit_code, "No space left" in result.stderr) == (2, True)
    assert path.read_text() == "what was there"
    assert [p.name for p in data.iterdir() if "part" in p.name] == []


def test_an_export_goes_through_a_link_and_into_a_device(data: Path) -> None:
    (data / "link.bib").symlink_to(data / "real.bib")
    assert run(export, "bibtex", "-o", data / "link.bib", "--data", data).exit_code == 0
    assert (data / "link.bib").is_symlink() and (data / "real.bib").read_text().startswith("@book{dyer2010")
    assert run(export, "bibtex", "-o", "/dev/null", "--data", data).exit_code == 0


def test_a_pasted_list_comes_out_in_its_order() -> None:
    result = run(bibliography.references, "-", "--format", "apa", given=f"References\n\n{WOOL}\n{LOOMS}\n")
    assert result.stdout.splitlines() == [WOOL, LOOMS]


def test_a_pasted_list_is_csl_json_unless_something_else_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("\ufeff".encode() + LOOMS.encode() + b"\r\n\r\n\xff\xfe nonsense\r\n")
    first, *_ = json.loads(run(bibliography.references, path).stdout)
    assert (first["id"], first["type"], first["custom"]["text"]) == ("weaver2001looms", "book", LOOMS)
    assert run(bibliography.references, path, "--format", "ris").stdout.startswith("TY  - BOOK")
    assert run(bibliography.references, "-", given="").stdout == "[]\n"


def test_lines_for_programs_stay_as_they_are() -> None:
    result = run(bibliography.references, "--jsonl", given='{"id": "x", "text": "Weaver, A. (2001). On looms."}\n')
    assert json.loads(result.stdout)["id"] == "x" and json.loads(result.stdout)["csl"]["title"] == "On looms"


@pytest.mark.parametrize("words", [(), ("--jsonl", "--format", "ris")])
def test_references_say_what_they_need(words: tuple[str, ...]) -> None:
    result = run(bibliography.references, *words)
    assert (result.exit_code, "name a FILE" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "text",
    [
        f"{LOOMS}\n{WOOL}",
        f"{LOOMS}\n\n{WOOL}",
        f"Works Cited\r\n\r\n{LOOMS}\r\n \r\n{WOOL}",
        f"References:\n{LOOMS}\n{WOOL}\n",
        LOOMS.replace(" Guild", "\nGuild") + "\n" + WOOL.replace(" Journal", "\nJournal"),
        LOOMS.replace(" who", "\n   who") + "\n" + WOOL.replace(" Journal", "\n   Journal"),
        LOOMS.replace(" who", "\nwho") + "\n\n" + WOOL.replace("in winter. ", "in\nwinter. "),
    ],
)
def test_broken_lines_of_a_pasted_list_are_joined(text: str) -> None:
    assert entries(text) == [LOOMS, WOOL]


@pytest.mark.parametrize("piece", ["http:", "A", "(", "a\n", " \n", "Weaver, A. ", "10.1000/", "\x0b", "[1] "])
def test_a_long_pasted_text_is_read_in_time(piece: str) -> None:
    began = time.process_time()
    read_list((piece * 20_000).encode())
    assert time.process_time() - began < 3


def test_works_over_blogs_are_the_same_after_each_crawl_and_after_a_rebuild(tmp_path: Path) -> None:
    data, sql = tmp_path / "data", "select entries, blogs from works order by key"
    with Blog([Entry(1, "Warp", LOOMS), Entry(2, "Weft", WOOL)]) as one, Blog([Entry(1, "Cloth", LOOMS_TOO)]) as two:
        assert crawl(one.url, two.url, data=data).code == 0
        assert rows(data, sql) == [(1, 1), (2, 2)]
        assert_whole(data)
        two.entries[0].text = DYES
        assert crawl(two.url, data=data).code == 0
    assert rows(data, sql) == [(1, 1), (1, 1), (1, 1)]
    assert_whole(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_the_code_that_its_program_wrote(encoding: str) -> None:
    (item,) = read_list("Nuñez, É. (1998). Comunidades de práctica. Cambridge University Press.\n".encode(encoding))
    assert item["author"] == [{"family": "Nuñez", "given": "É."}]


def test_what_is_no_text_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "list.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 9)
    ran = CliRunner().invoke(main, ["references", str(tmp_path / "list.docx")])
    assert ran.exit_code == 2 and "list.docx: is no text: " in ran.stderr
