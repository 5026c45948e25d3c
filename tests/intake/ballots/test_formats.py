"""Files of voting programs become ballots; a name that is no option of the poll is a mistake."""

import pytest
from msgspec.structs import replace

from generator.intake.ballots.formats import FORMATS, recognised
from generator.model.contest import Form
from tests.intake.ballots.loading import (
    BOXES,
    MARKS,
    OPEN,
    RANKS,
    SCORES,
    keyed,
    loaded,
    mistakes,
    noted,
    rows,
    shown,
    titles,
    values,
)

SOC = rows(
    "# FILE NAME: curve.toi",
    "# NUMBER ALTERNATIVES: 3",
    "# ALTERNATIVE NAME 1: Even",
    "# ALTERNATIVE NAME 2: squared, a bit",
    "# ALTERNATIVE NAME 3: C 夜烛",
    "14: 3,1,2",
    "2: 2,{1,3}",
    "1: 3",
)
OLD_SOC = rows("3", "1,Even", "2,squared", "3,candle", "17,17,2", "14,3,1,2", "3,2,{1,3}")
BLT = rows(
    "# a comment",
    "3 2",
    "14 3 1 2 0",
    "2 2 1=3 0",
    "1 3 - 1 0   # the second rank was skipped",
    "(box 17) 1 1 0",
    "0",
    '"Even"',
    '"Squared, a bit"',
    '"Night \\"candle\\""',
    '"The curve"',
)
DEBIAN = rows(
    "   The format is:",
    '       "V: vote 		MD5SUM"',
    "     Option 1------>: Even",
    "   /  Option 2----->: squared",
    "   |/  Option 3---->: candle",
    "   ||/",
    "V: 2-1 		745bab4190071ca50f0b5ac06ec75daa",
    "V: 113 		b4110a103b34334e16f5055be6bc1ef8",
    "V: --- 		1e1867c2a000a86b9e9129812afa62fd",
)
CVOTES = rows(
    "#/Candidates: Even ; squared ; candle",
    "#/Number of Seats: 2",
    "#/Implicit Ranking: false",
    "box 17, signed || candle > Even = squared * 14  # a comment",
    "squared",
    "/EMPTY_RANKING/ * 2",
)
STARVOTE = rows(
    "# a comment",
    "[options]",
    "    method = star",
    "    seats = 2",
    "    tiebreaker = [",
    "        Even",
    "        ]",
    "",
    "[ballots]",
    "",
    "14 ballots:",
    "    Even = 0",
    "    candle = 5",
    "",
    "squared = 3",
    "",
    "squared = 4",
    "Even = 1",
)
ABIF = rows(
    '{"title": "The curve"}',
    "=c:[C 夜烛]",
    "# a comment",
    "14: c > Even = squared",
    '2: [squared] > "Even"   # another',
    "1: c",
)
ABIF_SCORES = rows("14:candle/5,even/0", "2:squared/3")
JSON = """[
  {"voter": "17", "cast": "2026-07-12 18:30", "ballot": {"candle": 1, "Even": 2, "squared": null}},
  {"voter": "18", "ballot": ["squared",
    ["Even", "candle"]]},
  {"ballot": "A 均匀", "count": 3, "name": "Mei"}
]"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SOC, "preflib"),
        (BLT, "blt"),
        (DEBIAN, "debian"),
        (CVOTES, "condorcet"),
        (STARVOTE, "starvote"),
        (ABIF, "abif"),
        (ABIF_SCORES, "abif"),
        (JSON, "json"),
        ("even,candle\n1,2\n", "table"),
        ("Which?\nEven\n", "table"),
    ],
)
def test_a_format_is_known_by_what_a_file_holds(text: str, name: str) -> None:
    assert recognised("download.txt", text) == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.SOI", "preflib"),
        ("a.blt", "blt"),
        ("a.cvotes", "condorcet"),
        ("a.starvote", "starvote"),
        ("a.abif", "abif"),
        ("a.json", "json"),
        ("a.csv", "table"),
    ],
)
def test_a_format_is_known_by_the_name_of_a_file(file: str, name: str) -> None:
    assert recognised(file, "") == name


def test_a_format_can_be_said() -> None:
    assert values(OLD_SOC, replace(RANKS, format="preflib"), "x.txt")[0] == "14*231"


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_nothing_of_the_kind_is_a_mistake_and_no_bug(name: str) -> None:
    for text in (
        "",
        "nothing",
        "1",
        "[",
        "{}",
        "V: 12 x",
        "0\n",
        '"',
        "#/Candidates:\n",
        "1 2 3\n",
    ):
        sheet = loaded(text, replace(RANKS, format=name))

        assert (sheet.ballots, sheet.problems) != ((), ())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_names_another_option_is_a_mistake_in_every_format(name: str) -> None:
    texts = {
        "preflib": SOC.replace("C 夜烛", "Night candel"),
        "blt": BLT.replace("Even", "Evan"),
        "debian": DEBIAN.replace("candle", "candel"),
        "condorcet": CVOTES.replace("candle", "candel"),
        "starvote": STARVOTE.replace("candle", "candel"),
        "abif": ABIF.replace("C 夜烛", "candel"),
        "json": JSON.replace("candle", "candel"),
        "table": "even,candel\n1,2\n",
    }
    wish = replace(SCORES if name == "starvote" else RANKS, format=name)
    sheet = loaded(texts[name], wish)

    assert {problem.code for problem in sheet.problems} == {"unknown-option"}
    assert all("did you mean" in problem.hint for problem in sheet.problems)


# PrefLib


def test_preflib_orders_are_ranks() -> None:
    assert values(SOC, RANKS, "curve.toi") == ["14*231", "2*212", "--1"]


def test_preflib_orders_of_before_2022_are_read() -> None:
    assert values(OLD_SOC, RANKS, "curve.toc") == ["14*231", "3*212"]


def test_preflib_without_a_poll_names_the_options() -> None:
    assert titles(loaded(SOC, OPEN)) == ["Even", "squared, a bit", "C 夜烛"]


def test_an_alternative_that_is_not_there_is_a_mistake() -> None:
    assert mistakes(loaded(SOC.replace("1: 3\n", "1: 4\n"), RANKS)) == [(8, "unknown-option")]


def test_an_alternative_that_stands_twice_spoils_the_order() -> None:
    assert mistakes(loaded(SOC.replace("1: 3\n", "1: 3,3\n"), RANKS)) == [(8, "unreadable-ballot")]


def test_preflib_files_without_names_are_a_mistake() -> None:
    assert mistakes(loaded("# FILE NAME: x\n1: 1,2\n", RANKS, "x.soc")) == [(2, "ballots")]


# BLT


def test_blt_ballots_are_ranks_with_equals_and_skipped_ones() -> None:
    sheet = loaded(BLT, RANKS)

    assert sheet.problems == ()
    assert shown(sheet) == ["14*231", "2*212", "3-1", "1--"]
    assert sheet.seats == 2


def test_ids_of_blt_ballots_become_receipts() -> None:
    receipts = [ballot.receipt for ballot in loaded(BLT, keyed(RANKS)).ballots]

    assert [bool(receipt) for receipt in receipts] == [False, False, False, True]
    assert "17" not in "".join(receipts)


def test_candidates_who_withdrew_are_left_out_and_the_others_move_up() -> None:
    text = rows("3 1", "-2", "4 2 1 3 0", "1 1 2=3 0", "0", '"Even"', '"Gone"', '"candle"', '"T"')
    sheet = loaded(text, RANKS, "x.blt")

    assert sheet.problems == ()
    assert shown(sheet) == ["4*1-2", "1-2"]
    assert noted(sheet, "withdrawn") == ["'Gone' withdrew and was left out"]


def test_several_blt_candidates_may_withdraw_in_one_line() -> None:
    text = rows("3 1", "-2 -1", "4 2 1 3 0", "0", '"Even"', '"Gone"', '"candle"', '"T"')

    assert shown(loaded(text, RANKS, "x.blt")) == ["4*--1"]


def test_blt_ballots_may_run_over_lines_or_lack_their_zero() -> None:
    assert values(BLT.replace("14 3 1 2 0", "14 3 1 2"), RANKS)[0] == "14*231"


def test_an_empty_blt_ballot_is_an_empty_ballot() -> None:
    assert values(BLT.replace("14 3 1 2 0", "14 0"), RANKS)[0] == "14*---"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("14 3 1 2 0", "14 3 4 0", 3),
        ("14 3 1 2 0", "x 3 1 0", 3),
        ("3 2\n", "many 2\n", 1),
        ('"The curve"\n', "", 0),
    ],
)
def test_broken_blt_files_are_mistakes(old: str, new: str, line: int) -> None:
    found = loaded(BLT.replace(old, new), replace(RANKS, format="blt"))

    assert [problem.location.line for problem in found.problems] == ([line] if line else [])


def test_a_blt_file_without_its_end_is_a_mistake() -> None:
    assert mistakes(loaded(BLT.replace("\n0\n", "\n"), RANKS, "x.blt"))[0][1] == "ballots"


# Debian


def test_debian_tally_sheets_rank_by_place() -> None:
    sheet = loaded(DEBIAN, RANKS)

    assert sheet.problems == ()
    assert shown(sheet) == ["2-1", "113", "---"]
    assert sheet.ballots[0].receipt == "745bab4190071ca50f0b5ac06ec75daa"


def test_a_debian_vote_for_too_many_is_a_mistake() -> None:
    assert mistakes(loaded(DEBIAN.replace("2-1", "2-13"), RANKS)) == [(7, "unreadable-ballot")]


def test_a_debian_sheet_without_its_candidates_is_a_mistake() -> None:
    assert mistakes(loaded(DEBIAN.replace("Option", "Choice"), RANKS)) == [(1, "ballots")]


# Condorcet Election Format


def test_condorcet_votes_have_tags_equals_and_numbers() -> None:
    sheet = loaded(CVOTES, RANKS)

    assert sheet.problems == ()
    assert shown(sheet) == ["14*221", "-1-", "2*---"]
    assert (sheet.seats, sheet.ballots[0].receipt) == (2, "voter-1")
    assert noted(sheet, "rule") != []


def test_a_condorcet_weight_is_no_number_of_ballots() -> None:
    heavy = rows("#/Candidates: Even ; candle", "#/Weight allowed: true", "Even ^7 * 2")
    light = heavy.replace("true", "false")

    assert mistakes(loaded(heavy, RANKS)) == [(3, "weighted")]
    assert values(light, RANKS) == ["2*1--"]


def test_an_option_of_a_file_can_be_left_out() -> None:
    wish = replace(RANKS, ignore=frozenset({"SQUARED", "c 夜烛"}))

    assert values(CVOTES, wish)[0] == "14*2-1"
    assert values(CVOTES.replace("candle >", "squared > candle >"), wish)[0] == "14*2-1"
    assert values(SOC, wish, "x.soc") == ["14*12-", "2*21-", "---"]


# starvote


def test_starvote_ballots_are_scores() -> None:
    sheet = loaded(STARVOTE, SCORES)

    assert sheet.problems == ()
    assert shown(sheet) == ["14*0-5", "-3-", "14-"]
    assert sheet.seats == 2


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("squared = 3", "squared = 6", 15),
        ("squared = 3", "squared = =1", 15),
        ("squared = 3", "squared", 15),
        ("Even = 1", "squared = 1", 18),
        ("Even = 1\n", "Even = 1\n\n5 ballots:\n", 20),
        ("    seats = 2", "    csv_path = x.csv", 4),
        ("[options]", "[option", 2),
    ],
)
def test_broken_starvote_files_are_mistakes(old: str, new: str, line: int) -> None:
    sheet = loaded(STARVOTE.replace(old, new), SCORES, "x.starvote")

    assert line in [problem.location.line for problem in sheet.problems]


def test_a_list_that_never_ends_hides_no_ballots() -> None:
    assert shown(loaded(STARVOTE.replace("        ]\n", ""), SCORES)) == ["14*0-5", "-3-", "14-"]


# ABIF


def test_abif_ranks_with_equals_and_names_in_brackets() -> None:
    assert values(ABIF, RANKS) == ["14*221", "2*21-", "--1"]


def test_abif_commas_say_nothing_of_the_order() -> None:
    assert values(ABIF + "1: c, Even > squared\n", RANKS)[-1] == "121"


def test_abif_scores_are_scores() -> None:
    assert values(ABIF_SCORES, SCORES) == ["14*0-5", "2*-3-"]
    assert loaded(ABIF_SCORES, OPEN).form is Form.SCORES


def test_abif_with_ranks_and_scores_gives_what_the_poll_counts() -> None:
    text = rows("14:candle/5>even/0", "2:squared/3>even/1")

    assert values(text, SCORES) == ["14*0-5", "2*13-"]
    assert values(text, RANKS) == ["14*2-1", "2*21-"]


def test_a_line_that_is_none_of_abif_is_a_mistake() -> None:
    assert mistakes(loaded(ABIF + "what?\n", RANKS, "x.abif")) == [(7, "ballots")]
    assert mistakes(loaded(ABIF + "1: c < Even\n", RANKS, "x.abif")) == [(7, "ballots")]


# JSON


def test_json_ballots_are_objects_lists_or_names() -> None:
    sheet = loaded(JSON, keyed(RANKS))

    assert sheet.problems == ()
    assert shown(sheet) == ["2-1", "212", "3*1--"]
    assert [bool(ballot.receipt) for ballot in sheet.ballots] == [True, True, False]
    assert noted(sheet, "dropped") == ["not written: 'name'"]


def test_json_ballots_may_stand_by_themselves() -> None:
    assert values('["even", ["candle", "even"], {"squared": true}]', MARKS) == ["1--", "1-1", "-1-"]
    assert values('{"ballots": [{"even": "liked"}]}', BOXES, "x.json") == ["0--"]


def test_lines_of_json_ballots_are_told() -> None:
    assert mistakes(loaded(JSON.replace("A 均匀", "no"), RANKS)) == [(5, "unknown-option")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"ballot": {"even": 1}',
        '{"even": 1}',
        "12",
        '[{"ballot": {"even": "x"}}]',
        '[{"ballot": {"even": 1.5}}]',
        '[{"ballot": {"even": 1}, "count": 0}]',
        '[{"ballot": {"even": 1}, "receipt": "a b"}]',
        '[{"ballot": {"even": 1}, "cast": "soon"}]',
    ],
)
def test_broken_json_is_a_mistake(text: str) -> None:
    assert len(loaded(text, RANKS, "x.json").problems) == 1


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('["a"]', Form.MARKS),
        ('[["a", "b"]]', Form.RANKS),
        ('[{"a": 1, "b": 2}]', Form.RANKS),
        ('[{"a": 0, "b": 4}]', Form.SCORES),
        ('[{"a": "liked"}]', Form.BOXES),
    ],
)
def test_without_a_poll_json_tells_what_it_holds(text: str, form: Form) -> None:
    assert loaded(text, OPEN, "x.json").form is form


# what the poll counts


def test_ballots_of_another_form_are_a_mistake() -> None:
    assert mistakes(loaded(SOC, SCORES)) == [(0, "wrong-form")]
    assert mistakes(loaded(STARVOTE, RANKS)) == [(0, "wrong-form")]
    assert mistakes(loaded(SOC, MARKS)) == [(0, "wrong-form")]
    assert mistakes(loaded("[ballots]\nEven = 1\n", RANKS)) == [(0, "wrong-form")]
    assert mistakes(loaded("[ballots]\nEven = 1\n", MARKS)) == [(0, "wrong-form")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_number_that_never_ends_is_a_mistake_and_no_bug(name: str) -> None:
    sheet = loaded("a\n" + "9" * 5000, replace(RANKS, format=name))

    assert mistakes(sheet) == [(2, "bad-value")]


def test_lists_in_lists_in_lists_are_a_mistake_and_no_bug() -> None:
    assert mistakes(loaded("[" * 200_000, RANKS, "x.json")) == [(1, "json")]


def test_ballots_that_nobody_cast_are_left_out_and_that_is_told() -> None:
    sheet = loaded(SOC.replace("2: 2,", "0: 2,"), RANKS)

    assert shown(sheet) == ["14*231", "--1"]
    assert len(noted(sheet, "left-out")) == 1


def test_more_ballots_than_there_are_people_are_a_mistake() -> None:
    assert mistakes(loaded(SOC.replace("2: 2,", f"{10**10}: 2,"), RANKS)) == [(7, "bad-value")]


def test_first_ranks_alone_are_marks() -> None:
    sheet = loaded(rows("3 1", "4 1 0", "5 2=3 0", "0", '"Even"', '"squared"', '"candle"'), MARKS)

    assert shown(sheet) == ["4*1--", "5*-11"]
    assert len(noted(sheet, "read-as")) == 1
