"""The rules of reading config.yaml."""

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from archive.errors import ConfigError
from crawler.config import Config, load

ROOT = Path(__file__).parent.parent
COURSE = "courses:\n  - slug: c\n    blogs: [a.example.org]\n"


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text(text, "utf-8")
    return file


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text))
    assert caught.value.exit_code == 2
    return [m.removeprefix(f"{tmp_path}/config.yaml:") for m in caught.value.mistakes]


def test_the_example_in_the_repository_has_no_mistakes() -> None:
    config = load(ROOT / "config.yaml")
    assert config.store.path == ROOT / "data"
    (course,) = config.courses
    assert [b.slug for b in course.blogs] == ["aroha-example", "ben-beispiel", "chloe-exemple", "mere-example"]
    assert {b.course for b in course.blogs} == {course.slug}
    assert [b.consent for b in course.blogs] == ["yes", "no", "", "yes"]
    assert course.assignments[0].match.from_ == date(2026, 2, 16)
    assert course.assignments[1].due == datetime(2026, 5, 1, 23, 59)


def test_the_example_names_every_key_there_is() -> None:
    text = (ROOT / "config.yaml").read_text("utf-8")
    schema = Config.model_json_schema()
    del schema["$defs"]["Blog"]
    pending: list[Any] = [schema]
    while pending:
        part = pending.pop()
        for key in part.get("properties", {}) if isinstance(part, dict) else ():
            assert f"{key}:" in text, key
        pending += part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    config = load(write(tmp_path, "# nothing\nstore:\ncourses:\n"))
    assert config.store.path == tmp_path / "data"
    assert config.model_copy(update={"store": Config().store}) == Config()


def test_without_a_file_there_is_no_course() -> None:
    config = Config.default(Path("here"))
    assert (config.store.path, config.courses, config.contact) == (Path("here"), (), None)
    assert (config.politeness.delay, config.politeness.stop_after_refusals, config.politeness.robots) == (
        1.0,
        5,
        "obey",
    )
    assert config.politeness.allow_private_networks is False
    assert (config.store.warc_max, config.store.transfer) == (10**9, "exact")


def test_values_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Config().store.transfer = "decoded"


def test_every_mistake_is_reported_at_once_with_its_line(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """contact: {name: X, email: nobody}
store:
  warc_max: big
  warc_mx: 1GB
politness: {}
politeness:
  delay: -1
  robots: maybe
  stop_after_refusals: few
  providers: {blogs.example: 0}
  allow_private_networks: perhaps
schedule: {check: now and then}
notify: {when: [always], smtp: {port: 25}}
privacy: [x]
courses:
  - title: no slug
    starts: soon
    timezone: Pacific/Aukland
    languages: [english language]
    blogs: []
    weeks: 500
    weeks: 14
""",
    )
    assert [m.partition(":")[0] for m in found] == [
        *("1", "3", "4", "5", "7", "8", "9", "10", "11", "12"),
        *("13", "13", "14", "16", "17", "18", "19", "22"),
    ]
    assert 'store.warc_max must be a size such as 1GB or 500 MB, not "big"' in found[1]
    assert found[2] == '4: "warc_mx" is unknown: is warc_max meant?'
    assert found[5] == "8: politeness.robots must be 'obey' or 'ignore', not \"maybe\""
    assert "Pacific/Auckland" in found[15]
    assert found[17] == '22: "weeks" stands twice: keep one'


def test_the_blogs_of_the_file_are_checked_too(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        """courses:
  - slug: one
    blogs:
      - {name: A, url: a.example.org, consnt: yes}
      - {name: B}
      - [1]
  - slug: two
    blogs: [a.example.org]
  - slug: two
    blogs: {name: x}
  - slug: three
""",
    )
    assert found == [
        '4: "consnt" is unknown: is consent meant?',
        "5: has no address: write the blog's address, or delete the line",
        "6: a blog is an address, or lines of `key: value`",
        f"8: https://a.example.org/ stands in {tmp_path}/config.yaml:4 already: list it once",
        '9: slug "two" is taken: give each its own',
        "10: must be a list of blogs, each with name and url",
        "11: a course needs either `roster: FILE` or a list of `blogs`",
    ]


@pytest.mark.parametrize("day", ["0026-02-16", "9999-12-31", "1969-12-31", "2200-01-01"])
def test_days_of_which_no_weeks_can_be_counted_are_mistakes(day: str, tmp_path: Path) -> None:
    course = (
        COURSE
        + f"    starts: {day}\n    assignments:\n      - {{id: a, title: A, due: {day}, match: {{from: {day}}}}}\n"
    )
    found = mistakes(tmp_path, course)
    assert len(found) == 3
    assert all(f'must be a date from 1970 to 2199, not "{day}"' in each for each in found)


def test_assignments_are_checked_too(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        COURSE
        + "    assignments:\n      - {id: a, title: A, due: later, match: {tags: x}}\n      - {id: a, title: B}\n",
    )
    assert [m[:2] for m in found] == ["5:", "5:", "6:"]


def test_a_roster_is_found_beside_the_file_and_its_mistakes_are_reported_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "roster.csv").write_text("name,url\nAnna,anna.example.org\nBen,\n")
    found = mistakes(tmp_path, "stor: {}\ncourses:\n  - {slug: c, roster: people/roster.csv}\n")
    assert found[0].startswith('1: "stor" is unknown')
    assert found[1].endswith("roster.csv:3: has no address: write the blog's address, or delete the line")


def test_a_roster_gives_the_course_its_blogs(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("name,url\nAnna,anna.example.org\n")
    config = load(write(tmp_path, "courses:\n  - {slug: c, roster: roster.csv}\n"))
    assert [(b.slug, b.course) for b in config.courses[0].blogs] == [("anna", "c")]


def test_slugs_differ_across_courses(tmp_path: Path) -> None:
    config = load(
        write(
            tmp_path,
            "courses:\n"
            + "".join(f"  - slug: c{n}\n    blogs: [{{name: Anna, url: a{n}.example.org}}]\n" for n in (1, 2)),
        )
    )
    assert [c.blogs[0].slug for c in config.courses] == ["anna", "anna-2"]


def test_words_stay_words(tmp_path: Path) -> None:
    config = load(
        write(tmp_path, "courses:\n  - {slug: c, blogs: [{name: No, url: n.example.org, section: 007, consent: no}]}\n")
    )
    (blog,) = config.courses[0].blogs
    assert (blog.owner, blog.section, blog.consent) == ("No", "007", "no")


@pytest.mark.parametrize(
    ("written", "size"),
    [("1GB", 10**9), ("500 MB", 5 * 10**8), ("1.5 gib", 1_610_612_736), ("2048", 2048), ("10k", 10_000)],
)
def test_sizes(tmp_path: Path, written: str, size: int) -> None:
    assert load(write(tmp_path, f"store: {{warc_max: {written}}}")).store.warc_max == size


@pytest.mark.parametrize("written", ["GB", "-1GB", "0", "1 gigabyte", "[1GB]"])
def test_what_is_no_size(tmp_path: Path, written: str) -> None:
    assert "must be a size" in mistakes(tmp_path, f"store: {{warc_max: {written}}}")[0]


@pytest.mark.parametrize(
    "words",
    ["every 6 hours", "every day", "daily 06:00", "Sunday 03:00", "monday and thursday at 18:30", "weekdays 7:15", "end of week",
     "hourly", "never", "30 6-22/2 * * 1-5"],
)  # fmt: skip
def test_schedules_in_plain_words(tmp_path: Path, words: str) -> None:
    assert load(write(tmp_path, f"schedule: {{check: {words}}}")).schedule.check == words.lower()


@pytest.mark.parametrize("words", ["6", "every 0 hours", "funday 03:00", "daily 25:00", "61 * * * *"])
def test_what_is_no_schedule(tmp_path: Path, words: str) -> None:
    assert "must be words such as" in mistakes(tmp_path, f'schedule: {{check: "{words}"}}')[0]


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\ta: 1", "- x\n", "&a [*a]", "x: &a [*a]"])
def test_what_is_no_configuration_says_where(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


EXAMPLE = (ROOT / "config.yaml").read_text("utf-8")
BITS = st.sampled_from(
    [
        "",
        ":",
        " ",
        "\n",
        "- ",
        "{",
        "]",
        "&a ",
        "*a",
        "!!python/object:x ",
        "<<: ",
        "'",
        "%",
        "?",
        "null",
        "-1",
        "99999999999999999999",
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.tuples(st.integers(0, len(EXAMPLE)), BITS | st.text(max_size=3), st.integers(0, 20)), max_size=4))
def test_a_damaged_file_is_a_configuration_or_a_list_of_mistakes(
    tmp_path: Path, changes: list[tuple[int, str, int]]
) -> None:
    text = EXAMPLE
    for place, bit, gone in changes:
        text = text[:place] + bit + text[place + gone :]
    file = tmp_path / "config.yaml"
    file.write_bytes(text.encode("utf-8", "replace"))
    try:
        load(file)
    except ConfigError as error:
        assert error.mistakes


def test_a_file_in_another_code_is_named(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes("contact: {name: Chloé}".encode("cp1252"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml: cannot be read"):
        load(tmp_path / "none.yaml")


def test_the_message_has_all_mistakes_on_lines_of_their_own(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, "a: 1\nb: 2\n"))
    first, *rest = str(caught.value).splitlines()
    assert "2 mistakes" in first and len(rest) == 2


def test_aliases_that_stand_for_more_than_memory_holds_are_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise("abcdefghijkl")]
    (tmp_path / "config.yaml").write_text("\n".join(lines))
    with pytest.raises(ConfigError, match="has more than 500,000 values"):
        load(tmp_path / "config.yaml")
