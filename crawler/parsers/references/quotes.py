"""Finds the title that an entry has in quotation marks."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.sentences import cut, is_journal, is_place, is_proper
from crawler.parsers.references.words import CAPITAL, plain_words

_QUOTED = late(
    r"(?:“((?:[^“”]|“[^“”]*”)+)”|\"([^\"]+)\"|‘(.+?)(?:(?<=[.,?!])[’'](?=\s|$)|[’'](?=[.,;:]|\s*$|\s[\[(]|\s[Ii]n:?\s))|«\s?([^»]+)»|„([^“”]+)[“”]|「([^」]+)」(?=[^」]{0,3}[.。])|'(.+?)(?:'(?=[,.])|(?<=[.?!,])'(?=\s)))"
)
_CAPITAL = late(rf"\s+[{CAPITAL}]")
_SHORT = 3
"""Words of a quotation that may be but a part of a title."""
_AFTER_QUOTE = re.compile(r"\s*(?:$|[.,;:]?\s*(?:\(|\[|[Ii]n\b)|[.,;])")


def quoted(text: str) -> tuple[str, str] | None:
    """A title in quotation marks and the text after it, when the text begins so and the quotes hold the whole title."""
    match = _QUOTED.match(text)
    if not match:
        return None
    title = next(g for g in match.groups() if g)
    after = text[match.end() :]
    if title[-1] in "?!" and _goes_on(after):
        return None
    closed = _AFTER_QUOTE.match(after) or (title[-1] in ".,?!" and re.match(rf"\s*(?:$|[a-z]?[{CAPITAL}\d(\[])", after))
    return (title.strip(" ,."), after.strip(" ,.")) if closed or _names_source(title, after) else None


def _names_source(title: str, after: str) -> bool:
    """Whether a journal or a newspaper follows the quotation marks, though nothing parts it from them."""
    if not _CAPITAL.match(after):
        return False
    source = after.strip()
    return is_journal(source) or (len(title.split()) > _SHORT and not cut(source)[1] and is_proper(source))


def _goes_on(after: str) -> bool:
    """Whether the title runs on after a quoted question: `‘Who cares?’ Caring in public schools. London: Sage`."""
    sentence, more = cut(after.strip())
    return plain_words(sentence) > 0 and bool(re.match(r"\s", after)) and (is_place(more) or is_journal(more))
