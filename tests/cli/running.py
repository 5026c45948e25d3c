"""The command, run as people run it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from generator.cli.main import main

ROOT = Path(__file__).parents[2]
AT = "2026-06-01T00:00Z"


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]

    def record(self, type_: str) -> dict[str, object]:
        [found] = [record for record in self.records() if record["type"] == type_]
        return found


def friday(cwd: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Done:
    """Run `friday` with these arguments in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(more or {})}


def friday_here(cwd: Path, *arguments: str) -> Done:
    """The same in this process: what a command does, where starting it anew shows nothing more."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            with patch.object(sys, "argv", ["friday", *arguments]):
                main()
        except SystemExit as end:
            code = end.code or 0
    assert isinstance(code, int)
    return Done(code, out.getvalue(), err.getvalue())
