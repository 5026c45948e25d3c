"""A content folder full of what is no text: each file is a problem with its place, or a page.

The command runs in a process of its own that has so much memory and so much of a processor's time,
both a multiple of what it needs: what grows without bound is killed, and the test fails.
"""

import resource
import subprocess
import sys
from collections.abc import Mapping
from hashlib import shake_128
from pathlib import Path

import pytest

from tests.cli.running import AT, ROOT, Done, environment

CONFIG = "title: T\nbase_url: https://t.example/\nlanguages: [en, zh]\n"
HEAD = b"---\ntitle: T\ndate: 2026-05-01\n---\n\n"
LINE = 500_000
RANDOM = shake_128(b"garbage").digest(20_000)
CHINESE = "中文".encode()
_BYTES = 3 << 30
_SECONDS = 300  # of the processor; the slowest needs a few


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def checked(project: Path, files: Mapping[str, bytes]) -> Done:
    """What `friday check` says of a journal of these files."""
    (project / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    for name, content in files.items():
        file = project / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--json", "--jobs", "1", "--at", AT],
        cwd=project,
        env=environment({"PYTHONPATH": str(ROOT)}),
        preexec_fn=limited,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def errors_of(done: Done) -> set[str]:
    """File and code of everything that has to be mended."""
    return {
        f"{record['file']} {record['code']}"
        for record in done.records()
        if record["type"] == "problem" and record["severity"] == "error"
    }


NO_TEXT = {
    "random bytes": RANDOM,
    "random bytes below a fence": b"---\n" + RANDOM,
    "random bytes in a text": HEAD + RANDOM,
    "a character cut in two": HEAD + CHINESE[:-1],
    "another encoding": HEAD + "中文".encode("gb18030"),
    "two bytes a character": "---\ntitle: T\n---\n".encode("utf-16"),
}
FILES = ("diaries/a.md", "polls/a/index.md", "people.yaml", "suggestions.csv", "ledger.csv")


@pytest.mark.parametrize("sort", sorted(NO_TEXT))
def test_what_is_no_text_is_a_problem_of_its_file(tmp_path: Path, sort: str) -> None:
    done = checked(tmp_path, dict.fromkeys(FILES, NO_TEXT[sort]))

    assert done.code == 1, done.err
    assert errors_of(done) >= {f"content/{file} encoding" for file in FILES}


LONG = {
    "letters": b"a" * LINE,
    "words": b"a b " * (LINE // 4),
    "Chinese": CHINESE * (LINE // 6),
    "brackets": b"[" * LINE,
    "stars": b"*a " * (LINE // 3),
    "tags": b"<a " * (LINE // 3),
    "names": b"@a " * (LINE // 3),
    "references": b"[](diary:d0) " * (LINE // 13),
    "a heading": b"# " + b"a" * LINE,
    "headings": b"# a\n" * (LINE // 4),
    "code": b"```python\n" + b"x=(" * (LINE // 3) + b"\n```\n",
    "quotes in quotes": b">" * 10_000 + b"a",
    "lists in lists": b"- " * 10_000 + b"a",
    "elements in elements": b"<div>" * 10_000,
}


def test_a_text_of_half_a_megabyte_that_is_all_alike_is_a_page(tmp_path: Path) -> None:
    done = checked(
        tmp_path, {f"diaries/d{n}.md": HEAD + LONG[name] for n, name in enumerate(sorted(LONG))}
    )

    assert done.code == 0, done.out[:2000] + done.err


def test_a_table_of_one_long_line_is_a_problem_of_its_row(tmp_path: Path) -> None:
    row = b"id,title,date\n" + b"a" * LINE + b",b,2026-05-01\n"
    done = checked(tmp_path, {"suggestions.csv": row})

    assert (done.code, errors_of(done)) == (1, {"content/suggestions.csv csv"})


NAMES = ("a\nb", "\U0001f600", " ", "a\x1b[31m", "a?b#c", "\u202ea", "a:b", "%2e%2e", "x" * 200)


def test_names_that_are_no_addresses_are_problems_of_their_files(tmp_path: Path) -> None:
    done = checked(tmp_path, {f"diaries/{name}.md": HEAD for name in NAMES})
    told = {str(record["file"]) for record in done.records() if record["type"] == "problem"}

    assert done.code == 1, done.err
    assert len(told) >= len(NAMES) - 1
