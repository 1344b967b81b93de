"""Makes an entry fit for reading: entities, spaces, bullets and emphasis marks; and repairs missing spaces."""

import html
import re
import unicodedata

from crawler.parsers.references.words import UPPER, YEAR

LONGEST = 2000
"""Characters of an entry that are read; what comes after is no entry any more."""

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
_ALL_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_TAG = re.compile(r"</?[a-zA-Z]\w{0,12}(?: [^<>]{0,200})?>")
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")
_ARROW = re.compile(r"[↩↑⤴^]")
_ARROWS = re.compile(r"\s*[↩↑⤴][\ufe0e\ufe0f]?(?=\s|$)|^\s*[↑^]\s+")
_BULLET = re.compile(
    r"(?:[•·▪◦●○■□»›–—*-]+\s+(?!(?<=[–—-] )\((?:\d{4}|n\.d))|\[\d{1,3}\]\s*|\(?\d{1,3}[.)](?:\s+(?!\d\d)|(?=[A-Z][a-zà-ÿ]))){1,2}"
)
_LABEL = re.compile(rf"(?:References?|Sources?|Citations?|Bibliography|Full citation):\s+(?={UPPER})", re.I)
_LONGEST_LABEL = 14


def one_line(text: str) -> str:
    """The text as printed, on one line, without invisible characters and the arrows back to footnote marks."""
    if not text.isprintable() or "  " in text:  # no other signs have white space but single spaces, or are invisible
        text = " ".join((_ALL_INVISIBLE.sub("", text) if _hides(text) else text).split())
    text = text.strip()
    if text.isascii() and "^" not in text:
        return text
    return " ".join(_ARROWS.sub(" ", text).split()) if _ARROW.search(text) else text


def is_arrow(text: str) -> bool:
    """Whether a link's text is the way back from a footnote."""
    return not any(c.isalnum() for c in text) or text.lower() in ("jump up", "back", "return to text")


def is_clean(text: str) -> bool:
    """Whether a text has no entities, tags and invisible characters, so that its words and figures are what they seem."""
    return "&" not in text and "<" not in text and not _hides(text)


def _hides(text: str) -> bool:
    """Whether a text has invisible characters; each is found faster by itself than all by a pattern."""
    if not text.isascii():
        for sign in _INVISIBLE:
            if sign in text:
                return True
    return False


def clean(text: str) -> str:
    """An entry without entities, tags, emphasis marks, bullet, number and label; at most `LONGEST` characters."""
    text = html.unescape(html.unescape(text[:LONGEST]))
    text = unicodedata.normalize("NFC", _TAG.sub("", text) if "<" in text else text)
    text = one_line(text)
    text = _EMPHASIS.sub("", text) if "*" in text or "_" in text else text
    text = text.strip()
    text = text[bullet.end() :] if not text[:1].isalpha() and (bullet := _BULLET.match(text)) else text
    label = _LABEL.match(text) if ":" in text[:_LONGEST_LABEL] else None
    return (text[label.end() :] if label else text).strip()


_REPAIRS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (rf"\((?<=[\w.,]\()(?={YEAR}|n\.\s?d|in press)", " ("),
        (rf"\)([.,:]?)(?=[“\"‘‹«]|{UPPER})", r")\1 "),
        (rf"([.?!])(?<=[a-zà-ÿ\]”\"’?!)].)(?=[“\"‘]?{UPPER}[\w’]*[ ,.:a-z])", r"\1 "),
        (rf"\.(?<={UPPER}\.)(?={UPPER}[a-zà-ÿ]{{2,}})", ". "),
        (r",(?<=[^\W\d_],)(?=[\w(&])", ", "),
        (r"&(?<=\w&)(?=[A-Z][a-z])", " & "),
        (r"&(?<=[.,]&)\s?(?=[A-Z])", " & "),
        (r"&(?<=\s&)(?=[A-Z][a-z])", "& "),
        (rf"({YEAR})(?<=[.,]\d{{4}})(?=[.,:)])", r" \1"),
        (rf"([.:])(?<=\d{{4}}.)(?=[“\"‘]|{UPPER})", r"\1 "),
        (r"\.\.(?<!\.\.\.)(?!\.)", "."),
        (r"\. \. \.", "…"),
        (r"\.and (?=[A-Z])", ". and "),
        (r" ([;:])(?=\S)", r"\1 "),
        (rf"\., (?<=[a-zà-ÿ]{{3}}\., )(?={UPPER}[a-zà-ÿ]{{2}})", ". "),
        (rf"({YEAR})(?<=\b\d{{4}})\s?[\[(]{YEAR}[\])]", r"(\1)"),
        (rf"[\[(]{YEAR}[\])] ({YEAR})(?=[.,:])", r"\1"),
    )
)
_CRAMPED = re.compile(
    r"[.,:;?!)(&\d](?:(?<=[.,:?!)])[\w“\"‘‹«(&]|(?<=\))[.,:]\S|(?<=[\w.,]\()|(?<=\S&)|(?<=&)[A-Z]|(?<=\.)(?:\.| \.|, )|(?<= [;:])\S|(?<=\d)\s?[\[(]\d|(?<=\d\)) \d{4}[.,:])"
)
"""What a text has that needs one of the repairs; most have none of it."""


def respace(text: str) -> str:
    """Put back the spaces that hand-typed entries lost: `Wenger, E.(2000).Communities of practice.Organization,7(2)`.

    To be called when the addresses are out of the text.
    """
    if not _CRAMPED.search(text):
        return text
    for pattern, put in _REPAIRS:
        text = pattern.sub(put, text)
    return text


_NO_LETTERS = bytes(number for number in range(128) if not chr(number).isalnum())


def fold(text: str) -> str:
    """Letters and digits only, in lower case and without accents: the form in which names and titles are compared."""
    if text.isascii():
        return text.lower().encode("ascii").translate(None, _NO_LETTERS).decode("ascii")  # a quarter of the time
    return "".join([c for c in unicodedata.normalize("NFKD", text.lower()) if c.isalnum()])
