"""An edit of nothing but words is put in where the text stands; every other edit is built."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.build import stamp
from generator.build.edition import Edition
from generator.build.shown import Texts, from_bytes
from generator.problems import ProblemsFound
from generator.reader.published import register_text
from tests.build.building import (
    ROOT,
    built,
    built_again,
    clean,
    copied,
    files_of,
    is_whole,
    put,
)

AT = "2026-11-20T12:00"
_CONFIG = "title: J\nbase_url: https://j.example/\nauthority: j.example,2026\nlanguages: [en, zh]\n"
_A = "content/diaries/2026-05-01-a.md"
_LINE = "\n\nOne more thing, said quietly. 再说一句话。\n"
JOURNAL = {
    "friday.yaml": f"{_CONFIG}feed_size: 2\ncards: no\n",
    _A: (
        "---\ntitle: A\ntags: [light]\n---\n"
        "First lines.\n\n## Why\n\nSee [B](diary:b), [9](#why).\n"
    ),
    "content/diaries/2026-05-02-b.md": "---\ntitle: B\ntags: [light]\n---\nText of B.\n",
    "content/diaries/2026-05-03-c.md": "---\ntitle: C\n---\nText of C.\n",
    "content/diaries/2026-05-03-c.zh.md": "---\ntitle: 丙\n---\n正文。\n",
    "content/diaries/2026-05-04-hidden.md": "---\ntitle: H\ndraft: yes\n---\nHidden text.\n",
    "content/releases/2026-05-05-1.0.md": (
        "---\ntitle: One\nversion: '1.0'\n---\nWords.\n\n## Added\n\n- Light. Why: dark.\n"
    ),
    "content/pages/about.md": "---\ntitle: About\n---\nAbout this.\n",
    "content/topics/light.md": "---\ntitle: Light\n---\nAll about light.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A journal that was built, and whose stamp holds."""
    put(tmp_path, JOURNAL)
    assert isinstance(built_again(tmp_path, AT), Edition)
    return tmp_path


def say(project: Path, name: str, words: str = _LINE) -> None:
    with (project / name).open("a", encoding="utf-8") as file:
        file.write(words)


def test_words_are_put_in_wherever_the_text_stands(project: Path) -> None:
    before = files_of(project / "site")
    say(project, _A)
    result = built_again(project, AT)
    after = files_of(project / "site")

    assert not is_whole(result)
    assert after == clean(project, AT)
    changed = {path for path in after if before.get(path) != after[path]}
    assert result.written == len(changed)
    assert result.deleted == len(before.keys() - after.keys())
    assert "diaries/a/index.html" in changed
    assert any("feed" in path for path in changed)
    assert any(path.startswith("search/") for path in changed)
    assert all(b"said quietly" in after[path] for path in changed if "feed" in path)


def test_a_text_may_be_edited_again_and_again_and_others_with_it(project: Path) -> None:
    for number in range(3):
        say(project, _A, f"\nAgain {number}.\n")
        assert not is_whole(built_again(project, AT))
    say(project, _A, "\nBoth.\n")
    say(project, "content/pages/about.md", "\nBoth.\n")
    result = built_again(project, AT)

    assert not is_whole(result)
    assert files_of(project / "site") == clean(project, AT)
    assert built_again(project, AT).written == 0


def test_what_was_kept_of_the_texts_is_what_the_file_says(project: Path) -> None:
    for _ in range(2):  # the whole line, and what was put in
        kept = (project / ".friday/stamp.texts").read_bytes()
        assert msgspec.json.decode(kept, type=Texts) == from_bytes(kept)
        say(project, _A)
        assert not is_whole(built_again(project, AT))


def test_what_was_put_in_can_be_taken_out(project: Path) -> None:
    before = files_of(project / "site")
    say(project, _A)
    built_again(project, AT)
    put(project, {_A: JOURNAL[_A]})

    assert not is_whole(built_again(project, AT))
    assert files_of(project / "site") == before


def _write(name: str, content: str) -> Callable[[Path], object]:
    return lambda project: put(project, {name: content})


def _in_text(old: str, new: str) -> Callable[[Path], object]:
    assert old in JOURNAL[_A]
    return _write(_A, JOURNAL[_A].replace(old, new))


def _edited_without(project: Path, name: str) -> None:
    (project / ".friday" / name).unlink()
    say(project, _A)


def _edited_after(project: Path, name: str) -> None:
    say(project, f".friday/{name}")
    say(project, _A)


OTHERS: dict[str, Callable[[Path], object]] = {
    "a title": _in_text("title: A", "title: Z"),
    "a tag": _in_text("[light]", "[dark]"),
    "the first paragraph": _in_text("First lines.", "Other lines."),
    "a heading": _in_text("## Why", "## How"),
    "a heading more": lambda p: say(p, _A, "\n## More\n"),
    "a link more": lambda p: say(p, _A, "\n[x](https://x.example/)\n"),
    "a reference": _in_text("(diary:b)", "(diary:c)"),
    "the label of a reference": _in_text("[B]", "[12]"),
    "a picture without words": lambda p: say(p, _A, "\n![](x.png)\n"),
    "what friday new wrote": lambda p: say(p, _A, "\n✎ say more\n"),
    "raw HTML with an address": lambda p: say(p, _A, '\n<a id="here" href="/b/">x</a>\n'),
    "a text that is hidden": lambda p: say(p, "content/diaries/2026-05-04-hidden.md"),
    "a text that the page of a tag shows": lambda p: say(p, "content/topics/light.md"),
    "changes in a text": lambda p: say(p, "content/releases/2026-05-05-1.0.md", "- More.\n"),
    "a file more": _write("content/pages/new.md", "---\ntitle: New\n---\nText.\n"),
    "a file less": lambda p: (p / "content/pages/about.md").unlink(),
    "the configuration": _write("friday.yaml", f"{JOURNAL['friday.yaml']}tagline: T\n"),
    "a page of the site": lambda p: say(p, "site/diaries/a/index.html"),
    "a lost cache": lambda p: _edited_without(p, "cache.sqlite"),
    "lost texts": lambda p: _edited_without(p, "stamp.texts"),
    "lost marks": lambda p: _edited_without(p, "stamp.marks"),
    "other texts": lambda p: _edited_after(p, "stamp.texts"),
    "other marks": lambda p: _edited_after(p, "stamp.marks"),
}


@pytest.mark.parametrize("what", OTHERS)
def test_all_else_is_built_as_ever(project: Path, what: str) -> None:
    OTHERS[what](project)
    result = built_again(project, AT)

    assert is_whole(result)
    assert files_of(project / "site") == clean(project, AT)


def test_bytes_that_are_no_text_are_told(project: Path) -> None:
    (project / _A).write_bytes(JOURNAL[_A].encode() + b"\n\xff\xfe\n")
    with pytest.raises(ProblemsFound) as stop:
        built_again(project, AT)

    assert "encoding" in [problem.code for problem in stop.value.problems]


def test_a_warning_about_a_text_is_told_again_at_its_new_line(tmp_path: Path) -> None:
    put(tmp_path, {**JOURNAL, _A: f"{JOURNAL[_A]}\n[gone](gone.txt)\n"})
    first = built_again(tmp_path, AT)
    text = (tmp_path / _A).read_text(encoding="utf-8")
    put(tmp_path, {_A: text.replace("## Why", "Between.\n\n## Why")})
    second = built_again(tmp_path, AT)

    [before] = [each for each in first.problems if each.location.file == _A]
    [after] = [each for each in second.problems if each.location.file == _A]
    assert before.location.line is not None
    assert after.location.line == before.location.line + 2


def test_where_somebody_is_forgotten_the_whole_site_is_searched(tmp_path: Path) -> None:
    put(tmp_path, {**JOURNAL, "forgotten.yaml": "- id: somebody\n  handles: [ghost]\n"})
    built_again(tmp_path, AT)
    say(tmp_path, _A, "\nThanks to @ghost, again.\n")
    result = built_again(tmp_path, AT)

    assert is_whole(result)
    assert all(b"@ghost" not in content for content in files_of(tmp_path / "site").values())


def test_the_whole_line_is_walked_at_the_next_instant_of_the_journal(project: Path) -> None:
    say(project, _A)
    assert not is_whole(built_again(project, AT))
    put(project, {"content/diaries/2026-12-01-later.md": "---\ntitle: L\n---\nLater.\n"})
    built_again(project, AT)
    say(project, _A)

    assert is_whole(built_again(project, "2026-12-02"))
    assert b"Later." in files_of(project / "site")["diaries/later/index.html"]


def test_a_file_that_changes_while_it_is_put_in_is_edited_for_the_next_build(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an editor that saves the file again while the first saving is built."""
    looking = stamp.standing

    def saved_meanwhile(*asked: object, **named: object) -> object:
        found = looking(*asked, **named)  # type: ignore[arg-type]  # passed on as they came
        say(project, _A, "\nMeanwhile.\n")
        return found

    say(project, _A)
    with monkeypatch.context() as patch:
        patch.setattr(stamp, "standing", saved_meanwhile)
        built_again(project, AT)
    built_again(project, AT)

    assert files_of(project / "site") == clean(project, AT)
    assert b"Meanwhile." in files_of(project / "site")["diaries/a/index.html"]


def test_words_come_into_the_site_of_their_own_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds may stand somewhere else than whoever built before: `friday build -C /a`."""
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        put(folder, JOURNAL)
        monkeypatch.chdir(folder)
        built_again(Path(), AT)
    before = files_of(there / "site")
    say(here, _A)
    result = built_again(here, AT)

    assert not is_whole(result)
    assert result.site.absolute() == here / "site"
    assert files_of(here / "site") == clean(here, AT)
    assert files_of(there / "site") == before


RENAMED: dict[str, tuple[str, str]] = {
    "into a folder": ("diaries/2026-05-02-b.md", "diaries/2026-05-02-b/index.md"),
    "with its language": ("diaries/2026-05-02-b.md", "diaries/2026-05-02-b.en.md"),
    "the newest": ("diaries/2026-05-03-c.md", "diaries/2026-05-03-c/index.en.md"),
}


@pytest.mark.parametrize("what", RENAMED)
def test_a_text_of_which_the_file_was_renamed_is_not_lost(project: Path, what: str) -> None:
    old, new = (project / "content" / name for name in RENAMED[what])
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    assert is_whole(built_again(project, AT))
    say(project, new.relative_to(project).as_posix())
    result = built_again(project, AT)

    assert not is_whole(result)
    assert files_of(project / "site") == clean(project, AT)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("See [](diary:b) so.", "See [B](diary:b) so."),
        ("See [B](diary:b) so.", "See [](diary:b) so."),
        ('<a class="reference diary" href="/diaries/b/">B</a>.', "[B](diary:b)."),
    ],
)
def test_references_that_are_written_in_another_way_are_closed_as_they_are(
    project: Path, before: str, after: str
) -> None:
    """The HTML is the same, so the page was kept; what its text was made from is not."""
    for words in (before, after):
        put(project, {_A: f"---\ntitle: A\n---\nFirst.\n\n{words}\n"})
        built_again(project, AT)
    say(project, _A, ", yes\n")
    built_again(project, AT)

    assert files_of(project / "site") == clean(project, AT)


def test_a_site_that_another_build_changed_meanwhile_is_built_as_ever(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that shows what is not public, for which this build waits."""
    looking = stamp.standing

    def built_meanwhile(*asked: object, **named: object) -> object:
        found = looking(*asked, **named)  # type: ignore[arg-type]  # passed on as they came
        put(project, {"content/pages/more.md": "---\ntitle: More\n---\nMore.\n"})
        built(project, AT)
        (project / "content/pages/more.md").unlink()
        return found

    say(project, _A)
    with monkeypatch.context() as patch:
        patch.setattr(stamp, "standing", built_meanwhile)
        built_again(project, AT)

    assert files_of(project / "site") == clean(project, AT)


def test_the_first_words_of_a_text_and_the_last_are_counted(project: Path) -> None:
    """Code alone is no word; machines are told how many there are, but not of none."""
    none, some = "```text\ncode\n```", "- one\n- two"
    for words in (none, some, none):
        put(project, {_A: f"---\ntitle: A\n---\n\n{words}\n"})
        built_again(project, AT)

        assert files_of(project / "site") == clean(project, AT)


def test_what_others_put_beside_the_index_of_the_search_stays(tmp_path: Path) -> None:
    put(tmp_path, {**JOURNAL, "content/static/search/index/hello.txt": "Hello.\n"})
    put(tmp_path, {_A: JOURNAL[_A].replace("title: A", "title: A\naliases: [/search/index/old/]")})
    built_again(tmp_path, AT)
    say(tmp_path, _A)
    result = built_again(tmp_path, AT)

    assert not is_whole(result)
    assert files_of(tmp_path / "site") == clean(tmp_path, AT)
    assert (tmp_path / "site/search/index/hello.txt").is_file()
    assert result.files == len(files_of(tmp_path / "site"))


def test_the_heir_of_what_was_published_is_built_as_ever(tmp_path: Path) -> None:
    """It is known by its words, if it has a row of its own or not, as one that waits in a queue."""
    name, text = "content/diaries/2026-05-06-x.md", "---\ntitle: X\n---\nWords of X.\n\nTail.\n"
    put(tmp_path, {**JOURNAL, name: text})
    edition = built_again(tmp_path, AT)
    assert isinstance(edition, Edition)
    register = register_text(edition.register)
    assert "diary:y" not in register
    (tmp_path / name).rename(tmp_path / name.replace("-x.md", "-y.md"))
    row = "diary:y,en,,,2026-05-06T00:00:00+00:00,,,2026-05-01T00:00:00+00:00,\n"
    put(tmp_path, {"published.csv": register + row})
    built_again(tmp_path, AT)
    assert b"diary/x/en" in files_of(tmp_path / "site")["feed.json"]
    say(tmp_path, name.replace("-x.md", "-y.md"))
    result = built_again(tmp_path, AT)

    assert is_whole(result)
    assert b"diary/x/en" not in files_of(tmp_path / "site")["feed.json"]
    assert files_of(tmp_path / "site") == clean(tmp_path, AT)


TEXTS = sorted(p.relative_to(ROOT).as_posix() for p in (ROOT / "content").rglob("*.md"))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copied(tmp_path_factory.mktemp("demonstration"))
    built_again(project, AT)
    return project


@pytest.mark.parametrize("first", range(6))
def test_texts_of_the_demonstration_come_out_as_if_they_had_always_been_so(
    demonstration: Path, first: int
) -> None:
    """Every sixth text of each kind of place; `TEXTS` in all is run by hand."""
    edited = [name for name in TEXTS[first::6] if _may_be_put_in(demonstration, name)][:4]
    for name in edited:
        say(demonstration, name)
        result = built_again(demonstration, AT)
        assert not is_whole(result), name
    built(demonstration, AT, site=demonstration / "other")

    assert edited
    assert files_of(demonstration / "site") == files_of(demonstration / "other")


def _may_be_put_in(project: Path, name: str) -> bool:
    kept = (project / ".friday/stamp.texts").read_bytes()
    return f'"{name}":'.encode() in kept
