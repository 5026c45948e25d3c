"""Views of people and honours made by hand, in Chinese and in English."""

from collections.abc import Callable

from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.people_views import (
    Badge,
    BoardRow,
    BoardsPage,
    BoardView,
    EvidenceView,
    LevelsPage,
    LevelView,
    NeedView,
    PeopleGroup,
    PeoplePage,
    PersonCard,
    PrivilegeView,
    Profile,
    RoleRow,
)
from generator.pages.values import Link, Pager
from tests.render import some_views
from tests.render.some_records import COVER, EVENING, FRIDAY, MEI, STRANGER, TANG

LOYAL = Link("老用户", "/people/levels/#level-loyal", "level")
FRIEND = Link("朋友", "/people/levels/#level-friend", "level")
EARLY = Link("新版本早一天", "/people/levels/#privilege-early", "privilege")
ROWS = (RoleRow("suggested", 5, 5, 25), RoleRow("tested", 2, 3, 6))
NEEDS = (
    NeedView("points", 31, 60, met=False),
    NeedView("kinds", 5, 2, met=True),
    NeedView("months", 1, 3, met=False),
    NeedView("told", 0, 1, met=False),
)
CHANGED = Html("按钮在<em>左边</em>")
FORUM = "https://forum.example.org/t/1?a=1&b=2"
EVIDENCE = (
    EvidenceView("suggested", FRIDAY, 1, "豆灯 1.4", "/releases/1-4/#change-1", CHANGED),
    EvidenceView("told", EVENING, 1, "A night shift", "/stories/night/", lang="en"),
    EvidenceView("answered", FRIDAY, 4, "论坛", FORUM, outside=True),
    EvidenceView("answered", FRIDAY, 1, "", FORUM, outside=True),
    EvidenceView("invited", None, 2, "点灯群", ""),
)
BADGE = Badge(
    url="/people/mei/badge.svg",
    data="/people/mei/badge.json",
    width=176,
    height=62,
    alt="小梅：老用户",
    bbcode="[url=https://e.org/][img]https://e.org/b.svg[/img][/url]",
    markdown="[![小梅](https://e.org/b.svg)](https://e.org/)",
    html='<a href="https://e.org/"><img src="https://e.org/b.svg" alt="小梅"></a>',
)
PROFILE = Profile(
    rows=ROWS,
    evidence=EVIDENCE,
    more=12,
    founding=True,
    ranked=True,
    points=31,
    level=LOYAL,
    next=FRIEND,
    needs=NEEDS,
    privileges=(EARLY,),
    rules="/people/levels/",
    badge=BADGE,
)


def levels(lang: str) -> LevelsPage:
    """The rules with everything that rules can have."""
    heading = "积分、等级与特权" if lang == "zh-CN" else "Points, levels and privileges"
    about = Html("周四晚上，<em>测试频道</em>")
    needs = (NeedView("level", 0, 1, met=False, title="朋友"), NeedView("told", 0, 2, met=False))
    return LevelsPage(
        site=some_views.site(lang),
        page=some_views.page(lang, "/people/levels/", heading, "person"),
        heading=heading,
        roles=ROWS,
        levels=(
            LevelView("customer", "用户", 1, (), 3, "", "/l/customer.json", "/l/customer.svg"),
            LevelView("friend", "朋友", 2, NEEDS, 1, "/people/level/friend/", "/f.json", "/f.svg"),
        ),
        privileges=(
            PrivilegeView("early", "早一天", about, needs, (MEI, TANG), 2, 6),
            PrivilegeView(
                "first", "第一批", Html(), (NeedView("founding", 0, 1, met=False),), (), 1, 0
            ),
            PrivilegeView("none", "没有人", about, (), (), 0, 0, "zh-CN"),
        ),
        founding_until=FRIDAY,
        founding=4,
        least=2,
        fewest=3,
        places=10,
        people="/people/",
        honours="/honours/",
        data="/people.json",
    )


def board(lang: str) -> BoardsPage:
    """A month: a ranking with equals, a role with too few people, an award."""
    heading = "2026年10月" if lang == "zh-CN" else "October 2026"
    rows = (
        BoardRow(1, MEI, 22, 9),
        BoardRow(2, TANG, 5, 1),
        BoardRow(2, replace(STRANGER, url="/people/moss/", lang="en"), 5, 1),
    )
    honour = some_views.card(lang, "award", "荣誉", award="月度之星", chosen_by="data")
    return BoardsPage(
        site=some_views.site(lang),
        page=some_views.page(lang, "/honours/2026-10/", heading, "award"),
        heading=heading,
        window="2026-10",
        over=False,
        boards=(BoardView("", rows, 4), BoardView("told", rows, 0), BoardView("tested", (), 1)),
        nominees=(MEI,),
        awards=(honour,),
        least=2,
        fewest=3,
        rules="/people/levels/",
        honours="/honours/",
        year=Link("2026年", "/honours/2026/"),
        older=Link("2026年9月", "/honours/2026-09/"),
        newer=Link("2026年11月", "/honours/2026-11/"),
    )


def year(lang: str) -> BoardsPage:
    """A year in which too few did anything, and nobody was honoured yet."""
    here = some_views.page(lang, "/honours/2026/", "2026", "award")
    few = (BoardView("", (), 2), BoardView("told", (), 1))
    months = (Link("2026年10月", "/honours/2026-10/"),)
    return replace(
        board(lang),
        page=here,
        heading="2026",
        window="2026",
        over=True,
        boards=few,
        nominees=(),
        awards=(),
        year=None,
        months=months,
        older=None,
    )


def people(lang: str) -> PeoplePage:
    """The list of all: a team with a face, a level of many, those without one."""
    heading = "人物" if lang == "zh-CN" else "People"
    known = some_views.card(lang, "person", "人物", role="写固件")
    face = replace(known, cover=replace(COVER, width=640, height=640))
    level = (PersonCard(known, 31, founding=True), PersonCard(replace(known, lang="en"), 7))
    return PeoplePage(
        site=some_views.site(lang),
        page=some_views.page(lang, "/people/", heading, "person"),
        heading=heading,
        intro="是他们的话和他们的手。",
        groups=(
            PeopleGroup("team", "团队", (PersonCard(face),), 1),
            PeopleGroup("friend", "朋友", level, 120, "/people/level/friend/"),
            PeopleGroup("others", "其他人", (PersonCard(known),), 1),
        ),
        count=122,
        pager=Pager(1, 1, "", ""),
        founding=(MEI, TANG),
        founders=70,
        rules="/people/levels/",
    )


def people_of_a_level(lang: str) -> PeoplePage:
    """A page of the list of one level."""
    full = people(lang)
    group = replace(full.groups[1], title="", url="")
    return replace(
        full,
        groups=(group,),
        intro="",
        pager=Pager(2, 3, "/people/level/friend/", "/people/level/friend/page/3/"),
        founding=(),
        founders=0,
        rules="",
        up=Link(full.heading, "/people/"),
    )


Makers = dict[str, tuple[str, Callable[[str], LevelsPage | BoardsPage | PeoplePage]]]

VIEWS: Makers = {
    "levels": ("levels.html", levels),
    "board": ("board_of.html", board),
    "year": ("board_of.html", year),
    "people": ("people.html", people),
    "people of a level": ("people.html", people_of_a_level),
}
"""Each template with what makes a view for it."""
