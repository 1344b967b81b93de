"""Makes a bag of a course: its part of the archive as a data folder of its own, sealed for a library to take in."""

import csv
import io
from contextlib import closing
from pathlib import Path
from typing import Any

import yaml

from archive import bag as bags
from archive.bag_readme import licences, readme
from archive.items import Blog
from archive.report.summary import Row, folder_summary, opened, rows
from archive.wacz import pages
from archive.wacz.choice import Choice, chosen
from archive.wacz.make import check_in_step
from archive.wacz.make import make as make_package
from archive.wacz.parts import Plan, Progress, plan
from crawler.config import Config, load
from crawler.corrections import NAME as PEOPLE
from crawler.corrections import Corrections, read_corrections
from crawler.importing.written import told
from crawler.packing import SOFTWARE, held
from crawler.rebuild import courses, rebuild, roster
from crawler.schema import Course

COLUMNS = {"name": "owner", "url": "url", "title": "title", "section": "section", "role": "role", "consent": "consent",
           "schedule": "schedule", "slug": "slug"}  # fmt: skip
"""Of a roster in a bag, and a blog's fields: without mail addresses."""
COURSES = "select slug, title, starts, weeks, timezone from courses order by slug"
BLOGS = """
select b.slug, b.url, b.title, b.owner, b.section, b.role, b.consent, k.slug as course
from blogs b join courses k on k.id = b.course_id order by b.slug
"""
LOCAL = ("account", "name", "roster")
"""Kinds of identities that say on which blog they were met."""
KEPT = {"contact", "store", "politeness", "courses"}
"""Of the configuration: notices, mail servers and keys are nobody's business later."""


def make(data: Path, place: Path, settings: Config, course: str | None, key: Path | None, progress: Progress) -> Row:
    """Make the bag, and say what is in it. Raises StoreError, WarcError, ConfigError for the key."""
    with held(data) as db:
        check_in_step(data, db)
        choice = chosen(db, course=course)
        made = plan(data, choice, pages.heads(db), progress)
        settings = settings if settings.courses else _remembered(settings, rows(db, COURSES), rows(db, BLOGS))
        database = (data / "coursekeep.sqlite").stat().st_size
        with bags.filled(place, 2 * made.size + 2 * database + bags.SPARE) as folder:
            info = _fill(folder, data, choice, made, settings, key, progress)
            progress("sealing the bag", 1, 1)
            bags.seal(folder, info)
    return _summary(place, choice, made)


def _fill(folder: Path, data: Path, choice: Choice, made: Plan, settings: Config, key: Path | None,
          progress: Progress) -> dict[str, str]:  # fmt: skip
    bags.write_parts(folder, made, progress)
    for story in told(folder):
        bags.copy(data / story.file, folder / story.file)
    _write_config(folder, settings, choice)
    _write_people(folder, read_corrections(data), choice)
    own = load(folder / "config.yaml") if (folder / "config.yaml").exists() else Config()
    rebuild(folder, roster(own), courses(own), progress)
    (folder / "wacz").mkdir()
    with closing(opened(folder)) as db:
        wacz = folder / "wacz" / f"{choice.name}.wacz"
        make_package(folder, db, chosen(db), wacz, SOFTWARE, key, progress)
        (folder / "README.txt").write_text(readme(db, choice.title, choice.name, SOFTWARE), encoding="utf-8")
    return _info(choice, settings)


def _remembered(settings: Config, known: list[Row], blogs: list[Row]) -> Config:
    """The courses and rosters that the database was made with, where no configuration is at hand."""
    of = {
        course["slug"]: [Blog(**_said(blog)) for blog in blogs if blog["course"] == course["slug"]] for course in known
    }
    made = [Course(**_said(course), blogs=tuple(of[course["slug"]])) for course in known]
    return settings.model_copy(update={"courses": tuple(made)})


def _write_config(folder: Path, settings: Config, choice: Choice) -> None:
    taken = [course for course in settings.courses if {blog.slug for blog in course.blogs} & set(choice.slugs)]
    if not taken:
        return
    told = settings.model_dump(mode="json", by_alias=True, exclude_defaults=True, include=KEPT)
    told["store"] = {**told.get("store", {}), "path": "."}
    told["courses"] = []
    for course in taken:
        file = f"roster-{course.slug}.csv"
        less = course.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"blogs", "roster"})
        told["courses"].append({**less, "roster": file})
        blogs = [blog for blog in course.blogs if blog.slug in choice.slugs]
        (folder / file).write_text(_roster(blogs), encoding="utf-8")
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def _write_people(folder: Path, corrections: Corrections, choice: Choice) -> None:
    """Who is whom, as far as it is about these blogs."""
    told = {
        "merge": [less for group in corrections.merge if len(less := _of_these(group, choice)) > 1],
        "split": [less for group in corrections.split if len(less := _of_these(group, choice)) > 1],
    }
    if any(told.values()):
        (folder / PEOPLE).write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")


def _of_these(group: tuple[tuple[str, str], ...], choice: Choice) -> list[str]:
    local = ((kind, value, value.partition("/")[0] if kind in LOCAL else None) for kind, value in group)
    return [f"{kind}:{value}" for kind, value, slug in local if slug is None or slug in choice.slugs]


def _said(row: Row) -> Row:
    return {name: value for name, value in row.items() if value is not None}


def _roster(blogs: list[Blog]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([getattr(blog, field) or "" for field in COLUMNS.values()] for blog in blogs)
    return out.getvalue()


def _info(choice: Choice, settings: Config) -> dict[str, str]:
    """What bag-info.txt says, in the words of RFC 8493, 2.2.2."""
    contact = settings.contact
    who = {"Contact-Name": contact.name, "Contact-Email": contact.email} if contact else {}
    about = f"{choice.title}: {', '.join(blog['url'] for blog in choice.blogs)}"
    return {
        **who,
        "External-Description": about,
        "External-Identifier": choice.name,
        "Bag-Software-Agent": SOFTWARE,
    }


def _summary(place: Path, choice: Choice, made: Plan) -> dict[str, Any]:
    with closing(opened(place / "data")) as db:
        seen = licences(db)
    return {
        "bag": str(place),
        "title": choice.title,
        "blogs": [blog["slug"] for blog in choice.blogs],
        "totals": folder_summary(place / "data")["totals"],
        "warc_files": len(made.parts),
        "records": sum(part.records for part in made.parts),
        "bytes": sum(path.stat().st_size for path in place.rglob("*") if path.is_file()),
        "licences": seen,
    }


def lines(told: Row) -> list[str]:
    """What is in a bag, in words."""
    counts = "  ".join(f"{count:,} {name}" for name, count in told["totals"].items())
    return [
        f"{told['title']}  {len(told['blogs'])} blogs  {counts}",
        f"{told['bag']}  {told['bytes'] / 1e6:,.1f} MB in WARC files, index, WACZ, database, README; validated",
    ]
