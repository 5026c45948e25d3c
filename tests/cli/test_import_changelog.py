"""`friday import changelog` writes releases that can be built, or says why not."""

from pathlib import Path

import pytest

from tests.cli.running import AT, Done, friday_here

LOG = """\
# Changelog

## 1.2.0 - 2026-05-20

- Night light (suggested by @mei, tested by @bo)
  - Why: a lamp for reading woke the room

## 1.1.0

- A plug, see [how](docs/plug.md)

### Fixed

Much.
"""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def imported(journal: Path, *more: str, log: str = LOG) -> Done:
    (journal.parent / "CHANGELOG.md").write_text(log, encoding="utf-8")
    return friday_here(journal, "import", "changelog", "../CHANGELOG.md", "--at", AT, *more)


def test_it_says_what_it_wrote_and_what_it_did_not_understand(journal: Path) -> None:
    done = imported(journal)

    assert done.code == 0
    assert done.out == "2 created\n1 left-over lines, 2 credits, 2 releases, 2 changes, 2 people\n"
    assert [line.split(": ")[:2] for line in done.err.splitlines()] == [
        ["CHANGELOG.md:14", "note[left-over]"],
        ["CHANGELOG.md:8", "note[no-date]"],
        ["CHANGELOG.md:10", "note[relative-link]"],
    ]


def test_what_is_written_can_be_built(journal: Path) -> None:
    imported(journal, "--people", "--name", "Lamp")
    built = friday_here(journal, "build", "--at", AT, "--json")
    page = (journal / "site/releases/1.2.0/index.html").read_text(encoding="utf-8")

    assert (built.code, "error" in built.out) == (0, False)
    assert "Lamp 1.2.0" in page
    assert "a lamp for reading woke the room" in page


def test_a_second_time_nothing_changes(journal: Path) -> None:
    imported(journal, "--people")
    done = imported(journal, "--people")

    assert done.out.startswith("2 unchanged\n")


def test_every_file_is_told_in_json(journal: Path) -> None:
    done = imported(journal, "--json")
    summary = done.record("summary")
    codes = [each["code"] for each in done.records() if each["type"] == "note"]

    assert [each["target"] for each in done.records() if each["type"] == "imported"] == [
        "content/releases/2026-05-20-1.2.0.md",
        "content/releases/1.1.0.md",
    ]
    assert (summary["releases"], summary["changes"], summary["left-over_lines"]) == (2, 2, 1)
    assert codes == ["left-over", "no-date", "relative-link"]


def test_the_options_name_days_addresses_and_a_language(journal: Path) -> None:
    (journal.parent / "days.csv").write_text("1.1.0,2026-05-10\n", encoding="utf-8")
    base = "https://e.org/CHANGELOG.md"
    done = imported(journal, "--dates", "../days.csv", "--base", base, "--prefix", "lamp")
    text = (journal / "content/releases/2026-05-10-lamp-1.1.0.md").read_text(encoding="utf-8")

    assert done.code == 0
    assert "https://e.org/docs/plug.md" in text
    assert "draft" not in text


def test_what_was_edited_stays_until_it_is_forced(journal: Path) -> None:
    imported(journal)
    file = journal / "content/releases/2026-05-20-1.2.0.md"
    file.write_text(file.read_text("utf-8").replace("Night light", "Moon light"), "utf-8")

    assert imported(journal).out.startswith("1 unchanged, 1 kept\n")
    assert "Moon light" in file.read_text(encoding="utf-8")
    assert imported(journal, "--force").out.startswith("1 changed, 1 unchanged\n")
    assert "Moon light" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--lang", "tlh"], "'tlh' is no language of this journal"),
        (["--dates", "../CHANGELOG.md"], "is no date"),
        (["--dates", "../none.csv"], "does not exist"),
        (["--dates", "../gbk.csv"], "gbk.csv: byte 8 is not UTF-8: save the file as UTF-8"),
        (["--dates", "../cut.json"], "cut.json: this is no JSON"),
    ],
)
def test_a_mistake_is_told_and_nothing_written(
    journal: Path, options: list[str], reason: str
) -> None:
    (journal.parent / "gbk.csv").write_bytes(b"version,\xff\n")
    (journal.parent / "cut.json").write_text('{"1.0": ', encoding="utf-8")
    before = sorted((journal / "content").rglob("*"))
    done = imported(journal, *options, log="## 1.0.0 - 2026-05-01\n\n- A lamp, dim\n")

    assert done.code == 2
    assert reason in done.err
    assert sorted((journal / "content").rglob("*")) == before
