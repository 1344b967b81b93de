"""What blogs put at the end of a body, where no class says so: "Read also" and links, a box about the author, headings of nothing."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from selectolax.lexbor import LexborNode

from crawler.parsers.cards import is_grid
from crawler.parsers.chrome import size
from crawler.parsers.elements import fold
from crawler.parsers.headings import SHOWN
from crawler.parsers.html import absolute, attribute, host_of
from crawler.parsers.nearness import siblings
from crawler.parsers.patterns import late
from crawler.parsers.text import text_of

_PHRASES: dict[str, str] = {
    "en": r"related (?:posts?|articles?|stories|reading|content)|(?:you (?:may|might) )?also (?:like|enjoy|be interested in)|read (?:also|next|more)|"
    r"more (?:posts|articles|stories)(?: .{1,30})?|see also|you may also like|if you liked this.{0,30}|similar posts|recommended(?: (?:posts|articles|reading|for you))?|"
    r"(?:popular|recent|latest) (?:posts|articles|stories)|don.t miss|keep reading|you.ll also love",
    "de": r"(?:das könnte (?:dich|sie|euch) )?auch interessant|das könnte (?:dich|sie|euch) auch (?:interessieren|gefallen)|lesen sie (?:auch|mehr|dazu auch)|"
    r"lies (?:auch|mehr)|(?:dir|ihnen|euch) (?:könnte|könnten|dürfte) auch .{0,20}(?:gefallen|interessieren)|(?:noch )?mehr (?:infos?|lesestoff)(?: .{1,20})?|"
    r"empfohlene (?:beiträge|artikel)|(?:verwandte|ähnliche) themen\w*|siehe auch|mehr (?:zum thema|dazu|beiträge|artikel)|(?:weitere|ähnliche|verwandte|passende) (?:beiträge|artikel|themen\w*)(?: .{1,30})?|"
    r"(?:schon|auch) gelesen|mehr lesen",
    "fr": r"(?:à )?lire aussi|à voir aussi|articles? (?:similaires?|liés?|connexes?)|sur le même (?:thème|sujet)|(?:vous aimerez|cela peut vous) .{1,30}|pour aller plus loin",
    "es": r"(?:lee|lea|leer|ver) también|(?:entradas|artículos) relacionad[ao]s|(?:también )?te (?:puede|podría) interesar|relacionad[ao]s?|más (?:entradas|artículos)(?: .{1,30})?",
    "nl": r"lees (?:ook|verder|meer)|gerelateerde? (?:berichten|artikelen)|(?:misschien )?(?:vind je dit )?ook interessant|meer (?:berichten|artikelen)(?: .{1,30})?",
    "it": r"leggi anche|(?:articoli|post) correlati|potrebbe(?:ro)? (?:anche )?interessarti|ti potrebbe(?:ro)? (?:anche )?interessare",
    "pt": r"(?:leia|veja) (?:também|mais)|(?:artigos|posts|textos) relacionados|(?:você )?também pode gostar.{0,10}|(?:também )?(?:te )?pode(?:rá)? interessar",
    "sv": r"läs (?:också|även|mer)|relaterade? (?:inlägg|artiklar)|du kanske också gillar|liknande inlägg",
    "da": r"læs (?:også|mere)|relaterede? (?:indlæg|artikler)|lignende indlæg|du vil måske også .{1,20}",
    "nb": r"les (?:også|mer)|relaterte? (?:innlegg|artikler)|lignende innlegg",
    "pl": r"(?:czytaj|przeczytaj|zobacz) (?:także|też|również|więcej)|(?:powiązane|podobne) (?:wpisy|artykuły|posty)",
    "mi": r"pānui anō|tirohia hoki|he pou (?:pā|hono)(?: .{1,20})?",
}
_HEADING = late(rf"\W{{0,3}}(?:{'|'.join(_PHRASES.values())})\s?\W{{0,3}}", re.IGNORECASE)
_AUTHOR = late(
    r"\W{0,3}(?:(?:more )?(?:about|from) (?:the|this) (?:author|writer|blogger)|author(?: bio| info)?|über (?:den|die|das) autor(?:in|/in|:in|\*in|enteam)?s?|zur autorin|zum autor|"
    r"(?:à propos de|sur) l.auteure?|sobre (?:el|la|o|a) autora?|over de auteur|(?:sull.|l.)autor[ei]|om författaren|om forfatteren|o autor(?:ze|ce)|"
    r"mō te kaituhi)\W{0,3}",
    re.IGNORECASE,
)
"""What heads a box about the author, by language."""
_AUTHOR_PIECES = ("aut", "writer", "blogger", "författ", "forfatt", "kaituhi")
"""One of these is in each, which is quickly seen."""
_MOST_ABOUT = 1200
"""Characters of such a box."""
_BOXES = frozenset(("aside", "div", "section"))
_GRIDS = _BOXES | {"ul", "ol"}
_PROSE = frozenset(("a", "div", "figure", "p", "section", "span"))
_BESIDE_NAME, _FEWEST_ABOUT = 25, 40
"""Characters beside the author's name in the heading of such a box, and below it."""
_LONGEST = 70
"""Characters of such a heading."""
_MOST_BLOCKS = 15
_MOST_LINKS = 60
_LINKED = 0.85
"""The share of the text of such a list that is links."""
_DEEPEST = 8


def endings_of(region: LexborNode, base_url: str, author: str | None = None) -> list[LexborNode]:
    """A heading like "Read also" with the links below it, if any, all of them to the same blog; a grid of cards that lead there;
    "About the author" and a few lines, or a box that the `author`'s name heads.

    A list of links to other places is the author's, and so is one with words of its own between the links or after them.
    """
    host = host_of(base_url)
    ending: list[LexborNode] = []
    run: list[LexborNode] = []
    after = 0
    blocks = list(islice(_from_the_end(region), _MOST_BLOCKS))
    for block, text in blocks:
        is_headed = _is_heading(text) and (bool(run) or not _shows_more(block))
        is_list = is_headed and all(
            _leads_on(one, host, base_url) or is_grid(one, base_url, headed=True) for one in run
        )
        is_box = not run and (_is_headed_list(block, host, base_url) or _is_grid(block, base_url))
        is_about = after <= _MOST_ABOUT and _is_about_author(block, text, run, _MOST_ABOUT - after, author)
        run.append(block)
        after += len(text)
        if is_list or is_box or is_about:
            ending, run, after = [*ending, *run], [], 0
    return ending if len(ending) < len(blocks) else []


def _shows_more(block: LexborNode) -> bool:
    """Whether pictures or frames come after the last words."""
    return any(after.css_first(SHOWN) is not None for after in siblings(block, _MOST_BLOCKS, before=False))


def _is_grid(block: LexborNode, base_url: str) -> bool:
    if block.tag not in _GRIDS or block.css_first("a[href]") is None:
        return False
    first = block.css_first("h2, h3, h4, h5, h6, strong, b, p, span")
    return is_grid(block, base_url, headed=first is not None and _is_heading(first.text()))


def _is_headed_list(block: LexborNode, host: str, base_url: str) -> bool:
    """Whether a box is such a heading and its links in one."""
    heading = block.css_first("h2, h3, h4, h5, h6, strong, b, p, span") if block.tag in _BOXES else None
    if heading is None or not _is_heading(heading.text()):
        return False
    title, text = fold(heading.text() or ""), fold(block.text() or "")
    return text.startswith(title) and _leads_on(block, host, base_url, beside=len(title))


def _is_about_author(block: LexborNode, text: str, after: list[LexborNode], most: int, author: str | None) -> bool:
    """Whether a block of `most` characters heads a box about the author, or is one; `after`: what follows it, which must be prose."""
    begins = fold(text[: 2 * _LONGEST])
    may_be_named = author is not None and not after and block.tag in _BOXES
    if len(text) > most or not (may_be_named or any(map(begins.lower().__contains__, _AUTHOR_PIECES))):
        return False
    if not _PROSE.issuperset(node.tag or "" for node in after):
        return False
    heading = fold((block.css_first("h2, h3, h4, h5, h6, strong, b") or block).text()[: 2 * _LONGEST])
    if not begins.startswith(heading):
        return False
    return _AUTHOR.fullmatch(heading) is not None or (may_be_named and _is_headed_by(author, block))


def _is_headed_by(author: str | None, block: LexborNode) -> bool:
    """Whether the first line of a box is hardly more than the author's name, and more follows."""
    first, _, rest = text_of(block).partition("\n") if author else ("", "", "")
    return (
        bool(author)
        and len(first) <= len(author or "") + _BESIDE_NAME
        and len(rest) >= _FEWEST_ABOUT
        and (author or "").casefold() in first.casefold()
    )


def _from_the_end(region: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The blocks of a region with their text, the last first; of a box around nearly everything, its own."""
    for _ in range(_DEEPEST):
        blocks = _backwards(region)
        last = list(islice(blocks, 2))
        if len(last) != 1 or last[0][0].tag not in ("div", "section"):
            break
        region = last[0][0]
    return chain(last, blocks)


def _backwards(region: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    step = region.last_child
    while step is not None:
        if step.is_element_node and len(text := step.text()) > 1:
            yield step, text
        step = step.prev


def _is_heading(text: str) -> bool:
    text = fold(text[: 2 * _LONGEST])
    return len(text) <= _LONGEST and _HEADING.fullmatch(text) is not None


def _leads_on(block: LexborNode, host: str, base_url: str, beside: int = 0) -> bool:
    """Whether a block is links to the blog's own host, but for some words. `beside`: characters that need not be linked."""
    links = block.css("a[href]")[:_MOST_LINKS]
    if sum(map(size, links)) < _LINKED * (len(fold(block.text() or "")) - beside):
        return False
    return bool(links) and all(host_of(absolute(attribute(link, "href"), base_url)) == host for link in links)
