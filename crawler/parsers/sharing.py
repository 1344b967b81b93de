"""Boxes that invite to share or follow, told by where their links lead or by the names of networks alone, whatever their classes."""

from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.elements import fold
from crawler.parsers.html import attribute
from crawler.parsers.patterns import late

_PIECES = ("shar", "/intent/", "pin/create", "submit?", "send?", "addto", "status=", "save?", "mailto:?")
"""What the addresses of sharing links hold: more quickly seen in each than asked in a query of as many branches."""
_SHARES = late(
    r"(?:facebook\.com/(?:sharer|share\.php|dialog/share)|(?:twitter|x)\.com/(?:intent/|share\b|home\?status)|pinterest\.[a-z.]{2,6}/pin/create|"
    r"linkedin\.com/(?:sharearticle|sharing|cws/share)|reddit\.com/(?:r/\w+/)?submit|tumblr\.com/(?:share|widgets/share)|t(?:elegram)?\.me/share|"
    r"whatsapp\.com/send|wa\.me/\?|whatsapp:|plus\.google\.com/share|stumbleupon\.com/(?:submit|badge)|delicious\.com/(?:save|post)|del\.icio\.us/post|"
    r"digg\.com/submit|getpocket\.com/(?:save|edit)|xing\.com/.{0,30}(?:shar|spi)|vk\.com/share|vkontakte\.ru/share|buffer(?:app)?\.com/(?:add|share)|mix\.com/add|"
    r"share\.flipboard\.com|threads\.net/intent|bsky\.app/intent|mastodonshare|line\.me/.{0,10}msg|evernote\.com/.{0,20}share|addtoany\.com/|"
    r"addthis\.com/|sharethis\.com/|ok\.ru/.{0,30}share|mailto:\?|[?&]share=\w)"
)
"""Addresses that hand a page on, in small letters: a pattern for both kinds is searched ten times as slowly."""
_MOST_LINKS = 40
"""Links at each end of a region that are looked at."""
_LONGEST_LINK = 40
"""Characters of a sharing link; a longer one is a sentence of the post that invites to be handed on."""
_WORDS, _FEW_WORDS = 60, 25
"""Characters beside several links ("If you liked this, please share it!"), and beside one."""
_HIGHEST = 8
_MOST_TEXT = 1000
Links = Iterable[tuple[LexborNode, Mapping[str, str | None]]]


def share_boxes(region: LexborNode, links: Links) -> Iterator[LexborNode]:
    """The largest boxes in a region that hold links for sharing and hardly anything else; never a link within a text.

    `links`: all of the region, with their attributes.
    """
    sharing = [link for link, values in links if _may_share(values.get("href") or "")]
    seen: set[int] = set()
    for link in sharing[:_MOST_LINKS] + sharing[_MOST_LINKS:][-_MOST_LINKS:]:
        if link.mem_id not in seen and _shares(link):
            box = _box_of(link, region, seen)
            seen.update(inner.mem_id for inner in box.css("a"))
            if box.mem_id != link.mem_id:
                yield box


def _may_share(address: str) -> bool:
    return any(map(address.__contains__, _PIECES))


def _shares(link: LexborNode) -> bool:
    return size(link) <= _LONGEST_LINK and _SHARES.search(attribute(link, "href")[:400].lower()) is not None


def _box_of(link: LexborNode, region: LexborNode, seen: set[int]) -> LexborNode:
    """The largest box around a link in which nothing but sharing is said; the link itself where there is none."""
    box, outer = link, link.parent
    for _ in range(_HIGHEST):
        if outer is None or outer.mem_id == region.mem_id or outer.mem_id in seen:
            break
        seen.add(outer.mem_id)
        if not _only_shares(outer):
            break
        box, outer = outer, outer.parent
    return box


def _only_shares(box: LexborNode) -> bool:
    if size(box) > _MOST_TEXT or box.css_first("blockquote, iframe, pre") is not None:
        return False
    links = box.css("a")[: 2 * _MOST_LINKS]
    sharing = [link for link in links if _shares(link)]
    beside = len(fold(box.text() or "")) - sum(len(fold(link.text() or "")) for link in links)
    return 2 * len(sharing) > len(links) and beside <= (_WORDS if len(sharing) > 1 else _FEW_WORDS)
