"""The fields of one entry of each kind, as `EntryView.record` holds them."""

from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.values import Link, Picture

_ZONE = timezone(timedelta(hours=8))
FRIDAY = datetime(2026, 5, 1, tzinfo=_ZONE)
EVENING = datetime(2026, 5, 8, 18, 30, tzinfo=_ZONE)

MEI = Link("小梅 Mei", "/people/mei/", "person")
TANG = Link("老汤 Tang", "/people/tang/", "person")
STRANGER = Link("Moss", "", "person")
NIGHT = Link("夜里不刺眼的光", "/suggestions/night-light/", "suggestion")
POLL = Link("外壳用什么颜色？", "/polls/colours/", "poll")
DIARY = Link("开模之前，最后一次改按钮", "/diaries/12/", "diary")
RELEASE = Link("豆灯 1.4", "/releases/1-4/", "release")
COVER = Picture("/diaries/12/lamp.svg", "一盏亮着的小灯放在书旁")


def records() -> dict[str, dict[str, object]]:
    """The fields of one entry of each kind, as `EntryView.record` holds them."""
    said = Html("按钮在<em>左边</em>，夜里也摸得到")
    credits_ = (
        {"person": MEI, "role": "suggested"},
        {"person": STRANGER, "role": "suggested"},
        {"person": TANG, "role": "tested"},
    )
    first = {"internal": False, "ships": True, "anchor": "change-1", "from_users": True}
    change = {
        "text": said,
        "category": "added",
        "why": said,
        "credits": credits_,
        "refs": (NIGHT,),
        **first,
    }
    second = {**first, "anchor": "change-2", "from_users": False}
    plain = {"text": said, "category": "fixed", "why": None, "credits": (), "refs": (), **second}
    inner = {**plain, "category": "changed", "internal": True, "anchor": "change-3"}
    remark = {"text": said, "count": 14, "refs": (NIGHT,)}
    bare = {"text": said, "count": None, "refs": ()}
    named = {"people": (MEI,), "refs": (NIGHT,)}
    option = {"id": "red", "title": "柿子红", "description": said, "picture": COVER, **named}
    none = {"description": None, "picture": None, "people": (), "refs": ()}
    other = {"id": "green", "title": "竹青", **none}
    step = {"date": FRIDAY, "status": "received", "note": None}
    later = {"date": EVENING, "status": "in-progress", "note": said}
    return {
        "diary": {
            "number": 12,
            "stage": "prototype",
            "questions": (said, Html("灯要不要<strong>再暗</strong>一点？")),
            "answers": Link("第三次体验报告", "/reports/3/", "report"),
            "releases": (RELEASE,),
        },
        "release": {
            "version": "1.10",
            "channel": "beta",
            "team": (MEI, TANG),
            "changes": (change, plain, inner),
        },
        "suggestion": {
            "status": "in-progress",
            "by": STRANGER,
            "owner": MEI,
            "channel": "forum",
            "source": "https://example.org/forum/12",
            "votes": 1204,
            "voices": (MEI,),
            "answer_by": FRIDAY,
            "late": said,
            "reason": said,
            "duplicate_of": NIGHT,
            "history": (step, later),
        },
        "poll": {
            "question": "外壳用什么颜色？",
            "options": (option, other),
            "method": "approval",
            "voters": "每个人一票",
            "opens": FRIDAY,
            "closes": EVENING,
            "seats": 1,
            "quorum": 100,
            "tie_break": None,
            "budget": 0,
            "binds": said,
            "answer_by": EVENING,
            "results": "at-close",
            "where": "https://example.org/vote",
            "outcome": said,
        },
        "report": {
            "about": DIARY,
            "respondents": 86,
            "liked": (remark, bare),
            "disliked": (bare,),
            "awaited": (remark,),
            "bugs": (bare,),
            "source": "https://example.org/survey",
        },
        "call": {
            "type": "beta",
            "opens": FRIDAY,
            "closes": EVENING,
            "scope": {"in": (said,), "out": (said,)},
            "scope_changes": ({"date": EVENING, "note": said},),
            "binds": said,
            "answer_by": None,
            "late": said,
            "reward": said,
            "places": 12,
            "how": ({"title": "写信", "url": "mailto:lamp@example.org"},),
            "entries": (
                _sent("apricot", COVER, MEI, said),
                _sent("rice", None, STRANGER, said),
                _sent("grey", None, None, None),
            ),
            "shortlist": (
                {"entry": "apricot", "reason": said},
                {"entry": "rice", "reason": said},
            ),
            "vote": POLL,
            "outcome": (NIGHT,),
        },
        "story": {
            "by": STRANGER,
            "place": "泉州",
            "since": "2026",
            "call": None,
            "quote": "没有人问我型号",
            "pictures": (
                {"src": COVER, "alt": COVER.alt, "caption": said},
                {"src": replace(COVER, alt=""), "alt": "", "caption": None},
                {"src": None, "alt": "", "caption": None},
            ),
            "featured": None,
            "consent": {"given": FRIDAY, "text": "1", "uses": ("site", "feeds")},
            "decision": "approved",
        },
        "event": {
            "starts": EVENING,
            "ends": None,
            "place": "杭州，运河边",
            "online": "https://example.org/join",
            "signup": "https://example.org/signup",
            "places": 30,
            "refs": (NIGHT,),
        },
        "award": {
            "award": "爆米花奖",
            "period": "2026-W18",
            "recipients": (MEI, STRANGER),
            "reason": said,
            "poll": POLL,
            "refs": (RELEASE,),
        },
        "person": {
            "handle": "mei",
            "handles": (),
            "role": "写固件",
            "team": True,
            "links": ({"title": "主页", "url": "https://example.org/mei"},),
        },
        "page": {"menu": None},
        "maker": {"share": None, "menu": None},
        "press": {
            "licence": "CC0",
            "licence_url": "https://example.org/cc0",
            "contact": "mailto:press@example.org",
            "colours": ({"name": "灯光", "value": "#f6b26b"},),
            "files": (),
        },
        # A kind that no template knows: a project's own.
        "entry": {
            "mood": "in-progress",
            "count": 3,
            "ready": True,
            "when": EVENING,
            "who": MEI,
            "note": said,
            "link": "https://example.org/",
            "many": (MEI, NIGHT),
            "parts": ({"name": "灯罩", "weight": 12, "none": None},),
            "picture": COVER,
        },
    }


def _sent(name: str, picture: Picture | None, by: Link | None, said: Html | None) -> object:
    """Something that was sent in to a contest."""
    return {
        "id": name,
        "title": name.title(),
        "by": by,
        "description": said,
        "picture": picture,
        "alt": picture.alt if picture else None,
    }
