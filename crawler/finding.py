"""What a look at this machine found. Data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: `words` say what was found; `advice`, when not ok, what to do."""

    name: str
    ok: bool
    words: str
    advice: str | None = None


def finding(name: str, ok: bool, words: str, advice: str) -> Finding:
    """A Finding, with advice only where it is wanted."""
    return Finding(name=name, ok=ok, words=words, advice=None if ok else advice)
