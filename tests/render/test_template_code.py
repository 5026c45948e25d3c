"""Templates compiled once on a machine."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.problems import Problem
from generator.render import template_code
from generator.render.compiling import Mention
from generator.render.template_code import Code, compiled

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
    compiled.cache_clear()


def _compiled(text: str = _TEXT, *, kept: bool = True) -> Code:
    _forget()
    made = compiled("page.html", "default:page.html", text, kept=kept)
    assert isinstance(made, Code)
    return made


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_code_of_the_program_is_kept_for_other_processes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _compiled()
    monkeypatch.delattr(template_code, "_made")  # nobody compiles any more
    again = _compiled()

    assert len(_files(folder)) == 1
    assert again.code == made.code
    assert again.mentions == made.mentions == _MENTIONS


def test_it_lies_where_nobody_else_writes(folder: Path) -> None:
    _compiled()
    [file] = _files(folder)

    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_code_of_a_project_is_kept_nowhere(folder: Path) -> None:
    made = _compiled(kept=False)

    assert made.mentions == _MENTIONS
    assert _files(folder) == []


def test_another_text_is_compiled_anew() -> None:
    before, after = _compiled(), _compiled(f"{_TEXT}{{% block more %}}more{{% endblock %}}")

    assert before.code != after.code
    assert _compiled().code == before.code


@pytest.mark.parametrize("keep", [0, 4, 20, 60, 200])
def test_what_is_damaged_is_made_again(folder: Path, keep: int) -> None:
    made = _compiled()
    [file] = _files(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:keep] + b"\xff" * keep)

    assert _compiled().code == made.code
    assert file.read_bytes() == whole


def test_without_a_safe_folder_nothing_is_kept(folder: Path) -> None:
    for path in folder.iterdir():
        path.rmdir()
    folder.rmdir()

    assert _compiled().mentions == _MENTIONS


def test_a_mistake_is_told_with_its_line() -> None:
    _forget()
    made = compiled("page.html", "default:page.html", "a\n{% if %}", kept=True)

    assert isinstance(made, Problem)
    assert str(made.location) == "default:page.html:2"
