"""The networks as data: what ties whom to whom, week by week, in SQL over the views; and what is known of people and works."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """One network. `sql` gives an end's number, name, blog and address (source, then target), the week, the weight, `counts`."""

    about: str
    sql: str
    counts: dict[str, str]
    """Further numbers of an edge, and what they are; summed over weeks."""
    ends: tuple[str, str] = ("person", "person")
    """What the numbers are of."""


WEEK = "(:first is null or course_week between :first and :last)"

NETWORKS = {
    "comments": Ties(
        about="Who comments on whom: from a comment's writer to that of the post or the comment it answers.",
        counts={"on_posts": "comments on posts", "replies": "answers to comments", "words": "words of these"},
        sql=f"""
select source_id, source, null, null, target_id, target, null, null, course_week, weight,
  iif(kind = 'post', weight, 0), iif(kind = 'reply', weight, 0), coalesce(words, 0) from comment_edges where {WEEK}""",
    ),
    "pingbacks": Ties(
        about="Who pings whom: from the writer of the linking page to that of the post; where that is not known, blog or site.",
        counts={},
        sql=f"""
select source_id, source, source_blog, source_url, target_id, target, target_blog, null, course_week, weight
from pingback_edges where {WEEK}""",
    ),
    "links": Ties(
        about="Who links to whom: from the writer of a post or comment to that of the post it links to.",
        counts={},
        sql=f"""
select source_id, source, source_blog, null, target_id, target, target_blog, null, course_week, weight
from link_edges where {WEEK}""",
    ),
    "works": Ties(
        about="Who draws on which work: from a writer to a work that a post cites or lists; the weight is the number of posts.",
        counts={"citations": "how often the texts cite it", "listed": "entries of reference lists"},
        sql=f"""
select person_id, person, blog, null, work_id, work, null, null, course_week, 1, coalesce(weight, 0), listed
from citation_edges where {WEEK}""",
        ends=("person", "work"),
    ),
}

KNOWN = {
    "person": """
select h.id, h.name as label, (select group_concat(slug, ' ') from (select slug from blogs where person_id = h.id order by slug)) as blog,
  coalesce(h.section, (select min(section) from blogs where person_id = h.id)) as section,
  coalesce(h.role, (select min(role) from blogs where person_id = h.id)) as role, h.in_roster,
  (select count(*) from posts p where p.person_id = h.id and p.status <> 'gone') as posts,
  (select count(*) from comments c where c.person_id = h.id and c.status <> 'gone') as comments
from people h""",
    "work": "select id, title as label, year, type, doi, people, posts from works",
}
"""Attributes of nodes: `label`, then the columns of the network's files."""
NODE_TYPES = {
    "kind": str, "blog": str, "section": str, "role": str, "in_roster": int, "posts": int, "comments": int, "year": str, "type": str, "doi": str,
    "people": int,
}  # fmt: skip
