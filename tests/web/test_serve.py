"""The command `serve`, and those that say what the pages show."""

import socket
from pathlib import Path

import pytest
from command import coursekeep
from term import SLUG


def test_others_see_nothing_without_a_password(tmp_path: Path) -> None:
    ran = coursekeep("serve", "--host", "0.0.0.0", "--data", tmp_path, cwd=tmp_path)
    assert ran.code == 2 and "--password-env" in ran.err
    ran = coursekeep(
        "serve", "--host", "0.0.0.0", "--password-env", "PAGES", "--data", tmp_path, cwd=tmp_path, PAGES="short"
    )
    assert ran.code == 2 and "8 characters" in ran.err


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = coursekeep("serve", "--port", port, "--data", tmp_path, cwd=tmp_path)
    assert ran.code == 2 and f"127.0.0.1:{port}" in ran.err and "--port" in ran.err


def test_a_host_that_is_none_is_named_with_the_reason(tmp_path: Path) -> None:
    ran = coursekeep("serve", "--host", "300.1.1.1", "--password-env", "PAGES", "--data", tmp_path, cwd=tmp_path, PAGES="long enough")  # fmt: skip
    assert ran.code == 2 and "300.1.1.1:8765: cannot be listened on (" in ran.err and "Unknown" not in ran.err


@pytest.mark.parametrize("words", [("posts", "--week", 3), ("person", "Aroha Example"), ("network", "--week", 3, "--course", SLUG), ("crawls",)])  # fmt: skip
def test_what_pages_show_is_said_in_words_and_as_json(words: tuple[object, ...], course: Path) -> None:
    ran = coursekeep(*words, "--data", course, cwd=course)
    assert ran.code == 0 and ran.lines
    assert coursekeep(*words, "--data", course, "--json", cwd=course).json


def test_somebody_who_is_not_there_is_said(course: Path) -> None:
    ran = coursekeep("person", "Nobody", "--data", course, cwd=course)
    assert ran.code == 2 and "there is no such person" in ran.err


def test_a_part_of_a_name_is_enough_where_only_one_person_has_it(course: Path) -> None:
    assert coursekeep("person", "aroha", "--data", course, cwd=course).lines[0].startswith("Aroha Example")
    ran = coursekeep("person", "e", "--data", course, cwd=course)
    assert ran.code == 2 and "people have this name; give one of the ids: " in ran.err and "Aroha Example" in ran.err
