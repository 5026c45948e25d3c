"""The figures of months and years as data: `said.json` beside each page, the same in all languages.

`docs/said.md` describes its keys.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson
from msgspec.structs import asdict

from generator.journal.happenings import Happening, What
from generator.journal.said import Figures, Part, Span, before
from generator.pages import routes
from generator.pages.frame import Tree
from generator.pages.lists.periods import DATA, months, years
from generator.pages.plan import Text

FORMAT = 1
MOST = 1000
"""Items of a list; `counts` says how many there are."""

_ABOUT = "What users said in this time and what the team did, counted by the build."
_WRITTEN = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
_AGES = frozenset({"oldest_days"})  # they change every day; dates stand beside


def said_data(trees: Sequence[Tree]) -> Iterator[Text]:
    """A file for each month and year that has a page in any language."""
    spans = {
        period.span.name: period.span for tree in trees for period in (*months(tree), *years(tree))
    }
    for name in sorted(spans):
        path = routes.said_path(trees[0].config, name, trees[0].config.main_language)
        data = _data(trees[0], spans[name])
        yield Text(f"{path[1:]}{DATA}", orjson.dumps(data, option=_WRITTEN))


def _data(tree: Tree, span: Span) -> dict[str, object]:
    said = tree.desk.said
    part, earlier = said.within(span), before(span, said.zone)
    running = said.at in span
    return {
        "format": FORMAT,
        "about": _ABOUT,
        "time": span.name,
        "begins": span.begins.isoformat(),
        "ends": span.ends.isoformat(),
        "as_of": _day(tree, said.at) if running else None,
        "figures": _figures(part.figures()),
        "before": {"time": earlier.name, "figures": _figures(said.within(earlier).figures())},
        **_lists(tree, part),
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {name: value for name, value in asdict(figures).items() if name not in _AGES}


def _lists(tree: Tree, part: Part) -> dict[str, object]:
    heard = [deed for deed in part.deeds if deed.heard]
    happened = {str(what): part.of(what) for what in What}
    counts = {
        **{name: len(found) for name, found in happened.items()},
        "heard": len(heard),
        "waiting": len(part.waiting),
        "overdue": len(part.owed),
    }
    return {
        "counts": counts,
        **{
            name: [_happening(tree, each) for each in found[:MOST]]
            for name, found in happened.items()
        },
        "heard": [
            {"entry": str(each.entry), "change": each.part + 1, "date": _day(tree, each.when)}
            for each in heard[:MOST]
        ],
        "waiting": [
            {"entry": str(each.entry), "since": _day(tree, each.since), "answered": each.answered}
            for each in part.waiting[:MOST]
        ],
        "overdue": [
            {"entry": str(each.entry), "due": _day(tree, each.due)} for each in part.owed[:MOST]
        ],
    }


def _happening(tree: Tree, happening: Happening) -> dict[str, object]:
    """One of a list; without a date where nobody wrote down when."""
    dated = happening.what is What.RECEIVED or happening.days is not None
    return {
        "entry": str(happening.entry),
        "date": _day(tree, happening.when) if dated else None,
        "days": happening.days,
    }


def _day(tree: Tree, instant: datetime) -> str:
    local = tree.desk.local(instant) or instant
    return local.date().isoformat()
