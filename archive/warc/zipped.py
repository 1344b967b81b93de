"""The WARC files within a WACZ, read where they stand: a WACZ stores them as they are (WACZ 1.1.1, 4.2)."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from archive.errors import WarcError

ZIP = b"PK\x03\x04"
_INNER = re.compile(r"archive/[^/]{1,255}\.w?arc(?:\.gz)?")
_LOCAL = struct.Struct("<26xHH")
"""Of a local file header: the lengths of the name and of the extra field that follow it (APPNOTE.TXT, 4.3.7)."""


def parts_of(raw: BinaryIO, file: str) -> Iterator[tuple[str, BinaryIO]]:
    """(`FILE/archive/NAME`, its bytes), in order of their names. Raises WarcError for what is no WACZ, or a broken one."""
    try:
        entries = zipfile.ZipFile(raw).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise WarcError(f"is no whole WACZ ({error}); fetch it again", file) from error
    inner = sorted((e for e in entries if _INNER.fullmatch(e.filename)), key=lambda e: e.filename)
    if not inner:
        raise WarcError(
            "is a ZIP file without archive/*.warc.gz in it, so no WACZ; name a WACZ or the WARC files", file
        )
    for entry in inner:
        if entry.compress_type != zipfile.ZIP_STORED:
            told = f"has {entry.filename} compressed a second time; unpack it, and import the WARC files in it"
            raise WarcError(told, file)
        yield f"{file}/{entry.filename}", _window(raw, entry, file)


def _window(raw: BinaryIO, entry: zipfile.ZipInfo, file: str) -> BinaryIO:
    raw.seek(entry.header_offset)
    head = raw.read(30)
    if len(head) < 30 or not head.startswith(ZIP):
        raise WarcError(f"{entry.filename} does not stand where the WACZ says; fetch it again", file)
    begins = entry.header_offset + 30 + sum(_LOCAL.unpack(head))
    return cast(BinaryIO, io.BufferedReader(_Window(raw, begins, entry.file_size)))


class _Window(io.RawIOBase):
    """A stretch of a file as a file of its own."""

    def __init__(self, raw: BinaryIO, begins: int, size: int):
        self._raw, self._begins, self._size, self._at = raw, begins, size, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """As of any file."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        """As of any file."""
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As of any file."""
        self._raw.seek(self._begins + self._at)
        data = self._raw.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
