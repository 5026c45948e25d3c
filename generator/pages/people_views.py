"""People and honours as templates see them: what somebody did, what it amounts to, who is where."""

from datetime import datetime

from msgspec import Struct

from generator.pages.html import NO_HTML, Html
from generator.pages.values import Card, Link, Page, Pager, Site


class RoleRow(Struct, frozen=True):
    """How often somebody did something, and what that is worth.

    Attributes:
        role: as releases name it.
        each: points for one.
        points: all of them.
    """

    role: str
    count: int
    each: int = 0
    points: int = 0


class NeedView(Struct, frozen=True):
    """A condition: `have` of `want`.

    Attributes:
        what: `points`, `kinds`, `months`, `founding`, `level`, or a role.
        title: of the level, where a level is needed.
    """

    what: str
    have: int
    want: int
    met: bool
    title: str = ""


class EvidenceView(Struct, frozen=True):
    """Something that somebody did.

    Attributes:
        title: of the entry that shows it; the plain words of a ledger, which may be empty.
        url: where it can be seen; may be empty.
        text: what changed, where it is a change.
        lang: language of title and text, where it is not that of the page; else empty.
        outside: True for an address that was typed into a ledger.
    """

    role: str
    date: datetime | None
    count: int
    title: str
    url: str
    text: Html = NO_HTML
    lang: str = ""
    outside: bool = False


class Badge(Struct, frozen=True):
    """A badge to be shown elsewhere; every address is whole.

    Attributes:
        url: the picture, from the root of the host.
        data: the same as an Open Badges credential, from the root of the host.
        alt: what the picture says.
        bbcode: what puts it into a forum signature.
        markdown: the same for Markdown.
        html: the same for HTML, to be shown as text.
    """

    url: str
    data: str
    width: int
    height: int
    alt: str
    bbcode: str
    markdown: str
    html: str


class Profile(Struct, frozen=True):
    """What a person did, and what it amounts to.

    Attributes:
        rows: how often in which role, the most frequent first.
        evidence: what it was, the newest first; at most 40.
        more: how many pieces of evidence there are besides.
        founding: True for one of the first.
        ranked: True if the person has points and levels: neither a member of the team nor one who
            wants none, in a journal that has levels.
        points: all of them.
        level: the level reached; None for none.
        next: the next one; None at the top.
        needs: its conditions.
        privileges: what has been earned.
        rules: the page that says how all of this is computed.
        badge: what to show elsewhere; None without a level.
    """

    rows: tuple[RoleRow, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    more: int = 0
    founding: bool = False
    ranked: bool = False
    points: int = 0
    level: Link | None = None
    next: Link | None = None
    needs: tuple[NeedView, ...] = ()
    privileges: tuple[Link, ...] = ()
    rules: str = ""
    badge: Badge | None = None


class LevelView(Struct, frozen=True):
    """A level of the rules.

    Attributes:
        number: from 1, the first one.
        needs: what it takes, each with `want` alone.
        count: how many people have reached it and no higher one.
        url: list of those of them who stand in lists; empty if there are none.
        data: the same as an Open Badges achievement, from the root of the host.
        badge: its badge without a name.
    """

    id: str
    title: str
    number: int
    needs: tuple[NeedView, ...]
    count: int
    url: str
    data: str
    badge: str


class PrivilegeView(Struct, frozen=True):
    """A privilege of the rules.

    Attributes:
        about: what one gets, finished; may be empty.
        needs: what it takes, each with `want` alone.
        people: those who qualify and whose names may stand in lists, by name; at most 60.
        others: how many qualify besides.
        places: how many there are; 0 for as many as qualify.
        lang: language of `about`, where it is not that of the page; else empty.
    """

    id: str
    title: str
    about: Html
    needs: tuple[NeedView, ...]
    people: tuple[Link, ...]
    others: int
    places: int
    lang: str = ""


class LevelsPage(Struct, frozen=True):
    """View of `levels.html`: how points, levels and privileges are computed.

    Attributes:
        roles: what one piece of evidence of each role is worth, in `each`, with `count` of them.
        founding_until: whoever contributed before is a founding member; None for nobody by date.
        founding: how many founding members there are.
        least: points below which nobody stands on a board.
        fewest: people below which there is no board.
        places: places of a board.
        people: the list of all people.
        honours: page of the honours, with the boards.
        data: all people with what they did, for machines.
    """

    site: Site
    page: Page
    heading: str
    roles: tuple[RoleRow, ...]
    levels: tuple[LevelView, ...]
    privileges: tuple[PrivilegeView, ...]
    founding_until: datetime | None
    founding: int
    least: int
    fewest: int
    places: int
    people: str
    honours: str
    data: str


class BoardRow(Struct, frozen=True):
    """A place of a board; equals share a place."""

    place: int
    person: Link
    points: int
    count: int


class BoardView(Struct, frozen=True):
    """A board: of one role, or of all by points.

    Attributes:
        role: empty for the board of all.
        rows: best first; empty where too few people contributed for a ranking.
        others: how many contributed besides.
    """

    role: str
    rows: tuple[BoardRow, ...]
    others: int


class BoardsPage(Struct, frozen=True):
    """View of `board_of.html`: who did most in a month or a year.

    Attributes:
        heading: the month or year in words.
        window: `2026-10` or `2026`.
        over: whether the month or year is over; until then the boards move.
        boards: that of all roles first.
        nominees: who has the first place of it; several if they are equal.
        awards: honours given from the data of this window.
        year: the year that a month belongs to; None on the page of a year.
        months: the months of a year that have boards, newest first; empty on the page of a month.
        older: the window of the same length before it; None for the first.
        least: points below which nobody stands on a board.
        fewest: people below which there is no ranking.
        rules: the page that says how points are computed.
        honours: page of the honours.
    """

    site: Site
    page: Page
    heading: str
    window: str
    over: bool
    boards: tuple[BoardView, ...]
    nominees: tuple[Link, ...]
    awards: tuple[Card, ...]
    least: int
    fewest: int
    rules: str
    honours: str
    year: Link | None = None
    months: tuple[Link, ...] = ()
    older: Link | None = None
    newer: Link | None = None


class PersonCard(Struct, frozen=True):
    """Somebody in the list of people.

    Attributes:
        points: 0 for those without points.
        founding: True for one of the first.
    """

    card: Card
    points: int = 0
    founding: bool = False


class PeopleGroup(Struct, frozen=True):
    """People of one level, the team, or those who have no level.

    Attributes:
        id: of the level; `team` and `others` for the groups that are no level.
        title: in words.
        count: how many there are.
        url: list of all of them, where `people` are only some; else empty.
    """

    id: str
    title: str
    people: tuple[PersonCard, ...]
    count: int
    url: str = ""


class PeoplePage(Struct, frozen=True):
    """View of `people.html`: everybody who may stand in a list, by level.

    Attributes:
        up: the list of all people, on the list of one group.
        count: how many people are listed on this page and those behind it.
        founding: founding members, by name; at most 60.
        founders: how many founding members are in the list.
        rules: the page that says how levels are computed; empty in a journal without levels.
    """

    site: Site
    page: Page
    heading: str
    intro: str
    groups: tuple[PeopleGroup, ...]
    count: int
    pager: Pager
    founding: tuple[Link, ...] = ()
    founders: int = 0
    rules: str = ""
    up: Link | None = None
