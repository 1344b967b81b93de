"""The rows of a discussion: comments in order of time, and pings. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from archive.items import Comment, Pingback, Post
from crawler.compose.dating import Columns, published
from crawler.compose.evidence import Observation, first, said
from crawler.compose.post_rows import links, references
from crawler.compose.sheet import Row, Sheet, number
from crawler.compose.talk import Talk
from crawler.compose.titles import whole_title
from crawler.compose.wordcount import word_count


def write_talk(sheet: Sheet, post_id: int, post: Post, talk: Talk) -> None:
    """A post's comments and pings."""
    ids = {key: sheet.number("said", post_id, key, of=post_id) for key in talk.comments}
    parents = {key: parent if parent in ids else None for key, parent in talk.parents.items()}
    threads = _threads(parents)
    for position, (key, when) in enumerate(_in_time(sheet, talk)):
        observations = talk.comments[key]
        place = {"id": ids[key], "post_id": post_id, "wp_id": number(key), "position": position}
        begins, depth = threads[key]
        place |= {"parent_id": ids.get(parents[key] or ""), "thread_id": ids[begins], "depth": depth}
        sheet.add("comments", {**place, **_comment(sheet, post, observations, when, talk.looked)})
        references(sheet, post_id, ids[key], first(observations, "references") or ())
        links(sheet, post_id, ids[key], first(observations, "links") or ())
    for key, pings in talk.pings.items():
        place = {"id": sheet.number("ping", post_id, key, of=post_id), "post_id": post_id, "wp_id": number(key)}
        sheet.add("pingbacks", {**place, **_ping(sheet, pings, talk.looked)})


def _in_time(sheet: Sheet, talk: Talk) -> Iterator[tuple[str, Columns]]:
    """Comment keys with their times, oldest first; equal or unknown times in the order of WordPress or of the page."""
    timed = {key: published(sheet.clock, observations) for key, observations in talk.comments.items()}
    pages = {id(o[0].evidence): o[0].evidence.page for o in talk.comments.values()}
    places = {key: {c.id: n for n, c in reversed([*enumerate(page.comments)])} for key, page in pages.items()}

    def order(key: str) -> tuple[str, int, tuple[str, int]]:
        when = timed[key]["published_at"] or timed[key]["published_local"] or ""
        best = talk.comments[key][0]
        place = places[id(best.evidence)][best.item.id]
        return when, number(key) or 0, (best.evidence.capture.url, place)

    return ((key, timed.pop(key)) for key in sorted(talk.comments, key=order))


def _threads(parents: Mapping[str, str | None]) -> dict[str, tuple[str, int]]:
    """Comment -> the comment that its thread begins with, and its depth, 1 for that one. Nobody answers themselves."""
    threads: dict[str, tuple[str, int]] = {}
    for key in parents:
        steps, step = [], key
        while step not in threads and (parent := parents[step]) is not None:
            steps.append(step)
            step = parent
        begins, depth = threads.setdefault(step, (step, 1))
        threads |= {each: (begins, depth + n) for n, each in enumerate(reversed(steps), 1)}
    return threads


def _comment(
    sheet: Sheet, post: Post, observations: Sequence[Observation[Comment]], when: Columns, looked: frozenset[str]
) -> Row:
    logged_in = {o.item.author_id for o in observations} - {None, "0"}
    return {
        **{name: first(observations, name) for name in ("author", "author_url", "account", "avatar", "text", "html")},
        "account_id": number(min(filter(None, logged_in), default=None)),
        **when,
        "word_count": word_count(first(observations, "text") or ""),
        "by_post_author": int(any(o.item.by_post_author for o in observations) or post.author_id in logged_in),
        **sheet.seen(observations, looked),
    }


def _ping(sheet: Sheet, observations: Sequence[Observation[Pingback]], looked: frozenset[str]) -> Row:
    return {
        **{name: first(observations, name) for name in ("kind", "source_url", "excerpt")},
        "title": whole_title(first(observations, "title"), said(observations, "title")),
        **published(sheet.clock, observations),
        **sheet.seen(observations, looked),
    }
