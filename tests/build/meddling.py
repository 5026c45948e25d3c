"""Somebody works on a journal while it is built: files go, or change, between two looks at them.

A look is whatever a build asks the system about a file: what it is, or its bytes. So what happens
before each look, and behind the last one, is all that can happen as far as that file is concerned.
"""

import os
import sys
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch


@dataclass(slots=True)
class Watch:
    """Counts looks at a file, and meddles before one of them.

    Attributes:
        before: the look, counted from 1; 0 for none.
        looks: how many there were until then.
        met: whether somebody meddled.
    """

    file: Path
    meddle: Callable[[], object]
    before: int
    looks: int = 0
    met: bool = False

    def look(self, place: object) -> None:
        """The system is about to be asked about a place."""
        if self.met or not isinstance(place, str | os.PathLike):
            return
        self.looks += Path(place).absolute() == self.file
        if 0 < self.before == self.looks:
            self.met = True
            self.meddle()


class Heard(Protocol):
    """What is told of every look."""

    @abstractmethod
    def look(self, place: object) -> None:
        """The system is about to be asked about a place."""


class Tally:
    """How often each place was looked at."""

    def __init__(self) -> None:
        self.looks: Counter[Path] = Counter()

    def look(self, place: object) -> None:
        """The system is about to be asked about a place."""
        if isinstance(place, str | os.PathLike):
            self.looks[Path(place).absolute()] += 1


class _Ear:
    """Hears of every file that is opened; an audit hook cannot be taken back."""

    def __init__(self) -> None:
        self.watch: Heard | None = None
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and self.watch is not None:
            self.watch.look(arguments[0])


@cache
def _ear() -> _Ear:
    return _Ear()


@contextmanager
def meddling(file: Path, meddle: Callable[[], object], before: int) -> Iterator[Watch]:
    """Have somebody meddle before a look at a file in this block."""
    watch = Watch(file.absolute(), meddle, before)
    with heard_by(watch):
        yield watch


@contextmanager
def tallied() -> Iterator[Tally]:
    """Count the looks at every place in this block."""
    tally = Tally()
    with heard_by(tally):
        yield tally


@contextmanager
def heard_by(watch: Heard) -> Iterator[None]:
    """Tell of every look in this block, this process' own."""
    stat, lstat = os.stat, os.lstat

    def told(ask: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def asked(place: Any, **more: Any) -> os.stat_result:  # noqa: ANN401 - whatever it was
            watch.look(place)
            return ask(place, **more)

        return asked

    _ear().watch = watch
    try:
        with patch.object(os, "stat", told(stat)), patch.object(os, "lstat", told(lstat)):
            yield
    finally:
        _ear().watch = None
