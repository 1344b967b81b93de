"""Posts: what REST answers, pages and feeds say of one post, brought together. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.items import Citation, Post
from crawler.compose.evidence import FEED, HTML, RANKS, REST, Evidence, Observation, best_first, first, said
from crawler.scope import POST_ID, part_number, thread_url, tidy, url_key

Observed = Observation[Post]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One post with all that was said of it, best first."""

    key: str
    """WordPress's number, or else the address without its accidents: unique in its blog."""
    post: Post
    """The post itself: each field from the best source that has it."""
    observations: tuple[Observed, ...]


def gather(evidence: Iterable[Evidence]) -> dict[str, Gathered]:
    """All posts of a blog by key. A post that is only listed, and was never read, is none; nor is one without address."""
    observed = list(observe(evidence))
    numbers: dict[str, str] = {}
    for o in sorted(observed, key=lambda o: o.rank, reverse=True):  # the best source's word comes last, and stays
        if o.item.wp_id:
            numbers.update((url_key(url), o.item.wp_id) for url in addresses(o))
    groups: dict[str, list[Observed]] = defaultdict(list)
    for o in observed:
        groups[_key(o, numbers)].append(o)
    named = {key: group for key, group in groups.items() if any(addresses(o) for o in group)}
    ordered = {key: tuple(best_first(group)) for key, group in sorted(named.items())}
    return {key: Gathered(key=key, post=merge(group), observations=group) for key, group in ordered.items()}


def _key(o: Observed, numbers: dict[str, str]) -> str:
    """A feed's number is that of its guid, which an imported post keeps from its old blog: the address comes first."""
    urls = addresses(o)
    known = next((numbers[key] for url in urls if (key := url_key(url)) in numbers), None)
    return key_of(known or o.item.wp_id if o.rank == FEED else o.item.wp_id or known, urls, numbers)


def observe(evidence: Iterable[Evidence]) -> Iterable[Observed]:
    """Every source's word on every post."""
    for each in evidence:
        rank = RANKS.get(each.page.kind)
        if rank is None:
            continue
        if each.page.post and each.capture.status in (200, 304):
            yield Observation(item=each.page.post, evidence=each, rank=HTML)
        for post in each.page.listed:
            if post.title or post.body_html or post.protected:
                yield Observation(item=post, evidence=each, rank=rank)


def addresses(o: Observed) -> list[str]:
    """The addresses under which an observation knows its post: for a page also its own, without comment pages."""
    page = o.evidence.page
    urls = [o.item.url, page.canonical_url, o.evidence.capture.url] if o.rank == HTML else [o.item.url]
    return [thread_url(neat) for url in dict.fromkeys(urls) if url and (neat := tidy(url))]


def key_of(wp_id: str | None, urls: Sequence[str], numbers: dict[str, str]) -> str:
    """The post's number where any source knows it, else its first address."""
    if wp_id:
        return wp_id
    for url in urls:
        if number := numbers.get(url_key(url)):
            return number
        if found := POST_ID.search(url):
            return found[1]
    return url_key(urls[0]) if urls else ""


def merge(observations: Sequence[Observed]) -> Post:
    """One post from all that was said of it (`observations` best first)."""
    newest = [o for o in observations if o.crawl == observations[0].crawl]
    protected = any(o.item.protected for o in newest)
    categories, tags = _terms(observations)
    body = Post() if protected else _body(observations)
    return replace(
        body,
        url=_url(observations),
        kind=next((o.item.kind for o in observations if o.rank != FEED), "post"),
        title=_title(observations, protected),
        **{name: first(observations, name) for name in ("wp_id", "author", "author_url", "author_id", "modified")},
        language=first(observations, "language"),
        license=None if protected else first(observations, "license"),
        comments_open=first(observations, "comments_open"),
        stated_comment_count=_stated(observations),
        categories=categories,
        tags=tags,
        protected=protected,
    )


def _title(observations: Sequence[Observed], protected: bool) -> str | None:
    """As printed: REST leaves the "Protected: " of a protected post out (WP_REST_Posts_Controller)."""
    printed = [o for o in observations if o.rank != REST] if protected else observations
    title: str | None = first(printed, "title") or first(observations, "title")
    return title


def _url(observations: Sequence[Observed]) -> str:
    listed = (tidy(o.item.url) for o in observations if o.rank != HTML and o.item.url)
    return next(filter(None, listed), None) or next(url for o in observations for url in addresses(o))


def _stated(observations: Sequence[Observed]) -> int | None:
    pages = (o.evidence.page.stated_comment_count for o in observations if o.rank == HTML)
    counts = (*pages, *(o.item.stated_comment_count for o in observations))
    return next((count for count in counts if count is not None), None)


def _terms(observations: Sequence[Observed]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Categories and tags. A feed does not tell them apart: what the page does not call a category is then a tag."""
    told = [o for o in observations if o.rank != FEED]
    if told and told[0].rank == REST and (told[0].item.categories or told[0].item.tags):
        return told[0].item.categories, told[0].item.tags
    categories, tags = first(told, "categories") or (), first(told, "tags") or ()
    if any(o.rank == REST for o in told) or (categories and tags):
        return categories, tags
    mixed = first([o for o in observations if o.rank == FEED], "categories") or ()
    rest = tuple(term for term in mixed if term not in categories + tags)
    return (categories, tags or rest) if categories else (rest, tags)


def _body(observations: Sequence[Observed]) -> Post:
    """The content of the best source that has one in full; pages of a post (`<!--nextpage-->`) joined in order."""
    with_body = [o for o in observations if (o.item.body_html or o.item.body_text) and not o.item.excerpt_only]
    if not with_body:
        return Post()
    best = with_body[0]
    page = joined([o for o in with_body if o.rank == HTML and o.crawl == best.crawl], _url(observations))
    if best.rank == HTML and page:
        return page
    if page and len(page.references) > len(best.item.references):
        # REST leaves out what is added when a page is made: footnotes, the lists of citation plugins
        return replace(best.item, references=page.references, citations=page.citations)
    return best.item


def joined(pages: Sequence[Observed], base: str) -> Post | None:
    """A post from its pages (best first, those of one crawl); None where there is none."""
    parts: dict[int, Post] = {}
    for o in pages:
        parts.setdefault(part_number(o.evidence.capture.url, base), o.item)
    return join([parts[number] for number in sorted(parts)]) if parts else None


def join(parts: Sequence[Post]) -> Post:
    """One body from the bodies of a post's pages."""
    if len(parts) == 1:
        return parts[0]
    references = [r for part in parts for r in part.references]
    citations: list[Citation] = []
    before = 0
    for part in parts:
        shifted = (replace(c, reference=None if c.reference is None else c.reference + before) for c in part.citations)
        citations += shifted
        before += len(part.references)
    return replace(
        parts[0],
        body_html="\n".join(part.body_html for part in parts),
        body_text="\n".join(part.body_text for part in parts if part.body_text),
        references=tuple(replace(r, position=n) for n, r in enumerate(references)),
        citations=tuple(replace(c, position=n) for n, c in enumerate(citations)),
        media=tuple(dict.fromkeys(m for part in parts for m in part.media)),
        links=tuple(dict.fromkeys(link for part in parts for link in part.links)),
    )


def times(observations: Sequence[Observed], name: str) -> list[tuple[int, str | None]]:
    """(rank, ISO time) of a field, best first, for the clock."""
    return [(o.rank, getattr(o.item, name)) for o in observations if getattr(o.item, name)]


def clock_pairs(gathered: Iterable[Gathered]) -> Iterable[tuple[str | None, str | None]]:
    """(the feed's UTC time, the page's time) of each post that has both."""
    for each in gathered:
        feed = next(said([o for o in each.observations if o.rank == FEED], "published"), None)
        page = next(said([o for o in each.observations if o.rank == HTML], "published"), None)
        yield feed, page
