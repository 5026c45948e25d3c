"""Patterns that are compiled when they are first asked."""

import gc
import re
from importlib import import_module
from pathlib import Path

import pytest

from generator import patterns
from generator.patterns import late


def test_a_pattern_that_nobody_asks_is_not_compiled(compiled: list[str]) -> None:
    pattern = late("[")

    assert pattern.pattern == "["
    assert compiled == []


def test_a_pattern_that_is_asked_twice_is_compiled_once(compiled: list[str]) -> None:
    pattern = late("b+")
    found = [pattern.search("abba"), pattern.search("abba"), pattern.match("bb")]

    assert [match and match[0] for match in found] == ["bb", "bb", "bb"]
    assert compiled == ["b+"]


def test_a_mistake_in_a_pattern_is_found_when_it_is_asked() -> None:
    with pytest.raises(re.error):
        late("[").search("a")


def test_no_pattern_of_the_program_has_a_mistake() -> None:
    package = Path(patterns.__file__).parent
    for file in sorted(package.rglob("*.py")):
        if "import late" in file.read_text():
            name = file.relative_to(package.parent).with_suffix("").as_posix()
            import_module(name.replace("/", "."))
    known = [each for each in gc.get_objects() if isinstance(each, patterns._Late)]
    compiled = [re.compile(each.pattern) for each in known if each.pattern != "["]

    assert len(compiled) > 100


def test_it_answers_to_all_that_a_pattern_can_do() -> None:
    made, usual = late("(a)(?P<n>b)?", re.IGNORECASE), re.compile("(a)(?P<n>b)?", re.IGNORECASE)
    names = [name for name in dir(usual) if not name.startswith("_")]

    assert [name for name in names if not hasattr(made, name)] == []
    assert made.sub("-", "xABA") == usual.sub("-", "xABA") == "x--"
    assert (made.flags, made.groups, made.groupindex) == (usual.flags, usual.groups, {"n": 2})


def test_what_no_pattern_has_is_not_there() -> None:
    with pytest.raises(AttributeError, match="serach"):
        late("a").serach  # type: ignore[attr-defined]  # noqa: B018 - asking is what is tested
