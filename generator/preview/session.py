"""A preview from its start to its end: build, serve, and build again when something changed.

Builds run in the thread that calls, the others only watch and answer. The first build comes
before there are other threads, because only then may it use all cores.
"""

import dataclasses
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build.edition import Options, Progress
from generator.config import FILE
from generator.preview.rebuild import Outcome, Wish, rebuild
from generator.preview.server import Server
from generator.preview.stage import Scene, Stage
from generator.preview.watch import Watch, snapshot
from generator.reader import forgotten
from generator.render.cards.fonts import OWN_FOLDER

FOLDER = Path(".friday") / "preview"
LOOKS = ("themes", "locales", OWN_FOLDER)
"""Folders of the project beside its content that a site is made of."""


class Settings(Struct, frozen=True):
    """What the author asked for.

    Attributes:
        at: says the instant of each build.
        options: those of the builds; without an output folder, a private one is used.
        progress: shows the progress of the first build, which may be long.
        port: 0 for any that is free.
        poll: look for changes instead of being told.
        opened: is told the address once it answers.
        built: is told what came of each build, and which files were changed before it.
    """

    project: Path
    at: Callable[[], datetime]
    options: Options
    progress: Callable[[], AbstractContextManager[Progress]]
    host: str
    port: int
    poll: bool
    opened: Callable[[str], None]
    built: Callable[[Outcome, frozenset[str]], None]


def preview(settings: Settings) -> None:
    """Serve until interrupted.

    Raises:
        CannotServe: the address is taken, forbidden or unknown.
        CannotWatch: the system tells of no changes.
        KeyboardInterrupt: the only other end there is.
    """
    stage = Stage(Scene(_name(0)))
    with Server(settings.host, settings.port, stage) as server:
        _Session(settings, stage, server).run()


class _Session:
    def __init__(self, settings: Settings, stage: Stage, server: Server) -> None:
        output = settings.options.output or settings.project / FOLDER
        options = dataclasses.replace(settings.options, output=output)
        self._output = output
        self._settings = settings
        self._stage = stage
        self._server = server
        self._wish = Wish(settings.project, settings.at, options, server.url())
        self._content = "content"
        self._changelog: tuple[str, ...] = ()

    def run(self) -> None:
        """The first build, and all others."""
        project = self._settings.project
        before = snapshot(project, self._watched())
        with self._settings.progress() as tell:
            outcome = rebuild(self._wish, tell)
        self._conclude(outcome, frozenset())
        watch = Watch(project, ignored=self._output, poll=self._settings.poll)
        with self._server.open_to_all(), watch:
            watch.look_at(self._watched())
            self._settings.opened(self._server.url(self._stage.scene.base))
            after = snapshot(project, self._watched())
            changes = frozenset(os.path.relpath(p, project) for p, _, _ in before ^ after)
            while True:
                if changes:
                    watched = self._watched()
                    self._conclude(rebuild(self._wish), changes)
                    watch.look_at(self._watched())
                    if self._watched() != watched:
                        continue  # nobody looked at these files while they were read
                changes = watch.changes()
                watch.look_at(self._watched())

    def _conclude(self, outcome: Outcome, changes: frozenset[str]) -> None:
        if outcome.config is not None:
            self._content = outcome.config.content
            changelog = outcome.config.changelog
            self._changelog = (changelog,) if changelog else ()
        self._stage.show(following(self._stage.scene, outcome, changes))
        self._settings.built(outcome, changes)

    def _watched(self) -> tuple[str, ...]:
        return (self._content, *self._changelog, *LOOKS, FILE, forgotten.FILE)


def following(scene: Scene, outcome: Outcome, changes: Iterable[str]) -> Scene:
    """What is shown after a build.

    A failure leaves the last good site on; as long as there is none, each failure is a page anew.
    """
    new = _name(int(scene.edition.rpartition("-")[2]) + 1)
    if outcome.edition is None or outcome.config is None:
        name = scene.edition if scene.site else new
        return replace(scene, edition=name, problems=outcome.problems)
    site, base = outcome.edition.site, outcome.config.base_path
    same = (site, base) == (scene.site, scene.base)
    if same and not outcome.edition.written and not outcome.edition.deleted:
        return replace(scene, problems=())
    # What changed while nothing could be shown is not known any more.
    looks = not scene.problems and all(name.endswith(".css") for name in changes)
    return Scene(new, site, base, restyles=scene.edition if looks else "")


def _name(number: int) -> str:
    """Name of an edition; another server on this port has other ones."""
    return f"{os.getpid()}-{number}"
