"""What the words around comments mean: says who, how many, "Reply", "Pingback:". The words themselves: `words.py`."""

import re
from functools import cache, lru_cache

from crawler.parsers.folding import fold
from crawler.parsers.words import (
    ACTIONS,
    BETWEEN,
    COUNTED,
    IN_REPLY_TO,
    LIKED,
    NAVIGATION,
    NUMBERS,
    ONE,
    PINGS,
    REPLY_HEADINGS,
    ROLES,
    SAYS,
)

_EDGES = " \t\n,:;|-–—·»«#@/(["


@cache
def _any_of(*lists: str) -> str:
    words = {fold(word) for one in lists for word in one.split("|") if word}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_SAID = _any_of(*SAYS.values())
_LAST_WORDS = frozenset(fold(word) for one in (*SAYS.values(), ROLES, "post author") for word in one.split("|") if word)
"""What ends a name that is not alone in its element."""
_LAST_LENGTHS = sorted({len(word) for word in _LAST_WORDS})
_AROUND = (*SAYS.values(), *BETWEEN.values(), *ACTIONS.values(), ROLES, NAVIGATION)
_BY = r"(?:by|from|von|par|por|door|da|di|av|af|przez|od|oleh|per|de catre|מאת|από|بواسطة|توسط|автор)\s+"
_POSTED = r"(?:comment|posted|written|submitted|pingback|trackback|kommentar|commentaire|comentario|reactie|commento|komentarz)\s"

_EAST = "[\u2e80-\ud7ff]"
"""Scripts that put no spaces between a name and "says"."""
_SAYING = re.compile(
    rf"[\s,;.\-–—|@]{{0,9}}(?:\b|(?={_EAST}))(?:(?:{_SAID})\s?[,:;…]{{1,9}}|(?=\w{{3}}|\w{{1,2}}\s\w|{_EAST})(?:{_SAID}))\s?$"
)
_ROLE = re.compile(rf"[\s,:;]{{0,9}}(?:[(\[|–—]\s?(?:{_any_of(ROLES)})\s?[)\]]?|\bpost author)\s?$")
_BEFORE_NAME = re.compile(
    rf"^(?:https?://\S{{1,200}}\s+(?=\S)|[οο]/η\s+|#?\d{{1,5}}\s?[|.):-]\s+|{_POSTED}{_BY})",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"^(?:[\W\d]{{0,20}}(?:{_POSTED})?{_BY}|\W{{0,9}}\d{{1,5}}[.)]?\s+)")
_TAIL = re.compile(rf"(?:^|\s)(?:{_any_of(*BETWEEN.values(), *SAYS.values())})[\s,:;|@–—-]{{0,9}}$")
_NOISE = re.compile(rf"(?<!\w)(?:{_any_of(*_AROUND)})(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_NOISE_WORDS = frozenset(_WORD.findall(fold(" ".join(_AROUND)).replace("|", " ")))
_PUNCTUATION = re.compile(r"[\s\d#.,:;|/\\()\[\]{}<>«»„“”\"'’‘·•–—@&*+~=!?↓→←↑▼¶§⇓-]+")
_PLACE = re.compile(r"[\s#.,:|/()\[\]–—·↓↑→←▼▲-]{0,20}\d{0,6}[\s#.,:|/()\[\]–—·↓↑→←▼▲-]{0,20}")
"""The number of a comment on the page, or what parts such: not "<3", not "+1"."""
_LIKED = re.compile(rf"\W{{0,5}}(?:{'|'.join(LIKED.values())})\W{{0,5}}")
_ASIDE = re.compile(r"\s?[(\[]([^()\[\]]{1,30})[)\]]$")
_NUMBER = rf"(\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,6}}|^(?:{ONE}|{'|'.join(NUMBERS)})\b)"
_NOUN = "|".join(COUNTED.values())
_COUNT = re.compile(rf"(?<![a-z\d_.,]){_NUMBER}(?:\s|(?![a-z]))(?:[^\W\d_]{{1,20}}\s){{0,2}}?(?:{_NOUN})(?!\w)")
_COUNT_AFTER = re.compile(rf"^\W{{0,9}}(?:{_NOUN})\s?[:(\[–-]{{0,3}}\s?(\d{{1,6}})\b")
_NAMED = re.compile(rf"(?<!\w)(?:{_NOUN})(?!\w)")
_PING_LABELS = "|".join(PINGS.values())
_LABEL = re.compile(rf"(?:{_any_of(*PINGS.values())})\s?:\s?")


def without_says(author: str) -> str:
    """A name without "says:", "(Post author)", "#4 |", "Comment by" and the punctuation around it."""
    text = _BEFORE_NAME.sub("", author.strip(_EDGES))
    if (aside := _ASIDE.search(text)) and aside.start() and only_noise(aside[1]):
        text = text[: aside.start()]
    for pattern in (_SAYING, _ROLE, _SAYING):
        end = (folded := fold(text)).rstrip(" ,:;…)]")
        if _LAST_WORDS.isdisjoint([end[-length:] for length in _LAST_LENGTHS]):
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


def count_in(heading: str) -> int | None:
    """The number of comments that a heading tells: "One thought on", "9 Comments (and 3 trackbacks)", "Comments (5)"."""
    folded = fold(heading[:300])
    if begins(folded, REPLY_HEADINGS):
        return None
    match = _COUNT.search(folded) or _COUNT_AFTER.search(folded)
    if match is None:
        return None
    number = re.sub(r"\D", "", match[1])
    return int(number) if number else NUMBERS.get(match[1], 1)


def counts_comments(text: str) -> bool:
    """Whether a text names comments, responses or the like."""
    return _NAMED.search(fold(text[:300])) is not None


def begins_with_count(text: str) -> bool:
    """Whether a text begins as "3 comments" or "Comments (3)" do."""
    folded = fold(text[:100]).lstrip("{([ ")
    return bool(_COUNT.match(folded) or _COUNT_AFTER.match(folded))


def begins(text: str, words: str) -> bool:
    """Whether a text begins with one of the words of a list. Most begin with other letters, which is quickly seen."""
    text = text[:200].lstrip()
    first = text[:2]
    if first.isascii() and first.isalpha() and first.lower() not in _firsts(words):
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
    return frozenset(fold(word)[:2] for word in words.split("|"))


@cache
def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"[\W\d]{{0,20}}(?:{_any_of(words)})(?!\w)")


@cache
def _speaking(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(words)})(?!\w)")
