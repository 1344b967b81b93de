"""The views as data: each with what it says, its columns in words, and its SQL. Counts leave out what is gone, unless they say so."""

from dataclasses import dataclass

WHERE = {
    "course": "the course's slug; null without a course",
    "course_week": "week of the course, 1 is the first",
    "blog": "the blog's slug",
}
WHO = {"person_id": "in people", "person": "the person's name"}
ENDS = {
    "source_id": "in people: who wrote it",
    "source": "name of the writer",
    "target_id": "in people: whom it is about",
    "target": "name of that person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view: `columns` in order, name -> what it says."""

    name: str
    about: str
    columns: dict[str, str]
    sql: str


PLACED = """blogs b on b.id = p.blog_id
  left join courses k on k.id = b.course_id"""
"""Joins of a post `p`: its blog, and the course of that."""

VIEWS: tuple[View, ...] = (
    View(
        name="activity",
        about="Everything that somebody did, a row each: posts, comments and pingbacks, also those that are gone (status).",
        columns={
            "kind": "post, comment or pingback",
            "id": "in posts, comments or pingbacks",
            "at": "UTC",
            "local_date": "the day by the course's clock",
            **WHERE,
            "blog_id": "in blogs: where it stands",
            "section": "the blog's",
            **WHO,
            "post_id": "the post itself, or the post it stands under",
            "title": "the post's",
            "words": "how many; null for a pingback",
            "status": "live, missing or gone",
        },
        sql=f"""
select 'post' as kind, p.id, p.published_at as at, p.local_date, k.slug as course, p.course_week, b.slug as blog, p.blog_id,
  b.section, p.person_id, w.name as person, p.id as post_id, p.title, p.word_count as words, p.status
from posts p join {PLACED} left join people w on w.id = p.person_id
union all
select 'comment', c.id, c.published_at, c.local_date, k.slug, c.course_week, b.slug, p.blog_id,
  b.section, c.person_id, coalesce(w.name, c.author), p.id, p.title, c.word_count, c.status
from comments c join posts p on p.id = c.post_id join {PLACED} left join people w on w.id = c.person_id
union all
select 'pingback', g.id, g.published_at, g.local_date, k.slug, g.course_week, b.slug, p.blog_id,
  b.section, g.person_id, w.name, p.id, p.title, null, g.status
from pingbacks g join posts p on p.id = g.post_id join {PLACED} left join people w on w.id = g.person_id
""",
    ),
    View(
        name="weekly_participation",
        about="Who did what in each week of a course: a row for each blog owner and week, zeros included; and for others, and before and after the course, where somebody did something.",
        columns={
            "course": WHERE["course"],
            "course_week": WHERE["course_week"],
            "week_starts": "its first day",
            **WHO,
            "blog": "the slug of the person's blog in the course; null for those who only comment",
            "section": "from the roster",
            "role": "from the roster",
            "posts": "posts written",
            "words": "words of these posts",
            "comments_made": "comments on posts of others",
            "comments_received": "comments of others on own posts of any week, by the week of the comment",
        },
        sql="""
with recursive
talk as materialized (
  select b.course_id, c.course_week, c.person_id as writer_id, p.person_id as reader_id, count(*) as comments
  from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id
  where c.status <> 'gone' and c.course_week is not null and c.person_id is not p.person_id group by 1, 2, 3, 4
),
events as (
  select b.course_id, p.course_week, p.person_id, 1 as posts, p.word_count as words, 0 as made, 0 as received
  from posts p join blogs b on b.id = p.blog_id
  where p.kind = 'post' and p.status <> 'gone' and p.course_week is not null and p.person_id is not null
  union all
  select course_id, course_week, writer_id, 0, 0, comments, 0 from talk where writer_id is not null
  union all
  select course_id, course_week, reader_id, 0, 0, 0, comments from talk where reader_id is not null
),
told as (
  select course_id, course_week, person_id, sum(posts) as posts, sum(words) as words, sum(made) as made, sum(received) as received
  from events group by course_id, course_week, person_id
),
owners as (
  select course_id, person_id, min(slug) as blog from blogs where course_id is not null and person_id is not null group by course_id, person_id
),
numbers(week) as (
  select 1 union all select week + 1 from numbers where week < (select max(weeks) from courses)
),
weeks as (
  select k.id as course_id, n.week from courses k join numbers n on n.week <= k.weeks where k.starts is not null
  union select t.course_id, t.course_week from told t join courses k on k.id = t.course_id where k.weeks is null and t.course_week > 0
),
places as (
  select w.course_id, w.week, o.person_id from weeks w join owners o on o.course_id = w.course_id
  union select course_id, course_week, person_id from told
)
select k.slug as course, x.week as course_week, date(k.starts, ((x.week - 1) * 7) || ' days') as week_starts,
  x.person_id, h.name as person, o.blog, coalesce(b.section, h.section) as section, coalesce(b.role, h.role) as role,
  coalesce(t.posts, 0) as posts, coalesce(t.words, 0) as words, coalesce(t.made, 0) as comments_made,
  coalesce(t.received, 0) as comments_received
from places x join courses k on k.id = x.course_id join people h on h.id = x.person_id
  left join told t on t.course_id = x.course_id and t.course_week = x.week and t.person_id = x.person_id
  left join owners o on o.course_id = x.course_id and o.person_id = x.person_id
  left join blogs b on b.slug = o.blog
""",
    ),
    View(
        name="comment_edges",
        about="Who comments on whom, week by week: from a comment's writer to that of the comment it answers, or of the post. Answers to oneself are there.",
        columns={
            "course": WHERE["course"],
            "course_week": WHERE["course_week"],
            **ENDS,
            "kind": "post (a comment on a post) or reply (an answer to a comment)",
            "weight": "how many comments",
            "words": "how many words",
        },
        sql=f"""
select k.slug as course, c.course_week, c.person_id as source_id, coalesce(s.name, c.author) as source,
  iif(c.parent_id is null, p.person_id, a.person_id) as target_id,
  iif(c.parent_id is null, coalesce(t.name, p.author), coalesce(u.name, a.author)) as target,
  iif(c.parent_id is null, 'post', 'reply') as kind, count(*) as weight, sum(c.word_count) as words
from comments c join posts p on p.id = c.post_id join {PLACED}
  left join comments a on a.id = c.parent_id
  left join people s on s.id = c.person_id left join people t on t.id = p.person_id left join people u on u.id = a.person_id
where c.status <> 'gone'
group by 1, 2, 3, 4, 5, 6, 7
""",
    ),
    View(
        name="pingback_edges",
        about="Which post pings which: one row a pair of linking page and post.",
        columns={
            "course": "of the post that is linked to",
            "course_week": WHERE["course_week"],
            **ENDS,
            "source_blog": "slug of the linking blog, where it is in the archive",
            "target_blog": "slug of the blog that is linked to",
            "source_post_id": "the linking post, where it is in the archive",
            "source_url": "the linking page",
            "target_post_id": "the post that is linked to",
            "weight": "how many pingbacks",
        },
        sql=f"""
select k.slug as course, g.course_week, g.person_id as source_id, s.name as source, p.person_id as target_id,
  coalesce(t.name, p.author) as target, f.slug as source_blog, b.slug as target_blog, g.source_post_id, g.source_url,
  p.id as target_post_id, count(*) as weight
from pingbacks g join posts p on p.id = g.post_id join {PLACED}
  left join posts o on o.id = g.source_post_id left join blogs f on f.id = o.blog_id
  left join people s on s.id = g.person_id left join people t on t.id = p.person_id
where g.status <> 'gone'
group by k.slug, g.course_week, g.person_id, g.source_post_id, g.source_url, p.id
""",
    ),
    View(
        name="link_edges",
        about="Links from posts and comments to posts of the archive: one row a pair of writer and post, and week.",
        columns={
            "course": "of the post that links",
            "course_week": WHERE["course_week"],
            **ENDS,
            "source_blog": "slug of the linking blog",
            "target_blog": "slug of the blog that is linked to",
            "source_post_id": "the post that links, or under which a comment does",
            "target_post_id": "the post that is linked to",
            "weight": "how many links",
        },
        sql=f"""
select k.slug as course, iif(l.comment_id is null, p.course_week, c.course_week) as course_week,
  iif(l.comment_id is null, p.person_id, c.person_id) as source_id,
  coalesce(s.name, iif(l.comment_id is null, p.author, c.author)) as source,
  o.person_id as target_id, coalesce(t.name, o.author) as target, b.slug as source_blog, f.slug as target_blog,
  p.id as source_post_id, o.id as target_post_id, count(*) as weight
from links l join posts o on o.id = l.target_post_id join blogs f on f.id = o.blog_id
  join posts p on p.id = l.post_id join {PLACED}
  left join comments c on c.id = l.comment_id
  left join people s on s.id = iif(l.comment_id is null, p.person_id, c.person_id)
  left join people t on t.id = o.person_id
where p.status <> 'gone'
group by 1, 2, 3, 4, p.id, o.id
""",
    ),
    View(
        name="citation_edges",
        about="Who draws on which work: a row for each post and work that it cites or lists, comments included.",
        columns={
            **WHERE,
            **WHO,
            "post_id": "the post",
            "work_id": "in works",
            "work": "family of the first author, year and title",
            "weight": "how often the text cites it",
            "listed": "in how many entries of the post's list and of its comments",
        },
        sql=f"""
with
entries as (
  select r.post_id, iif(r.comment_id is null, p.person_id, c.person_id) as person_id,
    iif(r.comment_id is null, p.author, c.author) as author, r.work_id, count(*) as listed,
    sum((select count(*) from citations q where q.reference_id = r.id)) as weight
  from reference_entries r join posts p on p.id = r.post_id left join comments c on c.id = r.comment_id
  where r.work_id is not null group by 1, 2, 3, 4
)
select k.slug as course, p.course_week, b.slug as blog, e.person_id, coalesce(h.name, e.author) as person, p.id as post_id, e.work_id,
  trim(coalesce(json_extract(w.authors, '$[0].family'), json_extract(w.authors, '$[0].literal'), '')
    || ' ' || coalesce(w.year, '') || ' ' || coalesce(w.title, '')) as work,
  e.weight, e.listed
from entries e join posts p on p.id = e.post_id join {PLACED} join works w on w.id = e.work_id left join people h on h.id = e.person_id
where p.status <> 'gone'
""",
    ),
    View(
        name="threads",
        about="Comments with their place in the conversation: depth, the comment they answer, and how many answer them.",
        columns={
            **WHERE,
            "post_id": "the post",
            "title": "the post's",
            "thread_id": "the comment that the thread begins with",
            "comment_id": "the comment",
            "parent_id": "the comment it answers",
            "depth": "1 for an answer to the post",
            "position": "0-based, by time, among all comments of the post",
            **WHO,
            "answers_to": "whom it answers: the parent's writer, or the post's",
            "published_at": "UTC",
            "replies": "how many comments answer it directly",
            "text": "one line a block",
            "status": "live, missing or gone",
        },
        sql=f"""
select k.slug as course, c.course_week, b.slug as blog, p.id as post_id, p.title, c.thread_id, c.id as comment_id, c.parent_id,
  c.depth, c.position, c.person_id, coalesce(h.name, c.author) as person,
  iif(a.id is null, coalesce(o.name, p.author), coalesce(u.name, a.author)) as answers_to, c.published_at,
  (select count(*) from comments r where r.parent_id = c.id) as replies, c.text, c.status
from comments c join posts p on p.id = c.post_id join {PLACED}
  left join comments a on a.id = c.parent_id
  left join people h on h.id = c.person_id left join people u on u.id = a.person_id left join people o on o.id = p.person_id
""",
    ),
    View(
        name="blog_health",
        about="How each blog is: its state, what it has, when something came last, and what went wrong.",
        columns={
            "course": WHERE["course"],
            "blog": "the blog's slug",
            "blog_id": "in blogs",
            "title": "as the blog calls itself",
            "url": "the home page's address",
            "owner": "from the roster",
            "section": "from the roster",
            "role": "from the roster",
            "consent": "from the roster",
            "status": "from the roster: paused, pending, or blank",
            "state": "ok, private, gone, ...",
            "posts": "live posts",
            "comments": "live comments under its posts",
            "last_post_at": "UTC, of the newest post",
            "last_comment_at": "UTC, of the newest comment under its posts",
            "last_crawl_id": "the newest crawl that took it in",
            "last_crawl_at": "UTC, when that began",
            "failed": "addresses that failed in it",
            "last_state": "the blog's state in the crawl before",
            "problems": "rows in problems",
        },
        sql="""
select k.slug as course, b.slug as blog, b.id as blog_id, b.title, b.url, b.owner, b.section, b.role, b.consent, b.status, b.state,
  (select count(*) from posts p where p.blog_id = b.id and p.status = 'live') as posts,
  (select count(*) from posts p join comments c on c.post_id = p.id where p.blog_id = b.id and c.status = 'live') as comments,
  (select max(p.published_at) from posts p where p.blog_id = b.id) as last_post_at,
  (select max(c.published_at) from posts p join comments c on c.post_id = p.id where p.blog_id = b.id) as last_comment_at,
  x.crawl_id as last_crawl_id, r.started_at as last_crawl_at, x.failed,
  (select y.state from crawl_blogs y where y.blog_id = b.id and y.crawl_id < x.crawl_id order by y.crawl_id desc limit 1) as last_state,
  (select count(*) from problems q where q.blog_id = b.id) as problems
from blogs b left join courses k on k.id = b.course_id
  left join crawl_blogs x on x.blog_id = b.id and x.crawl_id = (select max(y.crawl_id) from crawl_blogs y where y.blog_id = b.id)
  left join crawls r on r.id = x.crawl_id
""",
    ),
    View(
        name="unanswered_posts",
        about="Live posts on which nobody but their own writer has commented.",
        columns={
            **WHERE,
            **WHO,
            "post_id": "the post",
            "title": "as printed",
            "url": "permalink",
            "published_at": "UTC",
            "local_date": "the day by the course's clock",
            "comments_open": "1, 0 or null",
            "own_comments": "comments of the writer",
        },
        sql=f"""
select k.slug as course, p.course_week, b.slug as blog, p.person_id, coalesce(h.name, p.author) as person, p.id as post_id, p.title, p.url,
  p.published_at, p.local_date, p.comments_open,
  (select count(*) from comments c where c.post_id = p.id and c.status <> 'gone') as own_comments
from posts p join {PLACED} left join people h on h.id = p.person_id
where p.kind = 'post' and p.status = 'live' and p.protected = 0 and not exists (
  select 1 from comments c where c.post_id = p.id and c.status <> 'gone' and c.by_post_author is not 1
    and (p.person_id is null or c.person_id is not p.person_id))
""",
    ),
    View(
        name="post_timeline",
        about="Every post with what came of it: comments, when the first one came, pingbacks, works.",
        columns={
            **WHERE,
            "local_date": "the day by the course's clock",
            **WHO,
            "post_id": "the post",
            "kind": "post or page",
            "title": "as printed",
            "url": "permalink",
            "published_at": "UTC",
            "status": "live, missing or gone",
            "words": "of its text",
            "comments": "comments under it",
            "commenters": "how many people wrote them",
            "first_comment_at": "UTC",
            "last_comment_at": "UTC",
            "hours_to_first_comment": "from the post to the first comment of somebody else",
            "pingbacks": "pingbacks and trackbacks",
            "citations": "works cited in its text, each place counted",
            "references": "entries of its reference list",
            "versions": "how many versions of it were seen",
        },
        sql=f"""
select k.slug as course, p.course_week, b.slug as blog, p.local_date, p.person_id, coalesce(h.name, p.author) as person, p.id as post_id, p.kind,
  p.title, p.url, p.published_at, p.status, p.word_count as words, count(c.id) as comments,
  count(distinct coalesce(c.person_id, c.author)) as commenters,
  min(c.published_at) as first_comment_at, max(c.published_at) as last_comment_at,
  round((julianday(min(c.published_at) filter (where c.by_post_author is not 1 and (p.person_id is null or c.person_id is not p.person_id)))
    - julianday(p.published_at)) * 24, 1) as hours_to_first_comment,
  (select count(*) from pingbacks g where g.post_id = p.id and g.status <> 'gone') as pingbacks,
  (select count(*) from citations q where q.post_id = p.id) as citations,
  (select count(*) from reference_entries r where r.post_id = p.id and r.comment_id is null) as "references",
  max(1, (select count(*) from post_versions v where v.post_id = p.id)) as versions
from posts p join {PLACED} left join people h on h.id = p.person_id
  left join comments c on c.post_id = p.id and c.status <> 'gone'
group by p.id
""",
    ),
    View(
        name="most_cited_works",
        about="Works by how many people list them, with how often the texts cite them.",
        columns={
            "work_id": "in works",
            "author": "of the first author the family, or the organisation",
            "year": "as printed",
            "title": "of the work",
            "type": "a CSL type",
            "doi": "10....",
            "people": "how many authors of posts or comments list it",
            "blogs": "how many blogs",
            "posts": "how many posts, comments included",
            "entries": "how many entries of reference lists",
            "citations": "how often the texts cite it",
        },
        sql="""
select w.id as work_id, coalesce(json_extract(w.authors, '$[0].family'), json_extract(w.authors, '$[0].literal')) as author,
  w.year, w.title, w.type, w.doi, w.people, w.blogs, w.posts, w.entries,
  (select count(*) from reference_entries r join citations q on q.reference_id = r.id where r.work_id = w.id) as citations
from works w
order by w.people desc, w.entries desc, w.key
""",
    ),
    View(
        name="provenance",
        about="From each post, comment and pingback to its bytes: file, offset, length and digest of the record.",
        columns={
            "object": "posts, comments or pingbacks",
            "id": "the row's number in that table",
            "post_id": "the post",
            "blog": "the blog's slug",
            "url": "the post's",
            "first_seen_at": "UTC",
            "last_seen_at": "UTC",
            "status": "live, missing or gone",
            "capture_id": "in captures",
            "capture_url": "the address that was asked for",
            "fetched_at": "UTC",
            "payload_digest": "sha256 of the body",
            "warc_file": "below warc/",
            "warc_offset": "bytes before the record",
            "warc_length": "bytes of the record",
        },
        sql=" union all ".join(
            f"""
select '{table}' as object, x.id, p.id as post_id, b.slug as blog, p.url, x.first_seen_at, x.last_seen_at, x.status, x.capture_id,
  c.url as capture_url, c.fetched_at, c.payload_digest, c.warc_file, c.warc_offset, c.warc_length
from {table} x join posts p on p.id = x.{key} join blogs b on b.id = p.blog_id left join captures c on c.id = x.capture_id
"""
            for table, key in (("posts", "id"), ("comments", "post_id"), ("pingbacks", "post_id"))
        ),
    ),
)
