"""What blogs put at the end of a body to lead to more of their own: "Read also" and links, where no class says so."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.parsers.chrome import size
from crawler.parsers.elements import fold
from crawler.parsers.html import absolute, attribute

_PHRASES: dict[str, str] = {
    "en": r"related (?:posts?|articles?|stories|reading|content)|(?:you (?:may|might) )?also (?:like|enjoy|be interested in)|read (?:also|next|more)|"
    r"more (?:posts|articles|stories)(?: .{1,30})?|see also|you may also like|if you liked this.{0,30}|similar posts",
    "de": r"(?:das könnte (?:dich|sie|euch) )?auch interessant|das könnte (?:dich|sie|euch) auch (?:interessieren|gefallen)|lesen sie (?:auch|mehr|dazu auch)|"
    r"lies (?:auch|mehr)|mehr (?:zum thema|dazu|beiträge|artikel)|(?:weitere|ähnliche|verwandte|passende) (?:beiträge|artikel|themen\w*)(?: .{1,30})?|"
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
_HEADING = re.compile(rf"\W{{0,3}}(?:{'|'.join(_PHRASES.values())})\s?\W{{0,3}}", re.IGNORECASE)
_LONGEST = 70
"""Characters of such a heading."""
_MOST_BLOCKS = 15
_MOST_LINKS = 60
_LINKED = 0.85
"""The share of the text of such a list that is links."""
_DEEPEST = 8


def endings_of(region: LexborNode, base_url: str) -> list[LexborNode]:
    """A heading like "Read also" with the links that follow it to the end of a body, all of them to the same blog.

    A list of links to other places is the author's, and so is a list with words of its own between the links.
    """
    host = _host(base_url)
    tail: list[LexborNode] = []
    for block in islice(_from_the_end(region), _MOST_BLOCKS):
        if not _leads_on(block, host, base_url):
            return [block, *tail] if tail and _is_heading(block) else []
        tail.append(block)
    return []


def _from_the_end(region: LexborNode) -> Iterator[LexborNode]:
    """The blocks of a region with text, the last first; of a box around nearly everything, its own."""
    for _ in range(_DEEPEST):
        blocks = [node for node in region.iter() if size(node) > 1]
        if len(blocks) != 1 or blocks[0].tag not in ("div", "section"):
            break
        region = blocks[0]
    return reversed(blocks)


def _is_heading(block: LexborNode) -> bool:
    text = fold(block.text()[: 2 * _LONGEST] or "")
    return len(text) <= _LONGEST and _HEADING.fullmatch(text) is not None


def _leads_on(block: LexborNode, host: str, base_url: str) -> bool:
    links = block.css("a[href]")[:_MOST_LINKS]
    if sum(map(size, links)) < _LINKED * len(fold(block.text() or "")):
        return False
    return all(_host(absolute(attribute(link, "href"), base_url)) == host for link in links)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
