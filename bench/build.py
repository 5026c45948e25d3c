"""Builds a made-up journal again and again: `python -m bench.build [DIARIES]`.

What counts are the ratios to the cold build of the same run; seconds depend on the machine and on
what else it does. The journal is the same every time.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

DIARIES = 1000
AT = "2046-01-01T00:00+00:00"

_CONFIG = """\
title: A made-up journal
base_url: https://example.org/
languages: [en]
"""
_WORDS = (
    *("lamp", "light", "night", "page", "release", "button", "user", "reading", "dark", "bright"),
    *("evening", "battery", "knob", "paper", "morning", "window", "menu", "colour", "question"),
    *("answer", "friday", "report", "careful", "simple", "quiet", "warm", "slow"),
)
_CHINESE = "灯光夜晚页面版本按钮读者安静温暖星期五报告问题回答颜色窗口"


def main() -> None:
    """Print a table of what each sort of build takes."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DIARIES
    with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
        project = Path(folder)
        write_journal(project, count)
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("cold", lambda: None),
            ("no change", lambda: None),
            ("one edited text", lambda: edit(project, count // 2)),
            ("one new diary", lambda: write_diary(project, count + 1)),
        )
        print(f"{count} diaries")
        cold = 0.0
        for name, change in steps:
            change()
            seconds = build(project)
            cold = cold or seconds
            print(f"    {name:16} {seconds:7.2f} s   {seconds / cold:5.2f} of cold")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"    largest process  {peak:7} MB")


def build(project: Path) -> float:
    """Build the journal as a user would; seconds of wall time."""
    command = [sys.executable, "-m", "generator", "build", "--at", AT, "-C", str(project)]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def write_journal(project: Path, count: int) -> None:
    """Diaries of about 600 words with headings, lists, code, a table, links; a tenth releases."""
    (project / "content" / "diaries").mkdir(parents=True)
    (project / "content" / "releases").mkdir()
    (project / "friday.yaml").write_text(_CONFIG, encoding="utf-8")
    for number in range(1, count + 1):
        write_diary(project, number)
        if number % 10 == 0:
            write_release(project, number)


def write_diary(project: Path, number: int) -> None:
    """The n-th diary."""
    name = f"{_day(number)}-week-{number}.md"
    (project / "content" / "diaries" / name).write_text(_diary(number), encoding="utf-8")


def write_release(project: Path, number: int) -> None:
    """The release of the n-th week."""
    text = (
        f"---\ntitle: Release 1.{number}\nversion: 1.{number}\nchanges:\n"
        f"  - text: {_sentence(number)}\n    why: {_sentence(number + 1)}\n    category: fixed\n"
        f"---\n{_sentence(number + 2)}\n"
    )
    name = f"{_day(number)}-1.{number}.md"
    (project / "content" / "releases" / name).write_text(text, encoding="utf-8")


def edit(project: Path, number: int) -> None:
    """Add a paragraph to the n-th diary."""
    name = f"{_day(number)}-week-{number}.md"
    path = project / "content" / "diaries" / name
    path.write_text(f"{path.read_text(encoding='utf-8')}\nOne more thing.\n", encoding="utf-8")


def _day(number: int) -> str:
    weeks = number - 1
    return f"{2000 + weeks // 48:04}-{weeks // 4 % 12 + 1:02}-{weeks % 4 * 7 + 1:02}"


def _diary(number: int) -> str:
    sections = "\n\n".join(_section(number, part) for part in range(4))
    tags = f"[{_WORDS[number % 7]}, {_WORDS[7 + number % 5]}]"
    return f"---\ntitle: Week {number}\nnumber: {number}\ntags: {tags}\n---\n{sections}\n"


def _section(number: int, part: int) -> str:
    seed = number * 7 + part * 3
    paragraph = " ".join(_sentence(seed + n) for n in range(10))
    chinese = "".join(_CHINESE[(seed + n * n) % len(_CHINESE)] for n in range(40))
    items = f"- {_sentence(seed)}\n  - {_sentence(seed + 1)}\n- {_sentence(seed + 2)}"
    extra = (
        f"```python\nfor week in range({number}):\n    print('{_WORDS[part]}', week)\n```"
        if part % 2
        else f"| what | how many |\n|---|---|\n| {_WORDS[part]} | {seed} |"
    )
    before = f"[last week](diary:week-{number - 1})" if number > 1 else "the beginning"
    title = f"{_WORDS[seed % 20]} {part}"
    return f"## {title}\n\n{paragraph} See {before}.\n\n{chinese}。\n\n{items}\n\n{extra}"


def _sentence(seed: int) -> str:
    words = (_WORDS[(seed * 5 + n * (seed % 11 + 1)) % len(_WORDS)] for n in range(9))
    return f"{' '.join(words).capitalize()}."


if __name__ == "__main__":
    main()
