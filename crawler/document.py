"""A YAML file as plain text values, and the line on which each of them stands. Knows nothing of what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from archive.errors import ConfigError

Place = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""
DATA = "data"
"""Where the data folder is if nothing says otherwise."""
NOTHING = ("", "~", "null", "Null", "NULL")


MOST = 500_000
"""Values that are read: a few lines of aliases can stand for more than any memory holds."""


class _TooMany(Exception):
    """The document says more than it may."""


@dataclass(slots=True, kw_only=True)
class Document:
    """`values` holds text only: what a word means is for its field to say, so that a person may be named No.

    Keys without a value are left out. `mistakes` are whole lines.
    """

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def subject(self, place: Place) -> str:
        """`config.yaml:12` for a value, or for the nearest that stands around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.path}:{self.lines.get(place, 1)}"

    def wrong(self, place: Place, words: str) -> None:
        """Takes down a mistake."""
        self.mistakes.append(f"{self.subject(place)}: {words}")


def read_document(path: Path) -> Document:
    """A YAML file; what is wrong with it as YAML is among the mistakes. Raises OSError when it cannot be opened."""
    document = Document(path=path)
    try:
        root = yaml.compose(path.read_text("utf-8-sig"), yaml.BaseLoader)
        values = _value(root, (), document) if root else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        document.mistakes.append(f"{path}:{line}: is no YAML: {error.problem}; check indents, colons and quotes")
    except _TooMany:
        document.mistakes.append(f"{path}:1: has more than {MOST:,} values: write it without aliases (`&`, `*`)")
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        document.mistakes.append(f"{path}:1: is no YAML in UTF-8: save it as plain text")
    else:
        if isinstance(values, dict):
            document.values = values
        else:
            document.wrong((), "must be lines of `key: value`")
    return document


def _value(node: yaml.Node, place: Place, document: Document) -> Any:
    document.lines.setdefault(place, node.start_mark.line + 1)
    if len(document.lines) > MOST:
        raise _TooMany
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, place, document))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, number), document) for number, item in enumerate(node.value)]
    return node.value


def _pairs(node: yaml.MappingNode, place: Place, document: Document) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key, value in node.value:
        name = str(key.value)
        document.lines[(*place, name)] = key.start_mark.line + 1
        if name in seen:
            document.wrong((*place, name), f'"{name}" stands twice: keep one')
        seen.add(name)
        if not (isinstance(value, yaml.ScalarNode) and not value.style and value.value in NOTHING):
            yield name, _value(value, (*place, name), document)


def data_folder(path: Path) -> Path:
    """The data folder that a configuration names: all that who only reads has to know of it, and read in a moment.

    Raises ConfigError where it is no YAML, or the folder's name no text.
    """
    try:
        document = read_document(path)
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror}): name another with --config, or --data", str(path)
        ) from error
    store = document.values.get("store", {})
    folder = store.get("path", DATA) if isinstance(store, dict) else None
    if not isinstance(folder, str):
        document.wrong(("store", "path"), "must be the name of a folder")
    if document.mistakes:
        raise ConfigError("nothing was done; mend this:", str(path), tuple(document.mistakes))
    return path.parent / Path(str(folder)).expanduser()
