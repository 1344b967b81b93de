"""A check of the archive, in words and as JSON."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from archive.report.week_calendar import counted
from archive.verify.check import Report
from archive.verify.faults import ADVICE

SHOWN = 200
"""Faults that are told one by one; --json has them all."""


def as_json(report: Report) -> dict[str, Any]:
    """The report for programs."""
    faults = [fault.as_json() for fault in report.faults]
    split = {"faults": [f for f in faults if f["grave"]], "notes": [f for f in faults if not f["grave"]]}
    return {**report.summary(), "count": len(report.grave), **split}


def lines(report: Report) -> Iterator[str]:
    """The report for people: each fault with what to do, then what was checked."""
    shown = sorted(report.faults, key=lambda fault: (not fault.grave, fault.file, fault.offset or 0))
    told = set[str]()
    for fault in shown[:SHOWN]:
        where = f"{fault.file} at byte {fault.offset:,}" if fault.offset is not None else fault.file
        yield f"{'damage' if fault.grave else 'note  '}   {where}: {fault.what}"
        if ADVICE[fault.kind] not in told:
            told.add(ADVICE[fault.kind])
            yield f"         {ADVICE[fault.kind]}"
    if len(shown) > SHOWN:
        yield f"         ... and {len(shown) - SHOWN:,} more: --json lists them all"
    yield (
        f"checked  {counted(report.files, 'file')}, {report.bytes / 1e6:,.1f} MB, {counted(report.records, 'record')},"
        f" {counted(report.rows, 'row')}, {counted(report.index_lines, 'index line')}, {counted(report.packages, 'package')}"
        f"  {report.seconds:,.1f} s"
    )
    yield f"result   {_result(report)}"


def _result(report: Report) -> str:
    if not report.grave:
        return "all well"
    kinds = ", ".join(
        f"{count:,} {kind}" for kind, count in Counter(fault.kind for fault in report.grave).most_common()
    )
    files = len({fault.file for fault in report.grave})
    return f"damaged: {kinds} in {files:,} {'file' if files == 1 else 'files'}"
