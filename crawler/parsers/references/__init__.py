"""Reference lists and citations of a text: what its entries are, what they say, and where the text cites them.

Pure: no network, no files. The rules read lines (`Block`) and their hints; they never raise for any text.
"""

from crawler.parsers.references.fields import read_reference
from crawler.parsers.references.separation import Separated, comment_references, separate

__all__ = ["Separated", "comment_references", "read_reference", "separate"]
