"""Patterns that are compiled when they are first asked: to compile all that some page may need takes longer than to read thirty pages."""

import re
from typing import Any


class _Late:
    """Has what a compiled pattern has; nothing is compiled before it is asked for something."""

    def __init__(self, source: str, flags: int):
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)  # so each thing is asked for here once
        return value


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, for what most pages do not ask, or ask a few times: a mistake in it is found at its first use."""
    return _Late(source, flags)  # type: ignore[return-value]
