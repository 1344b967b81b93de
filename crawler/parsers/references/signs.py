"""Signs in a line that it is an entry of a reference list, or that it is none: patterns, and what each is worth."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from crawler.parsers.references.words import MONTH, UPPER, YEAR


@dataclass(frozen=True, slots=True)
class Sign:
    """What a pattern in a line is worth; it is only looked for where one of the pieces stands, which is quickly seen."""

    worth: float
    pieces: tuple[str, ...]
    look: Callable[[str], object]
    """Looks for the pattern: everywhere, or at the beginning only."""


def _signs_of(*rows: tuple[float, str, str]) -> tuple[Sign, ...]:
    """Rows of worth, pieces (white space parts them, `_` is a space in one) and pattern."""
    known = (
        (worth, tuple(p.replace("_", " ") for p in pieces.split()), re.compile(pattern))
        for worth, pieces, pattern in rows
    )
    return tuple(Sign(w, p, one.match if one.pattern[0] == "^" else one.search) for w, p, one in known)


MARKS = _signs_of(
    (1.5, "etrieved vailable ccessed onsulted Abgerufen Consulté Recuperado Disponible", r"R(?<!\w.)etrieved\b|[Aa](?<!\w.)vailable (?:at|from|online)|A(?<!\w.)ccessed:? |[Cc](?<!\w.)onsulted on\b|Abgerufen|Consulté le|Recuperado de|Disponible en"),
    (2, "doi DOI 10.", r"(?:doi|DOI)(?<!\w...)\b|10\.\d{4,9}/"),
    (1, "http www.", r"https?://|www\."),
    (2, "( ol. o. v.", r"[(.](?:(?:(?<=\d\()|(?<=\d\s\())\d+[^)]{0,20}\)|(?<=\b[Vv]ol\.) \d|(?<=\b[Nn]o\.) \d|(?<=\bv\.) \d+, n\. \d)"),
    (1, ".)", r"\.\)(?:(?<=\b[Ee]d\.\))|(?<=\b[Ee]ds\.\))|(?<=\(Hrsg\.\))|(?<=\(dir\.\)))"),
    (1, "p. S.", r"\.(?:(?:(?<=\bp\.)|(?<=\bpp\.)) ?\d|(?<=\bS\.) \d)"),
    (1, ":_", r"[A-Z][\w, ]{2,25}: [A-Z][\w &-]+"),
    (1, "Press Publish Routledge University Verlag Éditions Editorial", r"Press(?<!\w.....)\b|Publish|Routledge|University|Verlag|Éditions|Editorial"),
    (2, "[", r"\[(?:Video|Web|Blog|Motion|Audio|Tweet|PowerPoint|Prezi|Kindle|Online|Lecture|TED)[^\]]{0,40}\]"),
    (2, "Print. Web.", r"\bPrint\.$|\bWeb\. "),
    (0.5, ". ]", r"^(?:\d+\.|\[\d+\]) "),
    (2, ",", r", \d{1,4}(?:\(\d+\))?, \d+[-–—]\d+"),
)  # fmt: skip
"""Marks of an entry."""

AGAINST = _signs_of(
    (4, "._is ._was ._has ._said ._says ._thinks ._had", r"^[^(.]{2,30}, [A-Z]\. (?:is|was|has|said|says|thinks|had)\b"),
    (4, "orn (b.", r"[Bb](?:(?<=\b[Bb])orn (?:in )?|(?<=\(b)\. ?)\d{4}"),
    (2, "_We_ _He_ _She_ _They_ _You_ _It_", r"[.!?](?<=[a-z]{3}.) (?:We|He|She|They|You|It) [a-z]"),
    (5, ":", rf"^[^:.]{{2,25}}\.?, {MONTH} \d{{1,2}},? {YEAR}[^:]{{0,12}}:"),
    (3, "(1 (2 CC icensed Creative etrieved", rf"{UPPER}[a-z]+ \((?:{YEAR})\) [a-z]+s\b|CC[ -]BY|licensed under|Creative Commons|[Rr]etrieved from my"),
    (1.5, "says said reminds argues asks predicted found explains describes", r"\b(?:says|said|reminds|argues|asks|predicted|found|explains|describes)\b(?!.*http)"),
    (3, "on", r"^(?:\S+\s){1,4}on\s[A-Z][^.,(]*$"),
    (6, "at_", r"at (?<=\bat )\d{1,2}[:.]\d\d\b"),
    (9, "rights", r"\b[Aa]ll rights reserved\b"),
    (6, ")", rf"^[^()]{{2,40}}\((?:\d{{1,2}}\.? )?{MONTH}\b[^()]{{0,12}}\)\.?$"),
    (8, "!", r"^[^()]{2,40}\(\d{4}\)\.? (?:[^\s.:]+ ){0,4}[^\s.:]+!+$"),
    (3, "See_ Read_ Hi_ Dear_ Hello_ Thanks_", r"^(?:See|Read|Hi|Dear|Hello|Thanks) (?:also )?[A-Z][\w’'-]+(?:,| \()"),
    (5, "I_", r"\)\.? I (?:agree|think|like|love|really|enjoyed|also|too|was|am)\b"),
    (5, ":", rf"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?{MONTH} \d{{1,2}}(?:, {YEAR})?\s?:"),
    (3, "× x", r"[×x](?:(?<=\d.)|(?<=\d\s.))\s?\d[\d./ ]*\s?(?:cm|mm|in|inches|px)\b"),
    (3, "ourtesy oto ild mage icture redit rafik", r"[CcFfPpBbIiGg](?<!\w.)(?:(?<=[Cc])ourtesy (?:of )?(?:the )?[A-Za-z]|(?:(?<=[Ff])otos?|(?<=[Pp])hotos?|(?<=[Bb])ild(?:er)?|(?<=[Ii])mages?|(?<=[Pp])ictures?|(?<=[Cc])redits?|(?<=[Gg])rafik)\s?(?:by|:|©|von))"),
)  # fmt: skip
"""Marks of prose, licences and `Name on Post` widgets."""


def worth_of(signs: tuple[Sign, ...], text: str) -> float:
    """What the signs that stand in a text are worth."""
    worth = 0.0
    for sign in signs:
        for piece in sign.pieces:
            if piece in text:
                if sign.look(text):
                    worth += sign.worth
                break
    return worth
