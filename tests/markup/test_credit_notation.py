"""Whom a text of a changelog thanks, for what, and what remains of the text."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kinds.credit import Role, role_of
from generator.markup.credit_notation import Notation, credits_in

MEI = "[@mei](https://github.com/mei)"


def said(text: str, *, full_names: bool = False) -> list[str]:
    """Who is credited, as "role name"."""
    return [f"{c.role} {c.name}" for c in credits_in(text, full_names=full_names).credits]


def rest(text: str, *, full_names: bool = False) -> str:
    return credits_in(text, full_names=full_names).text


@pytest.mark.parametrize(
    ("text", "credit", "remains"),
    [
        ("Dim more (@mei)", "contributed mei", "Dim more"),
        ("Dim more @mei", "contributed mei", "Dim more"),
        ("Dim more, thanks to @mei", "contributed mei", "Dim more"),
        ("Dim more. Thanks to @mei!", "contributed mei", "Dim more."),
        ("Dim more (thanks @mei)", "contributed mei", "Dim more"),
        ("Dim more (suggested by @mei)", "suggested mei", "Dim more"),
        ("Dim more - requested by @mei", "suggested mei", "Dim more"),
        ("Hum is gone, reported by @mei", "reported mei", "Hum is gone"),
        ("Hum is gone. Reported by: @mei", "reported mei", "Hum is gone."),
        ("Hum is gone (tested by @mei)", "tested mei", "Hum is gone"),
        ("Hum is gone (review by @mei)", "review mei", "Hum is gone"),
        (f"A Finnish translation from {MEI}.", "translated mei", "A Finnish translation."),
        (f"New identity by {MEI}.", "designed mei", "New identity."),
        (
            "feat: dim by @mei in https://e.org/pull/1",
            "contributed mei",
            "feat: dim in https://e.org/pull/1",
        ),
        (
            f"Dim more ([#1](https://e.org/pull/1) by {MEI})",
            "contributed mei",
            "Dim more ([#1](https://e.org/pull/1))",
        ),
        (
            "Dim more @mei ([#1](https://e.org/pull/1))",
            "contributed mei",
            "Dim more ([#1](https://e.org/pull/1))",
        ),
        ("Dim more (#1, @mei)", "contributed mei", "Dim more (#1)"),
        ("Dim more. h/t @mei", "contributed mei", "Dim more."),
        ("修复闪烁，感谢 @mei 反馈", "reported mei", "修复闪烁"),
        ("修复闪烁 感谢@mei反馈", "reported mei", "修复闪烁"),
        ("修复闪烁（感谢 @mei 的建议）", "suggested mei", "修复闪烁"),
        (f"新增夜灯，由 {MEI} 贡献", "contributed mei", "新增夜灯"),
        ("新增夜灯，由 @mei 翻译", "translated mei", "新增夜灯"),
        ("采纳 @mei 的建议，新增夜灯", "suggested mei", "新增夜灯"),
        ("新增夜灯（建议：@mei）", "suggested mei", "新增夜灯"),
        ("修复闪烁(#12) @mei", "contributed mei", "修复闪烁(#12)"),
        ("新增夜灯，谢谢 @小美！", "contributed 小美", "新增夜灯！"),
    ],
)
def test_what_is_nothing_but_credit_is_taken_out_of_the_text(
    text: str, credit: str, remains: str
) -> None:
    assert (said(text), rest(text)) == ([credit], remains)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("根据 @mei 的建议新增夜灯", "suggested mei"),
        ("Based on an idea of @mei, the light is dim", "suggested mei"),
        ("@mei made their first contribution in https://e.org/pull/1", "contributed mei"),
        ("Special thanks go to @mei for the many reports of last year", "reported mei"),
        ("Use the table by @mei for better colours, see #3", "contributed mei"),
    ],
)
def test_a_name_that_is_part_of_a_sentence_stays_in_it(text: str, credit: str) -> None:
    found = credits_in(text)

    assert [f"{c.role} {c.name}" for c in found.credits] == [credit]
    assert "@mei" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "Install @scope/pkg",
        "Upgrade [@vue](https://github.com/vue)/test-utils to 2",
        "@vant/use: faster",
        "Write to me@example.org",
        "Follow @friday@mastodon.social",
        "Follow @friday.bsky.social",
        "Ask @friday:matrix.org",
        "修复（pr#1@Gitee）",
        "修复(issue#I12@Github)",
        "Use actions/checkout@v4",
        "Bump deploy-action[@v4](https://github.com/v4).6.0",
        "Faster `@dataclass` and `@media (print)`",
        "```\n@mei\n```",
        "<!-- @mei -->",
        "Support @Transactional",
        "Decorators: @dataclass, @property",
        "支持 @click 和 @change 事件",
        "修复 @click  @enter @remove 等事件无效问题",
        "Make CSS @import rules work",
        "Mention people with @name",
        "Warn of @everyone",
        "提及 @name",
        "Moved all issues to the new home (@Github)",
        "Rename @radius to @corner",
        "https://e.org/@mei",
        "@update:value is emitted once",
        "Thanks to [Vite](https://vitejs.dev), all is faster",
        "Thanks to Big Thing, all is faster",
        "由 [Vite](https://vitejs.dev) 实现",
        r"An escaped \@mei",
    ],
)
def test_what_is_no_person_gets_no_credit(text: str) -> None:
    assert (said(text), rest(text)) == ([], text)


def test_neighbours_are_credited_for_the_same() -> None:
    text = "Hum is gone (reported by @mei, @rui and @小美; tested by @bo)"

    assert said(text) == ["reported mei", "reported rui", "reported 小美", "tested bo"]
    assert rest(text) == "Hum is gone"


def test_several_notations_in_one_text_are_all_taken_out() -> None:
    assert rest("Hum is gone (reported by @mei; fixed by @bo in #12)") == "Hum is gone (in #12)"


def test_nobody_is_credited_twice_for_the_same() -> None:
    assert said("Dim more (@mei, @Mei). Thanks to @mei!") == ["contributed mei"]
    assert said("Dim more (@mei). Tested by @mei") == ["contributed mei", "tested mei"]


def test_the_account_of_a_profile_is_told_if_it_has_another_name() -> None:
    [credit] = credits_in("Dim more, thanks to [@mei](https://github.com/mei-li)").credits

    assert (credit.name, credit.handle, credit.account) == ("mei", True, "mei-li")


def test_a_link_to_a_profile_is_a_name_behind_clear_words() -> None:
    profile = "[mei](https://github.com/mei)"

    assert said(f"夜灯，由 {profile} 贡献") == ["contributed mei"]
    assert said(f"Night light, contributed by {profile} ❤️ #12") == ["contributed mei"]
    assert said("Thanks to [Mei](https://forum.e.org/1) for the suggestion!") == ["suggested Mei"]


def test_a_program_is_found_like_anybody_else() -> None:
    assert said("Bump rust (@dependabot[bot])") == ["contributed dependabot[bot]"]


def test_a_credit_knows_its_line() -> None:
    found = credits_in("Dim more,\nsee #12\n(@mei and\n@rui)")

    assert [(c.name, c.line) for c in found.credits] == [("mei", 2), ("rui", 3)]


@pytest.mark.parametrize(
    ("text", "credit", "remains"),
    [
        ("Dim (Ada Example)", ["contributed Ada Example"], "Dim"),
        (
            "Dim (Ada Example, Wei de la Example)",
            ["contributed Ada Example", "contributed Wei de la Example"],
            "Dim",
        ),
        ("Dim (Wei (Bo) Example)", ["contributed Wei (Bo) Example"], "Dim"),
        ("Dim (Ada Example, tinyb0y)", ["contributed Ada Example", "contributed tinyb0y"], "Dim"),
        (
            "Dim (Ada Example, mentored by Wei Example)",
            ["contributed Ada Example", "mentoring Wei Example"],
            "Dim",
        ),
        (
            "Dim (Developed by Ada Example. Funded by House of Light)",
            ["contributed Ada Example", "financial House of Light"],
            "Dim",
        ),
        (
            "Dim (Ada Example, with thanks to Wei Example of House for the first report)",
            ["contributed Ada Example", "reported Wei Example"],
            "Dim",
        ),
        (
            "Dim (Ada Example, with thanks to Wei Example for the first report)",
            ["contributed Ada Example", "reported Wei Example"],
            "Dim",
        ),
        ("Dim (Ada Example for Summer of Code)", ["contributed Ada Example"], "Dim"),
        ("夜灯（李小美）", ["contributed 李小美"], "夜灯"),
    ],
)
def test_full_names_at_the_end_are_credit_if_that_is_the_custom(
    text: str, credit: list[str], remains: str
) -> None:
    assert (said(text, full_names=True), rest(text, full_names=True)) == (credit, remains)


@pytest.mark.parametrize(
    "text",
    [
        "Dim (experimental)",
        "Dim (API)",
        "Dim (now automated)",
        "Dim (such as a ListOfLamps)",
        "Dim (see Light Switch for details)",
        "New translations: Dutch, Finnish and Turkish (Turkey)",
        "Two lamps (home and search)",
        "Dim (default: `Off`)",
        "Dim (Ada Example) later",
    ],
)
def test_brackets_that_hold_no_names_stay(text: str) -> None:
    assert (said(text, full_names=True), rest(text, full_names=True)) == ([], text)


def test_issues_are_named_once_each() -> None:
    text = "Dim (#12, [#13](https://e.org/pull/13), pr#14@Gitee, https://e.org/issues/15#c)"
    text += " `#16` #12 &#17; https://e.org/wiki"

    assert credits_in(text).issues == (
        "#12",
        "https://e.org/pull/13",
        "pr#14@Gitee",
        "https://e.org/issues/15",
    )


HOSTILE = [
    "(",
    "[",
    "@a ",
    "@a,",
    "(@a)",
    "（@",
    "`",
    "- @a: ",
    " by @a",
    "thanks to ",
    "Thanks To ",
    "感谢",
    "由 ",
    "](",
    "[@a](",
    "https://",
    "#1 ",
    "@a and ",
    "Ada Example, ",
    "(Ada (Bo) Ex) ",
    "@a/@b",
    "@a-",
    "[a][b]",
    "(#1) @a",
    "@a ([#1](u)) ",
    " ",
    "issue#",
    "<!--",
    "<a ",
    "@click ",
    "/pull/",
]


@given(
    st.text(st.sampled_from("ab @()[]#:/.,-`*\n（）感谢由贡献<>"))
    | st.lists(st.sampled_from(HOSTILE)).map("".join)
)
@settings(deadline=None)
def test_any_text_is_read_and_read_again_it_says_no_more(text: str) -> None:
    found = credits_in(text, full_names=True)

    assert all(isinstance(role_of(credit.role), Role) for credit in found.credits)
    assert all(credit.name and credit.name in text for credit in found.credits)
    assert all(0 <= credit.line <= text.count("\n") for credit in found.credits)
    assert len(found.text) <= len(text)
    assert found.credits or found == Notation(text, (), found.issues)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_read_in_time(piece: str) -> None:
    text = (piece * 12_000)[:12_000]
    start = process_time()
    credits_in(text, full_names=True)

    assert process_time() - start < 5.0
