"""Plants people in every place of a database, in every spelling, and looks for them in the bytes of another."""

import json
import re
import sqlite3
import unicodedata
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.database.store import NAME, Store
from archive.database.tables import TABLES, Table

ONSETS = [
    "br",
    "chv",
    "dr",
    "fl",
    "gr",
    "kl",
    "mr",
    "ncr",
    "pl",
    "qu",
    "skr",
    "str",
    "tv",
    "vr",
    "zl",
    "zw",
    "kr",
    "sv",
    "gl",
    "tr",
]
MIDDLES = ["aurn", "éldv", "imbr", "ontr", "ukst", "ægm", "ölkh", "urvy", "akhm", "elpt"]
ENDS = ["ok", "ith", "ax", "een", "umi", "ór", "esk", "ans", "ibb", "ett"]
MARKS = {"æ": "ae", "ø": "o", "ß": "ss"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented: no other text has these names."""

    number: int
    given: str
    family: str

    @property
    def name(self) -> str:
        """As printed."""
        return f"{self.given} {self.family}"

    @property
    def login(self) -> str:
        """An account."""
        return f"{plain(self.family)}_{self.number}"

    @property
    def host(self) -> str:
        """A server of one's own."""
        return f"{plain(self.given)}-{plain(self.family)}.example.net"

    @property
    def mail(self) -> str:
        """An address for mail that has no name in it."""
        return f"box{self.number:03}q@mail.example.org"

    @property
    def phone(self) -> str:
        """A number that nobody has."""
        return f"+64 21 555 {self.number:04}"

    @property
    def silent(self) -> bool:
        """Whether this person says no."""
        return self.number % 10 == 7

    def marks(self) -> set[str]:
        """What must not be in the twin, without marks and in small letters; letters, digits and single signs."""
        return {plain(self.given), plain(self.family), self.mail, f"555 {self.number:04}", self.login}


def plain(text: str) -> str:
    """Small letters without accents."""
    text = "".join(MARKS.get(c, c) for c in unicodedata.normalize("NFKD", text.casefold()))
    return "".join(c for c in text if not unicodedata.combining(c))


def people(count: int) -> list[Person]:
    """So many people, each with names of their own."""
    made = []
    for n in range(count):
        given = ONSETS[n % 20] + MIDDLES[n // 20 % 10] + ENDS[n // 200]
        family = ONSETS[(n + 7) % 20] + MIDDLES[(n // 20 + 3) % 10] + "w" + ENDS[5 + n // 200]
        made.append(Person(n, given.capitalize(), family.capitalize()))
    return made


def spellings(who: Person) -> list[str]:
    """A person in every spelling that people and programs use."""
    g, f, name = who.given, who.family, who.name
    cut = len(g) // 2
    coded = "".join(f"&#{ord(c)};" for c in name)
    escaped = json.dumps(name)[1:-1]
    return [
        f"I met {name} there.", name.upper(), name.lower(), plain(name), f"{f}, {g}", f"said {g[0]}. {f} once",
        f"{plain(g)}-{plain(f)}", plain(g + f), f"look, @{plain(g)}{plain(f)}!", f"<b>{g[:cut]}</b>{g[cut:]} <i>{f}</i>",
        f"{g}&nbsp;{f}", f"{g}\r\n    {f}", f"{g}<br />{f}", quote(name), quote(quote(name)), escaped, coded,
        f"{g[:2]}\u00ad{g[2:]} {f[:3]}\u200b{f[3:]}", unicodedata.normalize("NFD", name), f"{name}’s post and {g}'s too",
        f"as {g} said", f"as {f.upper()} said", f"thanks {g.lower()}", f"https://www.example.com/people/{quote(g)}_{quote(f)}?x=1",
        f'<img src="https://cdn.example.com/{plain(g)}/{plain(f)}.jpg" alt="{name}" title="{f}" />',
        f'<a href="http://{who.host}/2013/about/">my page</a>', f"see {who.host}/about, or www.{who.host.upper()}.",
        f"https:\\/\\/{who.host}\\/feed\\/", f"mailto:{who.mail}", f"write to {who.mail}.", f"box{who.number:03}q [at] mail.example.org",
        f"ring me: {who.phone}", f"by {who.login}", f"<span class=\"by-{who.login}\" data-who=\"{name}\">x</span>",
        f"<!-- {name} --> x", f"{g[0]}{f} wrote", f"/home/{plain(g)}/{plain(f)}/notes.txt", f"{g}{f}2013", f"#{g}{f}",
        f"{g}\tand {f}s", f"xn--{f'{plain(f)}é'.encode('punycode').decode()}.example", f'{{"by": ["{escaped}"]}}',
    ]  # fmt: skip


def planted(folder: Path, crowd: list[Person], rows: int = 30) -> Path:
    """A database of `rows` rows in every table, in every text column of which some of the crowd stand."""
    store = Store(folder / NAME)
    texts = [text for n in range(42) for who in crowd for text in spellings(who)[n : n + 1]]
    assert len(texts) == 42 * len(crowd)
    made = {table.name: _rows(table, rows) for table in TABLES if table.name != "data_dictionary"}
    cells = [(table, row, column) for table in TABLES for row in made.get(table.name, ()) for column in _texts(table)]
    for n, text in enumerate(texts):
        _table, row, column = cells[n * 7919 % len(cells)]
        row[column] = f"{row[column]} {text}".strip() if row[column] else text
    _known(made, crowd)
    with store.transaction():
        store.put(made)
    store.close()
    return store.path


def _texts(table: Table) -> list[str]:
    return [name for name, (kind, _) in table.columns.items() if kind is str]


def _rows(table: Table, count: int) -> list[Row]:
    """Rows with numbers only; those that name others name their first ones."""
    made: list[Row] = []
    for n in range(count):
        row: Row = {name: "" if kind is str else n for name, (kind, _) in table.columns.items()}
        row |= {"id": 1000 + n, **dict.fromkeys(table.foreign_keys, 1000 + n)}
        made.append({**row, **({"status": "live"} if row.get("status") == "" else {})})
    return made


def _known(made: dict[str, list[Row]], crowd: list[Person]) -> None:
    """Where the database says who they are: one in each way."""
    for who in crowd:
        number = 5000 + who.number
        person = {"id": number, "key": f"name:x/{plain(who.name)}", "name": who.name, "in_roster": 1, "confidence": 1.0}
        made["people"].append({**person, "consent": "no" if who.silent else ("", "yes")[who.number % 2]})
        known = {"id": number, "person_id": number, "uses": 1, "confidence": 1.0, "reason": "seen"}
        made["identities"] += [
            {**known, "kind": "account", "value": f"x/{who.login}", "label": who.name},
            {**known, "id": number + 5000, "kind": "url", "value": who.host, "label": who.name},
        ]


def found(path: Path, crowd: list[Person]) -> list[str]:
    """Marks of the crowd in the bytes of a file, or in the words of its full text indexes."""
    raw = path.read_bytes()
    texts = {plain(raw.decode(coding, "ignore")) for coding in ("utf-8", "utf-16-le", "latin-1")}
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("select name from sqlite_master where sql like '%using fts5%'").fetchall():
            db.execute(f"create virtual table temp.v_{name} using fts5vocab(main, {name}, row)")
            texts.add(" ".join(plain(str(term)) for (term,) in db.execute(f"select term from temp.v_{name}")))
    words = "\n".join({word for text in texts for word in re.findall(r"[\w@.]{4,}|555 \d{4}", text)})
    return sorted(mark for who in crowd for mark in who.marks() if mark in words)
