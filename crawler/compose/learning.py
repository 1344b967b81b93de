"""Which pages of a blog were read weakly, and a second reading of these by what its other pages taught. Pure but for `read`."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from archive.items import Capture, Comment, Page, Post, Source
from crawler.compose.brought import Brought, bring
from crawler.compose.evidence import HTML, Evidence, is_unread
from crawler.compose.likeness import same_text
from crawler.compose.posts import Gathered, Observed
from crawler.parsers.learnt import COMMENT, PARTS, merge
from crawler.parsers.learnt_pages import Known, learn
from crawler.parsers.learnt_texts import days_apart, key
from crawler.parsers.page import parse
from crawler.scope import comment_pages_before

MOST_LESSONS = 12
"""Pages that are learnt from: the newest of those of which another source tells."""
TELLING = 10
"""Letters of a comment's text, below which two comments may say the same."""
NAMED = ("title", "author", "published")
Parts = frozenset[str]
LINES: Parts = frozenset(("title", "author", "date"))
"""What of a protected post is read."""
FIELDS = {
    "title": ("title",),
    "author": ("author", "author_url"),
    "date": ("published", "published_raw", "published_from"),
}
NOTHING = Known()


def taught(brought: Brought, read: Callable[[Source], Capture], checks: Container[str] = frozenset()) -> Brought:
    """A blog's captures, the weakly read pages read again by what was learnt of the blog where that is better.

    A page is weak where it lacks title, author, date, body or comments, or differs from REST or feed of the same crawl.
    Where every page is strong, or other sources tell all that is weak, nothing is read. `read` gives the capture of a
    record, body included. `checks`: crawls that only looked at what was new, whose word on it counts from here on.
    """
    again = _read_again(brought, read)
    if not again and not any(is_unread(each.capture, checks) for each in brought.ordered):
        return brought
    evidence = [replace(e, page=again.get(id(e.page), e.page)) for e in brought.ordered]
    del brought, again  # a large blog is brought together once at a time
    return bring(evidence, checks)


def _read_again(brought: Brought, read: Callable[[Source], Capture]) -> dict[int, Page]:
    """By `id` of a page: what is better than it."""
    own = [e for e in brought.ordered if _is_readable(e)]
    known = known_of(brought)
    truths = {id(e.page): known.get(id(e.page), NOTHING) for e in own}
    weakness = {id(e.page): weak(e.page, truths[id(e.page)]) for e in own}
    doubted = _doubted((truths[page], weakness[page]) for page in weakness)
    wanted = {id(e.page): _wanted(e.page, truths[id(e.page)], weakness[id(e.page)], doubted) for e in own}
    lessons = _lessons([e for e in own if not _is_protected(e.page)], truths, frozenset().union(*wanted.values()))
    places = merge(learn(_read(e, read), truths[id(e.page)]) for e in lessons)
    again: dict[int, Page] = {}
    for each in own if places.votes else ():
        if (of_page := places.only(wanted[id(each.page)])).votes:
            truth = truths[id(each.page)]
            page = _with_lines(parse(_read(each, read), of_page), each.page, truth)
            if better(page, each.page, truth, doubted=bool(wanted[id(each.page)] - weakness[id(each.page)])):
                again[id(each.page)] = page
    return again


def _wanted(page: Page, truth: Known, weakness: Parts, doubted: Parts) -> Parts:
    """The parts of a page to be read again: what is weak and nobody else tells, and what most pages have wrong."""
    told = _told(truth)
    parts = (weakness - told) | (doubted & weakness) | (doubted - told)
    return parts & LINES if _is_protected(page) else parts


def _lessons(own: Sequence[Evidence], truths: Mapping[int, Known], wanted: Parts) -> list[Evidence]:
    """The newest pages of which another source tells the post, or comments, if these are wanted."""
    of_post = [e for e in own if truths[id(e.page)].post] if wanted - frozenset(COMMENT) else []
    of_talk = [e for e in own if truths[id(e.page)].comments] if wanted & frozenset(COMMENT) else []
    chosen = {id(e) for e in (*of_post[-MOST_LESSONS:], *of_talk[-MOST_LESSONS:])}
    return [e for e in own if id(e) in chosen]


def _is_readable(each: Evidence) -> bool:
    """Whether a capture is an HTML page of a post, with its bytes in its own record."""
    return each.page.post is not None and bool(each.page.post.placed_by) and not each.capture.revisit_of


def _is_protected(page: Page) -> bool:
    return page.post is not None and page.post.protected


def _read(each: Evidence, read: Callable[[Source], Capture]) -> Capture:
    assert each.capture.source, "a capture without a record is never composed"
    return read(each.capture.source)


def known_of(brought: Brought) -> dict[int, Known]:
    """By `id` of a page: what REST and feeds of the same crawl say of its post and comments."""
    listed = {e.capture.crawl or "" for e in brought.ordered if e.page.kind == "rest" and e.page.comments}
    found: dict[int, Known] = {}
    for name, each in brought.posts.items():
        comments = brought.talks[name].comments.values() if name in brought.talks else ()
        heard: dict[str, list[Comment]] = defaultdict(list)
        for observations in comments:
            for crawl, comment in {o.crawl: o.item for o in reversed(observations) if o.rank != HTML}.items():
                heard[crawl].append(comment)
        for o in each.observations:
            if o.rank == HTML:
                found[id(o.evidence.page)] = Known(
                    post=_told_of(each, o), comments=tuple(heard[o.crawl]), all_comments=o.crawl in listed
                )
    return found


def _told_of(gathered: Gathered, page: Observed) -> Post | None:
    """The post as the best source of that crawl has it; its body only from one that has it whole."""
    told = [o.item for o in gathered.observations if o.rank != HTML and o.crawl == page.crawl]
    if not told:
        return None
    whole = next((post for post in told if post.body_text and not post.excerpt_only), None)
    title, author, published = (next(filter(None, (getattr(p, n) for p in told)), None) for n in NAMED)
    return replace(whole or Post(), title=title, author=author, published=published)


def weak(page: Page, known: Known) -> Parts:
    """The parts that a page lacks, or has otherwise than another source of the same crawl."""
    if page.post is None:
        return frozenset()
    of_post = frozenset(_weak_post(page.post, known.post))
    return of_post & LINES if page.post.protected else of_post | frozenset(_weak_talk(page, known.comments))


def _weak_post(post: Post, truth: Post | None) -> Iterator[str]:
    told = truth or Post()
    if not (post.body_text or post.media) or (told.body_text and not same_text(told, post)):
        yield "body"
    if not (post.title or truth) or not key(post.title or "").endswith(key(told.title or "")):
        yield "title"
    if post.kind == "post":
        if not post.author or key(told.author or "") not in key(post.author):
            yield "author"
        if not post.published or (told.published and days_apart(told.published, post.published) > 1):
            yield "date"


def _weak_talk(page: Page, comments: Sequence[Comment]) -> Iterator[str]:
    here = {key(comment.text): comment for comment in page.comments} if comments else {}
    heard = {text: comment for comment in comments if len(text := key(comment.text)) >= TELLING}
    both = [(heard[text], here[text]) for text in heard if text in here]
    stated = (page.stated_comment_count or 0) > len(page.comments) + len(page.pingbacks)
    is_whole = not comment_pages_before(page.url) and not any(map(comment_pages_before, page.follow))
    if (is_whole and (stated or len(both) < len(heard))) or (heard and not both):
        yield from COMMENT
        return
    of = {
        "comment_author": any(not c.author for c in page.comments)
        or any(key(a.author or "") not in key(b.author or "") for a, b in both),
        "comment_date": any(not c.published for c in page.comments)
        or any(days_apart(a.published, b.published) > 1 for a, b in both if a.published and b.published),
        "comment_text": any(not (c.text or c.html) for c in page.comments),
    }
    yield from (part for part, is_weak in of.items() if is_weak)


def _told(known: Known) -> Parts:
    """The parts of which another source tells."""
    post = known.post or Post()
    of_post = {"body": post.body_text, "title": post.title, "author": post.author, "date": post.published}
    of_talk = COMMENT if known.all_comments else ()
    return frozenset((*(part for part, value in of_post.items() if value), *of_talk))


def _doubted(lessons: Iterator[tuple[Known, Parts]]) -> Parts:
    """The parts that most pages have wrong of which another source tells: there the others are doubted as well."""
    told: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for known, weakness in lessons:
        here = _told(known) | frozenset(COMMENT if known.comments else ())
        told.update(here)
        wrong.update(here & weakness)
    return frozenset(part for part in PARTS if told[part] and 2 * wrong[part] > told[part])


def _with_lines(new: Page, old: Page, known: Known) -> Page:
    """A second reading, with those lines of the first that were well read there alone."""
    names = [name for part in LINES & (weak(new, known) - weak(old, known)) for name in FIELDS[part]]
    if not names or new.post is None:
        return new
    return replace(new, post=replace(new.post, **{name: getattr(old.post, name) for name in names}))


def better(new: Page, old: Page, known: Known, *, doubted: bool) -> bool:
    """Whether a second reading has less that is weak; of a doubted page, no more."""
    if new.post is None or new == old:
        return False
    fewer = len(weak(old, known)) - len(weak(new, known))
    return fewer > 0 or (doubted and fewer == 0)
