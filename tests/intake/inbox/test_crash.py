"""An intake that is killed at any step of its work on the disk, and taken up again."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.children import child, killed_at
from tests.intake.sendings.taking import filed, picture, taken

Files = dict[str, bytes]

HEAD = "id,Your story,Pictures,Email\n"
EARLIER = f"{HEAD}1,It hums.,red.png; blue.png,rui@t.example\n2,It glows.,,\n"
LATER = f"{HEAD}1,It sings.,blue.png,rui@t.example\n2,It glows.,,\n3,New.,,n@t.example\n"
AFTER = pytest.mark.parametrize("before", ["", EARLIER], ids=["the-first", "an-update"])


def take(project: Path, *tables: str) -> None:
    for colour in ("red", "blue"):
        (project / "sent").mkdir(exist_ok=True)
        (project / "sent" / f"{colour}.png").write_bytes(picture(colour=colour))
    for table in filter(None, tables):
        taken(project, {"a.csv": table})


def tree(project: Path) -> Files:
    """Everything that an intake writes: inbox, contacts and register."""
    return {
        file.relative_to(project).as_posix(): file.read_bytes()
        for name in ("inbox", "private", "content")
        for file in sorted((project / name).rglob("*"))
        if file.is_file()
    }


def clean(project: Path, *tables: str) -> Files:
    project.mkdir()
    take(project, *tables)
    return tree(project)


def killed(folder: Path, before: str) -> Iterator[Path]:
    """Projects whose intake of LATER was killed, one for every step of it; the last was not."""
    for step in count(1):
        project = folder / str(step)
        project.mkdir()
        take(project, before)
        code = child(killed_at(step), partial(take, project, LATER))
        yield project
        if code == 0:
            return


@AFTER
def test_a_kill_at_any_step_leaves_every_submission_whole_and_old_or_new(
    tmp_path: Path, before: str
) -> None:
    old, new = clean(tmp_path / "old", before), clean(tmp_path / "new", before, LATER)
    for project in killed(tmp_path, before):
        there = {name: content for name, content in tree(project).items() if "/." not in name}
        named = [
            item.folder / each.src for item in filed(project) for each in item.submission.pictures
        ]

        assert all(content in {old.get(name), new.get(name)} for name, content in there.items())
        assert all(file.is_file() for file in named)


@AFTER
def test_the_next_intake_after_a_kill_at_any_step_ends_as_if_nothing_had_happened(
    tmp_path: Path, before: str
) -> None:
    expected = clean(tmp_path / "clean", before, LATER)
    for project in killed(tmp_path, before):
        take(project, LATER)

        assert tree(project) == expected, project.name


def test_at_no_step_does_git_see_who_sent_something(tmp_path: Path) -> None:
    for project in killed(tmp_path, ""):
        private = {name for name in tree(project) if name.startswith("private/")}

        assert "private/.gitignore" in private or private <= {"private/..gitignore.0.new"}
