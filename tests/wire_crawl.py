"""Runs one small crawl in a process of its own, since a reactor runs once: a JSON plan in, a JSON report out."""

import errno
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HANDLER = "crawler.wire.WireDownloadHandler"
SETTINGS: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
    "COURSEKEEP_ALLOW_PRIVATE": True,
    "CONCURRENT_REQUESTS": 1,
    "COOKIES_ENABLED": False,
    "DOWNLOAD_TIMEOUT": 20,
    "DEFAULT_REQUEST_HEADERS": {"Accept-Encoding": "gzip, deflate"},
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "HTTPERROR_ALLOW_ALL": True,
    "LOG_LEVEL": "ERROR",
}


def crawl(folder: Path, requests: list[dict[str, Any]], full_after: int | None = None, **settings: Any) -> Any:
    """Requests are {url, method, headers, body, meta, then: requests to make after it}.

    The report: `captures` (url, repr), `errors` (url, type, text, repr of a capture cut short), `reason`,
    `error`, `log`.
    The disk is full after `full_after` bytes.
    """
    run = begun(folder, requests, full_after, **settings)
    out, log = run.communicate(timeout=300)
    assert run.returncode == 0, log
    return {**json.loads(out.splitlines()[-1]), "log": log}


def begun(
    folder: Path, requests: list[dict[str, Any]], full_after: int | None = None, **settings: Any
) -> "subprocess.Popen[str]":
    """The process of a crawl, still running."""
    plan = {"folder": str(folder), "requests": requests, "settings": settings, "full_after": full_after}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    run = subprocess.Popen(
        [sys.executable, __file__], stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=folder, env=environment
    )
    assert run.stdin is not None
    run.stdin.write(json.dumps(plan))
    run.stdin.close()
    run.stdin = None
    return run


def main(plan: dict[str, Any]) -> None:
    import scrapy
    from scrapy.crawler import CrawlerProcess

    from archive.items import Capture
    from archive.warc.records import CrawlInfo
    from archive.warc.writer import WarcWriter

    report: dict[str, Any] = {"captures": [], "errors": []}

    def asked(wanted: dict[str, Any]) -> Any:
        meta = {**wanted.get("meta", {}), "later": wanted.get("then", [])}
        if "previous" in meta:
            at = datetime.fromisoformat(meta["previous"].pop("fetched_at"))
            meta["previous"] = Capture(fetched_at=at, headers=(), body=b"", **meta["previous"])
        kept = {key: wanted[key] for key in ("url", "method", "headers", "body") if key in wanted}
        return scrapy.Request(**kept, meta=meta, dont_filter=True, errback=failed, callback=answered)

    def answered(response: Any) -> Any:
        capture: Capture | None = response.meta.get("capture")
        report["captures"].append([response.url, repr(capture)])
        return [asked(wanted) for wanted in response.meta["later"]]

    def failed(failure: Any) -> Any:
        told = (type(failure.value).__name__, str(failure.value), repr(failure.request.meta.get("capture")))
        report["errors"].append([failure.request.url, *told])
        return [asked(wanted) for wanted in failure.request.meta["later"]]

    class Spider(scrapy.Spider):
        name = "wire"

        async def start(self) -> Any:
            for wanted in plan["requests"]:
                yield asked(wanted)

        def closed(self, reason: str) -> None:
            report["reason"] = reason

    settings = {**SETTINGS, **plan["settings"]}
    transfer = settings.pop("transfer", "exact")
    writer = WarcWriter(Path(plan["folder"]), CrawlInfo(crawl="20261122000000"), transfer=transfer)
    if settings.pop("own_writer", False) is False:
        settings["COURSEKEEP_WARC"] = writer
    if plan["full_after"] is not None:
        fill_disk_after(plan["full_after"])
    process = CrawlerProcess(settings)
    process.crawl(Spider)
    process.start()
    report["error"] = writer.error and str(writer.error)
    if not writer.error:
        writer.close()
    print(json.dumps(report))


class FullDisk:
    """A file on a disk that has room for `size` bytes."""

    def __init__(self, file: Any, size: int):
        self._file, self._size = file, size

    def write(self, data: Any) -> int:
        room = self._size - os.fstat(self._file.fileno()).st_size
        if room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self._file.write(data[:room]))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def fill_disk_after(size: int) -> None:
    """Puts all files that are opened from now on onto full disks."""
    from archive.warc.files import WarcFiles

    opened = WarcFiles.next

    def next_on_full_disk(self: Any, at: Any) -> str:
        name = opened(self, at)
        self._file = FullDisk(self._file, size)
        return name

    WarcFiles.next = next_on_full_disk  # type: ignore[method-assign]


if __name__ == "__main__":
    main(json.load(sys.stdin))
