"""The archive: files, checks, gaps, packages; one capture with its bytes; and pictures, which come out of the WARC files."""

import re
import sqlite3

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from archive.errors import CoursekeepError
from archive.items import Capture, Source
from archive.report.holdings import holdings
from archive.report.summary import Row, rows
from archive.warc.ledger import WARC
from archive.warc.reader import read_capture
from archive.web.crawling import begin
from archive.web.view import Form, NotHere, render, site_of
from archive.web.weekly import course_slugs

SHOWABLE = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"))
"""Pictures that hold nothing but a picture. SVG may hold scripts, so it is not among them."""
PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.wacz")
CAPTURE = """
select c.*, b.slug as blog from captures c left join blogs b on b.id = c.blog_id where c.id = ?
"""
SAME = "select id, fetched_at, status from captures where blog_id is ? and url = ? order by fetched_at desc, crawl_id desc, warc_file desc, warc_offset desc"
BODIES = """
select * from captures where blog_id is :blog_id and payload_digest = :payload_digest and url = :url and revisit_of is null
order by fetched_at, crawl_id, warc_file, warc_offset limit 1
"""
NO_SCRIPT = {"content-security-policy": "default-src 'none'; sandbox", "content-disposition": "attachment"}


def archive(request: Request, db: sqlite3.Connection) -> Response:
    """What there is on disk."""
    told = holdings(site_of(request).data, db)
    return render(request, "archive.html", title="Archive", told=told, courses=course_slugs(db))


def pack(request: Request, form: Form) -> Response:
    """Make a WACZ file of all or of a course, in the data folder."""
    course = form.get("course", [""])[0]
    name = course if course and not course.startswith("-") else "archive"
    if not PACKAGE.fullmatch(f"{name}.wacz"):
        return render(request, "trouble.html", 400, words="There is no such course.", code=400)
    to = site_of(request).data.absolute() / "wacz" / f"{name}.wacz"
    to.parent.mkdir(exist_ok=True)
    return begin(request, ("wacz", "--json", "-o", str(to), *(["--course", course] if course else [])))


def check(request: Request, form: Form) -> Response:
    """Look at every record again."""
    return begin(request, ("verify", "--json"))


def package(request: Request) -> Response:
    """A WACZ file of the data folder, to keep."""
    name = request.path_params["name"]
    data = site_of(request).data
    path = next((p for p in (data / "wacz" / name, data / name) if PACKAGE.fullmatch(name) and p.is_file()), None)
    if path is None:
        return Response("There is no such package.\n", 404, media_type="text/plain")
    return FileResponse(path, media_type="application/wacz", filename=name)


def capture(request: Request, db: sqlite3.Connection) -> Response:
    """One capture: when, what, and where its bytes are."""
    told = _capture(db, request.path_params["number"])
    others = rows(db, SAME, told["blog_id"], told["url"])
    return render(request, "capture.html", title="Capture", told=told, others=others)


def body(request: Request, db: sqlite3.Connection) -> Response:
    """The body of a capture as a download: never shown by the browser as a page of ours."""
    told = _capture(db, request.path_params["number"])
    found = _read(request, db, told)
    return Response(found.body, media_type="application/octet-stream", headers=NO_SCRIPT)


def medium(request: Request, db: sqlite3.Connection) -> Response:
    """A picture of a post, from its WARC file."""
    sql = "select capture_id from media where id = ? and capture_id is not null"
    which = db.execute(sql, (request.path_params["number"],)).fetchone()
    told = _capture(db, which[0]) if which else None
    kind = (told["content_type"] or "").partition(";")[0].strip().lower() if told else ""
    if told is None or kind not in SHOWABLE:
        raise NotHere("There is no such picture in the archive.")
    headers = {"content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, max-age=86400"}
    return Response(_read(request, db, told).body, media_type=kind, headers=headers)


def _capture(db: sqlite3.Connection, number: int) -> Row:
    found = rows(db, CAPTURE, number)
    if not found:
        raise NotHere("There is no such capture in the archive.")
    return found[0]


def _read(request: Request, db: sqlite3.Connection, told: Row) -> Capture:
    """A capture with its body; that of a revisit stands in an earlier record."""
    first = db.execute(BODIES, told).fetchone() if told["revisit_of"] else None
    place = dict(first) if first else told
    source = Source(file=place["warc_file"], offset=place["warc_offset"], length=place["warc_length"])
    try:
        return read_capture(site_of(request).data / WARC, source)
    except CoursekeepError:
        raise
    except OSError as error:
        raise NotHere(f"{place['warc_file']} cannot be read ({error.strerror}).") from error
