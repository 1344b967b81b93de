"""Cuts an entry into its sentence-like segments, and knows what opens the part after the title."""

import re

from crawler.parsers.patterns import late
from crawler.parsers.references.words import CAPITAL, MONTH, SMALL_WORDS, UPPER, YEAR, names_publisher, plain_words

_ABBREVIATION = late(
    rf"[(\[“‘\"]*(?:(?:{UPPER}\.)+{UPPER}?|{UPPER}|vs|[Vv]ols?|Univ|Govt|Verl|Impr|[Nn]os?|[Nn]r|Dr|Mrs?|Ms|St|[Ee]ds?|pp?|S|etc|[Jj]r|[Ss]r|Rev|Trans|[Ff]igs?"
    rf"|[Dd]ir|Ph\.D|approx|ca?|Ch|Art|v|Bd|Hrsg|Aufl|Mt|Ft|Int|Sci|Prof|Gov|Inc|n|t|n[úu]m|fasc|coll|cf|al|e\.g|i\.e|a\.k\.a)"
)
_STRONG_START = re.compile(r"\.\s+(?:In\s|Retrieved|Available)")
_GOES_ON = re.compile(
    r"\s(?!(?:in|retrieved|edited|translated|available|doi|vol|no|pp?|http|https|ed|eds|from)\b)[a-zà-ÿ-]+[,;:]?\s"
)
_ORDINAL = re.compile(r"\b(?:de[nmrs]|zu[mr]|im|[av][om]m?|und) \d{1,2}$")
_ORDINAL_OF = late(rf",? (?:{MONTH}|(?:[a-zà-ÿ]{{3,12}}\.? ){{0,2}}(?:Jg|Jahrg(?:ang)?|Bd|Aufl(?:age)?)\b)")
_NEW_SENTENCE = late(rf"[”\"’»]?\s+[{CAPITAL}\[(“‘«\"\d]")
_LINK = r"(?:de|of|upon|on|am|an|der|the|la|le|du|do|los|las|del|und|and|&|et|y)"
_PLACE = late(
    rf"{UPPER}[\w.’'-]{{1,18}}(?: (?:{_LINK} )?{UPPER}[\w.’'-]{{1,14}}){{0,3}}(?:, {UPPER}[\w.’']{{1,14}}(?: {UPPER}[\w.’']{{1,14}})?){{0,2}}(?:\s?; ?{UPPER}[\w.,’ -]{{2,30}})?\s?: {UPPER}"
)
_PLACE_NAME = rf"{UPPER}[\w.’'-]{{1,18}}(?: {UPPER}[\w.’'-]{{1,18}}){{0,2}}"
_TITLE_WORD = rf"(?:{UPPER}[\w.&’'/-]*|&|of|and|the|in|for|on|de|des|du|et|la|le|der|für|und|y|to|a|del|della)"
_JOURNAL = late(
    rf"(?:{_TITLE_WORD}[ ,:]+){{1,14}}(?:v\.\s?|[Vv]ol(?:ume|\.)?\s?|N°\s?|[Nn]o\.\s?|Bd\.\s?)?[A-Z]{{0,2}}(?!{YEAR}(?: {UPPER}|[-–]{YEAR}))\d+(?:/\d{{2,4}})?\s?(?:[(,:;.–-]|$|\s[{CAPITAL}\d(])"
)
_NUMBERED = re.compile(
    r"[^\d.?!]{3,150}?,\s\d{1,4}\s?(?:\([^()]{1,20}\)\s?(?:[,:]\s?|$)|,\s(?:pp?\. ?|S\. ?)?[a-zA-Z]?\d+\s?[-–—])"
)
_SOURCE_START = re.compile(
    r"(?:In:? (?:the )?[A-Z(]|In: |Dans [A-Z]|En (?:[A-Z]\. ?){1,3}[^.()]{2,60}\(|Proc(?:eedings of|\.) [A-Zt]|Trans(?:\.|lated by) [A-Z]|Edited by [A-Z]|Eds?\. [A-Z]|Retrieved|\(|\[|Vol|[Pp]p?\.|\d+\w* ed|Unpublished|(?:Paper |Poster )?[Pp]resented at|(?:[A-Z]\. )+[^.]{2,40}\(Eds?)"
)


_LEAST, _SHORT = 5, 40
"""Characters of a publisher's name after a title that was cut off."""


def cut(text: str) -> tuple[str, str]:
    """The first sentence of the text (its closing `?` or `!` kept, its full stop not) and what follows it."""
    depth = 0
    for i, c in enumerate(text):
        if c in "([":
            depth += 1
        elif c in ")]":
            depth = max(0, depth - 1)
        elif c in ".?!。" and not depth and _ends(text, i):
            return text[: i + (c not in ".。")], text[i + 1 :].strip()
    return text, ""


def _ends(text: str, i: int) -> bool:
    """Whether the mark at `i` closes a sentence: not an abbreviation's full stop, not a `?` within a title."""
    after = text[i + 1 :]
    if text[i] == "。":
        return True
    if after and after[0] not in ' ”"’»':
        return False
    if text[i] != ".":
        return len(after) < 2 or bool(_NEW_SENTENCE.match(after))
    if text[i - 2 : i + 1] == "...":
        return is_place(after.strip()) or (
            after[:1] == " " and _LEAST < len(after) < _SHORT and is_proper(after.strip(" ."))
        )
    if _GOES_ON.match(after) or (text[i - 1 : i].isdigit() and _is_ordinal(text, i)):
        return False
    before = text[:i].rsplit(" ", 1)[-1]
    return not after or not _ABBREVIATION.fullmatch(before) or bool(_STRONG_START.match(text[i : i + 12]))


def _is_ordinal(text: str, i: int) -> bool:
    """Whether a full stop makes a number an ordinal, as in German: `zu den 13. Gesprächen`, `am 2. November`, `12. Jg.`"""
    return bool(_ORDINAL.search(text, max(0, i - 12), i) or _ORDINAL_OF.match(text, i + 1))


def is_place(text: str) -> bool:
    """Whether a text begins `Place: Publisher`."""
    return bool(_PLACE.match(text[:120]) or _places(text[:120]))


def _places(text: str) -> bool:
    """`London, Thousand Oaks, CA, New Delhi and Singapore: Sage`."""
    places, colon, publisher = text.partition(":")
    parts = re.split(r", | and | & ", places)
    return (
        bool(colon and publisher[:2].strip().isupper())
        and len(parts) > 2
        and all(re.fullmatch(_PLACE_NAME, p.strip()) for p in parts)
    )


def is_journal(text: str) -> bool:
    """Whether a text begins with a name and the number of a volume."""
    return bool(_JOURNAL.match(text[:300]) or _NUMBERED.match(text[:300]))


def is_proper(text: str) -> bool:
    """Whether all words of a short text are written as in a name."""
    named = [w for w in text.split() if w[0].isalpha() and w not in SMALL_WORDS]
    return 0 < len(named) <= 8 and all(not w[0].islower() for w in named)


def opens_source(text: str) -> bool:
    """Whether the title is surely over where this text begins: `In ...`, a journal, a place, a publisher."""
    if _SOURCE_START.match(text) or is_journal(text) or is_place(text):
        return True
    sentence = cut(text)[0]
    return names_publisher(sentence) and not plain_words(sentence)


def begins_with_year(text: str) -> bool:
    """Whether the text begins with a year."""
    return bool(re.match(YEAR, text))
