"""people.yaml: where a person corrects who is whom, in the words of the table `identities`.

merge:                                   # one person
  - [name:chalk/kiriw, url:kiri.example.org]
split:                                   # different people
  - [account:chalk/sam, account:looms/sam]
"""

from dataclasses import dataclass
from pathlib import Path

from archive.errors import ConfigError
from crawler.document import Document, read_document
from crawler.identity import KINDS
from crawler.sighting import Identity

NAME = "people.yaml"
ADVICE = "write KIND:VALUE as the table identities has them, KIND one of " + ", ".join(KINDS)


@dataclass(frozen=True, slots=True)
class Corrections:
    """`merge`: identities of one person each; `split`: identities of as many different people."""

    merge: tuple[tuple[Identity, ...], ...] = ()
    split: tuple[tuple[Identity, ...], ...] = ()


def read_corrections(data: Path) -> Corrections:
    """What people.yaml says, in the data folder or beside it. Raises ConfigError with every mistake, by line."""
    path = next((place / NAME for place in (data, data.resolve().parent) if (place / NAME).is_file()), None)
    if path is None:
        return Corrections()
    document = read_document(path)
    for key in document.values.keys() - {"merge", "split"}:
        document.wrong((key,), f'"{key}" is unknown: known here are merge and split')
    found = Corrections(merge=_groups(document, "merge"), split=_groups(document, "split"))
    if document.mistakes:
        raise ConfigError("cannot be used; nothing was changed", str(path), tuple(document.mistakes))
    return found


def _groups(document: Document, key: str) -> tuple[tuple[Identity, ...], ...]:
    groups = document.values.get(key, [])
    if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
        document.wrong((key,), "must be a list of lists: - [name:blog/kiri, url:kiri.example.org]")
        return ()
    return tuple(
        tuple(i for m, text in enumerate(group) if (i := _identity(document, (key, n, m), text)))
        for n, group in enumerate(groups)
    )


def _identity(document: Document, place: tuple[str | int, ...], text: object) -> Identity | None:
    kind, _, value = str(text).partition(":")
    if kind not in KINDS or not value.strip() or isinstance(text, dict | list):
        document.wrong(place, f'"{text}" is no identity: {ADVICE}')
        return None
    return kind, value.strip()
