"""Who comments on whom, in a week or in the whole course: people with how much they gave and got, and the edges between them."""

import sqlite3
from collections import Counter
from datetime import datetime

from archive.report.summary import Row
from archive.report.week_calendar import courses
from archive.report.week_counts import edges
from archive.report.week_people import opted_out, others, owners


def network(
    db: sqlite3.Connection, now: datetime, number: int | None = None, *, course: str | None = None
) -> list[Row]:
    """Each course with `nodes` (owners of blogs always, others where they took part) and `edges`; `number`: of the week, None for all."""
    told = []
    out = opted_out(db)
    for each in courses(db, course):
        links = edges(db, each.id, number, out)
        known = owners(db, each.id)
        people = {**known, **others(db, {r[end] for r in links for end in ("source", "target")}, known)}
        links = [r for r in links if r["source"] in people and r["target"] in people]
        given, got = Counter[int](), Counter[int]()
        for link in links:
            given[link["source"]] += link["comments"]
            got[link["target"]] += link["comments"]
        nodes = [
            {"person_id": p.who, "person": p.name, "kind": p.kind, "section": p.section, "given": given[p.who], "received": got[p.who]}
            for p in people.values() if p.who not in out
        ]  # fmt: skip
        days = each.days(number) if number is not None else None
        told.append(
            {
                "course": each.slug,
                "title": each.title,
                "week": number,
                "from": days[0].isoformat() if days else None,
                "to": days[1].isoformat() if days else None,
                "weeks": each.weeks,
                "current": each.current(now),
                "nodes": nodes,
                "edges": [{**r, "source_name": people[r["source"]].name, "target_name": people[r["target"]].name} for r in links],
            }
        )  # fmt: skip
    return told
