"""What fields make of the text that authors write."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.model.fields import (
    AnyReference,
    Context,
    Count,
    Flag,
    Id,
    Instant,
    Line,
    LocalFile,
    Many,
    Markdown,
    Names,
    OldPath,
    People,
    To,
    Url,
    Who,
)
from generator.model.reference import Byline, Reference

SHANGHAI = ZoneInfo("Asia/Shanghai")
CONTEXT = Context(SHANGHAI, "gfm", frozenset({"diary", "poll"}))
IDS = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True)


def made(kind: object, written: object) -> object:
    adapter = TypeAdapter[object](kind)  # type: ignore[arg-type]  # any annotation will do
    return adapter.validate_python(written, context=CONTEXT)


def refused(kind: object, written: object) -> str:
    with pytest.raises(ValidationError) as caught:
        made(kind, written)
    return str(caught.value)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-05-01", datetime(2026, 4, 30, 16, tzinfo=UTC)),
        ("2026-05-01 18:30", datetime(2026, 5, 1, 10, 30, tzinfo=UTC)),
        ("2026-05-01T18:30:15", datetime(2026, 5, 1, 10, 30, 15, tzinfo=UTC)),
        ("2026-05-01 18:30 +02:00", datetime(2026, 5, 1, 16, 30, tzinfo=UTC)),
        ("2026-05-01T18:30Z", datetime(2026, 5, 1, 18, 30, tzinfo=UTC)),
        ("2026-05-01 18:30 -0500", datetime(2026, 5, 1, 23, 30, tzinfo=UTC)),
        ("  2026-05-01  ", datetime(2026, 4, 30, 16, tzinfo=UTC)),
    ],
)
def test_a_date_is_an_instant_of_the_journals_zone(written: str, instant: datetime) -> None:
    assert made(Instant, written) == instant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2026",
        "2026-5-1",
        "1.5.2026",
        "2026/05/01",
        "18:30",
        "2026-05-01Z",
        "\uff12026-05-01",
        "2026-02-30",
        "2026-05-01 25:00",
        "2026-05-01 12",
        "0026-05-01",
        "9999-12-31",
    ],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert "Value error" in refused(Instant, written)


@given(st.datetimes(datetime(1901, 1, 1), datetime(9998, 1, 1)))  # noqa: DTZ001 - a wall clock
def test_every_written_instant_can_be_told_in_every_zone(wall: datetime) -> None:
    instant = made(Instant, wall.strftime("%4Y-%m-%d %H:%M"))

    assert isinstance(instant, datetime)
    assert instant.astimezone(UTC).astimezone(ZoneInfo("Pacific/Kiritimati")) == instant
    assert instant.utcoffset() is not None


@pytest.mark.parametrize("written", ["yes", "Yes", "true", "on", "1", "y"])
def test_yes_is_true(written: str) -> None:
    assert made(Flag, written) is True


@pytest.mark.parametrize("written", ["no", "NO", "false", "off", "0"])
def test_no_is_false(written: str) -> None:
    assert made(Flag, written) is False


@pytest.mark.parametrize("written", ["-1", "many", "1.5", "", "9" * 5000])
def test_a_count_is_a_whole_number_from_nought_on(written: str) -> None:
    refused(Count, written)


def test_a_line_is_folded_into_one() -> None:
    assert made(Line, "  One\n  line ") == "One line"


def test_an_empty_line_is_refused() -> None:
    assert "it is empty" in refused(Line, "  ")


@pytest.mark.parametrize("written", ["a", "1.10", "night-mode", "周五", "a_b", "été"])
def test_an_id_is_made_of_letters_digits_and_three_signs(written: str) -> None:
    assert made(Id, written) == written


@pytest.mark.parametrize(
    "written", ["", "-a", ".a", "_a", "a b", "a/b", "a:b", "a#b", "🎉", "../a", "a?"]
)
def test_an_id_is_nothing_else(written: str) -> None:
    refused(Id, written)


def test_an_id_is_composed() -> None:
    assert made(Id, "e\u0301te\u0301") == "\u00e9t\u00e9"


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("@mei", Byline("mei", handle=True)),
        ("Mei Lin", Byline("Mei Lin", handle=False)),
        ("  Mei\n Lin", Byline("Mei Lin", handle=False)),
    ],
)
def test_a_person_is_a_handle_or_a_name(written: str, byline: Byline) -> None:
    assert made(Who, written) == byline


def test_an_at_alone_is_nobody() -> None:
    assert "a name is missing" in refused(Who, "@")


@pytest.mark.parametrize("written", ["a, b,c", "a，b、c", ["a", "b", "c"], " a , b , c , "])
def test_names_may_stand_on_one_line(written: object) -> None:
    assert made(Names, written) == ("a", "b", "c")


def test_a_name_stands_in_a_list_once() -> None:
    assert "'a' stands twice" in refused(Names, ["a", "b", "a"])


def test_people_may_stand_on_one_line() -> None:
    assert made(People, "@mei, Lin") == (Byline("mei", handle=True), Byline("Lin", handle=False))


@pytest.mark.parametrize("written", ["a", ["a"]])
def test_a_list_of_one_needs_no_list(written: object) -> None:
    assert made(Many[Line], written) == ("a",)


def test_a_single_line_is_not_divided_where_texts_are_wanted() -> None:
    assert made(Many[Line], "a, b") == ("a, b",)


@pytest.mark.parametrize(
    ("kinds", "written", "reference"),
    [
        ((), "diary:one", Reference("diary", "one")),
        (("report",), "one", Reference("report", "one")),
        (("report",), "report:one", Reference("report", "one")),
        (("diary", "release"), "release:1.10", Reference("release", "1.10")),
        ((), " diary : one ", Reference("diary", "one")),
    ],
)
def test_a_reference_is_a_kind_and_an_id(
    kinds: tuple[str, ...], written: str, reference: Reference
) -> None:
    assert made(Annotated[Reference, To(*kinds)], written) == reference


@pytest.mark.parametrize(
    ("kinds", "written"),
    [
        ((), "one"),
        (("diary", "release"), "one"),
        (("diary",), "poll:one"),
        ((), "diary:"),
        ((), ""),
    ],
)
def test_a_reference_without_a_fitting_kind_or_an_id_is_refused(
    kinds: tuple[str, ...], written: str
) -> None:
    refused(Annotated[Reference, To(*kinds)], written)


@given(st.from_regex("[a-z]{1,10}", fullmatch=True), IDS)
def test_a_reference_that_is_written_down_comes_back(kind: str, name: str) -> None:
    reference = Reference(kind, name)

    assert made(AnyReference, str(reference)) == reference


@given(st.from_regex("[A-Za-z][A-Za-z ]{0,10}[a-z]", fullmatch=True), st.booleans())
def test_a_byline_that_is_written_down_comes_back(name: str, handle: bool) -> None:  # noqa: FBT001
    byline = Byline(" ".join(name.split()), handle=handle)

    assert made(Who, str(byline)) == byline


@pytest.mark.parametrize(
    "written", ["https://a.example/b", "http://a.example", "mailto:a@b.example"]
)
def test_an_address_has_a_scheme(written: str) -> None:
    assert made(Url, written) == written


@pytest.mark.parametrize(
    "written",
    ["", "a.example", "/a", "ftp://a.example", "javascript:alert(1)", "https://", "https://a b"],
)
def test_other_addresses_are_refused(written: str) -> None:
    refused(Url, written)


@pytest.mark.parametrize("written", ["/2024/05/hello/", "/a.html", "/"])
def test_an_alias_is_a_path_of_this_site(written: str) -> None:
    assert made(OldPath, written) == written


@pytest.mark.parametrize(
    "written", ["a", "", "//evil.example", "/a/../b", "/a b", "/a?b", "/a#b", "/a\\b"]
)
def test_an_alias_leads_nowhere_else(written: str) -> None:
    refused(OldPath, written)


@pytest.mark.parametrize("written", ["lamp.png", "pictures/lamp.png", "灯.svg"])
def test_a_file_lies_beside_the_entry(written: str) -> None:
    assert made(LocalFile, written) == written


@pytest.mark.parametrize(
    "written", ["/etc/passwd", "../a.png", "a/../../b", "https://a.example/a.png", "C:\\a", "\\a"]
)
def test_a_file_lies_nowhere_else(written: str) -> None:
    refused(LocalFile, written)


@pytest.mark.parametrize("kind", [Instant, Who, Markdown, Line, AnyReference, Url])
@pytest.mark.parametrize("written", [["a"], {"a": "b"}])
def test_a_list_is_no_text(kind: object, written: object) -> None:
    assert "Input should be a valid string" in refused(kind, written)


def test_a_validation_without_a_context_is_a_bug() -> None:
    with pytest.raises(TypeError, match="validated with a Context"):
        TypeAdapter(Instant).validate_python("2026-05-01")


def test_midnight_of_a_date_is_that_of_the_journal() -> None:
    instant = made(Instant, "2026-05-01")

    assert isinstance(instant, datetime)
    assert instant.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("written", ["release:1.4.0", "release/1.4.0", " release/1.4.0 "])
def test_a_reference_is_written_with_a_colon_or_a_slash(written: str) -> None:
    assert made(AnyReference, written) == Reference("release", "1.4.0")
    assert made(Annotated[Reference, To("release")], written) == Reference("release", "1.4.0")


def test_a_time_that_clocks_leap_over_lies_behind_the_gap() -> None:
    zone = Context(ZoneInfo("Europe/Berlin"))

    found = TypeAdapter(Instant).validate_python("2024-03-31 02:30", context=zone)

    assert found == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)
