"""Very many files in one folder: what each of them costs does not grow with their number.

Looks at files, calls and memory are counted; `docs/performance.md` says what 100,000 take.
"""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.building import built, files_of, put
from tests.build.counting import calls
from tests.build.meddling import tallied

AT = "2026-06-01"
CONFIG = "title: T\nbase_url: https://t.example/\ncards: no\nshare: no\nsearch: no\n"
HOME = "---\ntitle: Many\n---\n\n[one](f00000.txt)\n"
MANY = 60
MEGABYTE = 1 << 20


def attachments(project: Path, count: int) -> None:
    folder = project / "content/diaries/2026-05-01-many"
    put(folder, {"index.md": HOME, **{f"f{n:05}.txt": f"{n}\n" for n in range(count)}})


def static(project: Path, count: int) -> None:
    put(project / "content/static/many", {f"f{n:05}.txt": f"{n}\n" for n in range(count)})


def entries(project: Path, count: int) -> None:
    """Texts on a page of their own each; lists of them are another matter."""
    texts = {f"f{n:05}.md": f"---\ntitle: Page {n}\n---\n\nText {n}.\n" for n in range(count)}
    put(project / "content/pages", texts)


SORTS: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "attachments": (attachments, 5),
    "static": (static, 5),
    "entries": (entries, 3),
}
"""What there is many of, and how often a build may look at one."""


def journal(folder: Path, sort: str, count: int) -> Path:
    put(folder, {"friday.yaml": CONFIG})
    SORTS[sort][0](folder, count)
    return folder


@pytest.mark.parametrize("sort", SORTS)
def test_a_file_is_looked_at_as_often_among_many_as_among_few(tmp_path: Path, sort: str) -> None:
    most = SORTS[sort][1]
    looks = []
    for count in (MANY, 2 * MANY):
        project = journal(tmp_path / str(count), sort, count)
        with tallied() as tally:
            built(project, AT)
        content = project / "content"
        looks.append(
            {
                n
                for place, n in tally.looks.items()
                if place.name[0] == "f"
                and place.parent != content
                and place.is_relative_to(content)
            }
        )

    assert looks[0] == looks[1]
    assert max(looks[0]) <= most


@pytest.mark.parametrize("sort", SORTS)
def test_twice_as_many_files_take_twice_the_calls(tmp_path: Path, sort: str) -> None:
    taken = []
    for count in (1, MANY, 2 * MANY, 4 * MANY):
        project = journal(tmp_path / str(count), sort, count)
        with calls() as found:
            built(project, AT)
        taken.append(found[0])
    first, few, more, most = taken

    assert more - few < 1.2 * (few - first) * MANY / (MANY - 1)
    assert most - more < 1.1 * 2 * (more - few)


def test_files_are_not_kept_in_memory(tmp_path: Path) -> None:
    project = journal(tmp_path, "attachments", 1)
    folder = project / "content/diaries/2026-05-01-many"
    for n in range(40):
        (folder / f"large{n}.bin").write_bytes(n.to_bytes(2, "big") * (MEGABYTE // 2))
    tracemalloc.start()
    try:
        built(project, AT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len([name for name in files_of(project / "site") if name.endswith(".bin")]) == 40
    assert peak < 30 * MEGABYTE
