"""What the words around comments mean: says who, "Reply", "Pingback:". The words themselves: `words.py`."""

import re
from functools import cache, lru_cache

from crawler.parsers.folding import fold
from crawler.parsers.patterns import late
from crawler.parsers.words import (
    ACTIONS,
    BETWEEN,
    IN_REPLY_TO,
    LIKED,
    NAVIGATION,
    PINGS,
    ROLES,
    SAYS,
)

_HEAD = 120
"""Characters at the head of a text among which the words that begin it are."""
_EDGES = " \t\n,:;|-–—·»«#@/(["


@cache
def _any_of(*lists: str) -> str:
    words = {fold(word) for one in lists for word in one.split("|") if word}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_SAID = _any_of(*SAYS.values())
_LAST_WORDS = tuple(fold(word) for one in (*SAYS.values(), ROLES, "post author") for word in one.split("|") if word)
"""What ends a name that is not alone in its element."""
_LAST_LETTERS = frozenset(word[-2:] for word in _LAST_WORDS)
_AROUND = (*SAYS.values(), *BETWEEN.values(), *ACTIONS.values(), ROLES, NAVIGATION)
_BY = r"(?:by|from|von|par|por|door|da|di|av|af|przez|od|oleh|per|de catre|מאת|από|بواسطة|توسط|автор)\s+"
_POSTED = r"(?:comment|posted|written|submitted|pingback|trackback|kommentar|commentaire|comentario|reactie|commento|komentarz)\s"

_EAST = "[\u2e80-\ud7ff]"
"""Scripts that put no spaces between a name and "says"."""
_SAYING = late(
    rf"[\s,;.\-–—|@]{{0,9}}(?:\b|(?={_EAST}))(?:(?:{_SAID})\s?[,:;….]{{1,9}}|(?=\w{{3}}|\w{{1,2}}\s\w|{_EAST})(?:{_SAID}))\s?$"
)
_ROLE = late(rf"[\s,:;]{{0,9}}(?:[(\[|–—]\s?(?:{_any_of(ROLES)})\s?[)\]]?|\bpost author)\s?$")
_BEFORE_NAME = re.compile(
    rf"^(?:https?://\S{{1,200}}\s+(?=\S)|[οο]/η\s+|#?\d{{1,5}}\s?[|.):-]\s+|{_POSTED}{_BY})",
    re.IGNORECASE,
)
_LEAD = late(rf"^(?:[\W\d]{{0,20}}(?:{_POSTED})?{_BY}|\W{{0,9}}\d{{1,5}}[.)]?\s+)")
_TAIL = late(rf"(?:^|\s)(?:{_any_of(*BETWEEN.values(), *SAYS.values())})[\s,:;|@–—-]{{0,9}}$")
_NOISE = late(rf"(?<!\w)(?:{_any_of(*_AROUND)})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_NOISE_WORDS = frozenset(_WORD.findall(fold(" ".join(_AROUND)).replace("|", " ")))
_PUNCTUATION = re.compile(r"[\s\d#.,:;|/\\()\[\]{}<>«»„“”\"'’‘·•–—@&*+~=!?↓→←↑▼¶§⇓-]+")
_PLACE = re.compile(r"[\s#.,:|/()\[\]–—·↓↑→←▼▲-]{0,20}\d{0,6}[\s#.,:|/()\[\]–—·↓↑→←▼▲-]{0,20}")
"""The number of a comment on the page, or what parts such: not "<3", not "+1"."""
_LIKED = re.compile(rf"\W{{0,5}}(?:{'|'.join(LIKED.values())})\W{{0,5}}")
_ASIDE = re.compile(r"\s?[(\[]([^()\[\]]{1,30})[)\]]$")
_PING_LABELS = "|".join(PINGS.values())
_LABEL = late(rf"(?:{_any_of(*PINGS.values())})\s?:\s?")


def without_says(author: str) -> str:
    """A name without "says:", "(Post author)", "#4 |", "Comment by" and the punctuation around it."""
    text = _BEFORE_NAME.sub("", author.strip(_EDGES))
    if text.endswith("…") and says_who(said := text.rstrip("… ")):
        text = said
    if (aside := _ASIDE.search(text)) and aside.start() and only_noise(aside[1]):
        text = text[: aside.start()]
    for pattern in (_SAYING, _ROLE, _SAYING):
        end = (folded := fold(text)).rstrip(" ,:;….)]")
        if (end[-2:] not in _LAST_LETTERS and end[-1:] not in _LAST_LETTERS) or not end.endswith(_LAST_WORDS):
            break
        match = pattern.search(folded)
        if match and match.start() > 0 and len(folded) == len(text):
            text = text[: match.start()].strip(_EDGES)
    return text


def without_name(text: str, name: str) -> str:
    """A text without the first place where a name stands as whole words: "Jan" is no part of "Januar"; East Asia parts none."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        if not (_in_word(text[max(start - 1, 0) : start]) or _in_word(text[end : end + 1])):
            return f"{text[:start]} {text[end:]}"
        start = text.find(name, start + 1)
    return text


def _in_word(character: str) -> bool:
    return (character.isalnum() and character < "\u2e80") or character == "_"


def trim_noise(text: str) -> str:
    """A name without the words that stand between it and a date: "Comment by", "on", "at"."""
    text = text.strip(_EDGES)
    for pattern in (_LEAD, _TAIL, _TAIL):
        folded = fold(text)
        match = pattern.search(folded)
        if match and len(folded) == len(text):
            text = (text[match.end() :] if pattern is _LEAD else text[: match.start()]).strip(_EDGES)
    return text


def says_who(line: str) -> bool:
    """Whether a line ends like "Ann says:"."""
    return bool(_SAYING.search(fold(line)))


def only_noise(line: str) -> bool:
    """Whether a line holds nothing but words that themes print around a comment: "says", "Reply", "on", "#4"."""
    return len(line) <= 120 and _only_noise(line)


@lru_cache(maxsize=1024)
def _only_noise(line: str) -> bool:
    folded = fold(line)
    if _LIKED.fullmatch(folded):
        return True
    if any(word not in _NOISE_WORDS for word in _WORD.findall(folded)):
        return False
    rest = _NOISE.sub(" ", folded)
    if _PUNCTUATION.sub("", rest):
        return False
    return rest != folded or bool(_PLACE.fullmatch(folded))


def tells_likes(line: str) -> bool:
    """Whether a line says how many people like something, and no more."""
    return _DIGIT.search(line) is not None and _LIKED.fullmatch(fold(line)) is not None


def begins(text: str, words: str) -> bool:
    """Whether a text begins with one of the words of a list. Most begin with other letters, which is quickly seen."""
    text = text[:200].lstrip()[:_HEAD]
    first = text[:3] if text[:3].isalpha() else text[:2]
    if not text or (first.isascii() and first.isalpha() and first.lower() not in _firsts(words)):
        return False
    return _beginning(words).match(fold(text)) is not None


def speaks_of(text: str, words: str) -> bool:
    """Whether one of the words of a list stands in the first 400 characters of a text."""
    return bool(_speaking(words).search(fold(text[:400])))


def kind_of_ping(text: str) -> str | None:
    """pingback or trackback for a text that begins with such a label."""
    if not begins(text, _PING_LABELS):
        return None
    return next(kind for kind, labels in PINGS.items() if begins(text, labels))


def is_reply_note(text: str) -> bool:
    """Whether a text is a note like "In reply to Ann", which some themes print above a reply."""
    return len(text.strip()) < 80 and begins(text, IN_REPLY_TO)


def without_label(title: str) -> str:
    """A ping's title without "Pingback:" before it."""
    folded = fold(title)
    match = _LABEL.match(folded)
    return title[match.end() :].strip() if match and len(folded) == len(title) else title


@cache
def _firsts(words: str) -> frozenset[str]:
    """The first two and three letters of the words of a list."""
    return frozenset(fold(word)[:most] for word in words.split("|") for most in (2, 3))


@cache
def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\W\d]{{0,20}}(?:{_any_of(words)})(?!\w)")


@cache
def _speaking(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})(?!\w)")
