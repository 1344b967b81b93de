"""The letters, words and small patterns that reference entries are made of: data for the other modules."""

import re
from collections.abc import Iterable
from itertools import groupby

from crawler.parsers.patterns import late


def word_set(text: str) -> frozenset[str]:
    """The words of a text that are parted by white space."""
    return frozenset(text.split())


def spans(letters: Iterable[str]) -> str:
    """Letters as a character class has them, neighbours as a span: it is compiled in half the time."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if runs and runs[-1][-1] + 1 == code:
            runs[-1].append(code)
        else:
            runs.append([code])
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" if len(run) > 2 else "".join(map(chr, run)) for run in runs)


CAPITAL = spans(filter(str.isupper, map(chr, range(0x41, 0x530))))
"""Every capital letter of the Latin, Greek and Cyrillic scripts, for character classes."""
UNCASED = "\u0590-\u06ff\u0900-\u0dff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts without capitals (Hebrew, Arabic, Indic, Japanese, Chinese, Korean)."""
UPPER = f"[{CAPITAL}]"
INITIAL_LETTER = rf"(?:[{CAPITAL}\u0590-\u06ff\u0900-\u0dff]|[^\W\x00-\u2fff\ua000-\uabff\ufb00-\ufb06])"
"""One of either. What is East Asian stands as what it is not: a class of so many takes ten times as long to compile, and fifty patterns have it."""

PARTICLES = (
    "van", "von", "de", "der", "den", "di", "da", "del", "della", "dos", "du", "la", "le", "ter", "ten", "el", "al",
    "st", "zu", "af", "bin", "ben", "ibn", "te", "y",
)  # fmt: skip
_ANY_CASE = [[f"[{c}{c.upper()}]" for c in word] for word in sorted(PARTICLES)]
_PARTICLES = "|".join(
    f"{first}(?:{'|'.join(''.join(word[1:]) for word in words)})"
    for first, words in groupby(_ANY_CASE, key=lambda word: word[0])
)
PARTICLE = rf"(?:(?=[{''.join({c + c.upper() for word in PARTICLES for c in word[0]})}’'])(?:(?:{_PARTICLES})\.? |[dDlL][’'](?={UPPER})|[’']t ))"
FAMILY = rf"{PARTICLE}{{0,3}}{INITIAL_LETTER}[\w’'‐-]*(?: {UPPER}[\w’'‐-]+){{0,2}}"
"""A family name of up to three words, particles before it."""

YEAR = r"(?:1[5-9]|20)\d\d"
UNDATED = r"(?<![\w-])n\.?\s?d\b\.?|\bno date\b|\bundated\b|\bs\.\s?f\.|\bo\.\s?J\.|\bs\.\s?d\."
IN_PRESS = r"in press|forthcoming|in preparation|im Druck|en prensa|sous presse"
_CENTURIES = ("20", "19", "18", "17", "16", "15")
_YEAR = re.compile(YEAR)
_ND = re.compile(r"n(?<![\w-]n)\.?\s?d\b")
_SD = re.compile(r"\.(?:(?<=\bs\.)\s?[fd]\.|(?<=\bo\.)\s?j\.)")
_IN_PRESS = re.compile(r"in press|in preparation|en prensa")
_PHRASES = ("forthcoming", "im druck", "sous presse")
_NO_DATE = re.compile(r"\b(?:no date|undated)\b")


def says_year(text: str) -> bool:
    """Whether a `YEAR` stands in a text; the figures that it begins with are quickly seen."""
    for century in _CENTURIES:
        if century in text:
            return _YEAR.search(text) is not None
    return False


_TWO_DIGITS = re.compile(r"\d\d")
_PLAIN = bytes(48 if 48 <= c < 58 else 32 if c == 63 else c for c in range(128)).lower()
_SMALL = _PLAIN + bytes(63 if 0xD8 <= c < 0xE2 or c >= 0xEA else 32 for c in range(128, 256))
"""A figure of ours is a 0, what may begin one of another script a question mark, anything else that is not ASCII a space."""


def small(text: str) -> str:
    """A text in which words of plain letters are looked for, and figures: these in lower case, all figures as 0, other signs as spaces.

    By its bytes: `lower` takes five times as long where a text has curly quotes, and a pattern of figures as well.
    """
    return text.encode("utf-8", "replace").translate(_SMALL).decode("ascii")


def has_figures(text: str, lower: str) -> bool:
    """Whether two digits stand together in a text, which is `lower` as `small` gives it."""
    return "00" in lower or ("?" in lower and _TWO_DIGITS.search(text) is not None)


def says_no_year(lower: str) -> bool:
    """Whether a text in lower case, of one line or of many, has one of `UNDATED` or `IN_PRESS`.

    Asked of every line: so by patterns that begin with a letter or a stop, and by words that are quickly seen.
    """
    if _ND.search(lower) or _SD.search(lower):
        return True
    if "n pre" in lower and _IN_PRESS.search(lower):
        return True
    for phrase in _PHRASES:
        if phrase in lower:
            return True
    return "date" in lower and _NO_DATE.search(lower) is not None


_SOURCED = ("retrieved", "accessed", "available", "print.", "web.")


def has_source_words(lower: str) -> bool:
    """Whether a text in lower case, of one line or of many, has words that an entry without figures must have."""
    for word in _SOURCED:  # a loop: `any` takes twice as long
        if word in lower:
            return True
    return ("http" in lower and ("http:" in lower or "https:" in lower)) or says_no_year(lower)


MONTH = (
    r"(?:(?:Jan|Feb|Febr|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)(?:\.|\b)"
    r"|January|February|March|April|June|July|August|September|October|November|December"
    r"|Spring|Summer|Fall|Autumn|Winter|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)"
)

PUBLISHER_WORDS = word_set("""press presses publisher publishers publishing publication publications books book ebooks routledge wiley springer
    elsevier sage university université universität universitat universidad universidade universiteit universitet college institute
    institut instituto verlag jossey-bass ascd macmillan penguin pearson mcgraw-hill author inc ltd gmbh co company
    association council group edition editions éditions ediciones editorial house academic department ministry office
    government society corporation center centre agency bureau commission library museum foundation partnership learning
    norton continuum bloomsbury brill heinemann guilford doubleday harper oxford cambridge vintage knopf viking
    collier scribner schuster beltz klett utb suhrkamp fischer gallimard presses media""")
"""Words that make a segment a publisher, in lower case."""

ORGANISATION_WORDS = word_set("""ministry department university college council association society institute center centre commission committee
    board office agency bureau foundation government school schools district authority organization organisation group
    party team staff network union federation trust partnership academy library museum company corporation inc ltd
    ministerio ministère ministerium universidad université universität editors education teachers alliance project
    initiative service services nations programme program consortium coalition organization organisation force task
    institution institutions dept archive archives administration authority authors universitat""")

SMALL_WORDS = word_set(
    "of for the in on and & to a an at by from with de des du la le les et der die das für und y e del della do da dos il lo los las el"
)
"""Words that stay in lower case inside a proper name or a title in capitals."""

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def words(text: str) -> list[str]:
    """The words of a text, numbers left out."""
    return _WORD.findall(text)


def plain_words(text: str) -> int:
    """How many words of four letters or more are written in lower case: many in a title, none in a name."""
    return sum(w[0].islower() and len(w) > 3 for w in text.split())


def names_publisher(text: str) -> bool:
    """Whether a word of the text is one that publishers' and sponsors' names have."""
    return any(w.lower() in PUBLISHER_WORDS for w in words(text))


def names_organisation(text: str) -> bool:
    """Whether a word of the text is one that organisations' names have."""
    return any(w.lower() in ORGANISATION_WORDS for w in words(text))


GENRE = late(
    r"\[(?:Tweet|Video|You ?Tube|Web|Blog|Online|Post|Facebook|Instagram|Status|Film|Movie|Motion|Podcast|Audio|Episode|TED|PowerPoint|Power Point"
    r"|Slide|Prezi|Lecture|Class|Course|Computer|Software|Mobile|App\b|Data|PDF|Kindle|E-?book|Photo|Image|Infographic|Painting|Illustration|Map\b|Song|Album|Webinar|Tele|TV\b|Radio"
    r"|Broadcast|Doctoral|Master|Bachelor|Unpublished|Press|Review|Report|Brochure|Pamphlet|Interview|Thread|Comment|Editorial|Letter|Toot|Newsletter|Abstract|DVD|CD\b)"
    r"[^\[\]]{0,60}\][.,]?\s*",
    re.I,
)
"""The kind of a work in square brackets after its title, as APA has it."""

_OTHERS = re.compile(
    r"[,;]?\s*(?:(?:&|and|und|y|e|…|\. ?\. ?\.)\s+)?\b(?:et\.? ?al\b|u\. ?a\.|and others|y otros)\.?|…|\. ?\. ?\."
)
_OTHERS_PIECES = ("et", "u.", "others", "otros", "…", ". .", "..")


def without_others(names: str) -> str:
    """A list of authors without `et al.` and three dots, of which most have none: their pieces are quickly seen."""
    for piece in _OTHERS_PIECES:
        if piece in names:
            return _OTHERS.sub(" ", names)
    return names
