"""Pages of entries whose views wait: the same site, and the same is told beforehand."""

import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.config import read as read_config
from generator.journal.journal import Journal, gather
from generator.journal.loop.loop import with_loop
from generator.journal.recognition.recognise import with_recognition
from generator.pages.layout import Extras, lay_out
from generator.pages.plan import Awaited, ItemSheet, Plan, Sheet
from generator.pages.texted import texts_of
from generator.problems import Problem, in_order
from generator.reader.read import Means, Reading, read
from generator.workshop.cache import Cache
from tests.cli.running import ROOT
from tests.pages.journals import Words, diary, put

GOOD = sorted((ROOT / "tests/sites/good").iterdir())
PARTS = (
    *("feeds", "copies", "texts", "opml", "dead", "archives", "cards", "codes"),
    *("pictures", "handed_out", "calendars"),
)
AT = datetime(2026, 11, 20, tzinfo=UTC)

_CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\n"
LINKS: dict[str, str | bytes] = {
    "diaries/2026-05-01-a.md": diary(
        "A", text="See ![a lamp](lamp.png), [there](nowhere.pdf), [B](diary:b), [bad](foo:bar)."
    ),
    "diaries/lamp.png": b"no picture, and a file all the same",
    "diaries/2026-05-02-b.md": diary("B", "cover: {src: cover.png, alt: C}"),
    "diaries/cover.png": b"a cover",
    "diaries/2026-05-03-c.md": diary("C"),
}
_MOVES = "history: [{date: 2026-05-01, status: received}, {date: 2026-05-02, status: evaluating"
_NOTE = ', note: "See [this](nofile.pdf) and [here](foo:bar)"'


def translated(*, original: str = "", translation: str = "") -> dict[str, str | bytes]:
    """A suggestion in two languages; what is given is added to its last move."""
    return {
        "suggestions/x.md": (
            f"---\ntitle: X\ndate: 2026-05-01\nowner: Ann\n{_MOVES}{original}}}]\n---\n\nWords.\n"
        ),
        "suggestions/x.zh-CN.md": f"---\ntitle: 某\n{_MOVES}{translation}}}]\n---\n\n话。\n",
    }


def _read(project: Path) -> tuple[Journal, Reading]:
    config, _ = read_config((project / "friday.yaml").read_text(encoding="utf-8"))
    assert config is not None
    with Cache(None) as cache:
        reading = read(project, config, Means(cache, 1, lambda _what, _total, _done: None))
    journal, _ = gather(reading.entries, config, AT, reading.ledger, reading.submissions)
    return with_recognition(with_loop(journal)), reading


def _laid(project: Path, *, apart: bool) -> tuple[Plan, tuple[Problem, ...]]:
    journal, reading = _read(project)
    extras = Extras(reading.static, reading.files, fonts=True, apart=apart)
    plan, problems = lay_out(journal, extras, Words())
    return plan, in_order(problems)


def _awaited(plan: Plan) -> list[str]:
    return [sheet.path for sheet in plan.sheets if isinstance(sheet.view, Awaited)]


def _shown(plan: Plan) -> Counter[str]:
    """How often each text is shown, on pages that are awaited, too."""
    sheets: tuple[Sheet | ItemSheet, ...] = (*plan.sheets, *plan.items)
    waiting = [sheet.seen for sheet in sheets if isinstance(sheet.view, Awaited)]
    return Counter(plan.shown) + Counter(text.name for view in waiting for text in texts_of(view))


@pytest.mark.parametrize("project", [ROOT, *GOOD], ids=lambda path: path.name)
def test_nothing_depends_on_whether_views_wait(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "journal"
    shutil.copytree(project / "content", copy / "content")
    shutil.copy(project / "friday.yaml", copy)
    (at_once, told), (apart, told_apart) = _laid(copy, apart=False), _laid(copy, apart=True)
    named, named_apart = _named(at_once), _named(apart)
    shown, shown_apart = _shown(at_once), _shown(apart)
    differing = _differing(apart, at_once)

    assert told == told_apart
    assert named == named_apart
    assert shown == shown_apart
    assert differing == []


def _named(plan: Plan) -> list[tuple[object, ...]]:
    return [(s.path, s.template, s.place, s.whole, s.updated) for s in plan.sheets]


def _differing(one: Plan, other: Plan) -> list[str]:
    """What is another in two plans with the same pages; their values would fill screens."""
    pages = zip(one.sheets, other.sheets, strict=True)
    items = zip(one.items, other.items, strict=True)
    return [
        *(a.path for a, b in pages if a.seen != b.seen),
        *(f"item {n}" for n, (a, b) in enumerate(items) if (a.seen, a.place) != (b.seen, b.place)),
        *(name for name in PARTS if getattr(one, name) != getattr(other, name)),
        *(a.lang for a, b in zip(one.search, other.search, strict=True) if a.seen != b.seen),
    ]


def test_most_pages_of_the_demonstration_wait() -> None:
    plan, _ = _laid(ROOT, apart=True)
    waiting = _awaited(plan)
    own = [sheet.path for sheet in plan.sheets if sheet.entry is not None]

    assert len(waiting) > len(own) / 2


def test_what_a_text_names_is_found_before_its_page_is_made(tmp_path: Path) -> None:
    _written(tmp_path, LINKS)
    (at_once, told), (apart, told_apart) = (_laid(tmp_path, apart=way) for way in (False, True))
    waiting = _awaited(apart)

    assert waiting == ["/diaries/a/"]
    assert sorted(copy.source for copy in apart.copies) == [
        "content/diaries/cover.png",
        "content/diaries/lamp.png",
    ]
    assert sorted(problem.code for problem in told_apart) == ["missing-file", "unknown-scheme"]
    assert told == told_apart
    assert apart.dead == at_once.dead
    assert apart.dead == {
        "nowhere.pdf",
        "/diaries/a/nowhere.pdf",
        "https://t.example/diaries/a/nowhere.pdf",
    }


@pytest.mark.parametrize(
    ("files", "told_of"),
    [
        (translated(original=_NOTE), {"x.md", "x.zh-CN.md"}),  # the translation takes it over
        (translated(translation=_NOTE), {"x.zh-CN.md"}),
    ],
)
def test_what_one_of_two_languages_names_is_found_in_each(
    tmp_path: Path, files: Mapping[str, str | bytes], told_of: set[str]
) -> None:
    _written(tmp_path, files, "languages: [en, zh-CN]\n")
    (at_once, told), (apart, told_apart) = (_laid(tmp_path, apart=way) for way in (False, True))

    assert {Path(problem.location.file).name for problem in told_apart} == told_of
    assert told == told_apart
    assert apart.dead == at_once.dead
    assert "/zh-cn/suggestions/x/nofile.pdf" in apart.dead


def _written(folder: Path, files: Mapping[str, str | bytes], options: str = "") -> None:
    inside = {f"content/{name}": content for name, content in files.items()}
    put(folder, {"friday.yaml": f"{_CONFIG}{options}", **inside})
