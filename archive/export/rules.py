"""Which rows an excerpt takes, as data: what is asked for, what goes for want of consent, and what else hangs on that.

`old` is the source; `NAME_in` are the numbers of chosen rows, the rest is of those who said no.
"""

from archive.database import fulltext

SILENT = "('no', 'opted out')"
"""Words of `consent` that keep a person out of what is for research."""
CHOSEN = (
    ("blogs", """
select b.id from old.blogs b left join old.courses k on k.id = b.course_id
where (:course is null or k.slug = :course) and (:blog is null or b.slug = :blog)"""),
    ("comments", """
with recursive said(id) as (
  select c.id from old.comments c join old.posts p on p.id = c.post_id
  where p.blog_id in (select id from blogs_in) and (:first is null or c.course_week between :first and :last)
  union select c.parent_id from said s join old.comments c on c.id = s.id where c.parent_id is not null)
select id from said"""),
    ("pingbacks", """
select g.id from old.pingbacks g join old.posts p on p.id = g.post_id
where p.blog_id in (select id from blogs_in) and (:first is null or g.course_week between :first and :last)"""),
    ("posts", """
select p.id from old.posts p where p.blog_id in (select id from blogs_in) and (:first is null
  or p.course_week between :first and :last
  or p.id in (select post_id from old.comments where id in (select id from comments_in))
  or p.id in (select post_id from old.pingbacks where id in (select id from pingbacks_in)))"""),
)  # fmt: skip
"""What is asked for, in order; with weeks also the posts and comments that the weeks' comments stand under."""
SILENT_ROWS = (
    ("silent", "select id from old.people where consent in {silent}"),
    ("silent_homes", """
select rtrim(substr(url, instr(url, '://') + 3), '/') as url from (
  select url, id from old.blogs union select url, blog_id from old.blog_aliases)
where id in (select id from old.blogs where consent in {silent} or person_id in (select id from silent))"""),
    ("silent_posts", """
select rtrim(url, '/') as url from old.posts
where person_id in (select id from silent) and blog_id in (select id from blogs_in)"""),
)  # fmt: skip
"""Who said no: people, their blogs' addresses without scheme, and the addresses of their posts."""
LEFT_OUT = (
    ("blogs", """
id in (select id from old.blogs where consent in {silent} or person_id in (select id from silent))"""),
    ("posts", """
id in (select id from old.posts where person_id in (select id from silent) or blog_id not in (select id from blogs_in))"""),
    ("comments", """
id in (with recursive gone(id) as (
  select id from old.comments where person_id in (select id from silent) or post_id not in (select id from posts_in)
  union select c.id from gone g join old.comments c on c.parent_id = g.id)
select id from gone)"""),
    ("pingbacks", """
id in (select g.id from old.pingbacks g left join old.posts p on p.id = g.source_post_id left join old.blogs b on b.id = p.blog_id
  where g.person_id in (select id from silent) or p.person_id in (select id from silent) or b.consent in {silent}
    or g.post_id not in (select id from posts_in)
    or exists (select 1 from silent_homes s where instr(g.source_url, '://' || s.url || '/') in (5, 6)))"""),
)  # fmt: skip
"""What goes for want of consent, in order, with all that hangs on it: an answer to a comment that is not there would say something else."""
OWN = {
    "courses": "id in (select course_id from old.blogs where id in (select id from blogs_in)) or :whole",
    "people": """id not in (select id from silent) and (:whole
  or id in (select person_id from old.blogs where id in (select id from blogs_in))
  or id in (select person_id from old.posts where id in (select id from posts_in))
  or id in (select person_id from old.comments where id in (select id from comments_in))
  or id in (select person_id from old.pingbacks where id in (select id from pingbacks_in)))""",
    "crawls": """:whole or id in (select crawl_id from old.crawl_blogs where blog_id in (select id from blogs_in))
  or id in (select crawl_id from old.captures where blog_id in (select id from blogs_in))""",
    "captures": """(blog_id in (select id from blogs_in) or (blog_id is null and :whole)) and not exists (
  select 1 from silent_posts s where url = s.url or substr(url, 1, length(s.url) + 1) in (s.url || '/', s.url || '&', s.url || '?'))""",
    "works": """id in (select work_id from old.reference_entries where post_id in (select id from posts_in)
  and (comment_id is null or comment_id in (select id from comments_in)))""",
    "warc_files": ":whole or name in (select warc_file from main.captures)",
    "facts": f"name <> '{fulltext.FACT}'",
    **{name: f"id in (select id from {name}_in)" for name in ("blogs", "posts", "comments", "pingbacks")},
}
"""Which rows of a table are taken; of any other table those whose foreign keys lead to rows that were."""
SOFT = {"capture_id", "target_post_id", "source_post_id", "reference_id", "after_capture_id", "thread_id"}
"""Foreign keys that become null where the row they lead to is not there."""
BLANK = {("blogs", "email")}
"""Columns that are in no export: mail addresses serve the course's own letters only."""
