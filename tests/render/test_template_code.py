"""Templates compiled once on a machine."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.render import template_code
from generator.render.compiling import Mention
from generator.render.template_code import Code, Text, all_compiled, compiled
from generator.render.theme import load
from tests.build.building import put
from tests.build.counting import called

_TEXT = '{% extends "base.html" %}\n{% include ["a.html", other] ignore missing %}{{ page.title }}'
_MENTIONS = (
    Mention("base.html", line=1, needed=True),
    Mention("a.html", line=2, needed=False),
    Mention(None, line=2, needed=False),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a new machine keeps temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    """What another process knows."""
    template_code._folder.cache_clear()
    all_compiled.cache_clear()
    compiled.cache_clear()


def _page(text: str = _TEXT) -> Text:
    return Text("page.html", "default:page.html", text)


def _kept(text: str = _TEXT) -> Code:
    """What a process that has just begun makes of a template of the program, or finds."""
    _forget()
    [made] = all_compiled((_page(text),))
    assert isinstance(made, Code)
    return made


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_code_of_the_program_is_kept_for_other_processes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _kept()
    code = made.code
    monkeypatch.delattr(template_code, "_made")  # nobody compiles any more
    again = _kept()

    assert len(_files(folder)) == 2  # its code, and what all templates name
    assert again.code == code
    assert again.mentions == made.mentions == _MENTIONS


def test_code_is_read_when_it_is_asked_for() -> None:
    _kept()
    with called(template_code.__file__) as asked:
        again = _kept()
        before = list(asked)
        _ = again.code

    assert again.mentions == _MENTIONS
    assert ("_kept" in before, "_kept" in asked) == (False, True)


def test_code_that_went_is_made_again(folder: Path) -> None:
    made = _kept()
    code, again = made.code, _kept()
    for file in _files(folder):
        file.unlink()

    assert again.code == code


def test_it_lies_where_nobody_else_writes(folder: Path) -> None:
    _kept()

    assert {file.parent.stat().st_mode & 0o777 for file in _files(folder)} == {0o700}


def test_code_of_a_project_is_kept_nowhere(folder: Path) -> None:
    made = compiled(_page())

    assert isinstance(made, Code)
    assert made.mentions == _MENTIONS
    assert _files(folder) == []


def test_a_theme_keeps_what_comes_with_the_program_and_nothing_of_its_own(folder: Path) -> None:
    put(folder / "j", {"themes/mine/templates/404.html": "gone, says Wilhelmine", "content/a": ""})
    load(folder / "j", "mine", ("en",))
    kept = b"".join(file.read_bytes() for file in _files(folder) if "_jinja2" in str(file))
    assert b"nav" in kept
    assert b"Wilhelmine" not in kept

    _forget()
    with called(template_code.__file__) as asked:
        load(folder / "j", "mine", ("en",))
    assert asked.count("_made") == 1


def test_another_compiler_compiles_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kept()
    before = set(_files(folder))
    monkeypatch.setattr(template_code, "fingerprint_of", lambda *_: "another")
    _kept()

    assert len(set(_files(folder)) - before) == len(before)


def test_another_text_is_compiled_anew() -> None:
    before, after = _kept(), _kept(f"{_TEXT}{{% block more %}}more{{% endblock %}}")

    assert before.code != after.code
    assert _kept().code == before.code


@pytest.mark.parametrize("keep", [0, 4, 20, 60, 200])
def test_what_is_damaged_is_made_again(folder: Path, keep: int) -> None:
    code = _kept().code
    whole = {file: file.read_bytes() for file in _files(folder)}
    for file, content in whole.items():
        file.write_bytes(content[: min(keep, len(content) // 2)] + b"\xff" * keep)

    assert (_kept().mentions, _kept().code) == (_MENTIONS, code)
    assert {file: file.read_bytes() for file in _files(folder)} == whole


def test_without_a_safe_folder_nothing_is_kept(folder: Path) -> None:
    for path in folder.iterdir():
        path.rmdir()
    folder.rmdir()

    assert _kept().mentions == _MENTIONS


def test_a_mistake_is_told_with_its_line() -> None:
    _forget()
    broken, whole = all_compiled((_page("a\n{% if %}"), _page()))

    assert isinstance(broken, Problem)
    assert str(broken.location) == "default:page.html:2"
    assert isinstance(whole, Code)
    assert compiled(_page("a\n{% if %}")) == broken
