"""The sorts of pages that a journal has, and where the demonstration journal shows each.

Every test that is about all sorts of pages goes through this one table, and so does
`make screenshots`. A new template needs a row here (a test says so).
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class PageType:
    """A sort of page; `en` is empty where the example is written in Chinese alone."""

    name: str
    zh: str
    en: str = ""

    def paths(self) -> Iterator[tuple[str, str]]:
        """Language and path of each version."""
        yield "zh", self.zh
        if self.en:
            yield "en", self.en


def _both(name: str, path: str) -> PageType:
    return PageType(name, path, f"/en{path}")


PAGES = (
    _both("home", "/"),
    _both("diary list", "/diaries/"),
    _both("older diaries", "/diaries/page/1/"),
    _both("diary", "/diaries/half-a-year/"),
    _both("first diary", "/diaries/first-light/"),
    _both("release list", "/releases/"),
    _both("release", "/releases/1.10/"),
    _both("board", "/suggestions/"),
    _both("suggestions of a status", "/suggestions/status/shipped/"),
    _both("suggestion", "/suggestions/sunrise/"),
    _both("shipped suggestion", "/suggestions/cat-lock/"),
    _both("polls", "/polls/"),
    _both("open poll", "/polls/winter-first/"),
    _both("closed poll", "/polls/shade-colour/"),
    _both("ranked poll", "/polls/last-hour/"),
    _both("budget poll", "/polls/tea-tin/"),
    _both("announced poll", "/polls/spring-paper/"),
    _both("take part", "/take-part/"),
    _both("call", "/take-part/lamp-council/"),
    _both("photo show", "/take-part/lamp-and-room/"),
    _both("contest", "/take-part/shade-colour/"),
    _both("wishes", "/take-part/hundred-wishes/"),
    _both("standing call", "/take-part/your-story/"),
    _both("report list", "/reports/"),
    _both("report", "/reports/october/"),
    _both("reports side by side", "/reports/compare/"),
    _both("wall", "/stories/"),
    _both("story", "/stories/night-feeding/"),
    _both("story with pictures", "/stories/ferry-cabin/"),
    _both("honours", "/honours/"),
    _both("award", "/honours/star-2026-10/"),
    _both("events", "/events/"),
    _both("event", "/events/mending-day/"),
    _both("people", "/people/"),
    _both("person", "/people/mei/"),
    _both("certificate", "/people/mei/certificate/"),
    _both("levels", "/people/levels/"),
    _both("board of a month", "/honours/2026-10/"),
    _both("board of a year", "/honours/2026/"),
    _both("page", "/about/"),
    _both("card maker", "/makers/my-history/"),
    _both("press", "/press/"),
    _both("archive", "/archive/"),
    _both("year", "/archive/2026/"),
    _both("tags", "/tags/"),
    PageType("tag", "/tags/灯光/", "/en/tags/light/"),
    _both("series", "/series/"),
    PageType("one series", "/series/灯下一天/", "/en/series/a-day-under-the-lamp/"),
    _both("you said, we did", "/you-said-we-did/2026-10/"),
    _both("you said, we did, in a year", "/you-said-we-did/2026/"),
    _both("calendar", "/calendar/"),
    _both("subscribe", "/subscribe/"),
    _both("search", "/search/"),
    PageType("withdrawn", "/suggestions/account-sync/"),
    _both("not found", "/404.html"),
)

MONSTERS = (
    _both("monster diary", "/diaries/monster/"),
    PageType("monster suggestion", "/suggestions/monster/"),
    PageType("monster poll", "/polls/monster/"),
    PageType("poll of many pairs", "/polls/pairs/"),
    PageType("poll of many rounds", "/polls/rounds/"),
    PageType("poll for several seats", "/polls/meek/"),
    PageType("poll of scores", "/polls/scores/"),
    PageType("poll with a runoff", "/polls/star/"),
    PageType("poll of boxes", "/polls/boxes/"),
    PageType("poll that binds nobody", "/polls/passed/"),
    PageType("live poll", "/polls/live/"),
    PageType("monster person", "/people/longest/"),
    PageType("many tags", "/tags/"),
    PageType("wall of monsters", "/stories/"),
    PageType("monster story", "/stories/monster-photo/"),
    PageType("photo show", "/take-part/monster-photos/"),
    PageType("contest of stories", "/take-part/monster-contest/"),
    PageType("many wishes", "/take-part/monster-wishes/"),
    PageType("everything that was sent in", "/take-part/monster-wishes/sent-in/"),
)
"""Pages of the journal of `tests.browser.monster`."""

ALL_PATHS = tuple(path for kind in PAGES for _, path in kind.paths())
