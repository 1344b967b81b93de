"""A network of people, blogs or works: nodes and weighted edges, from the views of an excerpt."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from archive.export.plain import plain
from archive.export.ties import KNOWN, NETWORKS, NODE_TYPES, Ties

Value = str | int
WEEKS = {"weeks": str, "first_week": int, "last_week": int}
"""Of an edge: the weeks of the course as `1 2 5`, the first and the last; none without a course."""


@dataclass(frozen=True, slots=True)
class Node:
    """`id` such as person-12, name:Anna, blog:slug, site:example.org, work-7; `kind` is among the attributes."""

    id: str
    label: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """One pair; numbers by week. `by_week` has None for what is of no week."""

    source: str
    target: str
    by_week: dict[int | None, Counter[str]]

    @property
    def attributes(self) -> dict[str, Value]:
        """Weight and counts over all weeks, and which weeks these are."""
        total = sum(self.by_week.values(), Counter[str]())
        weeks = sorted(week for week in self.by_week if week is not None)
        span: dict[str, Value] = (
            {"weeks": " ".join(map(str, weeks)), "first_week": weeks[0], "last_week": weeks[-1]} if weeks else {}
        )
        return {
            "weight": total["weight"],
            **{name: total[name] for name in self.by_week[next(iter(self.by_week))]},
            **span,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A directed network. `skipped`: ties of which an end is not known at all."""

    name: str
    about: str
    nodes: list[Node]
    edges: list[Edge]
    node_types: dict[str, type]
    edge_types: dict[str, type]
    skipped: int = field(default=0)


def network(db: sqlite3.Connection, name: str, weeks: tuple[int, int] | None) -> Network:
    """A network of `NETWORKS`: nodes by id, edges by their ends."""
    ties = NETWORKS[name]
    labels: dict[str, str] = {}
    by_ends = defaultdict[tuple[str, str], dict[int | None, Counter[str]]](dict)
    skipped = 0
    first, last = weeks or (None, None)
    for row in db.execute(ties.sql, {"first": first, "last": last}):
        ends = [_end(row[at : at + 4], kind) for at, kind in zip((0, 4), ties.ends, strict=True)]
        week, weight, *counts = row[8:]
        if None in ends:
            skipped += weight
            continue
        (source, label), (target, other) = (end for end in ends if end)
        labels |= {source: label, target: other}
        tally = by_ends[source, target].setdefault(week, Counter())
        tally.update({"weight": weight, **dict(zip(ties.counts, counts, strict=True))})
    nodes = _nodes(db, labels, ties)
    edges = [Edge(*ends, by_ends[ends]) for ends in sorted(by_ends)]
    return Network(name=name, about=ties.about, nodes=nodes, edges=edges, node_types=_used(nodes),
                   edge_types={"weight": int, **dict.fromkeys(ties.counts, int), **WEEKS}, skipped=skipped)  # fmt: skip


def _end(row: tuple[Any, ...], kind: str) -> tuple[str, str] | None:
    """The node that an end is, and its label; None where nothing is known of it."""
    number, name, blog, url = row
    if number is not None:
        return f"{kind}-{number}", name or ""
    if name and plain(name):
        return f"name:{plain(name)}", plain(name)
    if blog:
        return f"blog:{blog}", blog
    host = _host(url or "")
    return (f"site:{host}", host) if host else None


def _host(url: str) -> str:
    try:
        return plain(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _nodes(db: sqlite3.Connection, labels: dict[str, str], ties: Ties) -> list[Node]:
    known = {f"{kind}-{row['id']}": dict(row) for kind in set(ties.ends) for row in db.execute(KNOWN[kind])}
    return [_node(key, label, known.get(key, {})) for key, label in sorted(labels.items())]


def _node(key: str, label: str, known: dict[str, Any]) -> Node:
    kind = key.partition(":")[0] if not known else key.partition("-")[0]
    more = {
        name: plain(v) if isinstance(v, str) else v
        for name, v in known.items()
        if name in NODE_TYPES and v not in (None, "")
    }
    return Node(key, plain(known.get("label") or label) or key, {"kind": kind, **more})


def _used(nodes: list[Node]) -> dict[str, type]:
    met = {name for node in nodes for name in node.attributes}
    return {name: kind for name, kind in NODE_TYPES.items() if name in met}


def edge_rows(made: Network) -> Iterator[list[Any]]:
    """A head and a row for each pair and week, as Gephi's spreadsheet import and any other program read it."""
    counts = [name for name in made.edge_types if name not in WEEKS]
    labels = {node.id: node for node in made.nodes}
    yield ["source", "target", "type", *counts, "week", "source_label", "target_label", "source_kind", "target_kind"]
    for edge in made.edges:
        ends = [labels[edge.source], labels[edge.target]]
        for week, tally in sorted(edge.by_week.items(), key=lambda item: (item[0] is None, item[0] or 0)):
            names = [*(end.label for end in ends), *(end.attributes["kind"] for end in ends)]
            yield [edge.source, edge.target, "Directed", *(tally[name] for name in counts), week, *names]
