"""Guesses the kind of a work (a CSL type) from the words of its entry."""

import re

from crawler.parsers.references.imprint import Source

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), kind)
    for pattern, kind in (
        (
            r"\[[^\[\]]{0,60}\b(?:blog|weblog|log) (?:post|entry)|\[web (?:log )?post\]|\[(?:blog-?(?:beitrag|eintrag)|billet de blog|entrada de blog)",
            "post-weblog",
        ),
        (r"\[[^\[\]]{0,60}\b(?:paper|poster) presentation\]", "paper-conference"),
        (r"\[[^\[\]]{0,60}\b(?:tweet|facebook|instagram|toot|status update|post)\b", "post"),
        (r"\[[^\[\]]{0,60}\b(?:video|motion picture|film|movie|TED talk)\b", "motion_picture"),
        (r"\[[^\[\]]{0,60}\b(?:podcast|television|radio|broadcast|episode)\b", "broadcast"),
        (r"\[[^\[\]]{0,60}\b(?:powerpoint|slides?|prezi|lecture)\b", "speech"),
        (r"\[[^\[\]]{0,60}\b(?:software|app|language model|computer program)\b", "software"),
        (r"\[[^\[\]]{0,60}\bdata ?set\b", "dataset"),
        (
            r"\[[^\[\]]{0,60}\b(?:photo|photograph|painting|drawing|illustration|infographic|image|sculpture)\]",
            "graphic",
        ),
        (r"\[(?:song|album)\b", "song"),
        (r"\b(?:dissertation|thesis)\b|\b(?:ph\.?d|doctoral) diss\.", "thesis"),
        (r"\b(?:paper presented at|proceedings|conference|symposium|workshop)\b", "paper-conference"),
        (r"\bencyclop(?:a?edia|édie)\b", "entry-encyclopedia"),
        (r"\bdictionary\b", "entry-dictionary"),
        (r"\bunpublished manuscript\b", "manuscript"),
        (r"\b(?:technical |research |annual )?report\b[^.]*\bno\.", "report"),
    )
)
_KINDS_IN_WORDS = tuple(row for row in _KINDS if not row[0].pattern.startswith(r"\["))
"""Those that need no square brackets."""
_PIECES = (
    "diss", "thesis", "presented at", "proceedings", "conference", "symposium", "workshop", "encyclop", "dictionary", "manuscript", "report",
)  # fmt: skip
"""A text without any of these has none of them; they are quickly seen."""


def guess_type(text: str, source: Source, linked: bool) -> str | None:
    """A CSL type, or None where the entry does not tell. `linked`: it has an address."""
    kinds: tuple[tuple[re.Pattern[str], str], ...] = ()
    if "[" in text:
        kinds = _KINDS
    else:
        lower = text.lower()
        kinds = _KINDS_IN_WORDS if any(piece in lower for piece in _PIECES) else ()
    marked = next((kind for pattern, kind in kinds if pattern.search(text)), None)
    if marked and not (source.type == "article-journal" and marked in ("paper-conference", "thesis")):
        return marked
    if source.type:
        return source.type
    return "webpage" if linked else None
