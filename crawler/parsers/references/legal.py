"""Reads court cases and statutes, which have no author: their names stand first, then where they are printed."""

import re
from dataclasses import dataclass

from crawler.parsers.patterns import late
from crawler.parsers.references.imprint import Source
from crawler.parsers.references.title import strip_marks
from crawler.parsers.references.words import UPPER, YEAR

_PARTY = rf"{UPPER}[^,;:?!“”\"\d\[(]{{1,70}}?"
_CASE = late(
    rf"(?P<title>(?:{_PARTY} vs?\.? {_PARTY}|(?:In re|Ex parte) {_PARTY}))"
    rf"(?:,? (?:\[(?P<before>{YEAR})\]|\((?P<early>{YEAR})\)))?(?:[,.]? (?P<volume>\d{{1,4}}))? (?P<reporter>{UPPER}[A-Za-z.’ ]{{1,24}}?(?: ?\dd)?) (?P<page>\d{{1,5}})\b"
)
"""`Harbor v. School District, 347 U.S. 483`, `Harbor v School [1998] AC 12`."""
_STATUTE = late(
    rf"(?P<title>{UPPER}[^.,;:?!“”\"\d(]{{3,120}}\b(?:Act|Code|Regulations|Ordinance|Statute)(?: of)?,? \(?(?P<year>{YEAR})\)?)"
    r"(?=[.,]? (?:\((?:Cth|NZ|UK|US|NSW|Vic|Qld|Can)\)|c(?:h|hap)?\. ?\d|Pub(?:lic|\.) ?L|No\. ?\d|s(?:ec|ection|\.)? ?\d|§|\d{1,3} (?:U\.? ?S\.? ?C|Stat|C\.? ?F\.? ?R)|R\.?S\.?C)|[.,]?$)"
)
"""`Safe Schools Act of 2004, 20 U.S.C. § 1400`, `Education Act 2011, c. 21`."""
_YEAR = late(YEAR)


@dataclass(frozen=True, slots=True)
class Law:
    """A case or a statute."""

    title: str
    year: str | None
    source: Source


def read_law(text: str) -> Law | None:
    """Read an entry that begins with the name of a case or a statute; None where it does not."""
    if " v. " in text or " v " in text or " vs" in text or text.startswith(("In re ", "Ex parte ")):
        case = _CASE.match(text)
        return _case(case, text) if case else None
    statute = _STATUTE.match(text) if _names_statute(text) else None
    return Law(strip_marks(statute["title"]), statute["year"], Source(type="legislation")) if statute else None


def _names_statute(text: str) -> bool:
    return (
        " Act " in text or " Code " in text or " Regulations " in text or " Ordinance " in text or " Statute " in text
    )


def _case(match: re.Match[str], text: str) -> Law:
    after = _YEAR.search(text, match.end())
    year = match["before"] or match["early"] or (after[0] if after else None)
    source = Source(container=match["reporter"].strip(), volume=match["volume"], pages=match["page"], type="legal_case")
    return Law(strip_marks(match["title"]), year, source)
