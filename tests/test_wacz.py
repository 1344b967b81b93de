"""`coursekeep wacz`: one file with the archive or a part of it, the same each time, signed, and with pages that lead somewhere."""

import gzip
import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from blog import Blog
from command import Ran, coursekeep, dump, rows
from courses import CHANGED, FIRST, SECOND, Courses, archived
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from filelock import FileLock

from archive.errors import StoreError
from archive.wacz.check import faults
from archive.wacz.package import DIGEST, INDEX, LINES, MANIFEST, PAGES, _Blocks, _replaced
from archive.warc.members import Record, read_records

NO_LOCK = NoEncryption()


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Courses]:
    with archived(tmp_path_factory.mktemp("courses")) as made:
        yield made


def wacz(courses: Courses, path: Path, *words: object, code: int = 0) -> Ran:
    ran = coursekeep("wacz", "--data", courses.data, "-o", path, *words, cwd=courses.data.parent)
    assert ran.code == code, ran.err + ran.out
    return ran


def pem(path: Path, key: Any = None, lock: Any = NO_LOCK) -> Path:
    key = key or generate_private_key(SECP384R1())
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    return path


def warcs(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as zip_file:
        return {n.removeprefix("archive/"): zip_file.read(n) for n in zip_file.namelist() if n.startswith("archive/")}


def records(path: Path, folder: Path) -> list[Record]:
    found = []
    for name, data in warcs(path).items():
        (folder / name).write_bytes(data)
        found += list(read_records(folder / name))
    return found


def pages(path: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(path) as zip_file:
        return [json.loads(line) for line in zip_file.read(PAGES).splitlines()]


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as zip_file:
        return dict(json.loads(zip_file.read(MANIFEST)))


def test_a_package_of_everything_holds_the_warc_files_as_they_are(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "all.wacz"
    told = wacz(courses, path, "--json").json
    assert warcs(path) == {file.name: file.read_bytes() for file in (courses.data / "warc").glob("*.warc.gz")}
    assert told["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert told["bytes"] == path.stat().st_size
    assert (told["warc_files"], told["whole_files"], told["lost_originals"]) == (2, 2, 0)
    assert told["captures"] == rows(courses.data, "select count(*) from captures")[0][0]
    assert list(faults(path)) == []


@pytest.mark.parametrize("choice", ["", "--course chalk-101", "--blog cy", "--crawl 1"])
def test_the_same_archive_gives_the_same_bytes_signed_or_not(choice: str, courses: Courses, tmp_path: Path) -> None:
    words = choice.replace("--crawl 1", f"--crawl {courses.crawls[1]}").split()
    words += ["--key", str(pem(tmp_path / "key.pem"))]
    one, two = tmp_path / "one.wacz", tmp_path / "two.wacz"
    wacz(courses, one, *words)
    wacz(courses, two, *words)
    assert one.read_bytes() == two.read_bytes()
    assert list(faults(one)) == []


def test_a_part_holds_whole_members_byte_for_byte(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "ana.wacz"
    wacz(courses, path, "--blog", "ana")
    sources = b"".join(file.read_bytes() for file in (courses.data / "warc").glob("*.warc.gz"))
    made = 0
    for data in warcs(path).values():
        (tmp_path / "part").write_bytes(data)
        for record in read_records(tmp_path / "part"):
            if data[record.offset : record.offset + record.length] not in sources:
                made += 1
                assert record.type == "warcinfo" or record.header("WARC-Target-URI").endswith(":start")  # type: ignore[union-attr]
    assert made == 2 * len(courses.crawls)  # of each file: what it is an extract of, and the list of blogs
    assert list(faults(path)) == []


@pytest.mark.parametrize(("choice", "others"), [("--blog ana", ["ben", "cy"]), ("--course chalk-101", ["cy"])])
def test_a_part_never_names_the_blogs_that_are_not_in_it(
    choice: str, others: list[str], courses: Courses, tmp_path: Path
) -> None:
    path = tmp_path / "part.wacz"
    told = wacz(courses, path, *choice.split(), "--json").json
    assert not set(told["blogs"]) & set(others)
    unpacked = b"".join(gzip.decompress(data) for data in warcs(path).values())
    with zipfile.ZipFile(path) as zip_file:
        unpacked += b"".join(zip_file.read(name) for name in (PAGES, MANIFEST))
    for other in others:
        assert getattr(courses, other).encode() not in unpacked
        assert f'"{other}"'.encode() not in unpacked


def test_a_part_has_each_capture_of_its_blogs_with_request_and_story(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "ana.wacz"
    wacz(courses, path, "--blog", "ana")
    found = records(path, tmp_path)
    heads = [record for record in found if record.type in ("response", "revisit")]
    sql = "select count(*) from captures c join blogs b on b.id = c.blog_id where b.slug = 'ana'"
    assert len(heads) == rows(courses.data, sql)[0][0]
    beside = [record.header("WARC-Concurrent-To") for record in found]
    assert all(beside.count(head.header("WARC-Record-ID")) >= 2 for head in heads)


def test_a_part_says_of_what_it_is_an_extract(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "ana.wacz"
    wacz(courses, path, "--blog", "ana")
    for name, data in warcs(path).items():
        source = name.replace("-ana.warc.gz", ".warc.gz")
        assert (courses.data / "warc" / source).exists()
        (tmp_path / name).write_bytes(data)
        first, second, *_ = read_records(tmp_path / name)
        assert (first.type, first.header("WARC-Filename")) == ("warcinfo", name)
        assert f"records of {source}, copied byte for byte".encode() in first.block
        assert (second.type, second.header("WARC-Filename")) == ("warcinfo", source)


def test_a_package_of_one_crawl_brings_the_originals_that_its_revisits_repeat(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "second.wacz"
    told = wacz(courses, path, "--crawl", courses.crawls[1], "--json").json
    assert (told["warc_files"], told["whole_files"], told["lost_originals"]) == (2, 1, 0)
    found = records(path, tmp_path)
    there = {(r.header("WARC-Target-URI"), r.header("WARC-Date")) for r in found if r.type == "response"}
    revisits = [record for record in found if record.type == "revisit"]
    assert revisits
    for record in revisits:
        assert (record.header("WARC-Refers-To-Target-URI"), record.header("WARC-Refers-To-Date")) in there
    assert not [page for page in pages(path)[1:] if page["ts"] < "0"]
    assert list(faults(path)) == []


def test_pages_are_the_blogs_then_their_posts_with_title_and_text(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "all.wacz"
    wacz(courses, path)
    head, *listed = pages(path)
    assert head["format"] == "json-pages-1.0"
    assert head["hasText"] is True
    homes, urls = [courses.ana, courses.ben, courses.cy], [page["url"] for page in listed]
    assert list(dict.fromkeys(urls))[:3] == homes
    assert urls[sum(url in homes for url in urls)] not in homes
    posts = rows(courses.data, "select id, url, title, body_text from posts")
    for number, url, title, text in posts:
        page = next(page for page in listed if page["id"] == str(number))
        assert (page["url"], page["title"], page["text"]) == (url, title, text)
    assert len({page["id"] for page in listed}) == len(listed)
    assert manifest(path)["mainPageUrl"] == courses.ana


def test_a_page_has_the_very_date_of_its_record(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "all.wacz"
    wacz(courses, path)
    dates = {(record.header("WARC-Target-URI"), record.header("WARC-Date")) for record in records(path, tmp_path)}
    assert {(page["url"], page["ts"]) for page in pages(path)[1:]} <= dates


def test_a_page_that_changed_is_listed_in_both_its_states(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "ana.wacz"
    wacz(courses, path, "--blog", "ana")
    states = [page for page in pages(path)[1:] if page["url"] == courses.changed]
    assert [page["title"] for page in states] == [CHANGED, CHANGED]
    assert states[0]["ts"] > states[1]["ts"]
    assert [page.get("text") for page in states] == [SECOND, None]
    bodies = {r.header("WARC-Date"): r.block for r in records(path, tmp_path) if r.type == "response"}
    assert [words.encode() in bodies[page["ts"]] for page, words in zip(states, (SECOND, FIRST), strict=True)] == [
        True
    ] * 2


def test_blogs_that_opted_out_stay_out(courses: Courses, tmp_path: Path) -> None:
    config = courses.config.read_text().replace("slug: cy,", "slug: cy, consent: opted out,")
    (tmp_path / "config.yaml").write_text(config.replace("path: data", f"path: {tmp_path / 'data'}"))
    (tmp_path / "data" / "warc").mkdir(parents=True)
    for file in (courses.data / "warc").glob("*.warc.gz"):
        (tmp_path / "data" / "warc" / file.name).write_bytes(file.read_bytes())
    assert coursekeep("rebuild", cwd=tmp_path).code == 0
    ran = coursekeep("wacz", "-o", "all.wacz", "--json", cwd=tmp_path)
    assert ran.json["blogs"] == ["ana", "ben"], ran.err
    unpacked = b"".join(gzip.decompress(data) for data in warcs(tmp_path / "all.wacz").values())
    assert courses.cy.encode() not in unpacked
    assert courses.ben.encode() in unpacked
    assert list(faults(tmp_path / "all.wacz")) == []


def test_the_table_of_a_long_index_leads_to_each_of_its_blocks() -> None:
    lines = [
        f'org,example)/{n:06d} 20261122151200 {{"url": "https://example.org/{n}"}}\n' for n in range(LINES * 2 + 1)
    ]
    made = _Blocks()
    members = list(made.members(lines))
    head, *table = [line.decode() for line in made.table()]
    assert head == '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n'
    assert [len(gzip.decompress(member).splitlines()) for member in members] == [LINES, LINES, 1]
    whole = b"".join(members)
    for number, line in enumerate(table):
        key, _, fields = line.partition(" {")
        told = json.loads("{" + fields)
        block = whole[told["offset"] : told["offset"] + told["length"]]
        assert told["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"
        assert gzip.decompress(block).decode().startswith(key + " {")
        assert key == lines[number * LINES].partition(" {")[0]


def test_a_signature_says_what_its_key_signed(courses: Courses, tmp_path: Path) -> None:
    path = tmp_path / "ana.wacz"
    told = wacz(courses, path, "--blog", "ana", "--key", pem(tmp_path / "key.pem"), "--json").json
    assert told["signed"] is True
    with zipfile.ZipFile(path) as zip_file:
        digest = json.loads(zip_file.read(DIGEST))
    signed = digest["signedData"]
    assert set(signed) == {"hash", "created", "software", "version", "signature", "publicKey"}
    assert signed["hash"] == digest["hash"]
    assert signed["created"] == manifest(path)["created"]
    assert list(faults(path)) == []


KEYS: dict[str, tuple[Callable[[], Any], Any, str]] = {
    "another curve": (lambda: generate_private_key(SECP256R1()), NO_LOCK, "must be of ECDSA on the curve P-384"),
    "another kind": (Ed25519PrivateKey.generate, NO_LOCK, "must be of ECDSA on the curve P-384"),
    "locked": (lambda: generate_private_key(SECP384R1()), BestAvailableEncryption(b"x"), "locked with a password"),
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_cannot_sign_is_refused_with_what_to_do(name: str, courses: Courses, tmp_path: Path) -> None:
    make, lock, words = KEYS[name]
    ran = wacz(courses, tmp_path / "x.wacz", "--key", pem(tmp_path / "key.pem", make(), lock), code=2)
    assert words in ran.err
    assert "openssl" in ran.err
    assert not (tmp_path / "x.wacz").exists()


@pytest.mark.parametrize("content", [None, b"", b"no key at all"])
def test_a_file_that_is_no_key_is_refused(content: bytes | None, courses: Courses, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "key.pem").write_bytes(content)
    assert "make one: openssl" in wacz(courses, tmp_path / "x.wacz", "--key", tmp_path / "key.pem", code=2).err


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("--course nope", "there are chalk-101, slate-202"),
        ("--blog nope", "there are ana, ben, cy"),
        ("--crawl 1", "no such crawl"),
    ],
)
def test_what_is_not_there_cannot_be_chosen(choice: str, words: str, courses: Courses, tmp_path: Path) -> None:
    assert words in wacz(courses, tmp_path / "x.wacz", *choice.split(), code=2).err


def test_only_one_thing_can_be_chosen(courses: Courses, tmp_path: Path) -> None:
    assert "choose one" in wacz(courses, tmp_path / "x.wacz", "--blog", "ana", "--course", "chalk-101", code=2).err


def test_what_stood_there_stays_when_the_new_one_cannot_be_written(courses: Courses, tmp_path: Path) -> None:
    (tmp_path / "old.wacz").write_bytes(b"old")
    (tmp_path / ".old.wacz.part").mkdir()
    assert "what was there is kept" in wacz(courses, tmp_path / "old.wacz", code=2).err
    assert (tmp_path / "old.wacz").read_bytes() == b"old"
    assert "No such file" in wacz(courses, tmp_path / "nowhere" / "x.wacz", code=2).err


def copied(courses: Courses, folder: Path) -> Courses:
    data = folder / "data"
    (data / "warc").mkdir(parents=True)
    for name in ("coursekeep.sqlite", *(f"warc/{file.name}" for file in (courses.data / "warc").glob("*.warc.gz"))):
        (data / name).write_bytes((courses.data / name).read_bytes())
    return Courses(data, courses.ana, courses.ben, courses.cy)


def test_a_damaged_archive_is_not_packed(courses: Courses, tmp_path: Path) -> None:
    own = copied(courses, tmp_path)
    file = max((own.data / "warc").glob("*.warc.gz"))
    data = bytearray(file.read_bytes())
    half = len(data) // 2
    data[half : half + 99] = bytes(99)  # more than a gzip header, of which some bytes say nothing
    file.write_bytes(data)
    ran = wacz(own, tmp_path / "x.wacz", code=4)
    assert file.name in ran.err
    assert not (tmp_path / "x.wacz").exists()


def test_a_database_that_does_not_know_the_files_is_told(courses: Courses, tmp_path: Path) -> None:
    own = copied(courses, tmp_path)
    with closing(sqlite3.connect(own.data / "coursekeep.sqlite")) as db, db:
        db.execute("update warc_files set bytes = bytes + 1")
    assert "run `coursekeep rebuild` first" in wacz(own, tmp_path / "x.wacz", code=2).err
    assert "there is no database here" in wacz(Courses(tmp_path / "none", "", "", ""), tmp_path / "x.wacz", code=2).err


Change = Callable[[dict[str, bytes]], object]


def altered(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


def relisted(files: dict[str, bytes]) -> None:
    """As if the manifest had been made of what is there now."""
    told = json.loads(files[MANIFEST])
    for each in told["resources"]:
        if each["path"] in files:
            data = files[each["path"]]
            each.update(hash=f"sha256:{hashlib.sha256(data).hexdigest()}", bytes=len(data))
    told["resources"] = [each for each in told["resources"] if each["path"] in files]
    files[MANIFEST] = json.dumps(told).encode()
    digest = f"sha256:{hashlib.sha256(files[MANIFEST]).hexdigest()}"
    files[DIGEST] = json.dumps({"path": MANIFEST, "hash": digest}).encode()


def _without(name: str) -> Change:
    return lambda files: (files.pop(name), relisted(files))


def _page_of_another_time(files: dict[str, bytes]) -> None:
    files[PAGES] = files[PAGES].replace(b'"ts": "20', b'"ts": "19')
    relisted(files)


def _index_of_other_records(files: dict[str, bytes]) -> None:
    lines = gzip.decompress(files["indexes/index.cdx.gz"]).replace(b'"offset": "', b'"offset": "1')
    files["indexes/index.cdx.gz"] = gzip.compress(lines, mtime=0)
    relisted(files)


def _shorter_index(files: dict[str, bytes]) -> None:
    lines = gzip.decompress(files["indexes/index.cdx.gz"]).splitlines(keepends=True)
    files["indexes/index.cdx.gz"] = gzip.compress(b"".join(lines[:-1]), mtime=0)
    relisted(files)


def _warc(files: dict[str, bytes]) -> str:
    return next(name for name in files if name.startswith("archive/"))


FAULTS: dict[str, tuple[Change, str]] = {
    "nothing listed": (lambda files: files.update({MANIFEST: b"{}"}), "cannot be read"),
    "an altered WARC": (lambda files: files.update({_warc(files): altered(files[_warc(files)])}), "its digest or size differs"),
    "an altered WARC, listed": (lambda files: (files.update({_warc(files): altered(files[_warc(files)])}), relisted(files)), "index"),
    "no WARC": (lambda files: ([files.pop(n) for n in [*files] if n.startswith("archive/")], relisted(files)), "no WARC file"),
    "a file more": (lambda files: files.update({"logs/x.log": b"x"}), "is there, but it is not listed"),
    "a file less": (lambda files: files.pop(PAGES), "is listed, but it is not there"),
    "no index": (lambda files: (files.pop(INDEX), files.pop("indexes/index.cdx.gz"), relisted(files)), "there is no index"),
    "no table": (_without(INDEX), "without it players do not find"),
    "no pages": (_without(PAGES), f"{PAGES} is missing"),
    "an empty list of pages": (lambda files: (files.update({PAGES: files[PAGES].splitlines(True)[0]}), relisted(files)), "no page"),
    "pages of another time": (_page_of_another_time, "names a page that the index does not"),
    "pages that are no JSON": (lambda files: (files.update({PAGES: b"\xff{["}), relisted(files)), "the pages cannot be read"),
    "an index of other records": (_index_of_other_records, "leads to no record"),
    "an index that lacks a record": (_shorter_index, "lacks a record"),
    "a digest of something else": (lambda files: files.update({DIGEST: b'{"path": "datapackage.json", "hash": "sha256:0"}'}), "is not that of"),
    "no digest": (lambda files: files.pop(DIGEST), f"{DIGEST} is missing"),
    "a signature of something else": (lambda files: files.update({DIGEST: files[DIGEST].replace(b'"signature": "', b'"signature": "AA')}), "not good"),
}  # fmt: skip


@pytest.fixture(scope="module")
def good(courses: Courses, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    wacz(courses, folder / "cy.wacz", "--blog", "cy", "--key", pem(folder / "key.pem"))
    return folder / "cy.wacz"


@pytest.mark.parametrize("name", FAULTS)
def test_the_check_finds(name: str, good: Path, tmp_path: Path) -> None:
    change, words = FAULTS[name]
    with zipfile.ZipFile(good) as zip_file:
        files = {each: zip_file.read(each) for each in zip_file.namelist()}
    change(files)
    bad = tmp_path / "bad.wacz"
    with zipfile.ZipFile(bad, "w") as zip_file:
        for each, data in files.items():
            zip_file.writestr(each, data)
    assert any(words in fault for fault in faults(bad)), list(faults(bad))


def test_the_check_finds_what_is_compressed_twice(good: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(tmp_path / "bad.wacz", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert [fault for fault in faults(tmp_path / "bad.wacz") if "compressed a second time" in fault]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip", bytes(4096)])
def test_the_check_never_fails_upon_what_is_no_package(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.wacz").write_bytes(data)
    assert list(faults(tmp_path / "x.wacz"))


def test_the_check_never_fails_upon_a_package_that_is_cut_or_altered_anywhere(good: Path, tmp_path: Path) -> None:
    data = good.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 60)):
        (tmp_path / "x.wacz").write_bytes(data[:at])
        assert list(faults(tmp_path / "x.wacz"))
        (tmp_path / "x.wacz").write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
        list(faults(tmp_path / "x.wacz"))


def foreign(url: str, page: bytes) -> bytes:
    """A WARC as wget writes it: version 1.0, not compressed, addresses in brackets."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n" + page
    kinds = (
        ("warcinfo", "application/warc-fields", b"software: Wget/1.21.3 (linux-gnu)\r\n"),
        ("response", "application/http;msgtype=response", http),
    )
    records = b""
    for kind, content_type, block in kinds:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\nWARC-Date: 2013-07-10T03:13:55Z\r\n"
        )
        head += f"WARC-Target-URI: <{url}>\r\n" if kind == "response" else ""
        records += (
            f"{head}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
        )
    return records  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_what_another_tool_made_is_packed_as_it_is_or_record_by_record(packed: bool, tmp_path: Path) -> None:
    with Blog() as blog:
        url, page = blog.link(blog.entries[0]), blog.answer(blog.link(blog.entries[0]).removeprefix(blog.url[:-1])).body
        data = foreign(url, page)
        if packed:
            middle = data.index(b"WARC/1.0", 8)
            data = gzip.compress(data[:middle]) + gzip.compress(data[middle:])
    name = "old.warc.gz" if packed else "old.warc"
    (tmp_path / name).write_bytes(data)
    assert coursekeep("import", name, cwd=tmp_path).code == 0
    ran = coursekeep("wacz", "-o", "all.wacz", "--json", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert list(faults(tmp_path / "all.wacz")) == []
    assert (warcs(tmp_path / "all.wacz").get(name) == data) is packed
    response = next(record for record in records(tmp_path / "all.wacz", tmp_path) if record.type == "response")
    assert (response.header("WARC-Target-URI"), response.block.endswith(page)) == (url, True)
    assert (url, "2013-07-10T03:13:55Z") in [(p["url"], p["ts"]) for p in pages(tmp_path / "all.wacz")[1:]]
    crawl = rows(tmp_path / "data", "select id from crawls")[0][0]
    assert coursekeep("wacz", "-o", "one.wacz", "--crawl", crawl, "--json", cwd=tmp_path).json["pages"] == 1
    ran = coursekeep("bag", "-o", "bag", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert (tmp_path / "bag" / "data" / "imports" / name).read_bytes() == data
    assert dump(tmp_path / "bag" / "data") == dump(tmp_path / "data")


def test_nothing_is_packed_while_another_coursekeep_writes_into_the_folder(courses: Courses, tmp_path: Path) -> None:
    with FileLock(courses.data / ".lock"):
        assert "another coursekeep" in wacz(courses, tmp_path / "x.wacz", code=5).err


def test_a_disk_without_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make room, or write elsewhere"), _replaced(tmp_path / "x.wacz", 10**18):
        raise AssertionError("never begun")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_written_over(courses: Courses, tmp_path: Path) -> None:
    (tmp_path / ".x.wacz.part").write_bytes(b"half of it")
    wacz(courses, tmp_path / "x.wacz", "--blog", "cy")
    assert [file.name for file in tmp_path.iterdir()] == ["x.wacz"]
    assert list(faults(tmp_path / "x.wacz")) == []
