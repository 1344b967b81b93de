"""The words of a text, and how many they are. Pure."""

import re

WORD = re.compile(r"\w+(?:['’-]\w+)*")
AROUND = '.,;:!?()"“”'
"""What mostly stands around words."""


def word_count(text: str) -> int:
    """How often WORD is found, in half its time: what has letters and digits only between white space is one word."""
    pieces = text.split()
    rest = [piece for piece in pieces if not piece.isalnum() and not piece.strip(AROUND).isalnum()]
    return len(pieces) - len(rest) + len(WORD.findall(" ".join(rest)))
