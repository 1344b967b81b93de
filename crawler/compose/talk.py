"""Comments and pings of a post: brought together over comment pages, REST answers and feeds. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.items import Comment, Pingback
from crawler.compose.evidence import FEED, HTML, RANKS, REST, Evidence, Observation, T, best_first, ident
from crawler.compose.posts import Gathered, addresses, key_of
from crawler.compose.titles import cut_at, same_title
from crawler.scope import tidy, url_key

WORDS = re.compile(r"\W+")
_Heard = tuple[Observation[Comment], str | None]
"""A comment as one source has it, and its parent's key."""


@dataclass(slots=True)
class Talk:
    """What was said under one post: key -> observations, best first. Keys are WordPress's numbers where known."""

    comments: dict[str, list[Observation[Comment]]]
    parents: dict[str, str | None]
    """Comment key -> its parent's key."""
    pings: dict[str, list[Observation[Pingback]]]
    looked: frozenset[str]
    """Crawls that saw the post's page."""


def talks(evidence: Sequence[Evidence], posts: Mapping[str, Gathered]) -> dict[str, Talk]:
    """The discussion of every post, by the post's key. What belongs to no post of ours is left out."""
    finder = _Finder(posts)
    by_post: dict[str, list[tuple[Evidence, list[Comment], list[Pingback]]]] = defaultdict(list)
    for each in evidence:
        if RANKS.get(each.page.kind) is None or each.capture.status not in (200, 304):
            continue
        sorted_out: dict[str, tuple[list[Comment], list[Pingback]]] = defaultdict(lambda: ([], []))
        for comment in each.page.comments:
            sorted_out[finder.key(each, comment.post)][0].append(comment)
        for ping in each.page.pingbacks:
            sorted_out[finder.key(each, ping.post)][1].append(ping)
        for key, (comments, pings) in sorted_out.items():
            if key in posts and not posts[key].post.protected:
                by_post[key].append((each, comments, pings))
    return {key: _bring_together(seen, _looked(posts[key])) for key, seen in sorted(by_post.items())}


def _looked(post: Gathered) -> frozenset[str]:
    return frozenset(o.crawl for o in post.observations if o.rank == HTML)


class _Finder:
    """Finds the post that a comment stands under."""

    def __init__(self, posts: Mapping[str, Gathered]):
        self.of_url = {
            url_key(url): key for key, post in posts.items() for o in post.observations for url in addresses(o)
        }
        self.of_page = {
            id(o.evidence): key
            for key, post in posts.items()
            for o in post.observations
            if o.item is o.evidence.page.post
        }

    def key(self, evidence: Evidence, post: str | None) -> str:
        """`post` is a number or an address; None on the post's own page."""
        if post is None:
            return self.of_page.get(id(evidence), "")
        if post.isdigit():
            return post
        return self.of_url.get(url_key(tidy(post)), key_of(None, [tidy(post)], {}))


def _bring_together(seen: Sequence[tuple[Evidence, list[Comment], list[Pingback]]], looked: frozenset[str]) -> Talk:
    pings: dict[str, list[Observation[Pingback]]] = defaultdict(list)
    known = _known_pings(ping for _, _, found in seen for ping in found)
    for evidence, _, found in seen:
        for ping in found:
            pings[_ping_key(ping, known)].append(_observed(ping, evidence))
    numbers = _numbers(comment for _, comments, _ in seen for comment in comments)
    heard: dict[str, list[_Heard]] = defaultdict(list)
    for evidence, comments, _ in seen:
        keys = _keys(comments, numbers)
        for comment in comments:
            key, parent = keys[comment.id], keys.get(comment.parent_id or "", comment.parent_id)
            heard[key].append((_observed(comment, evidence), parent if parent != key else None))
    titles = {ping.title for _, _, found in seen for ping in found if ping.title and not (ping.id or "").isdigit()}
    kept = {key: each for key, each in heard.items() if key not in pings and not _is_ping(each, titles)}
    return Talk(
        comments={key: best_first(observation for observation, _ in each) for key, each in kept.items()},
        parents=_without_circles({key: _parent(each) for key, each in kept.items()}),
        pings={key: best_first(each) for key, each in pings.items()},
        looked=looked,
    )


def _is_ping(heard: Sequence[_Heard], titles: Collection[str]) -> bool:
    """A feed does not tell pings from comments: one without a number on the page is known by its title there."""
    return all(o.rank == FEED and any(same_title(o.item.author, title) for title in titles) for o, _ in heard)


def _parent(said: Sequence[_Heard]) -> str | None:
    """REST's word is final, also when it says that there is none; else the first that names one."""
    if len(said) == 1:
        return said[0][1]
    of = {id(observation): parent for observation, parent in said}
    ordered = best_first(observation for observation, _ in said)
    if rest := next((o for o in ordered if o.rank == REST), None):
        return of[id(rest)]
    return next((parent for o in ordered if (parent := of[id(o)])), None)


def _without_circles(parents: Mapping[str, str | None]) -> dict[str, str | None]:
    """Nobody answers themselves, over whatever number of steps: such comments answer none."""

    def circles(key: str) -> bool:
        met, step = {key}, parents[key]
        while step is not None and step not in met:
            met.add(step)
            step = parents.get(step)
        return step == key

    return {key: None if circles(key) else parent for key, parent in parents.items()}


def _signature(comment: Comment) -> str:
    """Letters and digits of who and what, 400 at most; of a long text the beginning says them all."""
    said = f"{comment.author}\x1f{comment.text}"
    beginning = WORDS.sub("", said[:1000])
    return (beginning if len(beginning) >= 400 else WORDS.sub("", said)).casefold()[:400]


def _numbers(comments: Iterable[Comment]) -> dict[str, list[str]]:
    """Signature -> numbers that a source knows, oldest first: another source may show these comments without them.

    Nothing where all comments have numbers, which is nearly always: nobody asks then.
    """
    there = list(comments)
    if all(comment.id.isdigit() for comment in there):
        return {}
    known = {(_signature(c), c.id) for c in there if c.id.isdigit()}
    numbers: dict[str, list[str]] = defaultdict(list)
    for signature, number in sorted(known, key=lambda each: (len(each[1]), each[1])):
        numbers[signature].append(number)
    return numbers


def _keys(comments: Sequence[Comment], numbers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A page's comment ids -> keys that hold over all pages: numbers, or a digest of who, when and what.

    Where somebody said the same twice, the first is the first.
    """
    keys = {comment.id: comment.id for comment in comments if comment.id.isdigit()}
    repeated: Counter[str] = Counter()
    for comment in comments:
        if comment.id not in keys:
            signature = _signature(comment)
            digest = f"x{ident('comment', comment.author, comment.published, comment.text)}"
            known = [*numbers.get(signature, ())][repeated[signature] :]
            repeated.update((signature, digest))
            keys[comment.id] = known[0] if known else f"{digest}-{repeated[digest]}"
    return keys


def _known_pings(pings: Iterable[Pingback]) -> dict[str, list[tuple[str, str | None]]]:
    """Address of the linking page -> (key, title) of its pings, best first: numbered ones, then whole titles."""
    found: dict[str, set[tuple[bool, bool, str, str]]] = defaultdict(set)
    for ping in pings:
        numbered = bool(ping.id and ping.id.isdigit())
        title, is_cut = ping.title or "", cut_at(ping.title) is not None
        key = ping.id if numbered and ping.id else f"{ping.source_url or ''}\x1f{title}"
        found[url_key(ping.source_url or "")].add((not numbered, is_cut, key, title))
    return {url: [(key, title) for _, _, key, title in sorted(each)] for url, each in found.items()}


def _ping_key(ping: Pingback, known: Mapping[str, Sequence[tuple[str, str | None]]]) -> str:
    """Its number; else that of the same page's ping of the same title, which one theme or feed may cut and another not."""
    if ping.id and ping.id.isdigit():
        return ping.id
    same = (key for key, title in known[url_key(ping.source_url or "")] if same_title(title, ping.title))
    return next(same, f"{ping.source_url or ''}\x1f{ping.title or ''}")


def _observed(item: T, evidence: Evidence) -> Observation[T]:
    return Observation(item=item, evidence=evidence, rank=RANKS[evidence.page.kind])
