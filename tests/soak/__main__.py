"""The long tests, which may use the clock and chance: python -m tests.soak NAME [OPTIONS]; README.md says what each does."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = ("kills", "year", "quiet", "forget_import")

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"python -m tests.soak {{{','.join(NAMES)}}} [-h]")
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    sys.exit(import_module(sys.argv[1]).main(sys.argv[2:]))
