"""sqlite-utils without numpy, which it loads where that is installed: no value of ours is numpy's, and each process would hold 11 MB more."""

import sys

_absent = sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
try:
    from sqlite_utils import Database
finally:
    if _absent is None:
        del sys.modules["numpy"]

__all__ = ["Database"]
