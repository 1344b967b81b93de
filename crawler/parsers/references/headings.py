"""How the headings of reference lists read, in many languages, and the lines that belong to the page."""

import re

from crawler.parsers.patterns import late

HEADING = re.compile(
    r"\W*(?:\d{1,2}[.)]?\s+)?(?:(?:my |the |full |selected |cited |list of |annotated |select )?"
    r"(?:references?|reference list|references? cited|works? (?:cited|consulted|referenced)|bibliograph(?:y|ies)|sources?|sources? cited|citations?|literature cited"
    r"|(?:further|recommended|suggested|additional|background) readings?|reading list|source list|refs|literatur|literaturverzeichnis|literaturangaben|quellen|quellenverzeichnis|quellenangaben|einzelnachweise"
    r"|r[ée]f[ée]rences|r[ée]f[ée]rences bibliographiques|bibliographie|referencias|referencias bibliogr[áa]ficas|bibliograf[íi]a|fuentes"
    r"|refer[êe]ncias|refer[êe]ncias bibliogr[áa]ficas|riferimenti|riferimenti bibliografici|bibliografia|bronnen|literatuur|referenties"
    r"|referenser|källor|litteratur|kilder|lähteet|viitteet|ngā tohutoro|tohutoro|المراجع|参考文献|参考资料|참고문헌)"
    r"(?:(?:,| and| &) (?:further )?(?:references?|resources|reading|sources?|links|notes|works cited|bibliography))?)\W*",
)
"""A line in small letters that is nothing but the heading of a reference list; or one half of a heading in two languages."""

CHROME = late(
    r"\W*(?:pingback|trackback|posted (?:by|in|on)|filed (?:under|in)|tags?:|tagged|categor(?:y|ies)\b|share\b|like this|reply\b|leave a|images?\b"
    r"|photos?\b|figure\b|fig\.|screen ?shots?\b|screenshot|©|copyright|previous|next\b|older|recent (?:posts|comments)|archives?\b|published (?:by|in|on)|follow\b|related\b|search\b|view\b"
    r"|read more|e-?mail\b|join\b|powered|blog at|\d* ?comments?\b|this (?:work|entry|post)\b|disclaimer|about (?:the|me|us)\b|word count|tutor\b|process:|music:"
    r"|original image|cat:|week \d|draft\b|visitors|downloads?\b|author:|updated|last updated|sent from|lesson \d|due\b|deadline"
    r"|(?:module|unit|version|day|group|grade|season|episode|assignment|session|class|room|step|question|activity|task|topic|term) \d{1,3}[a-z]?(?:\.\d)?\s?[:.,(–-]"
    r"|(?:watch|readings?|required|optional|homework|agenda|objectives?|edit|blogroll|ingredients|about)(?: for \w+)?:|note\.? from|edit,|required reading)",
    re.I,
)
"""How lines begin that belong to the page, to a picture or to a timetable."""
SHORT = 160
"""Characters of a line of chrome; a longer one is prose that begins with the same word."""


def is_chrome(text: str, longest: int = SHORT) -> bool:
    """Whether a line belongs to the page, to a picture or to a timetable. `longest`: characters it has fewer than."""
    return len(text) < longest and CHROME.match(text) is not None


def is_heading(text: str) -> bool:
    """Whether a short line is the heading of a reference list."""
    lower = text.lower()
    if "/" in lower:
        return any(HEADING.fullmatch(half) for half in lower.split("/", 2))
    return HEADING.fullmatch(lower) is not None
