"""Memory that is free goes back to the system: for processes that hold large answers one after the other."""

import ctypes
from contextlib import suppress
from functools import cache

THRESHOLD, TRIM = -3, -1
"""M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's malloc.h."""
LARGE = 1024 * 1024
SPARE = 16 * 1024 * 1024


@cache
def give_back() -> None:
    """Have every large piece of memory of this process given back as soon as it is free, where the C library is glibc.

    By itself it takes the size of what was once given back (up to 32 MB) for what is not large: then what a page of 10 MB
    leaves lies between smaller pieces for ever (mallopt(3)).
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(THRESHOLD, LARGE)
        library.mallopt(TRIM, SPARE)
