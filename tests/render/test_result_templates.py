"""The page and the feed item of a counted poll, from views made by hand."""

import re
from datetime import UTC, datetime

import html5lib
import pytest
from msgspec.structs import replace

from generator.pages.html import Html
from generator.pages.results import (
    Comments,
    Duel,
    DuelRow,
    Duels,
    ExclusionView,
    Headline,
    Noted,
    Otherwise,
    Recount,
    ResultRow,
    ResultView,
    RoundCell,
    RoundRow,
    Rounds,
    RoundView,
    TieView,
    TurnoutView,
)
from generator.pages.views import EntryPage, ItemPage
from generator.render.theme import Theme, load
from tests.render import some_records, some_views

THEN = datetime(2026, 5, 3, 10, tzinfo=UTC)
RULES = (
    *(f"method-{name}" for name in ("plurality", "approval", "score", "star", "instant-runoff")),
    *(f"method-{name}" for name in ("schulze", "borda", "stv-meek", "sequential-approval")),
    *(f"method-{name}" for name in ("budget", "four-box", "likert")),
    *("most", "earlier-rounds", "equal-split", "equal-exhausted", "equal-skipped"),
    *("skipped-next", "skipped-exhausted", "strength-winning-votes", "strength-margins"),
    *("unranked-last", "unranked-ignored", "blank-zero", "blank-ignored", "tail-average"),
    *("tail-zero", "revotes-last", "revotes-first"),
    *("tie-order", "tie-listed", "tie-lot", "tie-open"),
)
REMARKS = ("partial", "equal-ranks", "skipped-ranks", "no-opinion", "overvotes", "exhausted")
SIGNS = ("duplicate", "not-on-roll", "joined-late", "early", "late", "copies")
STEPS = ("order", "listed", "lot", "earlier-round", "preferred", "score", "top-scores")
THEN_NEXT = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
NASTY = "<script>alert(1)</script>"


def result() -> ResultView:
    """A count with everything that a count can have."""
    numbers = {"votes": 3, "share": 60.5, "mean": 2.25, "median": 2, "cost": 1200}
    rows = (
        ResultRow("red", "Red", 1, "won", numbers, 60.5, (1, 0, 2)),
        ResultRow("blue", NASTY, 2, "tied", {"votes": 1}, 20, (0, 3, 0)),
        ResultRow("grey", "Grey", 2, "passed-over", numbers, 0, (0, 0, 0), Html("<em>Away</em>")),
    )
    between = {"from": THEN, "until": THEN}
    return ResultView(
        method="schulze",
        final=True,
        closes=THEN,
        headline=Headline("condorcet", ("Red",), equals=("Red", NASTY), chosen=("Red",)),
        rows=rows,
        leading=("votes", "share"),
        columns=("votes", "share", "mean", "median", "cost"),
        turnout=TurnoutView(
            9, 7, 20, 35, 100, met=False, counted=5, empty=1, spoilt=1, superseded=1, excluded=1
        ),
        recount=Recount(
            "/p/b.csv",
            9,
            1234,
            "ab12",
            "/p/r.json",
            "friday tally x --verify",
            20,
            "boxes",
            receipts=True,
            excluded=("X-1", "X-2"),
            revotes="last",
        ),
        steps=("0", "1", "2", "3"),
        rounds=Rounds(
            (RoundView(1, 0, 4, (), (NASTY,)), RoundView(2, 1.5, 3.5, ("Red",), ())),
            (
                RoundRow("Red", (RoundCell(3), RoundCell(4, "elected"))),
                RoundRow(NASTY, (RoundCell(1, "excluded"), None)),
            ),
        ),
        duels=Duels(
            (
                DuelRow("Red", (None, Duel(4, 2, "win"))),
                DuelRow(NASTY, (Duel(2, 4, "loss"), None)),
            ),
            ("Red", NASTY, "Grey"),
        ),
        rules=RULES,
        most=2,
        ties=(
            *(TieView(("Red", NASTY), ("Red",), step, 0, out=False) for step in STEPS),
            TieView(("Red", NASTY), ("Red",), "order", 2, out=True),
        ),
        remarks=tuple(Noted(code, 2) for code in REMARKS),
        exclusions=(ExclusionView(1, Html("<em>A test</em>")),),
        otherwise=Otherwise(same=False, winners=("Grey",), tied=(), ballots=6),
        signs=(
            *(Noted(code, 12) for code in SIGNS),
            *(Noted(code, 12, {}, between) for code in ("burst", "copies")),
        ),
        comments=(Comments("", (NASTY,)), Comments("Red", tuple("abcdefghijklmnop"))),
        budget=1480,
        left=490,
        source="https://example.org/poll",
        order=("Red", NASTY),
        seed="7 of 9",
    )


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    found, problems = load(tmp_path_factory.mktemp("project"), "default", some_views.LANGUAGES)

    assert problems == []
    return found


def counted(lang: str, **other: object) -> EntryPage:
    page = some_views.entry_page(lang, "poll")
    card = replace(page.entry.card, state="closed")
    made = replace(result(), **other)
    return replace(page, entry=replace(page.entry, card=card, result=made))


def shown(theme: Theme, lang: str = "en", **other: object) -> str:
    return theme.render("poll.html", counted(lang, **other), lang)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_a_page_with_everything_is_valid_html(theme: Theme, lang: str) -> None:
    assert html5lib.HTMLParser(strict=True).parse(shown(theme, lang)) is not None


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_an_id_stands_once(theme: Theme, lang: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', shown(theme, lang))

    assert sorted(ids) == sorted(set(ids))


def test_what_others_wrote_stays_text(theme: Theme) -> None:
    html = shown(theme)

    assert NASTY not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_chinese_page_says_nothing_in_english(theme: Theme) -> None:
    html = shown(theme, "zh-CN").partition('id="figures"')[2].partition('id="outcome"')[0]
    left = re.sub(r"data-[a-z-]+=|class=|<[^>]*>|Red|Grey|SHA-256|[a-z]*\.(csv|json)", "", html)
    left = re.sub(r"friday tally x --verify|&\S+;|alert|script|kB|ab12|STAR|A test", "", left)

    assert re.findall(r"[A-Za-z]{4,}", left) == []


def test_the_sentence_stands_before_the_numbers_and_the_options(theme: Theme) -> None:
    html = shown(theme)

    assert html.index('class="verdict"') < html.index('class="places"') < html.index("<ol class=")


def test_many_comments_are_folded(theme: Theme) -> None:
    assert "4 more" in words(shown(theme))


def test_a_round_says_who_is_elected_and_who_leaves(theme: Theme) -> None:
    html = shown(theme)

    assert '<td class="elected">4<small>elected</small></td>' in html
    assert '<td class="excluded">1<small>leaves</small></td>' in html


def test_a_circle_is_told_in_a_sentence(theme: Theme) -> None:
    said = words(shown(theme, duels=Duels((), ("Red", "Blue", "Grey"))))

    assert (
        "The preferences go in a circle: Red beats Blue, which beats Grey, which beats Red." in said
    )


def test_a_receipt_that_is_excluded_is_known_to_the_form(theme: Theme) -> None:
    assert 'data-excluded="X-1 X-2"' in shown(theme)


def test_without_receipts_there_is_no_form_and_no_script(theme: Theme) -> None:
    html = shown(theme, recount=replace(result().recount, receipts=False))

    assert 'id="receipt"' not in html
    assert "votes." not in html.partition("</main>")[2]


def test_an_order_of_titles_is_no_list_in_a_sentence(theme: Theme) -> None:
    said = words(shown(theme, order=("Red, and blue", "Grey")))
    chain = f"Red, and blue {THEN_NEXT} Grey."

    assert f"this order decides: {chain}" in said
    assert f"drawn from “7 of 9”; its order: {chain}" in said


def test_while_voting_goes_on_nobody_is_elected(theme: Theme) -> None:
    said = words(shown(theme, final=False))

    assert "ahead" in said
    assert "elected" not in said.partition("In figures")[2].partition("How it was counted")[0]


def test_totals_are_no_count_to_be_made_again(theme: Theme) -> None:
    html = shown(theme, recount=replace(result().recount, ballots="", receipts=False))

    assert '<h2 id="recount">Result as data</h2>' in html


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ({"by": "listed"}, "The option that is listed first We say so"),
        ({"by": "open"}, "A tie stays a tie. We say so"),
        ({"by": "lot", "seed": None}, "A lot We say so"),
        ({"by": "lot", "seed": "7 of 9"}, "A lot, drawn from “7 of 9” We say so"),
        ({"by": "order", "order": ("b", "a")}, f"Blue, or not {THEN_NEXT} Red We say so"),
    ],
)
def test_before_the_count_the_rule_between_equals_is_told(
    theme: Theme, tie: dict[str, object], said: str
) -> None:
    rule = {"order": (), "seed": None, "because": Html("We say so"), **tie}
    html = theme.render("poll.html", voting({"tie_break": rule}), "en")

    assert f"Between equals{said}" in words(html).replace("Between equals ", "Between equals")


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_an_option_says_whose_it_is_and_what_it_is_about(theme: Theme, lang: str) -> None:
    page = voting({}, lang)
    feed = theme.render("feed_item.html", ItemPage(page.site, page.entry), lang)
    html = theme.render("poll.html", page, lang)

    for made in (html, feed):
        assert '<a href="/people/mei/">小梅 Mei</a>' in made.partition("Red</strong>")[2]
        assert some_records.NIGHT.url in made.partition("Red</strong>")[2]


def voting(fields: dict[str, object], lang: str = "en") -> EntryPage:
    """A poll that is not counted yet."""
    page = some_views.entry_page(lang, "poll")
    plain = {"description": None, "picture": None, "cost": 0}
    options = (
        {"id": "a", "title": "Red", "people": (some_records.MEI,), "refs": (some_records.NIGHT,)},
        {"id": "b", "title": "Blue, or not", "people": (), "refs": ()},
    )
    record = {**page.entry.record, "options": tuple({**plain, **o} for o in options), **fields}
    card = replace(page.entry.card, state="open")
    return replace(page, entry=replace(page.entry, card=card, record=record, result=None))


def test_a_count_that_goes_on_hands_nothing_out(theme: Theme) -> None:
    html = shown(theme, final=False)

    assert 'id="recount"' not in html
    assert "Voting goes on until" in words(html)


@pytest.mark.parametrize("lang", some_views.LANGUAGES)
def test_a_feed_item_says_the_sentence_and_the_numbers(theme: Theme, lang: str) -> None:
    page = counted(lang)
    html = theme.render("feed_item.html", ItemPage(page.site, page.entry), lang)

    assert NASTY not in html
    assert "<td>3</td>" in html
    assert html.index("<b>Red</b>") < html.index("<table>")


def test_a_poll_without_a_count_says_nothing_of_one_in_feeds(theme: Theme) -> None:
    page = some_views.entry_page("en", "poll")
    html = theme.render("feed_item.html", ItemPage(page.site, page.entry), "en")

    assert '<th scope="col">Option' not in html
    assert "Count it yourself" not in html
