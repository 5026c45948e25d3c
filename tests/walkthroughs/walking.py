"""Reads a walk-through out of a document, and walks it in an empty folder.

A block that names a file behind its language (`yaml friday.yaml`) is written there. In a `console`
block a line after `$ ` is run by the shell, in the project's folder; the lines below it have to be
printed, in this order, and `…` stands for any number of others. `[exit N]` says how it ends, where
that is not 0.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import ROOT, environment

DOCS = ROOT / "docs" / "walkthroughs"
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\[exit (\d+)\]")


@dataclass(frozen=True)
class Command:
    """A command, what it has to print, and how it ends."""

    line: str
    wanted: tuple[str, ...]
    code: int = 0


@dataclass(frozen=True)
class Step:
    """A file to write, or a command to run."""

    file: str = ""
    text: str = ""
    command: Command | None = None


def steps(document: Path) -> Iterator[Step]:
    """What a document says is to be done, in its order."""
    for language, file, text in _BLOCK.findall(document.read_text(encoding="utf-8")):
        if file:
            yield Step(file, text)
        elif language == "console":
            yield from (Step(command=each) for each in _commands(text))


def _commands(text: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *wanted = part.rstrip("\n").split("\n")
        ends = _EXIT.fullmatch(wanted[-1]) if wanted else None
        yield Command(line, tuple(wanted[:-1] if ends else wanted), int(ends[1]) if ends else 0)


def walk(document: Path, project: Path) -> list[str]:
    """Do everything that a document says; where the program says something else, this says what."""
    wrong: list[str] = []
    for step in steps(document):
        if step.command is None:
            file = project / step.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
        else:
            wrong += _run(step.command, project)
    return wrong


def _run(command: Command, project: Path) -> list[str]:
    tools = project.parent / "tools"
    tools.mkdir(exist_ok=True)
    program = tools / "friday"
    if not program.exists():
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator "$@"\n')
        program.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "-c", command.line],
        cwd=project,
        env=environment({"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tools)}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=900,
    )
    said = done.stdout.rstrip("\n").split("\n") if done.stdout.strip() else []
    if done.returncode == command.code and _fits(said, command.wanted):
        return []
    return [f"$ {command.line}\n[exit {done.returncode}]\n{done.stdout}"]


def _fits(said: list[str], wanted: tuple[str, ...]) -> bool:
    """Whether lines are the wanted ones, where `…` alone stands for any number of them."""
    pattern = "\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…")))
        for line in wanted
    )
    return re.fullmatch(pattern, "\n".join(said)) is not None
