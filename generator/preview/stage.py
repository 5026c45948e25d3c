"""What browsers are shown at this moment, for many threads.

A browser is told the whole scene and compares it with what it has, so one that slept, or that
met another server on this port before, needs no history.
"""

from pathlib import Path
from threading import Condition

from msgspec import Struct

from generator.problems import Problem


class Scene(Struct, frozen=True):
    """The last good site, and what is wrong with the one that should follow it.

    Attributes:
        edition: name of what is shown; a page that was made from another one is out of date.
        site: folder of the last good site; None before there is one.
        base: path of the site's address, beginning and ending with `/`.
        problems: what stops the next site; empty when the one shown is the newest.
        restyles: the edition that differs from this one in its style sheets alone, or empty.
    """

    edition: str
    site: Path | None = None
    base: str = "/"
    problems: tuple[Problem, ...] = ()
    restyles: str = ""


class Stage:
    """The scene, and a place to wait for the next one."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._changed = Condition()

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        with self._changed:
            return self._scene

    def show(self, scene: Scene) -> None:
        """Change the scene, and wake everybody who waits for that; the same one wakes nobody."""
        with self._changed:
            if scene != self._scene:
                self._scene = scene
                self._changed.notify_all()

    def after(self, seen: Scene, *, patience_seconds: float) -> Scene:
        """The scene as soon as it is another than `seen`; `seen` if that takes too long."""
        with self._changed:
            self._changed.wait_for(lambda: self._scene is not seen, patience_seconds)
            return self._scene
