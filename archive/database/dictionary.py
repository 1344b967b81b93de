"""The schema in words, from the schema itself: the rows of `data_dictionary`, and metadata for Datasette."""

from collections.abc import Iterator
from typing import Any

from archive.database.fulltext import INDEXES
from archive.database.tables import TABLES
from archive.database.views import VIEWS

Row = dict[str, Any]
TYPES = {int: "INTEGER", str: "TEXT", float: "REAL"}
TITLE = "Course blogs"
ABOUT = "Posts, comments, pingbacks and references of course blogs, archived by Coursekeep. Each row leads to its bytes in a WARC file."


def dictionary() -> list[Row]:
    """The rows of `data_dictionary`: each table, view and index, then its columns."""
    return [{"id": number, **row} for number, row in enumerate(_described(), 1)]


def _described() -> Iterator[Row]:
    for table in TABLES:
        yield _row(table.name, "table", about=table.about)
        for name, (kind, about) in table.columns.items():
            yield _row(table.name, "table", name, TYPES[kind], table.foreign_keys.get(name), about)
    for view in VIEWS:
        yield _row(view.name, "view", about=view.about)
        yield from (_row(view.name, "view", name, about=about) for name, about in view.columns.items())
    for index in INDEXES:
        yield _row(index.name, "search", about=index.about)
        yield from (_row(index.name, "search", name, about=f"of {index.table}") for name in index.columns)


def _row(
    name: str, kind: str, column: str | None = None, of: str | None = None, refers: str | None = None, about: str = ""
) -> Row:
    return {"object": name, "kind": kind, "column": column, "type": of, "refers_to": refers, "about": about}


def datasette(database: str = "coursekeep") -> Row:
    """Datasette's metadata: titles, descriptions of tables, views and columns, facets, sorting and full text search."""
    tables: Row = {table.name: _shown(table.about, {n: about for n, (_, about) in table.columns.items()}) for table in TABLES}  # fmt: skip
    tables |= {view.name: _shown(view.about, view.columns) for view in VIEWS}
    tables |= {index.name: {"hidden": True, "description": index.about} for index in INDEXES}
    for name, more in TABLE_PAGES.items():
        tables[name] |= more
    return {"title": TITLE, "description": ABOUT, "databases": {database: {"description": ABOUT, "tables": tables}}}


def _shown(about: str, columns: dict[str, str]) -> Row:
    return {"description": about, "columns": columns}


TABLE_PAGES: dict[str, Row] = {
    "courses": {"label_column": "title"},
    "people": {"label_column": "name", "facets": ["role", "section", "in_roster"]},
    "identities": {"facets": ["kind", "reason"]},
    "blogs": {"label_column": "slug", "facets": ["state", "course_id", "section", "theme"]},
    "captures": {"facets": ["blog_id", "status", "content_type"], "sort_desc": "fetched_at"},
    "posts": {
        "label_column": "title",
        "facets": ["blog_id", "course_week", "kind", "status"],
        "sort_desc": "published_at",
        "fts_table": "posts_words",
        "fts_pk": "id",
    },
    "comments": {
        "facets": ["course_week", "status", "by_post_author"],
        "sort_desc": "published_at",
        "fts_table": "comments_words",
        "fts_pk": "id",
    },
    "reference_entries": {"facets": ["type", "year"], "fts_table": "reference_entries_words", "fts_pk": "id"},
    "works": {"label_column": "title", "facets": ["type", "year"], "sort_desc": "people"},
    "problems": {"facets": ["kind", "blog_id"]},
    "terms": {"label_column": "name", "facets": ["kind", "blog_id"]},
    "links": {"facets": ["kind"]},
    "activity": {"facets": ["kind", "course_week", "blog", "person"], "sort_desc": "at"},
    "weekly_participation": {"facets": ["course", "course_week", "section"]},
    "unanswered_posts": {"facets": ["course_week", "blog"]},
    "provenance": {"facets": ["object", "blog"]},
}
"""What Datasette does with a table's page beyond showing it: its label, facets, order, search."""
