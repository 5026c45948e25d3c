"""The register of publications at an instant: what is kept for good, and what is found again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.config import Config
from generator.journal.differences import Change, differences
from generator.journal.journal import Journal, gather
from generator.journal.publications import merged, registered, stamped, told
from generator.journal.renames import check_renames, digest, fed
from generator.journal.visibility import Hidden, Reason
from generator.model.entry import Entry
from generator.model.publication import EMPTY, Publication, Register
from generator.model.reference import Reference
from generator.pages import routes
from generator.reader.published import parse_register, register_text
from tests.journals import configured, entry, gathered, reading

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXT = "---\ntitle: {name}\ndate: 2026-06-0{day}\n{more}---\nHello from {name}.\n"


def address(config: Config) -> partial[tuple[str, str]]:
    return partial(routes.publication, config)


def journal(entries: Iterable[Entry], at: datetime, config: Config | None = None) -> Journal:
    found, problems = gather(entries, config or configured(), at)
    assert problems == []
    return found


def after(
    register: Register, entries: Iterable[Entry], at: datetime, config: Config | None = None
) -> Register:
    """The register after a publish of these entries at an instant."""
    config = config or configured()
    return stamped(register, journal(entries, at, config), address(config))


@cache
def diaries() -> Mapping[str, Entry]:
    """Diaries of the first days of June, one of them in two languages."""
    files: dict[str, str | bytes] = {
        "diaries/ant.md": TEXT.format(name="Ant", day=1, more=""),
        "diaries/bee.md": TEXT.format(name="Bee", day=2, more=""),
        "diaries/bee.zh.md": TEXT.format(name="蜂", day=2, more=""),
        "diaries/cat.md": TEXT.format(name="Cat", day=3, more="expires: 2026-06-09\n"),
        "people.yaml": "- {id: mei, title: Mei}\n",
    }
    with TemporaryDirectory() as folder:
        found = reading(Path(folder), files)
    assert found.problems == ()
    return {f"{e.head.id}.{e.lang}": e for e in found.entries if e.kind == "diary"}


def changed(one: Entry, **fields: object) -> Entry:
    return replace(one, head=one.head.model_copy(update=fields))


def put_off(one: Entry) -> Entry:
    assert one.head.date is not None
    return changed(one, date=one.head.date + timedelta(days=9))


STATES: Mapping[str, Callable[[Entry], Entry]] = {
    "plain": lambda one: one,
    "edited": lambda one: changed(one, title=f"{one.head.title}, mended"),
    "withdrawn": lambda one: changed(one, withdrawn="It was wrong."),
    "draft": lambda one: changed(one, draft=True),
    "put off": put_off,
    "renamed": lambda one: changed(one, id=f"{one.head.id}-two"),
    "renamed and edited": lambda one: changed(one, id=f"{one.head.id}-three", title="New"),
    "respelt": lambda one: changed(one, lang={"zh-CN": "zh-TW"}.get(one.lang, one.lang)),
}
GONE = "gone"


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[datetime, list[Entry]]]:
    """Publishes of a journal whose files change in between, in the order of their instants."""
    at, found = START - timedelta(days=2), []
    for _ in range(draw(st.integers(1, 6))):
        at += draw(st.integers(0, 100)) * HOUR
        names = {name: draw(st.sampled_from(["plain", *STATES, GONE])) for name in diaries()}
        found.append((at, [STATES[s](diaries()[n]) for n, s in names.items() if s != GONE]))
    return found


def by_id(register: Register) -> dict[str, Publication]:
    rows = {row.feed_id: row for row in register.rows.values() if row.feed_id}
    assert len(rows) == sum(row.published for row in register.rows.values())
    return rows


@given(histories())
@settings(deadline=None)
def test_an_id_and_its_first_instant_are_for_good(
    history: list[tuple[datetime, list[Entry]]],
) -> None:
    register = EMPTY
    for at, entries in history:
        before, register = register, after(register, entries, at)
        known = by_id(register)

        for feed_id, row in by_id(before).items():
            assert (known[feed_id].first, known[feed_id].due) == (row.first, row.due)


@given(histories())
@settings(deadline=None)
def test_what_is_live_is_what_is_public(history: list[tuple[datetime, list[Entry]]]) -> None:
    register = EMPTY
    for at, entries in history:
        register = after(register, entries, at)
        live = {row.key for row in register.rows.values() if row.live}

        assert live == {(e.reference, e.lang) for e in fed(journal(entries, at))}


@given(histories())
@settings(deadline=None)
def test_publishing_the_same_twice_changes_nothing(
    history: list[tuple[datetime, list[Entry]]],
) -> None:
    register = EMPTY
    for at, entries in history:
        register = after(register, entries, at)

        assert after(register, entries, at) == register


@given(histories())
@settings(deadline=None)
def test_the_file_holds_all_that_the_register_knows(
    history: list[tuple[datetime, list[Entry]]],
) -> None:
    register = EMPTY
    for at, entries in history:
        register = after(register, entries, at)

        assert parse_register(register_text(register).encode()) == (register, [])


@given(histories())
@settings(deadline=None)
def test_a_target_that_knows_an_older_register_adds_nothing(
    history: list[tuple[datetime, list[Entry]]],
) -> None:
    register = EMPTY
    for at, entries in history:
        older, register = register, after(register, entries, at)

        for both in (merged(older, register), merged(register, older)):
            again = after(both, entries, at)
            assert by_id(again).keys() == by_id(register).keys()
            assert {row.key: row.first for row in again.rows.values()} == {
                row.key: row.first for row in register.rows.values()
            }


def test_what_only_one_register_knows_is_in_both_together() -> None:
    ant, bee = diaries()["ant.en"], diaries()["bee.en"]
    one = after(EMPTY, [ant], START)
    other = after(after(EMPTY, [ant], START), [ant, bee], START + 24 * HOUR)

    assert merged(one, other) == merged(other, one) == other


def test_the_first_publish_does_not_know_when_old_entries_appeared() -> None:
    rows = after(EMPTY, diaries().values(), datetime(2026, 6, 3, 2, tzinfo=UTC)).rows

    firsts = {reference.id: row.first for (reference, _), row in rows.items()}
    assert firsts == {"ant": None, "bee": None, "cat": datetime(2026, 6, 3, 2, tzinfo=UTC)}


def test_a_later_publish_saw_what_it_had_first_however_late_it_was() -> None:
    ant, bee = diaries()["ant.en"], diaries()["bee.en"]
    late = datetime(2026, 6, 20, 8, tzinfo=UTC)

    rows = after(after(EMPTY, [ant], START), [ant, bee], late).rows

    row = rows[Reference("diary", "bee"), "en"]
    assert (row.due, row.first) == (datetime(2026, 6, 2, tzinfo=UTC), late)


def test_an_instant_is_kept_in_whole_seconds() -> None:
    at = START + timedelta(microseconds=999_999)

    assert after(EMPTY, [diaries()["ant.en"]], at).last == START


def test_what_expired_went_when_it_said_whenever_that_is_seen() -> None:
    cat = diaries()["cat.en"]
    register = after(EMPTY, [cat], START + 72 * HOUR)

    rows = after(register, [cat], START + 999 * HOUR).rows

    assert rows[cat.reference, "en"].gone == datetime(2026, 6, 9, tzinfo=UTC)


def test_people_and_pages_are_never_in_the_register(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "people.yaml": "- {id: mei, title: Mei}\n",
        "pages/about.md": entry("About"),
        "topics/lamp.md": entry("Lamp"),
    }
    found, _ = gathered(tmp_path, files)

    assert stamped(EMPTY, found, address(found.config)).rows == {}


def test_the_first_authority_stays() -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START, configured(authority="old.example,2020"))

    later = after(register, [ant], START + HOUR, configured(base_url="https://new.example/"))

    assert later.authority == "old.example,2020"


def test_what_waits_in_a_queue_is_known_but_not_told() -> None:
    ant = diaries()["ant.en"]
    queued = changed(ant, date=None, queue=0)
    shown = journal([queued], START)
    hidden = replace(shown, hidden={(ant.reference, "en"): Hidden(Reason.EARLY, "it waits")})

    register = stamped(EMPTY, hidden, address(hidden.config))

    row = register.rows[ant.reference, "en"]
    assert row == Publication(ant.reference, "en", queued=START)
    assert told(register).rows == {}
    assert stamped(register, replace(hidden, at=START + HOUR), address(hidden.config)).rows == {
        row.key: row
    }


def test_a_queued_entry_that_appears_keeps_since_when_it_waited() -> None:
    ant = diaries()["ant.en"]
    waiting = Register(
        START, {(ant.reference, "en"): Publication(ant.reference, "en", queued=START)}
    )

    row = after(waiting, [changed(ant, queue=0)], START + 24 * HOUR).rows[ant.reference, "en"]

    assert (row.queued, row.first, row.due) == (START, START + 24 * HOUR, ant.head.date)


def test_an_entry_that_lost_its_id_keeps_the_instant_at_which_it_appeared() -> None:
    ant = diaries()["ant.en"]
    (row,) = after(EMPTY, [ant], START).rows.values()
    forgotten = Register(START, {row.key: replace(row, feed_id="")})

    (new,) = after(forgotten, [ant], START + HOUR).rows.values()

    assert (new.first, new.due) == (START, ant.head.date)
    assert new.feed_id


def test_what_one_register_saw_in_a_queue_and_another_in_public_is_published() -> None:
    ant = diaries()["ant.en"]
    waiting = Register(
        START, {(ant.reference, "en"): Publication(ant.reference, "en", queued=START)}
    )
    (row,) = after(waiting, [changed(ant, queue=0)], START + HOUR).rows.values()
    public = Register(START, {row.key: row})

    assert merged(waiting, public).rows == merged(public, waiting).rows == {row.key: row}


# Renamed files


RENAMES = [
    ("the same text", {"id": "fly"}, True),
    ("another case of the name", {"id": "Ant"}, True),
    ("an alias", {"id": "fly", "title": "Fly", "aliases": ("/diaries/ant",)}, True),
    ("a file", {"id": "b", "title": "", "aliases": ("/diaries/ant/index.html",)}, True),
    ("another text", {"id": "fly", "title": "Fly"}, False),
    ("the alias of another", {"id": "fly", "title": "Fly", "aliases": ("/diaries/an",)}, False),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "same"), [r[1:] for r in RENAMES], ids=[r[0] for r in RENAMES])
def test_a_renamed_entry_is_known_by(fields: Mapping[str, object], same: bool) -> None:  # noqa: FBT001 - expected
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)
    (old,) = register.rows.values()

    rows = after(register, [changed(ant, **fields)], START + HOUR).rows

    new = rows[Reference("diary", str(fields["id"])), "en"]
    assert (new.feed_id == old.feed_id) == same
    assert new.former == (("/diaries/ant/",) if same else ())
    assert ((ant.reference, "en") in rows) != same


def test_a_copy_of_an_entry_is_another_entry() -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)

    rows = after(register, [ant, changed(ant, id="copy")], START + HOUR).rows

    assert rows[ant.reference, "en"].live
    assert rows[Reference("diary", "copy"), "en"].former == ()


def test_of_two_copies_one_continues_what_is_gone() -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)

    both = [changed(ant, id="dog"), changed(ant, id="elk")]
    rows = after(register, both, START + HOUR).rows

    assert [row.former for row in rows.values()].count(("/diaries/ant/",)) == 1


def test_thousands_of_files_that_moved_together_are_found_at_once() -> None:
    ant = diaries()["ant.en"]
    many = [changed(ant, id=f"a{n}", title=f"A {n}") for n in range(3000)]
    register = after(EMPTY, many, START)

    moved = after(register, [changed(e, id=f"b-{e.head.id}") for e in many], START + HOUR)

    assert by_id(moved).keys() == by_id(register).keys()
    assert all(row.former and row.live for row in moved.rows.values())


def test_a_language_that_is_spelt_anew_is_the_same_version() -> None:
    bee = diaries()["bee.zh-CN"]
    register = after(EMPTY, [bee], START + 24 * HOUR)
    (old,) = register.rows.values()

    (new,) = after(register, [changed(bee, lang="zh")], START + 48 * HOUR).rows.values()

    assert (new.lang, new.feed_id) == ("zh", old.feed_id)


def test_what_was_gone_for_weeks_is_known_under_another_name() -> None:
    ant = diaries()["ant.en"]
    register = after(after(EMPTY, [ant], START), [], START + HOUR)

    (row,) = after(register, [changed(ant, id="fly")], START + 999 * HOUR).rows.values()

    assert (row.reference.id, row.gone, row.former) == ("fly", None, ("/diaries/ant/",))


@pytest.mark.parametrize("fields", [{"id": "fly"}, {"id": "ants", "date": START}])
def test_a_new_entry_that_looks_like_a_vanished_one_is_asked_about(
    fields: Mapping[str, object],
) -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)
    found = journal([changed(ant, title="Other", **fields)], START + HOUR)

    (problem,) = check_renames(register, found)

    assert problem.message == "this looks like 'diary:ant', whose file is gone"


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "whale", "title": "Whale", "date": START},
        {"id": "fly"},
        {"id": "ant", "title": "Other"},
    ],
    ids=["new", "renamed", "edited"],
)
def test_nobody_is_asked_about_what_is_clear(fields: Mapping[str, object]) -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)

    assert list(check_renames(register, journal([changed(ant, **fields)], START + HOUR))) == []


def test_nobody_is_asked_about_what_was_withdrawn_before() -> None:
    ant = diaries()["ant.en"]
    register = after(after(EMPTY, [ant], START), [], START + HOUR)
    new = changed(ant, id="fly", title="Other")

    assert list(check_renames(register, journal([new], START + 2 * HOUR))) == []


def test_nobody_is_asked_twice() -> None:
    ant = diaries()["ant.en"]
    new = changed(ant, id="fly", title="Other")
    register = after(after(EMPTY, [ant], START), [new], START + HOUR)

    assert list(check_renames(register, journal([new], START + 2 * HOUR))) == []


def test_a_digest_knows_neither_names_nor_lines_but_every_word() -> None:
    ant = diaries()["ant.en"]
    same = [changed(ant, id="x"), changed(ant, lang="de"), changed(ant, aliases=("/old/",))]
    other = [changed(ant, title="X"), changed(ant, tags=("x",)), changed(ant, summary="x")]

    assert {digest(each) for each in same} == {digest(ant)}
    assert len({digest(each) for each in (ant, *other)}) == 4


def test_a_line_more_in_the_head_of_a_file_changes_no_digest(tmp_path: Path) -> None:
    text = "A [link](diary:b), a picture ![x](x.png) and @mei.\n"
    files: dict[str, str | bytes] = {
        "diaries/a.md": entry("A", "date: 2026-05-01", text),
        "diaries/b.md": entry("A", "date: 2026-05-01\naliases: /diaries/a/\n", text),
    }
    found = reading(tmp_path, files).entries

    assert len({digest(each) for each in found}) == 1


# What readers see of a publish


CHANGES = [
    ({}, None),
    ({"title": "X"}, Change.SILENT),
    ({"title": "X", "updated": START + HOUR}, Change.UPDATED),
    ({"id": "fly"}, Change.MOVED),
    ({"draft": True}, Change.GONE),
]


@pytest.mark.parametrize(("fields", "change"), CHANGES)
def test_a_publish_changes(fields: Mapping[str, object], change: Change | None) -> None:
    ant = diaries()["ant.en"]
    register = after(EMPTY, [ant], START)
    found = journal([changed(ant, **fields)], START + 2 * HOUR)
    now, _ = registered(register, found, address(found.config))

    assert [each.change for each in differences(register, now)] == ([change] if change else [])


def test_a_first_publish_is_new_and_a_return_is_back() -> None:
    ant = diaries()["ant.en"]
    now, _ = registered(EMPTY, journal([ant], START), address(configured()))
    gone = after(now.register, [], START + HOUR)
    again, _ = registered(gone, journal([ant], START + 2 * HOUR), address(configured()))

    assert [each.change for each in differences(EMPTY, now)] == [Change.NEW]
    assert [each.change for each in differences(gone, again)] == [Change.BACK]


def test_a_register_that_nobody_writes_needs_no_digests() -> None:
    found = journal(diaries().values(), START)
    where = address(found.config)
    whole = stamped(EMPTY, found, where).rows
    bare = stamped(EMPTY, found, where, digested=False).rows

    assert all(row.digest for row in whole.values())
    assert bare == {key: replace(row, digest="") for key, row in whole.items()}
