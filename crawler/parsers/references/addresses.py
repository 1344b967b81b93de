"""Takes the DOI, the web addresses and the `Retrieved ...` words out of an entry."""

import re
from dataclasses import dataclass

from crawler.parsers.patterns import late
from crawler.parsers.references.words import MONTH, YEAR

_URL = re.compile(r"<?((?:https?\s?:\s?//\s?|\bwww\.)[^\s<>\"“”]+)>?", re.I)
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
    r"Retrieved|Accessed|Available|Viewed|Consulted|Date accessed|Last accessed|Abgerufen|Consulté|Recuperado|Disponible|(?:Online )?[Vv]erfügbar|Zugriff"
    r"|Source(?=:|\s*$)|Link(?=:|\s*$)|From(?=:|\s*$)|URL"
)
_NOTE = late(
    rf"[\[(]?\b(?:{_ACCESS})\b"
    rf"(?:\s*:|\s+(?:from|at|on|online|via|through|unter|am|le|de|en|in|{MONTH}|\d{{1,2}}\b|the)\b|\s*\.?\s*$)[^“”]{{0,110}}$",
    re.I,
)
_DATE = late(
    rf"\d{{1,2}}(?:st|nd|rd|th)?\.?\s{MONTH},?\s{YEAR}|{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s{YEAR}|{YEAR}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}",
    re.I,
)
_ADDED = re.compile(
    r"\((?:[Ll]ink|[Cc]lick)\b[^()]{0,80}\)\.?\s*$|(?<=[\d.,)])\s(?:Print|Web)\.?\s*$|(?<!,)\s\d{1,2} \w{3,4}\. \d{4}\.\s*$"
)


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
    text = _ADDED.sub("", _EMPTY_DOI.sub("", text.strip()))
    website = _WEBSITE.search(text)
    rest, note = _split_note(text)
    found = _DATE.search(note)
    return Addresses(
        rest=rest,
        doi=doi,
        urls=urls,
        retrieved=found[0] if found else None,
        website=website[1] if website else None,
        announced=bool(doi or urls or note),
    )


def _take_doi(text: str) -> tuple[str | None, str]:
    match = _DOI.search(text) if "10." in text else None
    if not match:
        return None, text
    return _trim(match[1]), f"{text[: match.start()]} {text[match.end() :]}"


def _take_urls(text: str) -> tuple[tuple[str, ...], str]:
    urls = tuple(dict.fromkeys(_trim(m[1]) for m in _URL.finditer(text)))
    return urls, _URL.sub(" ", text)


def _trim(address: str) -> str:
    """Without the closing punctuation of the sentence; a bracket stays when it was opened inside."""
    address = re.sub(r"\s", "", address)
    while address and (address[-1] in ".,;:>]*_’'" or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _split_note(text: str) -> tuple[str, str]:
    """The text before the words of access, and those words; a note cannot open an entry."""
    for match in _NOTE.finditer(text):
        if match.start() > 15:
            return text[: match.start()].strip(" ,;<"), match[0]
    return text, ""
