"""A small journal, the real build and the real folder target, and a clock that obeys the test."""

import heapq
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from generator.autopilot.flow import Flow
from generator.autopilot.pilot import Means, Pilot
from generator.autopilot.verdict import Event, Publisher, Verdict
from generator.build.edition import Options
from generator.preview.watch import snapshot
from generator.targets.record import Deployed

NAP = 20.0
START = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)  # a Monday
WATCHED = ("content", "friday.yaml", "themes")


class Killed(BaseException):
    """The process is gone, as from `kill -9`: nothing of it runs any more."""


@dataclass
class SimulatedClock:
    """Time that passes when somebody waits; what is planned happens on its way.

    The two times are kept apart: `turn` sets the wall clock and leaves the other one alone.
    """

    origin: datetime = START - timedelta(seconds=1000)
    passed: float = 1000.0
    plans: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def wall(self) -> datetime:
        return self.origin + timedelta(seconds=self.passed)

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.passed

    def wait(self, seconds: float) -> None:
        assert 0 < seconds <= NAP
        end = self.passed + seconds
        while self.plans and self.plans[0][0] <= end:
            moment, _, action = heapq.heappop(self.plans)
            self._go(moment - self.passed)
            action()
        self._go(end - self.passed)

    def _go(self, seconds: float) -> None:
        self.passed += seconds

    def plan(self, after: timedelta, action: Callable[[], object]) -> None:
        """Have something happen when so much time will have passed."""
        moment = self.passed + after.total_seconds()
        heapq.heappush(self.plans, (moment, next(self._numbers), lambda: (action(), None)[1]))

    def turn(self, by: timedelta) -> None:
        """Set the wall clock."""
        self.origin += by


class SeesFiles:
    """Changes of files, by looking at them."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._before = snapshot(project, WATCHED)

    def look_around(self) -> None:
        """All is watched always."""

    def changes(self) -> frozenset[str]:
        now = snapshot(self._project, WATCHED)
        found = frozenset(path for path, _, _ in now ^ self._before)
        self._before = now
        return found


class Silent:
    """Remembers what systemd would hear."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def tell(self, text: str) -> None:
        self.heard.append(text)


class World:
    """A project whose target is a folder, and the autopilots that look after it in turn."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "journal"
        self.public = folder / "public"
        self.clock = SimulatedClock()
        self.events: list[Event] = []
        self.notifier = Silent()
        self.stopping = False
        self.publisher: Publisher = Flow(
            self.project, Options(jobs=1), "", {}, lambda _seconds: None
        )
        self.before_look: Callable[[], None] = lambda: None
        self.write(
            "friday.yaml",
            "title: Lamp\nbase_url: https://lamp.example/\nauthority: lamp.example,2026\n"
            "targets: {web: {folder: ../public, keep: 100}}\ncards: no\nsearch: no\n",
        )
        self.diary("zero", START - timedelta(days=3))

    def write(self, name: str, text: str) -> None:
        file = self.project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def diary(self, name: str, date: datetime, text: str = "It glows.") -> None:
        self.write(
            f"content/diaries/{name}.md",
            f"---\ntitle: Day {name}\ndate: {date.isoformat()}\n---\n\n{text}\n",
        )

    def stop(self) -> None:
        self.stopping = True

    def die(self) -> None:
        raise Killed

    def cut_off(self) -> None:
        """From now on the target cannot be reached."""
        self.public.rename(self.public.with_name("away"))
        self.public.write_text("This is no folder.", encoding="utf-8")

    def connect(self) -> None:
        """The target is there again, as it was."""
        self.public.unlink()
        self.public.with_name("away").rename(self.public)

    def pilot(self) -> Pilot:
        self.stopping = False
        means = Means(
            clock=self.clock,
            publisher=self,
            eyes=SeesFiles(self.project),
            say=self.events.append,
            notifier=self.notifier,
            private=self.project / ".friday",
            stopped=lambda: self.stopping,
            seed="https://lamp.example/",
            pid=7,
            nap_seconds=NAP,
            pulse_seconds=3600.0,
        )
        return Pilot(means)

    def publish(self, at: datetime, alive: Callable[[], None]) -> Verdict:
        """What an autopilot asks for: the real thing, once the test had its say."""
        self.before_look()
        return self.publisher.publish(at, alive)

    def fly(self) -> None:
        """Have one autopilot after another until one is stopped politely."""
        while True:
            try:
                self.pilot().run()
            except Killed:
                continue
            return

    def fly_for(self, span: timedelta) -> None:
        self.clock.plan(span, self.stop)
        self.fly()

    def said(self, name: str) -> list[Event]:
        return [event for event in self.events if event.name == name]

    def records(self) -> list[Deployed]:
        """What readers have seen, publish by publish."""
        files = (self.public / ".friday/releases").glob("*.json")
        found = [Deployed.from_json(file.read_bytes(), str(file)) for file in files]
        return sorted(found, key=lambda record: record.sequence)

    def appearances(self) -> dict[str, list[int]]:
        """For each diary, the numbers of the publishes in which it was new to readers of pages."""
        seen: dict[str, list[int]] = {}
        before: set[str] = set()
        for record in self.records():
            now = {
                found[1]
                for path in record.files
                if (found := re.fullmatch(r"diaries/([a-z]+)/index\.html", path))
            }
            for name in sorted(now - before):
                seen.setdefault(name, []).append(record.sequence)
            before = now
        return seen

    def announcements(self) -> dict[str, list[int]]:
        """For each diary, the publishes in whose feed it was new."""
        seen: dict[str, list[int]] = {}
        before: set[str] = set()
        for record in self.records():
            now = {mark.id for marks in record.feeds.values() for mark in marks}
            for id_ in sorted(now - before):
                seen.setdefault(id_.split("/")[-2], []).append(record.sequence)
            before |= now
        return seen

    def first_seen(self, name: str) -> datetime:
        """The instant of the publish in which a diary was new."""
        [number] = self.appearances()[name]
        return next(record.at for record in self.records() if record.sequence == number)
