"""Makes the demo's course from an archive of real WordPress blogs: `python -m crawler.demo.make DATA`.

DATA is the data folder of a crawl of three blogs on loopback. Scripts, styles and drawings of the themes are left out,
since they are under another licence than the content, which was written for this.
"""

import gzip
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from archive.items import Capture
from archive.warc.reader import read_captures
from crawler.known import warc_files

COURSE = Path(__file__).parent / "course.jsonl.gz"
THEMES_OWN = re.compile(rb"<(script|style|svg)\b.*?</\1\s*>\n?", re.DOTALL | re.IGNORECASE)
HEADERS = ("content-type", "location", "link", "x-wp-total", "x-wp-totalpages", "etag", "last-modified")


def main(data: Path) -> None:
    """Write one line for each answer, the blogs numbered from 0 by port."""
    captures = [c for path in warc_files(data) for c in read_captures(path) if not c.revisit_of]
    ports = sorted({urlsplit(c.url).port or 80 for c in captures})[:3]
    lines = sorted(_line(c, ports) for c in captures if urlsplit(c.url).port in ports)
    with gzip.GzipFile(COURSE, "wb", 9, mtime=0) as out:
        out.write("\n".join(lines).encode())
    print(f"{len(lines)} answers of {len(ports)} blogs, {COURSE.stat().st_size:,} bytes")


def _line(capture: Capture, ports: list[int]) -> str:
    parts = urlsplit(capture.url)
    body = THEMES_OWN.sub(b"", capture.body) if "html" in capture.content_type else capture.body
    answer = {
        "blog": ports.index(parts.port or 80),
        "path": parts.path + (f"?{parts.query}" if parts.query else ""),
        "status": capture.status,
        "headers": {k: _portless(v, ports) for k, v in capture.headers if k.lower() in HEADERS},
        "body": _portless(body.decode("utf-8", "surrogateescape"), ports),
    }
    return json.dumps(answer, ensure_ascii=True, sort_keys=True)


def _portless(text: str, ports: list[int]) -> str:
    """`127.0.0.1:8081` -> `{blog-0}`: the server puts its own host and port there."""
    for number, port in enumerate(ports):
        text = text.replace(f"127.0.0.1:{port}", f"{{blog-{number}}}").replace(
            f"127.0.0.1%3A{port}", f"{{blog-{number}}}"
        )
    return text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
