"""Where the command `coursekeep` begins, before anything is loaded: whole streams, and Ctrl-C at any moment."""

import os
import sys


def main() -> None:
    """The command. Ends with its exit code; 130 where it was interrupted while it was loaded."""
    _whole_streams()
    try:
        from crawler.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.exit(130)


def _whole_streams() -> None:
    """A standard stream that is closed (`>&-`) leads nowhere: else the next file to be opened would get its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # which takes the lowest number that is free
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)


if __name__ == "__main__":
    main()
