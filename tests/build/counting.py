"""What a build does, counted: figures that no machine can blur."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pygments
from jinja2 import Template

from generator.markup import dialects, highlight

_TEXT = dialects.render.__code__
_COLOURS = pygments.highlight.__code__
_TEMPLATE = Template.render.__code__
_MOVES = ("os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR
Tracer = Callable[[FrameType, str, object], Any]


@dataclass(slots=True)
class Count:
    """What was done.

    Attributes:
        texts: what stands below front matter and became prose. Lines of Markdown in front matter
            become prose in every build and are not counted.
        colours: blocks of code that were given to the highlighter.
        templates: templates that were filled in, by name, as often as they were.
        touched: files and folders of the site that were opened for writing, moved, made or
            removed, but for those that the program keeps about it. What is in a folder moves with
            it.
    """

    texts: list[str] = field(default_factory=list)
    colours: int = 0
    templates: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)

    def see(self, frame: FrameType, event: str, _argument: object) -> None:
        """A function is called."""
        if event != "call":
            return
        if frame.f_code is _TEXT:
            self.texts.append(str(frame.f_locals["text"]))
        elif frame.f_code is _COLOURS:
            self.colours += 1
        elif frame.f_code is _TEMPLATE:
            self.templates.append(str(frame.f_locals["self"].name))

    def hear(self, site: Path, event: str, arguments: tuple[object, ...]) -> None:
        """Something is asked of the system."""
        if event == "open":
            path, _, flags = arguments
            paths = [path] if isinstance(flags, int) and flags & _WRITING else []
        else:
            paths = list(arguments[:2]) if event in _MOVES else []
            paths += list(_inside(arguments)) if event == "os.rename" else []
        for each in paths:
            if isinstance(each, str | bytes):
                name = Path(os.path.relpath(os.fsdecode(each), site))
                if name.parts and name.parts[0] not in {"..", ".friday"}:
                    self.touched.append(name.as_posix())


def _inside(arguments: tuple[object, ...]) -> Iterator[str]:
    """Where files come to lie that are in a folder which is about to be moved."""
    source, target, *_ = map(Path, map(os.fsdecode, arguments[:2]))  # type: ignore[arg-type]  # as the system hears of them
    if source.is_dir():
        for file in source.rglob("*"):
            yield os.fspath(target / file.relative_to(source))


class _Ear:
    """Hears everything from the first count on, since an audit hook cannot be taken back."""

    def __init__(self) -> None:
        self.counting: list[tuple[Path, Count]] = []
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        for site, count in self.counting:
            count.hear(site, event, arguments)


@cache
def _ear() -> _Ear:
    return _Ear()


@contextmanager
def counted(site: Path) -> Iterator[Count]:
    """Count what this process does to build a site; nothing is remembered of earlier colours."""
    highlight.highlighted.cache_clear()
    count = Count()
    counting = _ear().counting
    counting.append((site, count))
    try:
        with _profiled(count.see):
            yield count
    finally:
        counting.clear()


@contextmanager
def calls() -> Iterator[list[int]]:
    """How many functions are called in this block, in its one item."""
    found = [0]

    def see(_frame: FrameType, event: str, _argument: object) -> None:
        found[0] += event in {"call", "c_call"}

    with _profiled(see):
        yield found


@contextmanager
def called(file: str) -> Iterator[list[str]]:
    """Names of the functions of a file that are called in this block, in turn."""
    found: list[str] = []

    def see(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename == file:
            found.append(frame.f_code.co_name)

    with _profiled(see):
        yield found


@contextmanager
def _profiled(see: Tracer) -> Iterator[None]:
    sys.setprofile(see)
    try:
        yield
    finally:
        sys.setprofile(None)


@contextmanager
def steps() -> Iterator[list[int]]:
    """How many lines are come to in this block, in its one item; each turn of a loop counts."""
    found = [0]

    def see(_frame: FrameType, _event: str, _argument: object) -> Tracer:
        found[0] += 1
        return see

    before = sys.gettrace()
    sys.settrace(see)
    try:
        yield found
    finally:
        sys.settrace(before)
