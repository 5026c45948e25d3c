"""What a count says in one sentence, in both languages of the default theme."""

import re

import pytest

from generator.pages.results import Headline
from generator.pages.views import CardView
from generator.render.theme import Theme, load
from tests.render import some_views

PROBE = """{% from "parts/verdict.html" import provisos, verdict %}
{{ verdict(headline) }}|{{ provisos(headline) }}"""
A, B = ("Dark mode",), ("Dark mode", "Apricot")

SENTENCES = [
    (
        Headline("plurality", A, share=61, ballots=1204),
        "Dark mode wins with 61 % of 1,204 votes",
        "Dark mode胜出：1,204票中得61%",
    ),
    (
        Headline("plurality", A, share=100, ballots=1),
        "Dark mode wins with 100 % of 1 vote",
        "Dark mode胜出：1票中得100%",
    ),
    (
        Headline("approval", A, share=61.5, ballots=142),
        "Dark mode wins: 61.5 % of 142 voters approve of it",
        "Dark mode胜出：142人中有61.5%赞成",
    ),
    (
        Headline("score", A, number=4.25, scale=(0, 5), ballots=20),
        "Dark mode wins with a mean of 4.25 on a scale from 0 to 5, from 20 ballots",
        "Dark mode胜出：20张选票，平均4.25分（0到5分）",
    ),
    (
        Headline("star", A, rival="Apricot", number=40, other=31, ballots=80),
        "Dark mode wins the runoff against Apricot by 40 to 31",
        "Dark mode在决选中以40比31胜过Apricot",
    ),
    (
        Headline("star-level", A, rival="Apricot", by="score", number=4, other=4, ballots=8),
        "Dark mode wins: the runoff against Apricot is equal, 4 for each, and decided by points",
        "Dark mode胜出：决选中与Apricot各得4票，不分先后，由分数决定",
    ),
    (
        Headline("first-round", A, share=54, ballots=90, rounds=1),
        "Dark mode wins in the first round with 54 % of 90 votes",
        "Dark mode第一轮就胜出：90票中得54%",
    ),
    (
        Headline("runoff", A, share=52, ballots=90, rounds=3),
        "Dark mode wins after 3 rounds, with 52 % of the votes that still count",
        "Dark mode在3轮以后胜出，得到仍有效选票的52%",
    ),
    (
        Headline("condorcet", A, ballots=90),
        "Dark mode wins: on 90 ballots it beats every other option, head to head",
        "Dark mode胜出：在90张选票上，它两两相比胜过其他每一项",
    ),
    (
        Headline("schulze", A, ballots=90),
        "Dark mode wins: no option beats every other, and its chain of victories is the strongest",
        "Dark mode胜出：没有一项能两两胜过其他所有选项，它的胜绩链最强",
    ),
    (
        Headline("borda", A, number=194, ballots=64),
        "Dark mode wins with 194 points from 64 ballots",
        "Dark mode胜出：64张选票，194分",
    ),
    (
        Headline("several", B, ballots=64),
        "Dark mode and Apricot win, with 64 ballots counted",
        "Dark mode和Apricot胜出，计入64张选票",
    ),
    (
        Headline("elected", A, ballots=1),
        "Dark mode is elected, with 1 ballot counted",
        "Dark mode当选，计入1张选票",
    ),
    (
        Headline("funded", B, number=990, other=1480, ballots=96),
        "Dark mode and Apricot are paid for, with 990 of 1,480",
        "买Dark mode和Apricot，预算1,480用掉990",
    ),
    (Headline("nothing-funded", ballots=9), "Nothing is paid for", "一样也没买"),
    (
        Headline("budget-tied", tied=B, ballots=9),
        (
            "Dark mode and Apricot are equal, the money does not pay for all of them, "
            "and the tie stays open"
        ),
        "Dark mode和Apricot不分先后，钱不够全买，平局保留",
    ),
    (
        Headline("liked", A, ballots=31),
        "31 people answered, and liked Dark mode most",
        "31人作答，最喜欢Dark mode",
    ),
    (
        Headline("likert", A, number=4.5, scale=(1, 5), ballots=31),
        "31 people answered; the best mean, 4.5 on a scale to 5, is that of Dark mode",
        "31人作答，平均分最高的是Dark mode：4.5分，满分5",
    ),
    (Headline("boxes", ballots=1), "1 person answered", "1人作答"),
    (
        Headline("tie", tied=B, ballots=4),
        "Dark mode and Apricot share first place; the tie stays open",
        "Dark mode和Apricot并列第一，平局保留",
    ),
    (
        Headline("rest-tied", ("Night",), tied=B, ballots=4),
        "Night wins; Dark mode and Apricot are equal for what is left, and the tie stays open",
        "Night胜出；余下的名额Dark mode和Apricot不分先后，平局保留",
    ),
    (
        Headline("no-winner", ballots=2),
        "2 ballots were counted, and no option wins",
        "计入2张选票，没有一项胜出",
    ),
    (Headline("nobody"), "Nobody voted", "没有人投票"),
    (
        Headline("plurality", A, final=False, share=61, ballots=7),
        "Dark mode is ahead so far, with 7 ballots counted",
        "到现在Dark mode领先，已计入7张选票",
    ),
    (
        Headline("tie", final=False, tied=B, ballots=1),
        "Dark mode and Apricot are level so far, with 1 ballot counted",
        "到现在Dark mode和Apricot持平，已计入1张选票",
    ),
    (Headline("nobody", final=False), "Nobody has voted yet", "还没有人投票"),
    (Headline("liked", A, final=False, ballots=3), "So far: 3 ballots", "到现在：3张选票"),
]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    project = tmp_path_factory.mktemp("project")
    folder = project / "themes" / "mine" / "templates"
    folder.mkdir(parents=True)
    (folder / "probe.html").write_text(PROBE, encoding="utf-8")
    found, problems = load(project, "mine", some_views.LANGUAGES)

    assert problems == []
    return found


def said(theme: Theme, headline: Headline, lang: str) -> tuple[str, str]:
    """The sentence, and what goes with it."""
    view = CardView(
        site=some_views.site(lang),
        kind="poll",
        label="Poll",
        title="Which?",
        summary="",
        date=None,
        facts={},
        state="closed",
        people=(),
        contributions=(),
        since=None,
        home="",
        lang=lang,
        headline=headline,
    )
    html = re.sub(r"<[^>]*>", "", theme.render("probe.html", view, lang))
    sentence, _, more = html.replace("&#160;", " ").partition("|")
    return " ".join(sentence.split()), " ".join(more.split())


@pytest.mark.parametrize(("headline", "english", "_chinese"), SENTENCES)
def test_the_sentence_is_plain_english(
    theme: Theme, headline: Headline, english: str, _chinese: str
) -> None:
    assert said(theme, headline, "en")[0] == english


@pytest.mark.parametrize(("headline", "_english", "chinese"), SENTENCES)
def test_the_sentence_is_plain_chinese(
    theme: Theme, headline: Headline, _english: str, chinese: str
) -> None:
    assert said(theme, headline, "zh-CN")[0] == chinese


def test_every_sentence_that_a_count_may_need_is_tried_here() -> None:
    tried = {headline.code for headline, _, _ in SENTENCES}
    named = re.findall(r"`([a-z-]+)`", (Headline.__doc__ or "").partition("winners:")[0])

    assert tried == set(named) - {"themes"}


def test_a_missed_quorum_says_that_the_result_does_not_bind(theme: Theme) -> None:
    missed = Headline("plurality", A, share=61, ballots=41, quorum=100, cast=41)

    assert said(theme, missed, "en")[1] == (
        "But 41 of the 100 votes needed were cast, so it does not bind us."
    )
    assert said(theme, missed, "zh-CN")[1] == (
        "但生效需要100票，只投了41票，所以这个结果对我们没有约束力。"
    )


def test_a_tie_that_was_broken_says_whom_the_tie_break_chose(theme: Theme) -> None:
    broken = Headline("plurality", A, equals=B, chosen=A, share=50, ballots=4)

    assert said(theme, broken, "en")[1] == (
        "Dark mode and Apricot were equal; the tie-break of this poll chose Dark mode."
    )


def test_a_count_that_is_not_over_tells_of_no_tie_break(theme: Theme) -> None:
    broken = Headline("plurality", A, final=False, equals=B, chosen=A, share=50, ballots=4)

    assert said(theme, broken, "en")[1] == ""


def test_a_title_cannot_bring_markup_into_the_sentence(theme: Theme) -> None:
    nasty = Headline("plurality", ("<i>x</i>",), share=61, ballots=2)

    assert said(theme, nasty, "en")[0] == "&lt;i&gt;x&lt;/i&gt; wins with 61 % of 2 votes"
