"""Whole journals with mistakes in them, and exactly what their authors read."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SITES = Path(__file__).parent / "sites/bad"
AT = "2026-06-01T12:00+00:00"


def checked(site: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """What `friday check` says about a copy of a journal; files called `*.hex` become bytes."""
    copy = tmp_path / "journal"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("problems.txt"))
    for file in copy.rglob("*.hex"):
        file.with_suffix("").write_bytes(bytes.fromhex(file.read_text()))
        file.unlink()
    return subprocess.run(
        [sys.executable, "-m", "generator", "check", "--at", AT, "-C", str(copy), "--jobs", "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("site", sorted(SITES.iterdir()), ids=lambda site: site.name)
def test_the_author_reads_exactly_what_is_wrong(site: Path, tmp_path: Path) -> None:
    found = checked(site, tmp_path)

    assert found.stderr == (site / "problems.txt").read_text(encoding="utf-8")
    assert found.returncode == 1
