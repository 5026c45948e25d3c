"""An audit never calls well what nobody could look up."""

import json
import sys
from pathlib import Path

import pytest

from tests.audit import FLAWED, LOCKS, UNKNOWN, main

WELL = {"name": "lamp", "version": "1.0", "vulns": []}
FLAW = {**WELL, "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "lamp", "skip_reason": "not found"}


def said(tmp_path: Path, *answers: object) -> int:
    """The exit code of an audit whose tool gives these answers, one a lock file."""
    tool = tmp_path / "tool"
    for n, answer in enumerate(answers):
        text = answer if isinstance(answer, str) else json.dumps({"dependencies": answer})
        (tmp_path / f"{n}.lock").write_text(text)
    tool.write_text(f"#!{sys.executable}\nimport sys\nprint(open(sys.argv[2]).read())\n")
    tool.chmod(0o755)
    return main(str(tool), sorted(tmp_path.glob("*.lock")))


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([[WELL], [WELL]], 0),
        ([[WELL], [FLAW]], FLAWED),
        ([[WELL, SKIPPED]], UNKNOWN),
        ([[WELL], [SKIPPED, FLAW]], FLAWED),
        ([[FLAW], [SKIPPED]], FLAWED),
        ([[WELL], "no connection"], UNKNOWN),
        ([[]], UNKNOWN),
    ],
)
def test_only_what_was_looked_up_and_has_no_flaw_is_well(
    tmp_path: Path, answers: list[object], code: int
) -> None:
    assert said(tmp_path, *answers) == code


def test_a_flaw_is_named_with_the_version_that_mends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(tmp_path, [FLAW])

    assert capsys.readouterr().out == "0.lock: lamp 1.0: PYSEC-1, mended by 1.1\n"


def test_every_lock_file_is_audited_and_has_a_digest_for_every_library() -> None:
    lines = [line for lock in LOCKS for line in lock.read_text().splitlines() if "==" in line]

    assert len(LOCKS) == 5
    assert lines
    assert all(line.endswith(" \\") for line in lines)
