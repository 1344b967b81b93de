"""Guesses the kind of a work (a CSL type) from the words of its entry."""

import re

from crawler.parsers.references.imprint import Source

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.I), kind)
    for pattern, kind in (
        (r"\[[^\[\]]{0,60}\b(?:blog|weblog|log) (?:post|entry)|\[web (?:log )?post\]", "post-weblog"),
        (r"\[[^\[\]]{0,60}\b(?:tweet|facebook|instagram|post)\b", "post"),
        (r"\[[^\[\]]{0,60}\b(?:video|motion picture|film|movie|TED talk)\b", "motion_picture"),
        (r"\[[^\[\]]{0,60}\b(?:podcast|television|radio|broadcast|episode)\b", "broadcast"),
        (r"\[[^\[\]]{0,60}\b(?:powerpoint|slides?|prezi|lecture)\b", "speech"),
        (r"\[[^\[\]]{0,60}\b(?:software|app|language model|computer program)\b", "software"),
        (r"\[[^\[\]]{0,60}\bdata ?set\b", "dataset"),
        (r"\b(?:dissertation|thesis)\b", "thesis"),
        (r"\b(?:paper presented at|proceedings|conference|symposium|workshop)\b", "paper-conference"),
        (r"\bencyclop(?:a?edia|édie)\b", "entry-encyclopedia"),
        (r"\bdictionary\b", "entry-dictionary"),
        (r"\bunpublished manuscript\b", "manuscript"),
        (r"\b(?:technical |research |annual )?report\b[^.]*\bno\.", "report"),
    )
)
_KINDS_IN_WORDS = tuple(row for row in _KINDS if not row[0].pattern.startswith(r"\["))
"""Those that need no square brackets."""


def guess_type(text: str, source: Source, linked: bool) -> str | None:
    """A CSL type, or None where the entry does not tell. `linked`: it has an address."""
    kinds = _KINDS if "[" in text else _KINDS_IN_WORDS
    marked = next((kind for pattern, kind in kinds if pattern.search(text)), None)
    if marked and not (source.type == "article-journal" and marked in ("paper-conference", "thesis")):
        return marked
    if source.type:
        return source.type
    return "webpage" if linked else None
