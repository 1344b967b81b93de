"""Patterns that are compiled when they are first asked."""

import gc
import re
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import crawler.parsers
from crawler.parsers.patterns import _Late, late


def test_a_late_pattern_does_what_a_compiled_one_does():
    pattern = late(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert pattern.fullmatch("Word")["word"] == "Word"
    assert pattern.sub("-", "A b") == "- -"
    assert pattern.groupindex == {"word": 1}


def test_it_is_compiled_when_it_is_first_asked_and_each_thing_is_looked_up_once():
    with patch.object(re, "compile", wraps=re.compile) as compiled:
        pattern = late("a")
        assert not compiled.called
        for _ in range(3):
            assert pattern.search("cat")
        assert compiled.call_count == 1


def test_every_late_pattern_of_the_parser_is_one():
    folder = Path(crawler.parsers.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(("crawler.parsers", *path.relative_to(folder).with_suffix("").parts))
        import_module(name.removesuffix(".__init__"))
    known = [each for each in gc.get_objects() if type(each) is _Late]
    assert len(known) > 100
    assert all(re.compile(each.pattern, each.flags) for each in known)
