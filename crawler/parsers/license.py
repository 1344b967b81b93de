"""Tells whether a line is a notice that the text itself is licensed, and which licence it names."""

import re

from crawler.parsers.patterns import late

LONGEST = 400
"""Characters of a notice; a longer line is prose."""

_OURS = late(
    r"^\W*(?:(?:this|the|our|my|all|any)\s(?:\w+\s){0,2}?(?:work|works|posts?|blog|site|website|page|pages|article|entry|contents?|text|texts|writing|writings|material"
    r"|materials|document|resource|course|portfolio|book|essay)\b|(?:text|contents?|posts|original content|unless|except|licence|license|licensed|lizenz|copyright|©)\b"
    r"|(?:dieses?|der inhalt|die inhalte|alle inhalte|sofern nicht|soweit nicht|text und|texte)\b|(?:cet?t?e?s?|ce|le contenu|les contenus|sauf|ces)\b"
    r"|(?:est[ae]|el contenido|salvo|todo el contenido|excepto)\b|(?:este|esta|o conteúdo|exceto)\b|(?:quest[oa']|il contenuto)|(?:dit werk|deze)\b"
    r"|denne|detta|.{1,200}©\s?\d{4}|.{3,150}\b(?:by|von|par|por|di|door)\s.{2,80}?\b(?:is|ist|est|está|è|is)\b.{0,40}\ba?\s?(?:creative commons)\b)",
    re.I,
)  # fmt: skip
_GRANT = late(
    r"licen[sc]ed|licen[sc]e\b|lizenziert|lizenz\b|licence\b|licencia\b|licenciad[oa]|licença|licenza|licentie|lisens|licens\b|"
    r"(?:released|available|published|shared|distributed) under|under the terms|selon les termes|mise? à disposition",
    re.I,
)  # fmt: skip
_NAMED = late(
    r"((?:(?:lizenz|licence|licencia|licença|licenza)\s)?creative[\s-]commons(?:[\s-](?!and\b|und\b|et\b|y\b|unless\b|except\b|available\b|which\b|where\b|so\b|of\b|that\b|if\b|in\b|to\b)[^\s.,;:()]+(?:\.\d)?){0,10}"
    r"|CC[\s-]?(?:0|BY(?:-(?:NC|ND|SA))*)(?:\s\d\.\d)?(?:\s(?:International|Unported|[A-Z][a-z]+))?(?:\s(?:Deed|Licen[sc]e))?"
    r"|GNU\s(?:Free Documentation|General Public|Affero General Public)\sLicen[sc]e(?:\sv?\d(?:\.\d)?)?"
    r"|(?:MIT|BSD|Apache(?:\s2\.0)?|Public Domain Dedication)(?:\sLicen[sc]e)?)",
    re.I,
)  # fmt: skip


def license_in(text: str) -> str | None:
    """The licence as printed (`Creative Commons Attribution 4.0 International License`) when the line is a notice.

    None for prose, for another work's licence (a photo's credit) and for a bare badge.
    """
    if len(text) > LONGEST or not _OURS.match(text) or not _GRANT.search(text):
        return None
    found = _NAMED.search(text)
    return found[0].strip(" .,;:") if found else None
