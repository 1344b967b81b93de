"""The time of day in a date's words: "3:13 pm", "15 h 13", "15.13 Uhr", "下午 3:13". No clock is asked here."""

from datetime import date

from crawler.parsers.forms import Pattern
from crawler.parsers.months import EVENING, MORNING

_HALF = "|".join((*MORNING, *EVENING, r"[ap]\.?\s?m\b\.?", r"[πμ]\.?\s?μ\.?"))
_BEFORE = "|".join((*MORNING[1:], *EVENING[1:]))
TIME = Pattern(
    rf"(?P<before>{_BEFORE})?\s?(?<![\d:])(?P<H>\d{{1,2}})"
    rf"(?:\s?(?:[:：時时시]|h)\s?(?P<M>\d\d)(?:\s?min\b)?|\.(?P<M2>\d\d)(?![.\d]))"
    rf"(?:\s?[:.分]\s?(?P<S>\d\d)(?!\d))?(?:\s?(?P<half>{_HALF}))?"
    rf"(?:\s?(?:uhr\s?)?(?P<o>(?:gmt|utc)\b|[+-]\d\d:?\d\d\b))?"
)
HOUR = Pattern(rf"(?<![\d:.])(?P<H>\d{{1,2}})\s?(?:(?P<half>{_HALF})|uhr\b|h\b)")


def with_time(day: date, rest: str, form: str | None = None) -> str:
    """The day, with the time that the folded words around it tell, if any. `form`: theirs, where it is known."""
    if match := TIME.search(rest, form):
        hour = _hour(int(match["H"] or 0), match["half"] or match["before"])
        return stamp(day, hour, match["M"] or match["M2"] or "00", match["S"], match["o"])
    match = HOUR.search(rest, form)
    return stamp(day, _hour(int(match["H"] or 0), match["half"]), "00", None, None) if match else day.isoformat()


def stamp(day: date, hour: int, minute: str, second: str | None, offset: str | None) -> str:
    """ISO-8601, as precise as what is given; the bare day when the time is impossible."""
    if hour > 23 or int(minute) > 59:
        return day.isoformat()
    seconds = f":{second}" if second and int(second) < 60 else ""
    return f"{day.isoformat()}T{hour:02d}:{minute}{seconds}{_offset(offset)}"


def is_24_hours(text: str) -> bool:
    """Whether folded words tell the time as 15:27 or 03:10, without "pm" or "am"."""
    match = TIME.search(text)
    hour = match["H"] if match else None
    return match is not None and match["half"] is None and hour is not None and (int(hour) > 12 or hour[0] == "0")


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    late = half in EVENING or half.replace(".", "").replace(" ", "") in EVENING
    return hour % 12 + (12 if late else 0)


def _offset(raw: str | None) -> str:
    if not raw:
        return ""
    if raw[0] not in "+-":
        return "+00:00"
    hours, minutes = int(raw[1:3]), int(raw[-2:])
    return f"{raw[0]}{hours:02d}:{minutes:02d}" if hours < 15 and minutes < 60 else ""
