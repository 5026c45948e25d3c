"""Suggestions that stand in a table, whose pages are made where they are printed."""

import csv
import io
import re
from pathlib import Path

import pytest

from generator.problems import ProblemsFound
from generator.workshop import ahead
from tests.build.building import built, files_of, put

AT = "2026-06-01"
CONFIG = """title: T
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
"""
MANY = 90
"""Rows: more pages than one process prints alone."""
EDITED = 41


@pytest.fixture(params=["early", "late"], autouse=True)
def begins(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether pages are printed while others are laid out, as where there are more of them."""
    monkeypatch.setattr(ahead, "FLOOR", 1 if request.param == "early" else 1_000_000)


def table(edited: str = "") -> str:
    """Every third row is told in Chinese as well."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("id", "title", "date", "lang", "status", "by", "summary", "text"))
    for n in range(MANY):
        day, status = f"2026-0{n % 4 + 1}-{n % 28 + 1:02}", ("received", "evaluating")[n % 2]
        said = edited if edited and n == EDITED else f"Summary {n}"
        writer.writerow((f"s{n}", f"Row {n}", day, "en", status, f"Reader {n % 7}", said, f"*{n}*"))
        if n % 3 == 0:
            writer.writerow((f"s{n}", f"第{n}行", day, "zh-CN", status, "", "", f"{n}号"))
    return text.getvalue()


def begin(folder: Path, rows: str) -> Path:
    put(folder, {"friday.yaml": CONFIG, "content/suggestions.csv": rows})
    return folder


def pages(paths: tuple[str, ...]) -> set[str]:
    """Those of the files that are pages of single suggestions."""
    return {path for path in paths if re.search(r"suggestions/s\d+/index\.html$", path)}


def test_a_table_makes_the_same_site_on_one_process_and_on_two(tmp_path: Path) -> None:
    project = begin(tmp_path, table())
    one = built(project, AT, site=tmp_path / "one")
    (project / ".friday/cache.sqlite").unlink()
    two = built(project, AT, site=tmp_path / "two", jobs=2)

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert one.problems == two.problems
    assert len(pages(one.written_paths)) == MANY + MANY // 3


def test_an_edited_row_has_its_own_page_written_and_no_other(tmp_path: Path) -> None:
    project = begin(tmp_path / "often", table())
    built(project, AT, jobs=2)
    begin(project, table("Something else."))
    edition = built(project, AT, jobs=2)
    clean = begin(tmp_path / "once", table("Something else."))
    built(clean, AT)

    (page,) = pages(edition.written_paths)
    assert page == f"suggestions/s{EDITED}/index.html"
    assert files_of(project / "site") == files_of(clean / "site")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_template_that_fails_for_rows_leaves_the_site_as_it_was(
    tmp_path: Path, jobs: int
) -> None:
    project = begin(tmp_path, table())
    built(project, AT)
    before = files_of(project / "site")
    put(project / "themes/mine/templates", {"suggestion.html": "\n{{ entry.nothing }}"})
    put(project, {"friday.yaml": f"{CONFIG}theme: mine\n"})

    with pytest.raises(ProblemsFound) as stop:
        built(project, AT, jobs=jobs)

    told = {f"{problem.location} {problem.code}" for problem in stop.value.problems}
    assert told == {"themes/mine/templates/suggestion.html:2 template"}
    assert files_of(project / "site") == before
