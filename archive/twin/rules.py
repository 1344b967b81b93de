"""What becomes of each column, as data: what is not named here is scrubbed as a text, or kept if it is a number of no row."""

from archive.database.tables import Table

WORKS = frozenset(("works", "reference_entries", "citations"))
"""Tables of published works, whose authors are no people of the course unless their whole name is that of one."""
AUTHOR, BLOG, TITLE, ROW, NUMBER = "author", "blog", "title", "row", "number"
NULL, ZERO, TOKEN, FILE = "null", "zero", "token", "file"
URL, FORCED, SMALL, DATE, RAW, TEXT, WORK = "url", "forced", "small", "date", "raw", "text", "work"
RULES: dict[tuple[str, str], str] = {
    ("people", "key"): TOKEN,
    ("people", "name"): AUTHOR,
    ("identities", "value"): TOKEN,
    ("identities", "label"): AUTHOR,
    ("blogs", "slug"): BLOG,
    ("blogs", "title"): TITLE,
    ("blogs", "owner"): AUTHOR,
    ("blogs", "email"): NULL,
    ("courses", "starts"): DATE,
    ("assignments", "due_local"): DATE,
    ("captures", "url"): FORCED,
    ("captures", "payload_digest"): TOKEN,
    ("captures", "revisit_of"): TOKEN,
    ("captures", "etag"): NULL,
    ("captures", "last_modified"): NULL,
    ("captures", "warc_file"): FILE,
    ("captures", "warc_offset"): ZERO,
    ("captures", "warc_length"): ZERO,
    ("warc_files", "name"): FILE,
    ("warc_files", "bytes"): ZERO,
    ("failures", "url"): FORCED,
    ("posts", "url"): FORCED,
    ("posts", "author"): AUTHOR,
    ("posts", "author_url"): NULL,
    ("posts", "account_id"): NULL,
    ("posts", "wp_id"): NULL,
    ("comments", "author"): AUTHOR,
    ("comments", "author_url"): NULL,
    ("comments", "account"): NULL,
    ("comments", "account_id"): NULL,
    ("comments", "avatar"): NULL,
    ("comments", "wp_id"): NULL,
    ("pingbacks", "wp_id"): NULL,
    ("pingbacks", "source_url"): FORCED,
    ("post_versions", "author"): AUTHOR,
    ("post_versions", "references_text"): WORK,
    ("blog_aliases", "url"): FORCED,
    ("terms", "slug"): SMALL,
    ("works", "key"): TOKEN,
    ("works", "url"): URL,
    ("reference_entries", "url"): URL,
}
"""(table, column) -> rule: `token` is a keyed hash, `forced` an address that never stays, `raw` a date in words."""
LESS = {"identities": "kind not in ('avatar', 'url')", "data_dictionary": "false"}
"""Rows that are taken, where not all of a table are: pictures and addresses of people are not."""


def rule(table: Table, column: str) -> str:
    """What becomes of a column."""
    known = RULES.get((table.name, column))
    if known:
        return known
    if column == "id" or column in table.foreign_keys:
        return ROW
    if table.columns[column][0] is not str:
        return NUMBER
    if column.endswith("_at") or column in ("local_date", "published_local"):
        return DATE
    if column == "url" or column.endswith("_url"):
        return URL
    if column.endswith("_raw"):
        return RAW
    return WORK if table.name in WORKS else TEXT
