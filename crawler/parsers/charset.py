"""Bytes to characters: which charset a page is in, and double encoding undone."""

import codecs
import re

from crawler.parsers.patterns import late

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE)
_META = re.compile(
    rb"(?:<meta\b[^>]{0,300}?\bcharset|<\?xml[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})",
    re.IGNORECASE,
)
_META_WITHIN = 8192
_STATEFUL = ("iso2022", "hz", "utf-16", "utf-32", "utf-7")
"""Charsets whose bytes may look like valid UTF-8 and are not."""
_LATIN = frozenset(("ascii", "iso8859-1", "latin-1"))
"""Names that browsers read as Windows-1252 (WHATWG Encoding)."""


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of a page: BOM, then UTF-8 where the bytes are that, then the header's charset, then `meta`.

    Single bytes that are wrong in UTF-8 are read as Windows-1252, as many blogs' copied texts are.
    """
    return decoded(body, content_type)[0]


def decoded(body: bytes, content_type: str = "") -> tuple[str, bytes]:
    """The same, and the characters' UTF-8: mostly the body as it is."""
    for bom, charset in BOMS:
        if body.startswith(bom):
            return _encoded(body[len(bom) :].decode(charset, "replace").replace("\0", ""))
    declared = _declared(body, content_type)
    if not declared.startswith(_STATEFUL):
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            whole = _whole(_once(text, body), body)
            return (whole, body) if whole is text else _encoded(whole)
    return _encoded(_declared_as(declared, body))


def _encoded(text: str) -> tuple[str, bytes]:
    return text, text.encode("utf-8", "ignore")


def _declared_as(declared: str, body: bytes) -> str:
    if declared in ("", "utf-8"):
        return _whole(body.decode("utf-8", _LENIENT), body)
    try:
        return _whole(body.decode(declared, "replace"), body)
    except (UnicodeError, LookupError):  # some of Python's own codecs are no charsets (idna, undefined)
        return _whole(body.decode("utf-8", _LENIENT), body)


def _whole(text: str, body: bytes) -> str:
    """Without the zeros that end a string in other languages. They are looked for in the bytes, which is quicker."""
    return text.replace("\0", "") if b"\0" in body else text


def _declared(body: bytes, content_type: str) -> str:
    """Python's name of the charset that the header or else the page names; an empty string when none is known."""
    if (found := _CHARSET.search(content_type)) and (known := _known(found[1])):
        return known
    meta = _META.search(body[:_META_WITHIN])
    return _known(meta[1].decode("ascii", "replace")) if meta else ""


def _known(name: str) -> str:
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return ""
    return "cp1252" if codec.name in _LATIN else codec.name if codec._is_text_encoding else ""


def _windows(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WINDOWS = [_windows(byte) for byte in range(256)]
_BYTES = {character: byte for byte, character in enumerate(_WINDOWS)}


def _lenient(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_WINDOWS[byte] for byte in error.object[error.start : error.end]), error.end


_LENIENT = "coursekeep.windows1252"
codecs.register_error(_LENIENT, _lenient)

_TAILS = "".join(_WINDOWS[0x80:0xC0])
_DOUBLE = late(f"[Â-ß][{re.escape(_TAILS)}]|[à-ï][{re.escape(_TAILS)}]{{2}}|[ð-ô][{re.escape(_TAILS)}]{{3}}")
_MAY_BE_DOUBLE = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")
"""Bytes of a character that was encoded twice, and of few other words."""
_ASCII = bytes(range(128))
_EVIDENCE = 3


def _once(text: str, body: bytes) -> str:
    """UTF-8, read twice where a page was encoded twice: only where nearly all that is not ASCII says so."""
    first = body.find(b"\xc3")  # in most pages none, which is seen at once
    if first < 0 or _MAY_BE_DOUBLE.search(body, first) is None:
        return text
    foreign = body.translate(None, _ASCII).decode("utf-8")
    doubles = _DOUBLE.findall(foreign)
    if len(doubles) < _EVIDENCE or sum(map(len, doubles)) < 0.9 * len(foreign):
        return text
    return _DOUBLE.sub(_undouble, text)


def _undouble(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[character] for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
