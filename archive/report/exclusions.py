"""What was not asked for, by rule: traps, robots.txt, requisites from elsewhere, the guard against explosions."""

import json
import sqlite3
from collections import Counter

NEWEST = """
select a.excluded_by from crawl_blogs a where a.crawl_id = (
  select max(b.crawl_id) from crawl_blogs b where b.blog_id = a.blog_id and b.kind = 'full')
"""


def exclusions(db: sqlite3.Connection) -> dict[str, int]:
    """Rule -> addresses, over the newest full crawl of each blog; the most frequent rule first."""
    found = Counter[str]()
    for (told,) in db.execute(NEWEST):
        found.update(json.loads(told))
    return dict(found.most_common())


def exclusion_line(found: dict[str, int]) -> str:
    """In words, for `status`."""
    rules = ", ".join(f"{rule} {count:,}" for rule, count in found.items())
    count = sum(found.values())
    return f"left     {count:,} address{'es' * (count != 1)} by rule in the last full crawls ({rules})"
