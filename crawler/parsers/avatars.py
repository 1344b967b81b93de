"""A commenter's picture as a mark of who it is: the hash of an e-mail address in it is hashed again, and never kept."""

import hashlib
import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

_HASH = re.compile(r"/avatar/([0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])")
_NOBODY = frozenset(("d41d8cd98f00b204e9800998ecf8427e", "ad516503a11cd5ca435acc9bb6523536", "0" * 32))
"""Of no address at all, and of the picture for those without one (get_avatar_data)."""


def avatar_in(address: str | None) -> str | None:
    """20 hex digits that are the same for the same person, from the address of a picture; None for any other picture."""
    found = _HASH.search((address or "")[:2000])
    if found is None or found[1] in _NOBODY:
        return None
    return hashlib.blake2b(found[1].encode(), digest_size=10, person=b"avatar").hexdigest()


def avatar_of(marks: Iterable[LexborNode]) -> str | None:
    """The same, from the first pictures among a comment's marks (`marks.NAMING`)."""
    for image in [mark for mark in marks if mark.tag == "img"][:5]:
        values = image.attributes
        for name in ("src", "data-src"):
            if avatar := avatar_in(values.get(name)):
                return avatar
    return None
