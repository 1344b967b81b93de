"""Named questions as data: what they answer in words, what can be given, and the SQL. `coursekeep query --list` shows them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `parameters`: name -> what it is; each may be left out, and is null then."""

    name: str
    about: str
    sql: str
    parameters: dict[str, str] = field(default_factory=dict)


COURSE = {"course": "the course's slug"}
WEEK = {"week": "week of the course; the newest with a post where none is given"}
BLOG = {"blog": "the blog's slug"}
MOST = {"limit": "at most so many rows; 20 where none is given"}
IN_COURSE = "(:course is null or {}course = :course)"
FIRST = "limit coalesce(:limit, 20)"
FITS = r"""'%' || replace(replace(replace(replace(replace(json_extract(a.match, '$.title'), '\', '\\'), '%', '\%'), '_', '\_'), ' * ', '*'), '*', '%') || '%'"""
NEWEST = """coalesce(:week, (
  select max(n.course_week) from posts n join blogs o on o.id = n.blog_id join courses q on q.id = o.course_id
  where n.course_week <= coalesce(q.weeks, n.course_week) and (:course is null or q.slug = :course)))"""

QUESTIONS: tuple[Question, ...] = (
    Question(
        name="week",
        about="Who posted, and who commented, in a week: every owner of a blog, zeros included.",
        parameters={**COURSE, **WEEK},
        sql=f"""
select course, course_week, week_starts, person, section, blog, posts, words, comments_made, comments_received
from weekly_participation where blog is not null and {IN_COURSE.format("")} and course_week = {NEWEST}
order by course, posts = 0, person
""",
    ),
    Question(
        name="silent",
        about="Who neither posted nor commented in a week, and when they last did.",
        parameters={**COURSE, **WEEK},
        sql=f"""
select w.course, w.course_week, w.person, w.section, w.blog, (select max(p.local_date) from posts p where p.person_id = w.person_id) as last_post,
  (select max(c.local_date) from comments c where c.person_id = w.person_id) as last_comment
from weekly_participation w
where w.blog is not null and {IN_COURSE.format("w.")} and w.course_week = {NEWEST} and w.posts = 0 and w.comments_made = 0
order by w.course, last_post, w.person
""",
    ),
    Question(
        name="behind",
        about="Who wrote less than the course expects, from its first week to the given one.",
        parameters={**COURSE, **WEEK},
        sql=f"""
select w.course, w.person, w.section, w.blog, sum(w.posts) as posts, k.posts_per_week * count(*) as posts_expected,
  sum(w.comments_made) as comments, k.comments_per_week * count(*) as comments_expected
from weekly_participation w join courses k on k.slug = w.course
where w.blog is not null and {IN_COURSE.format("w.")} and w.course_week between 1 and {NEWEST}
group by w.course, w.person_id having sum(w.posts) < posts_expected or sum(w.comments_made) < comments_expected
order by w.course, posts, comments, w.person
""",
    ),
    Question(
        name="participation",
        about="Posts and comments of every owner of a blog in every week: a heat map, zeros included.",
        parameters=COURSE,
        sql=f"""
select course, person, section, blog, course_week, posts, comments_made, comments_received from weekly_participation
where blog is not null and {IN_COURSE.format("")} order by course, person, course_week
""",
    ),
    Question(
        name="sections",
        about="Posts and comments of each section (feedback group) by week.",
        parameters=COURSE,
        sql=f"""
select course, section, course_week, count(distinct person_id) as people, sum(posts > 0) as posted, sum(comments_made > 0) as commented,
  sum(posts) as posts, sum(comments_made) as comments
from weekly_participation where blog is not null and {IN_COURSE.format("")} group by course, section, course_week
order by course, section, course_week
""",
    ),
    Question(
        name="unanswered",
        about="Posts on which nobody but their writer has commented, the oldest first.",
        parameters={**COURSE, **BLOG, **MOST},
        sql=f"""
select course, course_week, blog, person, local_date, title, own_comments, url from unanswered_posts
where {IN_COURSE.format("")} and (:blog is null or blog = :blog) order by published_at {FIRST}
""",
    ),
    Question(
        name="discussed",
        about="The posts with most comments.",
        parameters={**COURSE, **BLOG, **MOST},
        sql=f"""
select comments, commenters, blog, person, local_date, title, url from post_timeline
where comments > 0 and {IN_COURSE.format("")} and (:blog is null or blog = :blog) order by comments desc, published_at {FIRST}
""",
    ),
    Question(
        name="submissions",
        about="Posts that belong to assignments (by tag, category, words of the title, dates), and whether they came late.",
        parameters={**COURSE, "assignment": "the assignment's slug"},
        sql=f"""
select k.slug as course, a.slug as assignment, a.due_at, coalesce(h.name, p.author) as person, b.slug as blog, p.published_at,
  p.published_at > a.due_at as late, p.title, p.url
from assignments a join courses k on k.id = a.course_id join blogs b on b.course_id = k.id
  join posts p on p.blog_id = b.id left join people h on h.id = p.person_id
where p.status <> 'gone' and (:course is null or k.slug = :course) and (:assignment is null or a.slug = :assignment) and a.match <> '{{}}'
  and (json_extract(a.match, '$.from') is null or p.local_date >= json_extract(a.match, '$.from'))
  and (json_extract(a.match, '$.to') is null or p.local_date <= json_extract(a.match, '$.to'))
  and (json_extract(a.match, '$.title') is null or p.title like {FITS} escape '\\')
  and (json_extract(a.match, '$.tag') is null or exists (select 1 from posts_terms x join terms t on t.id = x.term_id
    join json_each(a.match, '$.tag') j on lower(j.value) in (lower(t.name), t.slug) where x.post_id = p.id and t.kind = 'tag'))
  and (json_extract(a.match, '$.category') is null or exists (select 1 from posts_terms x join terms t on t.id = x.term_id
    join json_each(a.match, '$.category') j on lower(j.value) in (lower(t.name), t.slug) where x.post_id = p.id and t.kind = 'category'))
order by k.slug, a.due_at, a.slug, person, p.published_at
""",
    ),
    Question(
        name="health",
        about="Every blog: its state, what it has, when something came last, what failed.",
        parameters=COURSE,
        sql=f"""
select course, blog, owner, state, posts, comments, last_post_at, last_comment_at, last_crawl_at, failed, problems, url
from blog_health where {IN_COURSE.format("")} order by state = 'ok', blog
""",
    ),
    Question(
        name="commenters",
        about="Who comments most, on how many blogs, and how much they hear themselves.",
        parameters={**COURSE, **MOST},
        sql=f"""
with edges as (
  select source_id, source, target_id, sum(weight) as weight, sum(words) as words from comment_edges
  where source_id is not target_id and {IN_COURSE.format("")} group by source_id, target_id
),
received as (select target_id as person_id, sum(weight) as received from edges group by target_id)
select e.source as person, sum(e.weight) as comments, sum(e.words) as words, count(distinct e.target_id) as people_addressed,
  coalesce(max(r.received), 0) as received
from edges e left join received r on r.person_id = e.source_id where e.source_id is not null
group by e.source_id order by comments desc, person {FIRST}
""",
    ),
    Question(
        name="pairs",
        about="Who comments on whom, and how often the other answers.",
        parameters={**COURSE, **MOST},
        sql=f"""
with edges as (
  select source_id, source, target_id, target, sum(weight) as weight from comment_edges
  where source_id is not null and target_id is not null and source_id <> target_id and {IN_COURSE.format("")} group by source_id, target_id
)
select e.source, e.target, e.weight as comments, coalesce(r.weight, 0) as in_return
from edges e left join edges r on r.source_id = e.target_id and r.target_id = e.source_id
order by comments desc, in_return desc, e.source, e.target {FIRST}
""",
    ),
    Question(
        name="isolates",
        about="Owners of blogs who never commented on others, or on whom nobody ever commented.",
        parameters=COURSE,
        sql=f"""
select course, person, section, blog, sum(posts) as posts, sum(comments_made) as comments_made, sum(comments_received) as comments_received
from weekly_participation where blog is not null and {IN_COURSE.format("")}
group by course, person_id having sum(comments_made) = 0 or sum(comments_received) = 0 order by course, sum(comments_made + comments_received), person
""",
    ),
    Question(
        name="answer-times",
        about="How long a post waits for its first comment by somebody else: median and longest, in hours, by blog.",
        parameters=COURSE,
        sql=f"""
with timed as (
  select blog, hours_to_first_comment as hours, row_number() over (partition by blog order by hours_to_first_comment) as place,
    count(*) over (partition by blog) as number
  from post_timeline where hours_to_first_comment is not null and {IN_COURSE.format("")}
)
select blog, max(number) as posts, round(avg(hours) filter (where place in ((number + 1) / 2, (number + 2) / 2)), 1) as median_hours,
  max(hours) as longest_hours
from timed group by blog order by median_hours
""",
    ),
    Question(
        name="threads",
        about="The longest conversations: their depth, how many comments and people, and where.",
        parameters={**COURSE, **BLOG, **MOST},
        sql=f"""
select t.blog, t.title, count(*) as comments, count(distinct t.person) as people, max(t.depth) as depth,
  min(t.published_at) as began_at, max(t.published_at) as last_at, t.thread_id
from threads t where t.status <> 'gone' and {IN_COURSE.format("t.")} and (:blog is null or t.blog = :blog)
group by t.thread_id having count(*) > 1 order by comments desc, depth desc, t.thread_id {FIRST}
""",
    ),
    Question(
        name="conversation",
        about="All comments of one post with parent and depth, in the order of time.",
        parameters={"post": "the post's address"},
        sql="""
select t.depth, t.person, t.answers_to, t.published_at, t.text, t.comment_id, t.parent_id
from threads t where t.post_id in (select p.id from posts p where p.url = :post) order by t.position
""",
    ),
    Question(
        name="pingbacks",
        about="Which post links to which by pingback, as far as both are in the archive.",
        parameters={**COURSE, **MOST},
        sql=f"""
select e.source_blog, e.source, e.target_blog, e.target, e.weight, e.source_url, p.url as target_url
from pingback_edges e join posts p on p.id = e.target_post_id where {IN_COURSE.format("e.")}
order by e.source_blog is null, e.weight desc, e.source_url {FIRST}
""",
    ),
    Question(
        name="works",
        about="What is read: works by how many people list them, and how often the texts cite them.",
        parameters=MOST,
        sql=f"select people, citations, blogs, author, year, title, doi from most_cited_works order by people desc, citations desc, title {FIRST}",
    ),
    Question(
        name="reading-lists",
        about="What each person draws on, and where.",
        parameters=COURSE,
        sql=f"""
select course, person, work, sum(weight) as citations, sum(listed) as entries, count(distinct post_id) as posts from citation_edges
where {IN_COURSE.format("")} group by course, person_id, person, work_id order by course, person, citations desc, work
""",
    ),
    Question(
        name="shared-reading",
        about="Pairs of people by how many works both list.",
        parameters={**COURSE, **MOST},
        sql=f"""
with listed as materialized (
  select person_id, min(person) as person, work_id from citation_edges where person_id is not null and {IN_COURSE.format("")} group by person_id, work_id
),
names as materialized (select person_id, min(person) as person from listed group by person_id),
pairs as (
  select a.person_id as one_id, b.person_id as other_id, count(*) as works
  from listed a join listed b on b.work_id = a.work_id and b.person_id > a.person_id group by 1, 2
)
select a.person as one, b.person as other, x.works
from pairs x join names a on a.person_id = x.one_id join names b on b.person_id = x.other_id order by x.works desc, one, other {FIRST}
""",
    ),
    Question(
        name="cited-not-listed",
        about="Works that a text cites and its reference list lacks.",
        parameters={**BLOG, **MOST},
        sql=f"""
select b.slug as blog, p.title, c.text, c.year, p.url from citations c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id
where c.reference_id is null and (:blog is null or b.slug = :blog) order by b.slug, p.url, c.position {FIRST}
""",
    ),
    Question(
        name="listed-not-cited",
        about="Entries of reference lists that the text above them never cites.",
        parameters={**BLOG, **MOST},
        sql=f"""
select b.slug as blog, p.title, r.text, p.url from reference_entries r join posts p on p.id = r.post_id join blogs b on b.id = p.blog_id
where r.comment_id is null and not exists (select 1 from citations c where c.reference_id = r.id) and (:blog is null or b.slug = :blog)
order by b.slug, p.url, r.position {FIRST}
""",
    ),
    Question(
        name="topics",
        about="Categories and tags by how many posts and blogs have them.",
        parameters={**COURSE, **MOST},
        sql=f"""
select t.kind, min(t.name) as name, count(distinct x.post_id) as posts, count(distinct t.blog_id) as blogs
from terms t join posts_terms x on x.term_id = t.id join blogs b on b.id = t.blog_id left join courses k on k.id = b.course_id
where :course is null or k.slug = :course group by t.kind, t.slug order by posts desc, name {FIRST}
""",
    ),
    Question(
        name="weeks",
        about="How much is written in each week of a course.",
        parameters=COURSE,
        sql=f"""
select course, course_week, count(*) filter (where kind = 'post') as posts, count(*) filter (where kind = 'comment') as comments,
  count(*) filter (where kind = 'pingback') as pingbacks, sum(words) as words, count(distinct person_id) as people, min(local_date) as first_day
from activity where status <> 'gone' and course_week is not null and {IN_COURSE.format("")} group by course, course_week
order by course, course_week
""",
    ),
    Question(
        name="clock",
        about="When people write: posts and comments by weekday (1 is Monday) and hour, by the blog's own clock.",
        parameters=COURSE,
        sql="""
with times as (
  select 'post' as kind, p.published_local as at, b.course_id from posts p join blogs b on b.id = p.blog_id
  union all select 'comment', c.published_local, b.course_id from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id
)
select (strftime('%w', substr(at, 1, 10)) + 6) % 7 + 1 as weekday, cast(substr(at, 12, 2) as integer) as hour,
  count(*) filter (where kind = 'post') as posts, count(*) filter (where kind = 'comment') as comments
from times left join courses k on k.id = times.course_id
where length(at) > 12 and (:course is null or k.slug = :course) group by 1, 2 order by 1, 2
""",
    ),
    Question(
        name="edited",
        about="Posts whose words changed, and between which captures.",
        parameters={**BLOG, **MOST},
        sql=f"""
select b.slug as blog, p.title, v.position as version, a.fetched_at as last_seen_before, v.first_seen_at as first_seen_after,
  v.word_count - lag(v.word_count) over (partition by v.post_id order by v.position) as words_more, p.url
from post_versions v join posts p on p.id = v.post_id join blogs b on b.id = p.blog_id left join captures a on a.id = v.after_capture_id
where :blog is null or b.slug = :blog order by v.first_seen_at desc, p.url, v.position {FIRST}
""",
    ),
    Question(
        name="gone",
        about="Posts and comments that are no longer on their blogs, and when they were last seen.",
        parameters={**BLOG, **MOST},
        sql=f"""
select b.slug as blog, 'post' as kind, p.status, p.last_seen_at, p.author, p.title as what, p.url
from posts p join blogs b on b.id = p.blog_id where p.status <> 'live' and (:blog is null or b.slug = :blog)
union all
select b.slug, 'comment', c.status, c.last_seen_at, c.author, substr(c.text, 1, 80), p.url
from comments c join posts p on p.id = c.post_id join blogs b on b.id = p.blog_id where c.status <> 'live' and (:blog is null or b.slug = :blog)
order by 4 desc, 7, 2 {FIRST}
""",
    ),
    Question(
        name="counts-differ",
        about="Posts where the blog itself states another number of comments than the archive has (pings may be in it).",
        parameters=BLOG,
        sql="""
select b.slug as blog, p.title, p.stated_comment_count as stated,
  (select count(*) from comments c where c.post_id = p.id and c.status = 'live') as comments,
  (select count(*) from pingbacks g where g.post_id = p.id and g.status = 'live') as pingbacks, p.url
from posts p join blogs b on b.id = p.blog_id
where p.stated_comment_count is not null and (:blog is null or b.slug = :blog) and stated not in (comments, comments + pingbacks)
order by abs(stated - comments) desc, p.url
""",
    ),
    Question(
        name="accounts",
        about="Every crawl with its account: planned = fetched + not modified + excluded + failed; gap must be 0.",
        sql="""
select id, started_at, finished_at, status, planned, fetched, not_modified, excluded, failed,
  planned - fetched - not_modified - excluded - failed as gap from crawls order by id
""",
    ),
    Question(
        name="failures",
        about="Addresses that failed in the newest crawl of each blog, and why.",
        parameters=BLOG,
        sql="""
select b.slug as blog, f.url, f.reason, f.crawl_id from failures f join blogs b on b.id = f.blog_id
where f.crawl_id = (select max(x.crawl_id) from crawl_blogs x where x.blog_id = f.blog_id) and (:blog is null or b.slug = :blog)
order by b.slug, f.url
""",
    ),
    Question(
        name="bytes",
        about="Where the bytes of a post and of all that stands under it are: file, offset, length and digest.",
        parameters={"post": "the post's address"},
        sql="""
select v.object, v.id, v.capture_url, v.fetched_at, v.warc_file, v.warc_offset, v.warc_length, v.payload_digest
from provenance v where v.post_id in (select p.id from posts p where p.url = :post) order by v.object desc, v.id
""",
    ),
    Question(
        name="licences",
        about="Under which licences the blogs publish: as printed, by posts and blogs.",
        sql="""
select coalesce(license, '(none stated)') as licence, count(*) as posts, count(distinct blog_id) as blogs from posts
where status <> 'gone' group by 1 order by posts desc, licence
""",
    ),
    Question(
        name="languages",
        about="Languages and themes of the blogs.",
        sql="""
select language, theme, count(*) as blogs from blogs where state <> 'opted_out' group by 1, 2 order by blogs desc, language, theme
""",
    ),
    Question(
        name="outside",
        about="Hosts outside the blog that posts and comments link to most.",
        parameters={**COURSE, **MOST},
        sql=f"""
with hosts as (
  select l.post_id, l.comment_id, substr(l.url, instr(l.url, '//') + 2) || '/' as rest, p.blog_id
  from links l join posts p on p.id = l.post_id where l.kind = 'external' and l.url like 'http%'
)
select replace(lower(substr(rest, 1, instr(rest, '/') - 1)), 'www.', '') as host, count(*) as links, count(distinct post_id) as posts,
  count(distinct blog_id) as blogs
from hosts join blogs b on b.id = hosts.blog_id left join courses k on k.id = b.course_id
where :course is null or k.slug = :course group by 1 order by links desc, host {FIRST}
""",
    ),
    Question(
        name="who-is-who",
        about="What people are known by, and why each mark is taken for theirs; the least sure first.",
        parameters={"person": "a person's name"},
        sql="""
select h.name, i.kind, i.value, i.label, i.uses, i.confidence, i.reason from identities i join people h on h.id = i.person_id
where :person is null or h.name = :person order by i.confidence, h.name, i.kind, i.value
""",
    ),
    Question(
        name="dictionary",
        about="Tables, views and columns of the database, in words.",
        parameters={"object": "a table or a view"},
        sql="select object, column, type, refers_to, about from data_dictionary where :object is null or object = :object order by id",
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}
