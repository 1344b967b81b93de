"""The first step of the command: closed streams and an early Ctrl-C do no harm."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from command import ENVIRONMENT

from crawler.cli import main as command
from crawler.verbs import VERBS

PYTHON = (sys.executable, "-m", "crawler")
EARLY = """
import sys
class Ctrl_C:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Ctrl_C())
sys.argv = ["coursekeep", "status"]
from crawler.__main__ import main
main()
"""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["query --list", "cat http://a.example/", "export edges -o -", "search x"])
def test_a_closed_stream_is_no_error_of_the_program(words: str, closed: str, tmp_path: Path) -> None:
    line = f"{sys.executable} -m crawler {words} {closed}"
    ran = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert "Traceback" not in ran.stderr
    assert ran.returncode in (0, 2)


def test_no_file_gets_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    program = "from crawler.__main__ import _whole_streams as w; w(); print(open('new', 'w').fileno(), file=open('told', 'w'))"
    subprocess.run(
        ["sh", "-c", f'{sys.executable} -c "$0" <&- >&-', program], cwd=tmp_path, env=ENVIRONMENT, check=True
    )
    assert int((tmp_path / "told").read_text()) > 2


@pytest.mark.parametrize("module", ["click", "crawler.verbs.state"])
def test_ctrl_c_while_the_program_is_loaded_ends_with_130_and_no_traceback(module: str, tmp_path: Path) -> None:
    program = EARLY.format(module=module)
    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "")


def test_the_package_is_a_command_too(tmp_path: Path) -> None:
    ran = subprocess.run([*PYTHON, "--version"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout.startswith("coursekeep")


def test_help_has_each_verb_in_its_part_with_a_whole_sentence() -> None:
    told = CliRunner().invoke(command, ["-h"]).output
    told = told.partition("Collecting:")[2]
    listed = [line.split()[0] for line in told.splitlines() if re.match(r"  \w", line)]
    assert listed == list(VERBS)
    assert not re.search(r"\.\.\.$", told, re.MULTILINE)
