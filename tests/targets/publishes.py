"""Small journals, published in this process, and what readers then see."""

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from generator.build.edition import Options
from generator.targets.publishing import Outcome, Wish, publish

CONFIG = """title: Lamp Fridays
base_url: https://journal.example.org/
authority: example.org,2026
robots: no
search: no
share: no
cards: no
"""
Seen = dict[str, bytes]


def diary(title: str, date: str, text: str = "A good week.", more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n{text}\n"


def journal(folder: Path, targets: str, more: str = "") -> Path:
    """A journal of two diaries, with these targets: `targets:` and what follows."""
    put(folder, {"friday.yaml": f"{CONFIG}{more}{targets}\n"})
    put(
        folder,
        {
            "content/diaries/first.md": diary("First week", "2026-05-01 17:00"),
            "content/diaries/second.md": diary("Second week", "2026-05-08 17:00"),
        },
    )
    return folder


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def instant(text: str) -> datetime:
    given = datetime.fromisoformat(text)
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def wish(project: Path, at: str, **more: object) -> Wish:
    """A publish in one process, which waits for nothing."""
    given = {
        "wait": lambda _seconds: None,
        "wait_seconds": 0.0,
        "environ": environ(),
        **more,
    }
    return Wish(
        project=project,
        at=instant(at),
        options=Options(jobs=1),
        **given,  # type: ignore[arg-type]
    )


def environ() -> dict[str, str]:
    """Of a user who has no git configuration of their own."""
    return {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


def published(project: Path, at: str, **more: object) -> Outcome:
    return publish(wish(project, at, **more))


def seen(folder: Path) -> Seen:
    """Every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] != ".friday"
    }


def git(folder: Path, *arguments: str) -> str:
    """What git prints, for a repository of a test."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environ(), capture_output=True, check=True
    )
    return done.stdout.decode()


def branch(repository: Path, name: str = "pages") -> Seen:
    """Every file on a branch but the record."""
    names = git(repository, "ls-tree", "-r", "-z", "--name-only", name).split("\0")
    paths = [path for path in names if path and not path.startswith(".friday/")]
    return {path: _blob(repository, f"{name}:{path}") for path in paths}


def _blob(repository: Path, name: str) -> bytes:
    done = subprocess.run(
        ["git", "cat-file", "blob", name], cwd=repository, capture_output=True, check=True
    )
    return done.stdout
