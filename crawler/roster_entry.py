"""One blog that was handed over, and what became of it. Pure."""

from dataclasses import dataclass
from typing import Any

from crawler.roster_check import Checked
from crawler.roster_input import Candidate
from crawler.roster_words import letter


@dataclass(slots=True, kw_only=True)
class Entry:
    """One candidate and what became of it."""

    candidate: Candidate
    fate: str
    """ready, look, untested, known (it stands in the roster), twice (it stands above), opted out."""
    slug: str = ""
    url: str = ""
    words: str = ""
    checked: Checked | None = None

    @property
    def written(self) -> bool:
        """Whether it belongs into the roster."""
        return bool(self.slug)


def told(entry: Entry, sender: str | None) -> dict[str, Any]:
    """As JSON has it; `sender` signs the letter."""
    found, values = entry.checked, entry.candidate.values
    state = found.state if found else "no_address" if entry.fate == "look" else ""
    row: dict[str, Any] = {
        "subject": entry.candidate.subject,
        "given": entry.candidate.given,
        "fate": entry.fate,
        "slug": entry.slug or None,
        "name": values.get("name"),
        "email": values.get("email"),
        "url": entry.url or None,
        "state": state or None,
        "title": found.title if found else None,
        "posts": found.posts if found else None,
        "words": entry.words or (found.reason if found else ""),
        "letter": None,
    }
    if entry.fate == "look":
        given = entry.candidate.given
        reason = found.reason if found else ""
        row["letter"] = letter(state, values.get("name"), entry.url, reason, sender, given)
    return row
