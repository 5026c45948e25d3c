"""Pages of single entries with everything that stands around the text: thread, changes, credits."""

from msgspec.structs import replace

from generator.pages.follow import FollowState, FollowStep
from generator.pages.html import Html
from generator.pages.thread_views import Knot
from generator.pages.values import Contribution, Deed, Picture, Share
from generator.pages.views import CertificatePage, EntryPage, KitFile
from tests.render import some_calls, some_stories, some_views
from tests.render.some_loop import LINES, STANDING, THREAD
from tests.render.some_records import (
    COVER,
    DIARY,
    EVENING,
    FRIDAY,
    NIGHT,
    RELEASE,
    TANG,
    records,
)

WORD = Html("按钮在<em>左边</em>")
FOLLOW = (
    FollowStep(
        1,
        "red",
        "柿子红",
        (
            FollowState(NIGHT, "Waiting for its turn", "adopted", FRIDAY, (TANG,), open=True),
            FollowState(RELEASE, "Released", date=EVENING),
        ),
    ),
    FollowStep(2, "blue", "靛", (FollowState(NIGHT, "", "shipped", EVENING),), open=False),
    FollowStep(2, "green", "竹青"),
)
CONTRIBUTIONS = (Contribution("suggested", 5), Contribution("tested", 2))


def full_page(lang: str, kind: str) -> EntryPage:
    """The page of an entry of a kind with all that can stand on it."""
    page = some_views.entry_page(lang, kind)
    cover = replace(COVER, width=640, height=480)
    card = replace(page.entry.card, cover=cover, url="/people/mei/")
    address = page.page.canonical
    return replace(
        page,
        entry=replace(page.entry, card=card),
        thread=THREAD,
        threads=LINES if kind in {"poll", "release", "diary", "report", "award"} else (),
        more_threads=4 if kind == "release" else 0,
        standing=STANDING if kind == "suggestion" else None,
        answered=(DIARY,) if kind == "report" else (),
        page=replace(page.page, feeds=(some_views.feed(lang, f"/{kind}/12/"),)),
        releases=(some_views.entry_page(lang, "release").entry,) if kind == "diary" else (),
        share=Share(address, card.title, f"{card.title}\n{address}", "/qr.svg", cover),
        contributions=CONTRIBUTIONS if kind == "person" else (),
        certificate="/people/mei/certificate/" if kind == "person" else "",
        kit=kit() if kind == "press" else (),
        archive="/press/kit.zip" if kind == "press" else "",
        sums="/press/SHA256SUMS" if kind == "press" else "",
        follow=FOLLOW if kind == "poll" else (),
        won=("apricot",) if kind == "call" else (),
        sent=some_stories.everything(card, card) if kind == "call" else None,
        told=some_stories.TOLD if kind == "story" else None,
        call=some_calls.call() if kind == "call" else None,
    )


def kit() -> tuple[KitFile, ...]:
    """Files of a press page: a picture, and a text that has a licence of its own."""
    logo = Picture("/press/logo.png", "一盏灯", 1600, 1200)
    return (
        KitFile("标志", logo.url, 0, "PNG", picture=logo, description="浅色底上用"),
        KitFile("故事", "/press/story.pdf", 1_234_567, "PDF", "CC BY"),
        KitFile("短文", "/press/short.txt", 420, "TXT"),
    )


def certificate(lang: str) -> CertificatePage:
    """The certificate of somebody whom releases credit."""
    change = records()["release"]["changes"]
    credits_ = change[0]["credits"] if isinstance(change, tuple) else ()
    deeds = tuple(Deed(WORD, WORD, credits_, RELEASE, FRIDAY) for _ in range(5))
    page = some_views.page(lang, "/people/mei/certificate/", "小梅 Mei", "person")
    person = some_views.entry_page(lang, "person").entry
    return CertificatePage(
        some_views.site(lang), page, person, CONTRIBUTIONS, deeds, FRIDAY, EVENING
    )


def with_thread(page: EntryPage, length: int) -> EntryPage:
    """The same page with a thread of so many steps, each a diary of its own."""
    knots = tuple(
        Knot("told", "Told", FRIDAY, replace(NIGHT, title=f"Step {n}", url=f"/{n}/"))
        for n in range(1, length + 1)
    )
    return replace(page, thread=knots)
