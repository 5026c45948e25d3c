"""Whom a commit's message thanks, and for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.changes.trailers import trailers, unknown


def thanked(message: str, *bots: str) -> list[tuple[str, str]]:
    return [(each.account or each.name, each.role) for each in trailers(message, bots)]


@pytest.mark.parametrize(
    ("trailer", "role"),
    [
        ("Reported-by", "reported"),
        ("Suggested-by", "suggested"),
        ("Requested-by", "suggested"),
        ("Tested-by", "tested"),
        ("Co-authored-by", "contributed"),
        ("Co-Developed-By", "contributed"),
        ("Helped-by", "contributed"),
        ("Reviewed-by", "review"),
        ("Acked-by", "review"),
        ("Translated-by", "translated"),
        ("Mentored-by", "mentoring"),
        ("Thanks-to", "contributed"),
    ],
)
def test_each_trailer_says_what_somebody_did(trailer: str, role: str) -> None:
    assert thanked(f"{trailer}: Mei Li <mei@example.org>") == [("Mei Li", role)]


@pytest.mark.parametrize(
    ("wrong", "role"),
    [
        ("Sugested-by", "suggested"),
        ("Suggested by", "suggested"),
        ("Tranlsated-by", "translated"),
        ("Repoted-by", "reported"),
        ("Coauthored-by", "contributed"),
        ("Co-author-by", "contributed"),
        ("Reviwed-by", "review"),
        ("TESTED BY", "tested"),
    ],
)
def test_a_trailer_that_is_spelt_wrong_still_thanks(wrong: str, role: str) -> None:
    assert thanked(f"{wrong}: Mei Li <mei@example.org>") == [("Mei Li", role)]


@pytest.mark.parametrize("other", ["Reverted-by", "Backed-by", "Imported-by", "Rejected-by"])
def test_a_trailer_that_means_something_else_does_not(other: str) -> None:
    assert thanked(f"{other}: Mei Li <mei@example.org>") == []


def test_a_trailer_for_two_deeds_counts_for_both() -> None:
    found = thanked("Reported-and-tested-by: Mei Li <mei@example.org>")

    assert found == [("Mei Li", "reported"), ("Mei Li", "tested")]


@pytest.mark.parametrize(
    "trailer",
    ["Signed-off-by", "Assisted-by", "Asisted-by", "Generated-by", "Cc", "Fixes", "Merged-by"],
)
def test_trailers_that_thank_nobody_give_no_credit(trailer: str) -> None:
    assert thanked(f"{trailer}: Mei Li <mei@example.org>") == []


@pytest.mark.parametrize(
    "machine",
    [
        "Claude <noreply@anthropic.com>",
        "GitHub Copilot <175728472+Copilot@users.noreply.github.com>",
        "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
        "pre-commit-ci[bot]",
    ],
)
def test_programs_get_no_credit(machine: str) -> None:
    assert thanked(f"Co-authored-by: {machine}") == []


def test_names_of_programs_can_be_added() -> None:
    assert thanked("Reported-by: Night Watch", "night watch") == []


def test_several_people_may_stand_in_one_trailer() -> None:
    found = thanked("Tested-by: Mei Li <m@example.org>, Rui <r@example.org> and Bo <b@example.org>")

    assert [name for name, _ in found] == ["Mei Li", "Rui", "Bo"]


def test_a_trailer_goes_on_in_the_next_line() -> None:
    assert thanked("Reported-by: Mei Li\n <mei@example.org>") == [("Mei Li", "reported")]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("@mei", "mei"),
        ("Mei Li (night shift) <m@example.org>", "Mei Li"),
        ("Mei Li # by telephone", "Mei Li"),
        ("<17+mei-li@users.noreply.github.com>", "mei-li"),
        ("梅 <m@example.org>", "梅"),
        ('"Li, Mei" <m@example.org>', "Li, Mei"),
    ],
)
def test_a_person_is_found_in_what_a_trailer_says(value: str, name: str) -> None:
    assert thanked(f"Reported-by: {value}") == [(name, "reported")]


@pytest.mark.parametrize("value", ["mei@example.org", "<mei@example.org>", "a@b.example <a@b.c>"])
def test_an_address_is_no_name(value: str) -> None:
    assert thanked(f"Reported-by: {value}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Found by: running the fuzzer all night",
        "The bug was reported by: several people",
        "> Reported-by: Mei Li <m@example.org>",
        "    Reported-by: Mei Li <m@example.org>",
        "Reported-by:",
        "we came here by: train",
    ],
)
def test_sentences_and_quotations_are_no_trailers(line: str) -> None:
    assert thanked(f"Subject\n\n{line}\n") == []


def test_trailers_that_nobody_knows_are_told() -> None:
    message = "Painted-by: Mei\nReported-by: Rui\nSigned-off-by: Bo\nstand-by: x\n"

    assert list(unknown(message)) == ["Painted-by", "stand-by"]


@given(st.text(st.sampled_from("abyAB -:<>@.,\n\t(#"), max_size=200))
def test_no_message_is_too_strange(message: str) -> None:
    for each in trailers(message):
        assert each.name
        assert "@" not in each.name
        assert "\n" not in each.name


def test_a_hostile_message_takes_no_time() -> None:
    hostile = (
        "a-" * 20 + "by" + ": " + " <" * 50_000 + "\n" + "Reported-by: " + "<a@b.c> and " * 9999
    )

    assert len(thanked(hostile)) < 100
