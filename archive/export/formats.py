"""The formats of `coursekeep export` as data: what each is, whether it is a file or a folder, and what writes it."""

import csv
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.export.bibliography import written
from archive.export.cells import cell
from archive.export.excerpt import Excerpt
from archive.export.options import Options

Write = Callable[[Excerpt, Path, Options], dict[str, int]]
"""Writes a file, or fills an empty folder; says how many of what there is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format. `takes`: the options that only some formats have."""

    about: str
    write: Write
    folder: bool = False
    search: bool = False
    """Whether it is written from an excerpt with a full text search."""
    takes: frozenset[str] = frozenset()


def _tables(form: str) -> Write:
    def write(excerpt: Excerpt, folder: Path, options: Options) -> dict[str, int]:
        from archive.export import datapackage, tables

        counts = tables.write(excerpt.db, folder, form, excerpt.tell)
        about = (
            "In CSV, a text that a spreadsheet would run as a formula begins with an apostrophe."
            if form == "csv"
            else ""
        )
        datapackage.write(excerpt.db, folder, about, datapackage.tables(form), options.said)
        return {"tables": len(counts), "rows": sum(counts.values())}

    return write


def _sqlite(excerpt: Excerpt, path: Path, options: Options) -> dict[str, int]:
    excerpt.db.execute("vacuum into ?", (str(path),))
    return {name: count(excerpt.db, name) for name in ("blogs", "posts", "comments")}


def count(db: sqlite3.Connection, table: str) -> int:
    """How many rows a table has."""
    return int(db.execute(f"select count(*) from {table}").fetchone()[0])


def _bibliography(form: str) -> Write:
    def write(excerpt: Excerpt, path: Path, options: Options) -> dict[str, int]:
        from archive.report.works import Choice, works

        if weeks := excerpt.scope.weeks:  # not what stands there because it was answered
            excerpt.db.execute(OTHER_WEEKS, weeks)
        found = works(excerpt.db, Choice(post=options.post), options.most_cited)
        path.write_bytes(written((work["csl"] for work in found), form).encode())
        return {"works": len(found)}

    return write


def _network(form: str) -> Write:
    def write(excerpt: Excerpt, path: Path, options: Options) -> dict[str, int]:
        from archive.export import graphs
        from archive.export.network import edge_rows, network

        made = network(excerpt.db, options.network or "comments", excerpt.scope.weeks)
        with path.open("w", encoding="utf-8", newline="") as file:
            if form == "edges":
                csv.writer(file).writerows([cell(value) for value in row] for row in edge_rows(made))
            else:
                file.writelines({"graphml": graphs.graphml, "gexf": graphs.gexf}[form](made))
        skipped = {"ties with somebody unknown left out": made.skipped} if made.skipped else {}
        return {"nodes": len(made.nodes), "edges": len(made.edges), **skipped}

    return write


def _text(excerpt: Excerpt, folder: Path, options: Options) -> dict[str, int]:
    from archive.export import documents

    return documents.write(excerpt, folder, options.said)


def _wxr(excerpt: Excerpt, path: Path, options: Options) -> dict[str, int]:
    from archive.export.wxr import wxr

    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(wxr(excerpt.db, excerpt.tell))
    return {name: count(excerpt.db, name) for name in ("posts", "comments", "pingbacks")}


def _feed(form: str) -> Write:
    def write(excerpt: Excerpt, path: Path, options: Options) -> dict[str, int]:
        from archive.export import feeds

        made = {"atom": feeds.atom, "opml": feeds.opml}[form](excerpt.db, excerpt.scope)
        text = "".join(made)
        path.write_text(text, encoding="utf-8", newline="\n")
        return {"entries": text.count("<entry>")} if form == "atom" else {"blogs": count(excerpt.db, "blogs")}

    return write


OTHER_WEEKS = """
delete from reference_entries where id not in (select r.id from reference_entries r join posts p on p.id = r.post_id
  left join comments c on c.id = r.comment_id where iif(c.id is null, p.course_week, c.course_week) between ? and ?)
"""
WORKS = frozenset({"post", "most_cited"})
NETWORK = frozenset({"network"})
FORMATS: dict[str, Format] = {
    "csv": Format(about="a folder, a table a file, with datapackage.json", write=_tables("csv"), folder=True),
    "jsonl": Format(about="the same as JSON lines", write=_tables("jsonl"), folder=True),
    "parquet": Format(about="the same as Parquet (needs coursekeep[parquet])", write=_tables("parquet"), folder=True),
    "sqlite": Format(about="a database of its own, with full text search", write=_sqlite, search=True),
    "graphml": Format(about="a network, for networkx, igraph and Gephi", write=_network("graphml"), takes=NETWORK),
    "gexf": Format(about="a network with its weeks, for Gephi", write=_network("gexf"), takes=NETWORK),
    "edges": Format(about="a network as CSV, a row for each pair and week", write=_network("edges"), takes=NETWORK),
    "text": Format(about="a folder, a text file for each post and comment, with variables", write=_text, folder=True),
    "wxr": Format(about="a blog as a WordPress export file (--blog)", write=_wxr),
    "atom": Format(about="the newest posts, for a feed reader", write=_feed("atom")),
    "opml": Format(about="the blogs, for a feed reader", write=_feed("opml")),
    "csl-json": Format(about="the works, for Zotero and Pandoc", write=_bibliography("csl-json"), takes=WORKS),
    "bibtex": Format(about="the works, for LaTeX", write=_bibliography("bibtex"), takes=WORKS),
    "ris": Format(about="the works, for EndNote and others", write=_bibliography("ris"), takes=WORKS),
}
"""Name -> format, in the order in which `coursekeep export -h` lists them."""
