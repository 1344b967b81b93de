"""Takes the DOI, the web addresses and the `Retrieved ...` words out of an entry."""

import re
from dataclasses import dataclass

from crawler.parsers.patterns import late
from crawler.parsers.references.words import MONTH, YEAR

_URL = re.compile(r"<?((?:https?\s?:\s?//\s?|\bwww\.)[^\s<>\"“”]+)>?", re.I)
_BARE = late(
    r"(?<![\w/@.-])((?:[a-z0-9-]{1,40}\.){1,4}(?:com|org|net|edu|gov|info|int|io|tv|example|(?-i:[a-z]{2}))/[^\s<>\"“”]+)",
    re.I,
)
"""An address without `http`, as MLA has it."""
_DOI = re.compile(
    r"(?:<?https?://(?:dx\.)?doi\.org/|(?:dx\.)?doi\.org/|\bdoi:?\s*(?:https?://(?:dx\.)?doi\.org/)?)?"
    r"\s?\b(10\.\d{4,9}/[^\s<>\"“”]+)",
    re.I,
)
_EMPTY_DOI = re.compile(r"\bdoi:?\s*\.?$", re.I)
_WEBSITE = late(
    rf"\b[Rr]etrieved (?:{MONTH} \d{{1,2}}, {YEAR}, )?from (?:the )?([^.]{{2,60}}?|[^ ]{{3,40}}) [Ww]ebsite:?\s*$"
)
_ACCESS = (
    r"Retrieved|Accessed|Available|Viewed|Consulted|Date accessed|Last accessed|Abgerufen|Consulté|Repéré|Récupéré|Recuperado|Retirado|Consultado|Disponible|Disponível|Acesso"
    r"|(?:Online )?[Vv]erfügbar|Zugriff|Hämtad|Hentet|Geraadpleegd|Consultato|Disponibile"
    r"|(?:Source|Link|From)(?=:|\s*$)|Online(?=:\s*$| unter\b)|URL"
)
_NOTE = late(
    rf"[\[(]?\b(?:{_ACCESS})\b"
    rf"(?:\s*:|\s+(?:from|at|on|online|via|through|unter|am|le|de|en|em|in|à|på|från|fra|op|il|su|vo[nm]|{MONTH}|\d{{1,2}}\b|the)\b|\s*\.?\s*$)[^“”]{{0,110}}$",
    re.I,
)
_ACCESS_WORDS = (
    "retrieved", "accessed", "available", "viewed", "consult", "from", "abgerufen", "repéré", "récupéré", "recuperado", "retirado", "dispon", "acesso",
    "verfügbar", "zugriff", "hämtad", "hentet", "geraadpleegd", "source", "link", "online", "url",
)  # fmt: skip
"""A text without any of these has no note; they are quickly seen."""
_DATE = late(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s{MONTH},?\s{YEAR}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}|{YEAR}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}",
    re.I,
)
_ADDED = re.compile(
    r"\((?:[Ll]ink|[Cc]lick)\b[^()]{0,80}\)\.?\s*$|(?<=[\d.,)])\s(?:Print|Web)\.?\s*$|(?<!,)\s\d{1,2} \w{3,4}\. \d{4}\.\s*$|\s(?<=\d{4}\.\s)\d{1,2} \w{3,9}\.? \d{4}\.?\s*$"
    r"|\s\((?:Stand|(?:[Ll]etzter )?Zugriff|[Zz]uletzt|[Cc]onsult|[Aa]ccessed|[Vv]iewed)[^()]{0,60}\)\.?\s*$"
)
_CITED = late(r"\s?\[(?:Internet|[^\[\]]{0,30}\b(?:cited|accessed|updated)\b([^\[\]]{0,40}))\]", re.I)
"""`[Internet]` and `[cited 2020 Apr 4]`, as Vancouver has them."""
_YEAR_FIRST = late(rf"{YEAR} {MONTH}(?: \d{{1,2}}\b)?", re.I)
_DOI_MARK, _LONGEST_ADDED = 12, 120
"""Characters at the end of an entry in which a lost DOI and what `_ADDED` tells are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """What was taken out, and the `rest` of the entry."""

    rest: str
    doi: str | None = None
    urls: tuple[str, ...] = ()
    retrieved: str | None = None
    website: str | None = None
    """The site named in `Retrieved from the ... website`."""
    announced: bool = False
    """The entry says that it stands on the web, whether or not the address is there."""


def take_addresses(text: str) -> Addresses:
    """Read a cleaned entry. A DOI given as an address is a DOI, not a URL."""
    doi, text = _take_doi(text)
    urls, text = _take_urls(text)
    text, cited = _take_cited(text) if "[" in text else (text, None)
    text = _without_tail(text.strip())
    website = _WEBSITE.search(text) if "ebsite" in text else None
    rest, note = _split_note(text)
    found = _DATE.search(note)
    return Addresses(
        rest=rest,
        doi=doi,
        urls=urls,
        retrieved=found[0] if found else cited,
        website=website[1] if website else None,
        announced=bool(doi or urls or note),
    )


def _may_add(text: str) -> bool:
    """Quickly seen: whether a text ends as what `_ADDED` tells does; after a figure, only where a month stands before a year."""
    return text[-1:] in ".)bt" or (text[-4:].isdigit() and text[-6:-5].isalpha())


def _without_tail(text: str) -> str:
    """Without a lost DOI, `Print.`, `(click here)` and the like at the end."""
    text = _EMPTY_DOI.sub("", text).rstrip() if "doi" in text[-_DOI_MARK:].lower() else text
    added = _ADDED.search(text, max(0, len(text) - _LONGEST_ADDED)) if _may_add(text) else None
    return text[: added.start()] if added else text


def _take_doi(text: str) -> tuple[str | None, str]:
    match = _DOI.search(text) if "10." in text else None
    if not match:
        return None, text
    return _trim(match[1]), f"{text[: match.start()]} {text[match.end() :]}"


def _take_urls(text: str) -> tuple[tuple[str, ...], str]:
    urls = tuple(dict.fromkeys(_trim(m[1]) for m in _URL.finditer(text)))
    if urls:
        return urls, _URL.sub(" ", text)
    bare = _BARE.search(text) if "/" in text else None
    return ((_trim(bare[1]),), f"{text[: bare.start()]} {text[bare.end() :]}") if bare else ((), text)


def _take_cited(text: str) -> tuple[str, str | None]:
    """The text without the brackets that say that it stands on the web, and the day on which it was seen there."""
    days = [_YEAR_FIRST.search(m[1] or "") or _DATE.search(m[1] or "") for m in _CITED.finditer(text)]
    return _CITED.sub("", text), next((day[0] for day in days if day), None)


def _trim(address: str) -> str:
    """Without the closing punctuation of the sentence; a bracket stays when it was opened inside."""
    address = re.sub(r"\s", "", address)
    while address and (address[-1] in ".,;:>]*_’'" or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _split_note(text: str) -> tuple[str, str]:
    """The text before the words of access, and those words; a note cannot open an entry."""
    lower = text.lower()
    for match in _NOTE.finditer(text) if any(word in lower for word in _ACCESS_WORDS) else ():
        if match.start() > 15:
            return text[: match.start()].strip(" ,;<"), match[0]
    return text, ""
