"""What a coordinator hands over, in whatever form: tables, OPML, pasted mail. One Candidate a blog or person. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ConfigError
from crawler.plaintext import AS_CSV, is_text
from crawler.roster import FIELD_OF, fields_of, filled, is_markup, read_opml
from crawler.roster_address import Sought, sought
from crawler.roster_text import Sheet, Unreadable, sheet_of

GUESSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("", r"time ?stamp|password|comment|phone|user ?name|login|\bid\b"),
        ("email", r"e-?mail"),
        ("title", r"(?:blog|site).{0,20}(?:title|name)|title"),
        ("url", r"\burl\b|blog|web ?(?:site|address|page)|link|address|site"),
        ("last", r"last ?name|surname|family ?name"),
        ("first", r"first ?name|given ?name|preferred"),
        ("name", r"name|student|participant|learner|author|who\b"),
        ("section", r"section|group|tutorial|class|cohort|stream"),
        ("role", r"\brole\b"),
        ("consent", r"consent|permission|agree"),
    )
)
"""Field of a column by its head, the first that fits; `first` and `last` make a name, an empty field is passed over."""
BEFORE = re.compile(r"^[>\s*•·\-–—\d.)\]]+|[\s:<(\[|,;=–—-]+$")
LABEL = re.compile(
    r"\b(?:my|our|the|her|his|their|is|it'?s|at|on|here|blog|url|link|web ?site|site|address|see|weblog)\b[\s:]*", re.I
)
WORDS = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){0,4}")
"""A name: up to five words."""
KEPT = ("name", "section", "role", "consent", "email", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One blog as handed over."""

    subject: str
    """`list.csv:4`, `line 3`, or what was typed."""
    given: str
    """As written."""
    found: Sought
    values: dict[str, str]
    """Fields of a roster beside the address."""


def from_file(data: bytes, path: Path, *, table: bool) -> tuple[list[Candidate], int]:
    """What a file names, and how many of its lines hold no address (of plain text only). Raises ConfigError."""
    if not is_text(data):
        raise ConfigError(AS_CSV, str(path))
    if is_markup(data):
        rows, mistakes = read_opml(data, path)
        if mistakes:
            raise ConfigError("cannot be used:", str(path), mistakes)
        return [_candidate(row.subject, dict(row.values)) for row in rows], 0
    sheet = sheet_of(data)
    if table or _is_table(sheet):
        return list(_from_table(sheet, path)), 0
    return from_text(sheet.shown, str(path))


def from_text(text: str, subject: str) -> tuple[list[Candidate], int]:
    """Pasted lines: what holds an address, and how many lines do not."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    every = [_from_line(f"{subject}:{number}", line) for number, line in lines]
    kept = [each for each in every if each.found.url]
    return kept, len(every) - len(kept)


def from_word(word: str) -> Candidate:
    """An address on the command line; it is one, or it is said what is wrong with it."""
    return _from_line(word, word)


def _from_line(subject: str, line: str) -> Candidate:
    found = sought(line)
    name = LABEL.sub(
        "", BEFORE.sub("", BEFORE.sub("", found.before.replace(found.email, "") if found.email else found.before))
    )
    name = " ".join(BEFORE.sub("", name).split())
    values = filled([("name", name if WORDS.fullmatch(name) else ""), ("email", found.email)])
    return Candidate(subject=subject, given=line.strip(), found=found, values=values)


def _is_table(sheet: Sheet) -> bool:
    """Whether the first line names columns, and in the usual words: a letter may well begin with "see my link"."""
    head = next(_safe_lines(sheet), ())
    return len(head) > 1 and "url" in fields_of(head)


def _safe_lines(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    try:
        yield from (line.cells for line in sheet.lines())
    except Unreadable:
        return


def _from_table(sheet: Sheet, path: Path) -> Iterator[Candidate]:
    try:
        lines = list(sheet.lines())
    except Unreadable as error:
        raise ConfigError(str(error), str(path)) from error
    if not lines:
        raise ConfigError("is empty: give each blog a line", str(path))
    headless = any(sought(cell).url for cell in lines[0].cells)
    fields = _by_content([line.cells for line in lines]) if headless else _fields(lines[0].cells)
    if "url" not in fields:
        raise ConfigError("has no column with addresses: call it url", f"{path}:{lines[0].number}")
    for line in lines[0 if headless else 1 :]:
        yield _candidate(f"{path}:{line.number}", filled(zip(fields, line.cells, strict=False)))


def _fields(heads: Sequence[str]) -> list[str]:
    """The field of each column; of several that could be one, the first with a known head counts, else the first."""
    sure = [FIELD_OF.get(" ".join(head.lower().split()), "") for head in heads]
    fields = []
    for head, known in zip(heads, sure, strict=True):
        guess = known or next((field for field, pattern in GUESSES if pattern.search(head.lower()[:200])), "")
        fields.append(guess if guess not in fields and (known or guess not in sure) else "")
    return fields


def _by_content(lines: Sequence[Sequence[str]]) -> list[str]:
    """Columns without heads, by what most of their cells hold."""
    width = max(map(len, lines))
    columns = [[line[n] for line in lines if n < len(line) and line[n]] for n in range(width)]
    fields = [""] * width
    for field, fits in (
        ("url", lambda c: bool(sought(c).url)),
        ("email", lambda c: "@" in c),
        ("name", WORDS.fullmatch),
    ):
        votes = [sum(map(bool, map(fits, cells))) if not fields[n] else 0 for n, cells in enumerate(columns)]
        if max(votes):
            fields[votes.index(max(votes))] = field
    return fields


def _candidate(subject: str, values: dict[str, str]) -> Candidate:
    given = values.get("url", "")
    if "name" not in values and (values.get("first") or values.get("last")):
        values["name"] = " ".join(filter(None, (values.get("first"), values.get("last"))))
    kept = {name: values[name] for name in KEPT if values.get(name)}
    found = sought(given) if given else Sought(wrong="no address: ask for the blog's address")
    return Candidate(subject=subject, given=given, found=found, values=kept)
