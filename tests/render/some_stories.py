"""Views of what people sent in: a wall, a contest, a photo show, wishes."""

from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.sent_views import (
    Candidate,
    Photo,
    SentIn,
    Tile,
    Told,
    Wall,
    Wish,
    Wishes,
)
from generator.pages.thread_views import Age
from generator.pages.values import Card, Link, Tally
from tests.render.some_records import COVER, EVENING, FRIDAY, MEI, NIGHT, RELEASE, STRANGER

SAID = Html("因为它<em>温暖</em>")
TAGS = (Link("灯光", "/tags/灯光/"), Link("light", "/en/tags/light/", lang="en"))
APRICOT = Candidate("apricot", "杏色", "", "", (MEI,), COVER, SAID, reason=SAID, won=True)
LEAVES = Candidate(
    "leaves", "Leaves", "/stories/leaves/", "en", (STRANGER,), COVER, summary="A shadow"
)
LEAVES_TOO = replace(LEAVES, id="leaves-too", picture=replace(COVER, alt=""))
BARE = Candidate("grey", "灰", "", "", (), None)
TOLD = Told(
    Link("说说你的灯", "/take-part/your-story/"), FRIDAY, EVENING, "editor", "CC BY 4.0", won=True
)


def tiles(told: Card) -> tuple[Tile, ...]:
    """With a picture, with a very wide one, with a quote alone, with words alone, with nothing."""
    shown = replace(told, cover=COVER)
    wide = replace(told, cover=replace(COVER, width=2400, height=300))
    words = replace(told, cover=None)
    return (
        Tile(shown, "没有人问我型号", (MEI, STRANGER), TAGS, 3, featured=True),
        Tile(wide, "", (), (), 1),
        Tile(words, "灯很好", (MEI,), (), 0),
        Tile(words, "", (), TAGS, 0),
        Tile(replace(words, summary="", lang="en"), "", (), (), 0),
    )


def wall(told: Card) -> Wall:
    """A wall with everything."""
    first, *rest = tiles(told)
    topics = (Tally("灯光", "/tags/灯光/", 3), Tally("窗", "/tags/窗/", 1))
    return Wall((first,), tuple(rest), topics, (TOLD.call or MEI, NIGHT))


def photos() -> tuple[Photo, ...]:
    """A picture with everything that can stand below it, and one with nothing."""
    story = Link("窗台", "/stories/sill/")
    bare = Photo(replace(COVER, alt=""), replace(story, lang="en"), ())
    return Photo(COVER, story, (MEI,), SAID, "南方", "CC BY 4.0"), bare


def wishes(asked: Card) -> tuple[Wishes, ...]:
    """Wishes of every end, more of the open ones than are shown."""
    granted = Wish(asked, (MEI,), "shipped", EVENING, RELEASE, "1.4", reason=SAID)
    shown = replace(granted, version="", same_as=NIGHT)
    told = replace(granted, cause=None)
    declined = Wish(asked, (), "declined", None, reason=SAID)
    return (
        Wishes("granted", (granted, shown, told), 3),
        Wishes("coming", (Wish(asked, (), "adopted", EVENING),), 1),
        Wishes("declined", (declined,), 1),
        Wishes("open", (Wish(asked, (STRANGER,), "received", age=Age(3, "week")),), 40),
    )


def contest() -> SentIn:
    """A contest with a winner, and with a story among its entries."""
    return SentIn((APRICOT, LEAVES), (BARE, LEAVES_TOO), (APRICOT,), stories=3)


def everything(told: Card, asked: Card) -> SentIn:
    """All that can stand on the page of a call."""
    return replace(
        contest(),
        tiles=tiles(told),
        photos=photos(),
        stories=90,
        wishes=wishes(asked),
        wished=45,
        url="/take-part/all/sent-in/",
    )
