"""What posts and comments said before they were edited: one version after the other, from all captures. Pure.

Two captures are compared only if they are alike: REST with REST, feed with feed, and a page with a page of the same theme and
the same parts; and only by their words. So a new theme, a nonce, or another source is no change of content.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic
from unicodedata import normalize

from archive.items import Comment, Post
from crawler.compose.evidence import FEED, HTML, REST, Observation, T, utc
from crawler.compose.posts import Gathered, join
from crawler.compose.sheet import Row, Sheet
from crawler.compose.talk import Talk
from crawler.compose.wordcount import word_count
from crawler.scope import part_number

SOURCES = {REST: "rest", HTML: "page", FEED: "feed"}
PREFERRED = (REST, FEED, HTML)
"""Of sources that were captured equally often: themes do not change what the first two say."""
LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Generic[T]):
    """What one capture shows. `like`: only states that are equal in it can be compared."""

    item: T
    observation: Observation[T]
    like: Hashable


@dataclass(slots=True, kw_only=True)
class Version(Generic[T]):
    """The same words from capture `first` to capture `last`; `after` is the last that shows the words before."""

    first: State[T]
    last: State[T]
    after: State[T] | None = None


def write_post(sheet: Sheet, post_id: int, post: Gathered) -> None:
    """The versions of a post whose words have changed."""
    for row, shown in _rows(sheet, _post_states(post), _post_words, "post_version", post_id):
        row |= {name: getattr(shown, name) for name in ("title", "author", "body_text")}
        entries = "\n".join(reference.text for reference in shown.references)
        row |= {"post_id": post_id, "references_text": entries, "word_count": word_count(shown.body_text)}
        sheet.add("post_versions", row)


def write_comments(sheet: Sheet, post_id: int, talk: Talk) -> None:
    """The versions of comments whose words have changed."""
    several = ((key, observations) for key, observations in talk.comments.items() if len(observations) > 1)
    for key, observations in several:
        comment_id = sheet.number("said", post_id, key, of=post_id)
        states = [State(item=o.item, observation=o, like=(o.rank, _theme(o))) for o in _in_time(observations)]
        for row, shown in _rows(sheet, states, _comment_words, "comment_version", comment_id):
            sheet.add("comment_versions", {**row, "comment_id": comment_id, "post_id": post_id, "text": shown.text})


def _post_states(post: Gathered) -> list[State[Post]]:
    read = [o for o in _in_time(post.observations) if _is_read(o.item)]
    states = [State(item=o.item, observation=o, like=o.rank) for o in read if o.rank != HTML]
    pages: dict[str, dict[int, Observation[Post]]] = defaultdict(dict)
    for o in read:
        if o.rank == HTML:
            pages[o.crawl][part_number(o.evidence.capture.url, post.post.url or "")] = o
    for parts in pages.values():
        ordered = [parts[number] for number in sorted(parts)]
        like = (HTML, _theme(ordered[0]), tuple(sorted(parts)))
        states.append(State(item=join([o.item for o in ordered]), observation=ordered[0], like=like))
    return states


def _is_read(post: Post) -> bool:
    return bool(post.body_html or post.body_text) and not post.excerpt_only and not post.protected


def _theme(o: Observation[Any]) -> str | None:
    return o.evidence.page.blog.theme if o.rank == HTML else None


def _in_time(observations: Iterable[Observation[T]]) -> list[Observation[T]]:
    return sorted(observations, key=lambda o: (o.evidence.capture.fetched_at, o.evidence.capture.url))


def _rows(
    sheet: Sheet, states: Sequence[State[T]], words: Callable[[T], Hashable], kind: str, of: int
) -> Iterable[tuple[Row, T]]:
    """(the columns that all versions have, what it said) for each version of the source that was captured most often."""
    by_source = {rank: [s for s in states if s.observation.rank == rank] for rank in PREFERRED}
    rank = max(PREFERRED, key=lambda rank: len({s.observation.crawl for s in by_source[rank]}))
    found = versions(by_source[rank], words)
    for position, version in enumerate(found if len(found) > 1 else ()):
        first, last = (each.observation.evidence.capture for each in (version.first, version.last))
        row = {
            "id": sheet.number(kind, of, position, of=of),
            "position": position,
            "source": SOURCES[rank],
            "after_capture_id": sheet.capture_id(version.after.observation.evidence.capture) if version.after else None,
            "first_capture_id": sheet.capture_id(first),
            "last_capture_id": sheet.capture_id(last),
            "first_seen_at": utc(first),
            "last_seen_at": utc(last),
        }
        yield row, version.first.item


def versions(states: Iterable[State[T]], words: Callable[[T], Hashable]) -> list[Version[T]]:
    """Versions from the states of one source, oldest first. A state that is not like the one before it changes nothing."""
    found: list[Version[T]] = []
    for state in states:
        if not found:
            found.append(Version(first=state, last=state))
            continue
        before = found[-1].last
        if state.like == before.like and state.item is not before.item and words(state.item) != words(before.item):
            found.append(Version(first=state, last=state, after=before))
        else:
            found[-1].last = state
    return found


def _post_words(post: Post) -> Hashable:
    """Title, author and text with the reference list: where that begins may be read differently."""
    whole = "\n".join((post.body_text, *(reference.text for reference in post.references)))
    return tuple(_plain(text or "") for text in (post.title, post.author, whole))


def _comment_words(comment: Comment) -> Hashable:
    return _plain(comment.text)


def _plain(text: str) -> tuple[str, ...]:
    """The words alone, whatever their case and type."""
    return tuple(LETTERS.findall(normalize("NFKC", text).casefold()))
