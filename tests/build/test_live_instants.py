"""When things go live: at the first build at or after their instant, everywhere at once."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from dateutil import tz
from dateutil.zoneinfo import get_zonefile_instance
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.build.edition import Options
from generator.build.line import Draft, build, drafted
from generator.journal.instants import next_change
from generator.kinds.table import KINDS
from generator.pages.plan import Plan
from tests.build.building import ROOT, files_of, put
from tests.cli.running import environment
from tests.render.cards.sample_fonts import LATIN, font

SECOND = timedelta(seconds=1)
ZONES = (
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Apia",
)
MACHINES = ("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati", "Europe/Dublin")

# Where clocks change, and where calendars do.
EDGES = tuple(
    map(
        datetime.fromisoformat,
        (
            "2026-03-29T02:30",  # Berlin has no such time
            "2026-10-25T02:30",  # Berlin has it twice
            "2026-03-08T02:30",  # New York has no such time
            "2026-11-01T01:30",  # New York has it twice
            "2026-10-04T02:15",  # Lord Howe has no such time: its clocks change by half an hour
            "2011-12-30T12:00",  # Apia has no such day
            "2024-02-29T17:00",
            "2027-12-31T23:59",
            "2028-01-01T00:00",
        ),
    )
)
MINUTES = 15 * 365 * 24 * 60
WALLS = st.sampled_from(EDGES) | st.integers(0, MINUTES).map(
    lambda number: datetime.fromisoformat("2020-01-01") + timedelta(minutes=number)
)


@dataclass(frozen=True)
class Written:
    """An entry: its date as its author wrote it, and what it goes live with."""

    kind: str
    wall: datetime
    friend: int | None

    def text(self, number: int, others: Sequence["Written"]) -> str:
        own = {"release": f"version: '1.{number}'\n", "event": "starts: 2040-01-01\n"}
        friend = self.friend
        waits = "" if friend is None else f"with: {others[friend].kind}:{name(friend)}\n"
        head = f"title: {name(number)}\ndate: {self.wall:%Y-%m-%d %H:%M}\ntags: [{name(number)}]\n"
        return f"---\n{head}{own.get(self.kind, '')}{waits}---\n\nWords of {name(number)}.\n"


def name(number: int) -> str:
    return f"zebra-{number}"


@st.composite
def journals(draw: st.DrawFn) -> list[Written]:
    count = draw(st.integers(1, 4))
    kinds = st.sampled_from(("diary", "release", "event"))
    friends = st.none() | st.integers(0, count - 1)
    return [Written(draw(kinds), draw(WALLS), draw(friends)) for _ in range(count)]


def live(entries: Sequence[Written], zone: str) -> list[datetime]:
    """When each entry goes live, by dateutil's own zones and reading of them (RFC 5545, 3.3.5)."""
    there = get_zonefile_instance().get(zone)
    own = [tz.resolve_imaginary(e.wall.replace(tzinfo=there)).astimezone(UTC) for e in entries]
    return [max(own[n] for n in chain(entries, n)) for n in range(len(entries))]


def chain(entries: Sequence[Written], start: int) -> set[int]:
    """An entry, and those that it waits for."""
    found: set[int] = set()
    here: int | None = start
    while here is not None and here not in found:
        found.add(here)
        here = entries[here].friend
    return found


@contextmanager
def machine(zone: str) -> Iterator[None]:
    """This machine in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        del os.environ["TZ"]
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


def drafted_at(project: Path, at: datetime) -> Draft:
    with drafted(project, at=at, options=Options(jobs=1, fonts=())) as draft:
        return replace(draft, plan=revealed(draft.plan))


def revealed(plan: Plan) -> Plan:
    """A plan in which no view waits to be made."""
    sheets = tuple(replace(sheet, view=sheet.seen) for sheet in plan.sheets)
    search = tuple(replace(sheet, documents=sheet.seen) for sheet in plan.search)
    items = tuple(replace(item, view=item.seen) for item in plan.items)
    return replace(plan, sheets=sheets, search=search, items=items)


def outputs(plan: Plan) -> Mapping[str, str]:
    """What each output says."""
    texts = {text.path: text.content.decode() for text in plan.texts}
    lists = [sheet for sheet in plan.sheets if sheet.entry is None]
    return {
        "pages": repr([sheet.path for sheet in plan.sheets if sheet.entry is not None]),
        "lists": repr([sheet.view for sheet in lists if sheet.template == "list.html"]),
        "all lists": repr([sheet.view for sheet in lists]),
        "tags": repr([sheet.path for sheet in lists if "/tags/" in sheet.path]),
        "feeds": repr([sheet.view for sheet in plan.feeds]),
        "items": repr([item.view for item in plan.items]),
        "opml and counts": repr(plan.opml),
        "cards": repr([card.view for card in plan.cards]),
        "card files": repr([card.path for card in plan.cards]),
        "codes": repr([code.url for code in plan.codes]),
        "search": repr(plan.search),
        "files": repr([copy.path for copy in plan.copies]),
        "sitemap": texts["sitemap.xml"],
        "journal.json": texts["journal.json"],
    }


def reach(plan: Plan, number: int) -> set[str]:
    """The outputs that hold anything of an entry."""
    return {output for output, text in outputs(plan).items() if name(number) in text}


@given(journals(), st.sampled_from(ZONES), st.sampled_from(MACHINES))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_entry_goes_live_at_its_instant_in_all_outputs_at_once(
    entries: list[Written], zone: str, computer: str
) -> None:
    expected = live(entries, zone)
    instants = sorted({when - gap for when in expected for gap in (SECOND, timedelta())})
    with tempfile.TemporaryDirectory() as folder, machine(computer):
        project = written(Path(folder), entries, zone)
        whole = drafted_at(project, datetime(2036, 1, 1, tzinfo=UTC)).plan
        reached = [reach(whole, n) for n in range(len(entries))]
        seen = {at: drafted_at(project, at).plan for at in instants}

    assert all(
        {"pages", "lists", "feeds", "search", "sitemap", "journal.json"} <= r for r in reached
    )
    for at, plan in seen.items():
        for number, when in enumerate(expected):
            wanted = reached[number] if when <= at else set()

            assert reach(plan, number) == wanted, (at, number, when)


def written(folder: Path, entries: Sequence[Written], zone: str) -> Path:
    """A journal of these entries, in a zone."""
    config = f"title: T\nbase_url: https://t.example/\ntimezone: {zone}\nlanguages: [en]\n"
    files: dict[str, str] = {}
    for n, entry in enumerate(entries):
        bundle = f"content/{KINDS[entry.kind].folder}/{name(n)}"
        files |= {f"{bundle}/index.md": entry.text(n, entries), f"{bundle}/{name(n)}.txt": "x"}
    put(folder, {"friday.yaml": config, **files})
    (folder / "fonts").mkdir()
    (folder / "fonts/sample.ttf").write_bytes(font(LATIN))
    return folder


TIMELY: Mapping[str, str] = {
    "people.yaml": "- {id: ann, title: Ann Lee, handle: ann}\n- {id: lin, title: Lin, team: yes}\n",
    "diaries/2026-01-09-first.md": "---\ntitle: First\ntags: [a]\n---\nHello @ann\n",
    "diaries/2026-05-29-second.md": "---\ntitle: Second\ndate: 2026-05-29 17:00\n"
    "updated: 2026-06-20\nanswers: report:rep\nreleases: one\n---\nSee [](poll:p).\n",
    "diaries/later.md": "---\ntitle: Later\nwith: release:two\ndate: 2026-02-01\n---\nHello\n",
    "diaries/queued-1.md": "---\ntitle: Queued one\nqueue: 1\n---\nHello\n",
    "diaries/queued-2.md": "---\ntitle: Queued two\nqueue: 2\n---\nHello\n",
    "releases/one.md": "---\ntitle: One\ndate: 2026-05-20\nversion: '1.0'\nchanges:\n"
    "  - {text: Dims, category: added, why: Night, credits: ['@ann'], refs: ['suggestion:wish']}\n"
    "---\n",
    "releases/two.md": "---\ntitle: Two\ndate: 2026-07-31 18:30\nversion: '2.0'\nchanges:\n"
    "  - {text: Sings, category: added, why: Joy, credits: ['@ann'], refs: ['poll:p']}\n---\n",
    "suggestions/wish.md": "---\ntitle: A wish\ndate: 2026-03-03\nby: '@ann'\nowner: lin\n---\n",
    "suggestions/moves.md": "---\ntitle: It moves\ndate: 2026-03-04\nowner: lin\nreason: So\n"
    "answer_by: 2026-08-01\nhistory:\n  - {date: 2026-03-05, status: received}\n"
    "  - {date: 2026-06-11, status: evaluating}\n  - {date: 2026-09-11, status: adopted}\n---\n",
    "suggestions/stale.md": "---\ntitle: It waits\ndate: 2026-05-04\nby: Bo\n---\n",
    "polls/p.md": "---\ntitle: A poll\ndate: 2026-06-01\nquestion: Which?\n"
    "method: plurality\ntie_break: listed\nopens: 2026-06-05 18:00\n"
    "closes: 2026-06-19 18:00\nanswer_by: 2026-07-10\nbinds: Much\noutcome: Done\n"
    "options: [{id: a, title: A}, {id: b, title: B}]\n"
    "totals: {source: 'https://t.example/x', ballots: 3, votes: {a: 2, b: 1}}\n---\n",
    "calls/c.md": "---\ntitle: A call\ndate: 2026-06-02\ntype: beta\nopens: 2026-06-10\n"
    "closes: 2026-07-15\nanswer_by: 2026-08-01 12:00\nlate: Soon\nscope: {in: [All]}\nbinds: Much\n"
    "scope_changes: [{date: 2026-06-20 09:00, note: Less}]\n---\n",
    "calls/standing.md": "---\ntitle: Come\ndate: 2026-06-02\ntype: story\nopens: 2026-06-03\n"
    "answer_within: 10\nlate: Soon\nscope: {in: [All]}\nbinds: Much\n---\n",
    "submissions.csv": "key,call,received,decision,decided,role,reason,became\n"
    "00000000000000a1,standing,2026-06-07T10:30:00+00:00,declined,2026-06-22T08:15:00+00:00,"
    "editor,Too far,\n"
    "00000000000000a2,standing,2026-07-03T11:45:00+00:00,pending,,,,\n",
    "events/e.md": "---\ntitle: Event\ndate: 2026-06-02\nstarts: 2026-09-20 19:00\n"
    "ends: 2026-09-20 21:00\nexpires: 2026-12-24\n---\n",
    "reports/rep.md": "---\ntitle: Rep\ndate: 2026-05-22\nabout: release:one\n"
    "respondents: 3\n---\n",
    "awards/w.md": "---\ntitle: Prize\ndate: 2026-06-30\naward: Prize\nrecipients: ['@ann']\n"
    "reason: Much\n---\n",
}
"""A journal in which something of every sort happens by itself, most of it in 2026."""

CADENCE = (
    "cadences:\n  - {id: friday, kind: diary, title: Friday, rule: FREQ=WEEKLY;BYDAY=FR, "
    "begins: 2026-05-22 17:00, tolerance: 90}\noverdue: warning\n"
)
MOMENTS = st.integers(0, 430 * 24 * 60).map(
    lambda number: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
)


@pytest.fixture(scope="module")
def timely(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """That journal in each zone."""
    return {zone: timely_in(tmp_path_factory.mktemp("timely"), zone) for zone in ZONES[:3]}


def timely_in(folder: Path, zone: str) -> Path:
    config = f"title: T\nbase_url: https://t.example/\ntimezone: {zone}\nlanguages: [en, zh-CN]\n"
    files = {f"content/{path}": text for path, text in TIMELY.items()}
    put(folder, {"friday.yaml": config + CADENCE, **files})
    return folder


@given(st.sampled_from(ZONES[:3]), MOMENTS, st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_nothing_changes_between_two_instants(
    timely: Mapping[str, Path], zone: str, at: datetime, share: float
) -> None:
    draft = drafted_at(timely[zone], at)
    until = next_change(draft.journal)
    assert until is not None
    between = min(at + share * (until - at), until - timedelta(microseconds=1))
    later = drafted_at(timely[zone], between)

    assert outputs(later.plan) == outputs(draft.plan)
    assert repr(later.plan) == repr(draft.plan)


def test_two_builds_between_which_no_instant_lies_have_the_same_bytes(
    timely: Mapping[str, Path], tmp_path: Path
) -> None:
    project = timely["Europe/Berlin"]
    at = datetime(2026, 6, 5, 16, 30, tzinfo=UTC)  # the poll has just opened
    until = next_change(drafted_at(project, at).journal)
    assert until is not None
    made = [site_at(project, moment, tmp_path) for moment in (at, until - SECOND)]

    assert until - SECOND > at
    assert made[0] == made[1]


def test_a_build_at_an_instant_shows_what_happens_then(
    timely: Mapping[str, Path], tmp_path: Path
) -> None:
    project, at = timely["UTC"], datetime(2026, 7, 31, 18, 30, tzinfo=UTC)
    before, after = (site_at(project, moment, tmp_path) for moment in (at - SECOND, at))
    gone_live = {"diaries/later/index.html", "releases/two/index.html"}

    assert next_change(drafted_at(project, at - SECOND).journal) == at
    assert gone_live & before.keys() == set()
    assert gone_live <= after.keys()


def site_at(project: Path, at: datetime, folder: Path) -> dict[str, bytes]:
    site = folder / f"{at:%Y%m%dT%H%M%S}"
    build(project, at=at, options=Options(output=site, jobs=1))
    return files_of(site)


def test_the_zone_of_the_machine_changes_no_byte(
    timely: Mapping[str, Path], tmp_path: Path
) -> None:
    project = timely["Europe/Berlin"]
    made = []
    for zone in ("Pacific/Kiritimati", "America/St_Johns"):
        site = tmp_path / zone.replace("/", "-")
        command = [sys.executable, "-m", "generator", "build", "--at", "2026-06-05T16:30Z"]
        subprocess.run(
            [*command, "-C", project, "-o", site],
            env=environment({"TZ": zone}),
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        made.append(files_of(site))

    assert made[0]
    assert made[0] == made[1]
