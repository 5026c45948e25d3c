"""Views made by hand, one for every template of the default theme, in Chinese and in English."""

from collections.abc import Mapping

from msgspec.structs import replace

from generator.journal.changes import Heard
from generator.pages.html import Html
from generator.pages.sent_views import SentIn, Wall
from generator.pages.values import (
    Card,
    EntryView,
    FeedGroup,
    FeedLink,
    FieldView,
    Group,
    LanguageLink,
    Link,
    Mention,
    MenuItem,
    Occasion,
    Page,
    Pager,
    SeriesView,
    Site,
    Tally,
    TocItem,
)
from generator.pages.views import (
    CalendarPage,
    EntryPage,
    GonePage,
    HomePage,
    IndexPage,
    ItemPage,
    ListPage,
    PlainPage,
    RedirectPage,
    SearchPage,
    SubscribePage,
    View,
)
from tests.render import some_loop, some_makers, some_said, some_stories
from tests.render.some_records import (
    COVER,
    DIARY,
    EVENING,
    FRIDAY,
    MEI,
    RELEASE,
    STRANGER,
    TANG,
    records,
)
from tests.render.some_rhythms import ENDED, RHYTHM

LANGUAGES = ("zh-CN", "en")
_TEXTS = {
    "zh-CN": """<p>这一周我们只做了一件事：<strong>把按钮移到左边</strong>。
起因是双结的一封信，她是左撇子，每次开灯都要
<a class="reference suggestion" href="/suggestions/left/">绕过灯罩</a>。</p>
<h2 id="why">为什么现在才改</h2>
<p>模具下个月就要开了，之后再动一毫米都要重来。<code>v0.9</code> 的样机寄给了十二位用户，
九位说“终于顺手了”，另外三位没有发现变化。</p>
<div class="alert alert-note"><p class="alert-title">注意</p><p>旧样机不能换按钮。</p></div>
<h3 id="numbers">数字</h3>
<div class="table-scroll" tabindex="0" role="region" aria-label="用时"><table>
<thead><tr><th>样机</th><th class="align-right">开灯用时</th><th>谁试的</th></tr></thead>
<tbody><tr><td>v0.8</td>
<td class="align-right">1.9 秒</td><td>十二位用户</td></tr><tr><td>v0.9</td>
<td class="align-right">0.7 秒</td><td>同样十二位</td></tr></tbody></table></div>
<h2 id="next">下一步</h2>
<ul><li class="task-list-item"><input type="checkbox" disabled checked aria-label="画图"> 画图</li>
<li class="task-list-item"><input type="checkbox" disabled aria-label="开模"> 开模</li></ul>
<blockquote><p>灯是给看书的人用的，不是给拍照的人用的。</p></blockquote>""",
    "en": """<p>One thing this week: <strong>the button moved to the left</strong>. It began with a
letter from Double Knot, who is left-handed and had to
<a class="reference suggestion" href="/suggestions/left/">reach around the shade</a> every
evening.</p>
<h2 id="why">Why only now</h2>
<p>The mould is cut next month; after that a millimetre costs a new one. Twelve people have had
<code>v0.9</code> on their desks. Nine said “at last”, three did not notice.</p>
<pre class="highlight" tabindex="0"><code class="language-python"><span class="k">def</span>
    <span class="nf">dim</span><span class="p">(</span><span class="n">level</span>):
    <span class="c1"># never brighter than a candle after ten</span>
    <span class="k">return</span> <span class="nb">min</span>(level, <span class="mi">12</span>)
</code></pre>
<h3 id="numbers">Numbers</h3>
<div class="table-scroll" tabindex="0" role="region" aria-label="Times"><table><thead><tr>
<th>Prototype</th><th class="align-right">Time to light</th><th>Tried by</th></tr></thead><tbody>
<tr><td>v0.8</td><td class="align-right">1.9 s</td><td>twelve users</td></tr></tbody></table></div>
<h2 id="next">What comes next</h2>
<div class="alert alert-warning"><p class="alert-title">Warning</p><p>Old prototypes cannot be
rebuilt.</p></div>
<blockquote><p>A lamp is for those who read, not for those who take pictures.</p></blockquote>""",
}
_TITLES = {
    "zh-CN": "开模之前，最后一次改按钮：给左撇子，也给半夜醒来的人",
    "en": "Before the mould is cut: one last change to the button",
}
_SUMMARIES = {
    "zh-CN": "按钮移到了左边，因为双结写了一封信；下个月开模，之后就不能再改了。",
    "en": "The button moved to the left because Double Knot wrote a letter.",
}


def url(lang: str, path: str) -> str:
    """An address of a page: the main language stands at the root."""
    return path if lang == "zh-CN" else f"/en{path}"


def feed(lang: str, path: str = "/", title: str = "") -> FeedLink:
    """A feed at a path."""
    name = title or ("豆灯周五" if lang == "zh-CN" else "Beanlamp Fridays")
    here = url(lang, path)
    return FeedLink(name, f"{here}feed.xml", f"{here}atom.xml", f"{here}feed.json")


def site(lang: str) -> Site:
    """The journal in a language."""
    zh = lang == "zh-CN"
    menu = [("diary", "日记", "Diaries"), ("release", "版本", "Releases")]
    menu += [("suggestion", "建议", "Suggestions"), ("story", "故事", "Stories")]
    more = [("poll", "投票", "Polls"), ("tags", "标签", "Tags"), ("about", "关于", "About")]
    return Site(
        title="豆灯周五" if zh else "Beanlamp Fridays",
        tagline="六个人做一盏小小的阅读灯" if zh else "Six people build a small reading lamp",
        lang=lang,
        zone="Asia/Shanghai",
        home=url(lang, "/"),
        base_path="/",
        menu=tuple(MenuItem(k, z if zh else e, url(lang, f"/{k}/")) for k, z, e in menu),
        notice="这里的一切都是虚构的。" if zh else "Everything here is invented.",
        publisher="灯下工坊" if zh else "The Beanlamp workshop",
        rights="CC0",
        source="https://example.org/source",
        feed=feed(lang),
        subscribe=url(lang, "/subscribe/"),
        archive=url(lang, "/archive/"),
        tags=url(lang, "/tags/"),
        series=url(lang, "/series/"),
        people=url(lang, "/people/"),
        calendar=url(lang, "/calendar/"),
        robots=True,
        policy="default-src 'self'",
        generator="Orange Friday 0.1",
        more=tuple(MenuItem(k, z if zh else e, url(lang, f"/{k}/")) for k, z, e in more),
        take_part=url(lang, "/take-part/"),
        search=url(lang, "/search/"),
        said=url(lang, "/said/"),
        honours=url(lang, "/honours/"),
        press=url(lang, "/press/"),
    )


def page(lang: str, path: str, title: str, section: str = "") -> Page:
    """The head of a page that exists in both languages."""
    names = {"zh-CN": "中文", "en": "English"}
    versions = tuple(LanguageLink(x, names[x], url(x, path), x == lang) for x in LANGUAGES)
    return Page(
        title=title,
        description=_SUMMARIES[lang],
        url=url(lang, path),
        canonical=f"https://journal.example.org{url(lang, path)}",
        lang=lang,
        languages=versions,
        switch=versions,
        feeds=(feed(lang),),
        section=section,
    )


def card(lang: str, kind: str = "diary", label: str = "", **facts: object) -> Card:
    """An entry in a list."""
    return Card(
        kind=kind,
        label=label or kind.capitalize(),
        url=url(lang, f"/{kind}/12/"),
        title=_TITLES[lang],
        summary=_SUMMARIES[lang],
        date=FRIDAY,
        lang=lang,
        cover=None,
        authors=(MEI, TANG, STRANGER),
        facts=facts,
        heard=Heard(1, 2) if kind == "release" else None,
    )


def cards(lang: str) -> tuple[Card, ...]:
    """One card of each kind, in the states that a card can show."""
    zh = lang == "zh-CN"
    return (
        card(lang, "diary", "日记" if zh else "Diary", number=12, stage="testing"),
        card(lang, "release", "版本" if zh else "Release", version="1.10", channel="beta"),
        card(lang, "suggestion", "建议" if zh else "Suggestion", status="in-progress", votes=1204),
        replace(
            card(lang, "poll", "投票" if zh else "Poll", closes=EVENING),
            state="open",
            authors=(),
            cover=COVER,
        ),
        replace(
            card(lang, "event", "活动" if zh else "Event", starts=EVENING, place="杭州"),
            state="announced",
        ),
        card(lang, "report", "体验报告" if zh else "Experience report", respondents=1),
        replace(card(lang, "person", "人物" if zh else "Person", team=True), date=None, authors=()),
        replace(card("en", "award", "荣誉" if zh else "Award", award="Popcorn"), summary=""),
    )


def entry(lang: str, kind: str, record: Mapping[str, object]) -> EntryView:
    """An entry on its own page, with everything that an entry can have."""
    toc = ((2, "why", "为什么"), (3, "numbers", "数字"), (2, "next", "下一步"))
    label = next((c.label for c in cards(lang) if c.kind == kind), kind.capitalize())
    return EntryView(
        card=replace(card(lang, kind, label), cover=COVER if kind == "diary" else None),
        html=Html(_TEXTS[lang]),
        toc=tuple(TocItem(level, id_, title) for level, id_, title in toc),
        words=640,
        minutes=3,
        updated=EVENING,
        tags=(Link("按钮", "/tags/按钮/"), Link("hardware", "/tags/hardware/")),
        series=SeriesView("开模", "/series/mould/", 2, 5, DIARY, DIARY),
        record=record,
        fields=tuple(
            FieldView(name, name.replace("_", " ").capitalize(), value)
            for name, value in record.items()
            if value not in (None, (), "", False)
        ),
        mentioned_in=(mention(DIARY), mention(RELEASE)),
        previous=DIARY,
        next=RELEASE,
    )


def mention(link: Link) -> Mention:
    """An entry that names another."""
    return Mention(link.kind, link.kind.capitalize(), link.title, link.url, FRIDAY, "en")


def entry_page(lang: str, kind: str) -> EntryPage:
    """The page of an entry of a kind; `entry` is a kind that no template knows."""
    view = entry(lang, kind, records()[kind])
    now = {"poll": "open", "call": "open", "event": "announced"}.get(kind, "")
    view = replace(view, card=replace(view.card, state=now))
    open_ = tuple(c for c in cards(lang) if c.state) if kind == "diary" else ()
    return EntryPage(
        site(lang),
        page(lang, f"/{kind}/12/", _TITLES[lang], kind),
        view,
        open_,
        since=some_said.since() if kind == "diary" else None,
        report=some_said.report() if kind == "report" else None,
        maker=some_makers.maker() if kind == "maker" else None,
    )


def empty_entry_page(lang: str, kind: str) -> EntryPage:
    """The page of an entry that leaves out everything it may leave out."""
    full = entry_page(lang, kind)
    needed = {
        "version",
        "status",
        "votes",
        "question",
        "options",
        "opens",
        "closes",
        "binds",
        "about",
    }
    needed |= {"respondents", "type", "scope", "by", "starts", "award", "recipients", "reason"}
    record = {
        name: value if name in needed else _nothing_like(value)
        for name, value in full.entry.record.items()
    }
    view = replace(
        full.entry,
        card=replace(full.entry.card, date=None, authors=(), cover=None, summary="", state=""),
        html=Html(""),
        toc=(),
        updated=None,
        tags=(),
        series=None,
        record=record,
        fields=(),
        mentioned_in=(),
        previous=None,
        next=None,
    )
    bare = some_said.bare_report() if kind == "report" else None
    return replace(full, entry=view, open=(), since=None, report=bare)


def _nothing_like(value: object) -> object:
    if isinstance(value, bool | tuple):
        return type(value)()
    return None


def list_page(lang: str) -> ListPage:
    """A list of one kind in two groups, the second of many pages."""
    some = cards(lang)
    heading = "建议" if lang == "zh-CN" else "Suggestions"
    return ListPage(
        site=site(lang),
        page=page(lang, "/suggestions/", heading, "suggestion"),
        heading=heading,
        intro=_SUMMARIES[lang],
        groups=(Group("in-progress", some[:3]), Group("shipped", some[3:])),
        count=1204,
        pager=Pager(2, 12, "/suggestions/", "/suggestions/3/"),
        feed=feed(lang, "/suggestions/"),
    )


def board(lang: str) -> ListPage:
    """A board: a full column, one that shows a part of what it has, and an empty one."""
    wish = card(lang, "suggestion", status="received", by=STRANGER)
    shown = some_loop.board(wish, url(lang, "/suggestions/status/"))
    groups = tuple(
        Group(one.status, tuple(each.card for each in one.tickets), one.count, one.url)
        for one in shown.columns
    )
    whole = replace(list_page(lang), groups=groups, pager=Pager(1, 1, "", ""), board=shown)
    return replace(whole, kind="suggestion")


def status(lang: str) -> ListPage:
    """Everything with one status."""
    wish = card(lang, "suggestion", status="shipped")
    up = Link("建议", url(lang, "/suggestions/"))
    return replace(list_page(lang), board=some_loop.column(wish), up=up, kind="suggestion")


def wall(lang: str) -> ListPage:
    """A wall: a story with a picture, one with a very wide picture, one with words alone."""
    told = card(lang, "story", "故事", place="杭州")
    stood = some_stories.wall(told)
    page_ = replace(list_page(lang), groups=(Group("", (told,)),), wall=stood)
    return replace(page_, kind="story", pager=Pager(1, 1, "", ""))


def sent_in(lang: str) -> ListPage:
    """Everything that was sent in to a call."""
    up = Link("一百个心愿", url(lang, "/take-part/wishes/"))
    sent = some_stories.everything(card(lang, "story", "故事"), card(lang, "suggestion"))
    return replace(list_page(lang), groups=(), sent=replace(sent, url=""), up=up)


def honours(lang: str) -> ListPage:
    """A shelf with one award of each shape."""
    awards = ("Popcorn award", "月度之星", "Pioneer", "灯罩颜色征集")
    groups = [
        Group(name, (replace(card(lang, "award", "荣誉", award=name, period="2026"), cover=COVER),))
        for name in awards
    ]
    return replace(list_page(lang), groups=tuple(groups), kind="award", pager=Pager(1, 1, "", ""))


def taking_part(lang: str) -> ListPage:
    """What is open, what is announced, what is over."""
    poll = replace(card(lang, "poll", "投票", closes=EVENING), state="open")
    call = replace(card(lang, "call", "征集", opens=EVENING), state="announced")
    done = replace(poll, state="closed")
    groups = (
        Group("open", (poll, replace(poll, summary="", facts={})), 2),
        Group("announced", (call,), 1),
        Group("closed", (done,), 60, "/take-part/closed/"),
    )
    return replace(list_page(lang), groups=groups, kind="call", pager=Pager(1, 1, "", ""))


def topic(lang: str) -> ListPage:
    """A topic: an introduction, what belongs to it, the way up to all tags."""
    full = list_page(lang)
    flat = (Group("", cards(lang)),)
    return replace(full, text=Html(_TEXTS[lang]), up=Link("标签", "/tags/"), groups=flat)


def year(lang: str) -> ListPage:
    """A year of the archive, with something that has no date."""
    old = replace(card(lang), date=FRIDAY.replace(month=1))
    some = (*cards(lang)[:3], old, replace(old, date=None))
    here = page(lang, "/archive/2026/", "2026", "archive")
    return replace(list_page(lang), page=here, groups=(Group("", some),))


def views(lang: str) -> dict[str, tuple[str, View]]:
    """Every template with a view to fill it in, by a name for the page."""
    kinds = {kind: (f"{kind}.html", entry_page(lang, kind)) for kind in records()}
    bare = {f"{kind}-bare": (f"{kind}.html", empty_entry_page(lang, kind)) for kind in records()}
    here, some = site(lang), cards(lang)
    full = list_page(lang)
    latest, release = entry_page(lang, "diary").entry, entry_page(lang, "release").entry
    tallies = tuple(Tally(f"#{n} 按钮 button", f"/tags/{n}/", n * 7 + 1) for n in range(9))
    topics = (Tally("光线", "/tags/light/", 12, "灯光与眼睛"), *tallies)
    opened = tuple(c for c in some if c.state)
    occasions = tuple(Occasion(EVENING, "投票截止", c) for c in some[:3])
    whole = FeedLink("全部", *(f"https://journal.example.org/{n}" for n in ("a", "b", "c")))
    groups = (FeedGroup("整份日志", (whole,)), FeedGroup("按标签", (whole, whole)))
    return {
        **kinds,
        **bare,
        "list": ("list.html", full),
        "list-flat": ("list.html", replace(full, groups=(Group("", some),), feed=None)),
        "list-empty": ("list.html", replace(full, groups=(), count=0, pager=Pager(1, 1, "", ""))),
        "index": ("index_of.html", IndexPage(here, page(lang, "/tags/", "标签"), "标签", tallies)),
        "index-empty": ("index_of.html", IndexPage(here, page(lang, "/tags/", "标签"), "标签", ())),
        "home": ("home.html", HomePage(here, page(lang, "/", ""), latest, release, opened, some)),
        "home-long": (
            "home.html",
            HomePage(
                here,
                page(lang, "/", ""),
                latest,
                release,
                opened,
                some,
                occasions,
                Html("<p>灯下的第一段。</p>"),
            ),
        ),
        "home-empty": ("home.html", HomePage(here, page(lang, "/", ""), None, None, (), ())),
        "index-series": (
            "index_of.html",
            IndexPage(here, page(lang, "/series/", "系列", "series"), "系列", ()),
        ),
        "tags": (
            "index_of.html",
            IndexPage(here, page(lang, "/tags/", "标签", "tags"), "标签", topics),
        ),
        "tags-empty": (
            "index_of.html",
            IndexPage(here, page(lang, "/tags/", "标签", "tags"), "标签", ()),
        ),
        "board": ("board.html", board(lang)),
        "board-empty": ("board.html", replace(board(lang), groups=(), count=0)),
        "status": ("status.html", status(lang)),
        "status-empty": ("status.html", replace(status(lang), board=some_loop.empty(), count=0)),
        "wall": ("wall.html", wall(lang)),
        "wall-empty": ("wall.html", replace(wall(lang), wall=Wall((), (), (), ()), count=0)),
        "sent_in": ("sent_in.html", sent_in(lang)),
        "sent_in-empty": ("sent_in.html", replace(sent_in(lang), sent=SentIn(), count=0)),
        "honours": ("honours.html", honours(lang)),
        "honours-empty": ("honours.html", replace(honours(lang), groups=(), count=0)),
        "take_part": ("take_part.html", taking_part(lang)),
        "take_part-empty": ("take_part.html", replace(taking_part(lang), groups=(), count=0)),
        "topic": ("list.html", topic(lang)),
        "year": ("list.html", year(lang)),
        "month": ("month.html", some_said.month(here, page(lang, "/said/2026-05/", "5月"))),
        "month-empty": (
            "month.html",
            some_said.quiet_month(here, page(lang, "/said/2026-05/", "5月")),
        ),
        "said-year": ("year.html", some_said.year(here, page(lang, "/said/2026/", "2026"))),
        "said-year-empty": (
            "year.html",
            some_said.quiet_year(here, page(lang, "/said/2026/", "2026")),
        ),
        "compare": (
            "reports_compare.html",
            some_said.compare(here, page(lang, "/reports/compare/", "并排")),
        ),
        "compare-empty": (
            "reports_compare.html",
            replace(some_said.compare(here, page(lang, "/reports/", "并排")), comparison=None),
        ),
        "calendar": (
            "calendar.html",
            CalendarPage(here, page(lang, "/calendar/", "日历"), occasions, occasions),
        ),
        "calendar-rhythms": (
            "calendar.html",
            CalendarPage(
                here, page(lang, "/calendar/", "日历"), (), (), (RHYTHM, ENDED), "/punctuality.json"
            ),
        ),
        "calendar-empty": ("calendar.html", CalendarPage(here, page(lang, "/c/", "日历"), (), ())),
        "subscribe": (
            "subscribe.html",
            SubscribePage(here, page(lang, "/subscribe/", "订阅"), groups, "https://example.org/o"),
        ),
        "search": (
            "search.html",
            SearchPage(here, page(lang, "/search/", "搜索"), url(lang, "/search/index/"), 127),
        ),
        "404": ("404.html", PlainPage(here, page(lang, "/404.html", "404"))),
        "gone": (
            "gone.html",
            GonePage(here, page(lang, "/gone/", "gone"), EVENING, "她改了主意。", "zh-CN"),
        ),
        "redirect": ("redirect.html", RedirectPage(lang, "旧地址", "/new/", "https://e.org/new/")),
        "item": ("feed_item.html", ItemPage(here, latest)),
        "item-release": ("feed_item.html", ItemPage(here, release)),
    }
