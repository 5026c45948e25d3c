"""`friday outbox --sent`: what was sent is written down, and is never due again."""

import io
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from generator.problems import ProblemsFound
from generator.publish import sent
from generator.publish.sent import Mark
from tests.cli.outbox.posting import AT, PEOPLE, build, edit, letters, outbox, records, table, write


def test_what_was_sent_is_not_due_again_even_if_it_is_reworded(journal: Path) -> None:
    key = letters(journal)["awarded award:star", "@night-owl"]["key"]
    said = outbox(journal, "--sent", key)
    edit(journal, "content/awards/star.md", "title: Star of September", "title: Sun")
    build(journal, AT)

    assert (said.code, said.out) == (0, "outbox.csv: 1 letter written down as sent\n")
    assert ("awarded award:star", "@night-owl") not in letters(journal)
    assert len(letters(journal)) == 8


def test_a_status_that_is_written_down_later_is_not_told_twice(journal: Path) -> None:
    key = letters(journal)["shipped suggestion:dim", "Rui"]["key"]
    outbox(journal, "--sent", key)
    moves = "{date: 2026-09-05, status: adopted}"
    edit(
        journal,
        "content/suggestions/dim.md",
        moves,
        f"{moves}, {{date: 2026-09-21, status: shipped, note: At last}}",
    )
    build(journal, AT)

    assert ("shipped suggestion:dim", "Rui") not in letters(journal)
    assert ("shipped suggestion:dim", "小梅") in letters(journal)


def test_what_ships_a_second_time_is_told_a_second_time(journal: Path) -> None:
    outbox(journal, "--sent", letters(journal)["shipped suggestion:dim", "Rui"]["key"])
    moves = "{date: 2026-09-05, status: adopted}"
    again = f"{moves}, {{date: 2026-09-25, status: in-progress, note: It glared again}}"
    edit(journal, "content/suggestions/dim.md", moves, again)
    change = "{text: Darker still, why: It glared, refs: [suggestion:dim], credits: [rui]}"
    head = f"title: Two\ndate: 2026-09-28\nversion: '2.0'\nchanges: [{change}]"
    write(journal, "content/releases/two.md", f"---\n{head}\n---\n")
    build(journal, AT)

    assert ("shipped suggestion:dim", "Rui") in letters(journal)


def test_one_name_in_two_spellings_gets_one_letter(journal: Path) -> None:
    people = "[{person: Jo Plain, role: code}, {person: jo plain, role: tested}]"
    change = f"{{text: Darker still, why: It glared, credits: {people}}}"
    head = f"title: Two\ndate: 2026-09-28\nversion: '2.0'\nchanges: [{change}]"
    write(journal, "content/releases/two.md", f"---\n{head}\n---\n")
    build(journal, AT)
    keys = [one["key"] for one in records(journal) if one.get("what") == "credited release:two"]

    assert len(keys) == 1


def test_somebody_who_got_into_the_people_table_is_not_told_twice(journal: Path) -> None:
    outbox(journal, "--sent", letters(journal)["told story:hall", "Aunt Plain"]["key"])
    write(journal, "content/people.yaml", f"{PEOPLE}- {{id: aunt, title: Aunt  plain}}\n")
    build(journal, AT)

    assert not [what for what, _ in letters(journal) if what == "told story:hall"]


def test_what_was_sent_is_recorded_once_and_without_names(journal: Path) -> None:
    found = letters(journal)
    listed = outbox(journal, "--json").out
    key = found["told story:hall", "Aunt Plain"]["key"]
    first = outbox(journal, "--json", "--sent", key, key).records()
    again = outbox(journal, "--json", "--sent", key, "--strict").records()

    assert listed
    assert first == [{"type": "sent", "key": key, "new": True}]
    assert again == [{"type": "sent", "key": key, "new": False}]
    assert [row[0] for row in table(journal)] == ["key", "start", key]


def test_records_of_json_can_be_given_back_as_they_are(journal: Path) -> None:
    lines = outbox(journal, "--json", "--since", "2026-09-01").out
    with patch("sys.stdin", io.StringIO(lines)):
        done = outbox(journal, "--sent", "-", at="2026-10-01")

    assert done.out == "outbox.csv: 9 letters written down as sent\n"
    assert letters(journal) == {}
    assert table(journal)[-1][1:] == ["2026-10-01T00:00:00+00:00", "told story:hall"]


def test_all_that_is_due_can_be_called_sent(journal: Path) -> None:
    done = outbox(journal, "--all-sent", "--since", "2026-09-25")

    assert done.out == "outbox.csv: 3 letters written down as sent\n"
    assert len(letters(journal)) == 6


def test_a_team_that_begins_today_does_not_thank_for_years(journal: Path) -> None:
    first = outbox(journal)
    second = outbox(journal, at="2026-10-02")

    assert first.out.startswith("0 letters are due\noutbox.csv begins at 2026-09-30 12:00: ")
    assert table(journal) == [["key", "when", "what"], ["start", "2026-09-30T12:00:00+00:00", ""]]
    assert second.out == "0 letters are due\n"
    assert len(letters(journal)) == 9


def test_the_first_run_may_say_from_when_on(journal: Path) -> None:
    edit(journal, "friday.yaml", "title: The", "timezone: Asia/Shanghai\ntitle: The")
    outbox(journal, "--since", "2026-09-25")

    assert table(journal)[1] == ["start", "2026-09-25T00:00:00+08:00", ""]


def test_one_language_can_be_asked_for(journal: Path) -> None:
    assert set(letters(journal, "--lang", "zh")) == {("shipped suggestion:dim", "小梅")}
    assert outbox(journal, "--lang", "fr").code == 2


def test_nobody_who_is_forgotten_gets_a_letter(journal: Path) -> None:
    write(journal, "forgotten.yaml", "- {id: owl, names: [Olga]}\n")
    build(journal, AT)

    text = outbox(journal, "--since", "2026-09-01").out
    assert "owl" not in text.casefold()
    assert "7 letters are due" in text


def test_a_theme_may_have_its_own_words(journal: Path) -> None:
    edit(journal, "friday.yaml", "title: The", "theme: mine\ntitle: The")
    template = (
        "{# Short. #}\n{% extends 'default:outbox/awarded.txt' %}\n"
        "{% block subject %}{{ fields.award }} & {{ event }}{% endblock %}\n"
    )
    write(journal, "themes/mine/templates/outbox/awarded.txt", template)

    letter = letters(journal)["awarded award:star", "@night-owl"]
    assert letter["subject"] == "Star & awarded"
    assert "For the night shift" in letter["text"]


def test_a_mistake_in_a_template_of_letters_is_told_with_its_line(journal: Path) -> None:
    edit(journal, "friday.yaml", "title: The", "theme: mine\ntitle: The")
    write(journal, "themes/mine/templates/outbox/told.txt", "{# Bad. #}\n\n{{ titel }}\n")

    done = outbox(journal, "--since", "2026-09-01")
    assert done.code == 1
    assert "themes/mine/templates/outbox/told.txt:3: error[template]" in done.err


def test_a_subject_is_one_line_and_a_letter_cannot_steer_a_terminal(journal: Path) -> None:
    edit(
        journal, "content/stories/hall.md", "title: In the hall", 'title: "In\\u2028B\\eC\\u202eD"'
    )
    edit(journal, "content/stories/hall.md", "by: Aunt Plain", 'by: "Aunt\\u0085Plain"')
    build(journal, AT)

    done = outbox(journal, "--since", "2026-09-29", "--json")
    [letter] = [one for one in done.records() if one["type"] == "letter"]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", f"{letter['text']}")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028]", str(letter["subject"]))
    printed = outbox(journal, "--since", "2026-09-29").out
    assert "\x1b" not in printed
    assert "\u202e" not in printed
    assert "published: In BCD\n" in printed


@pytest.mark.parametrize("key", ["", "zz", "0123456789ABCDEF", "0123456789abcdef0", "{}x"])
def test_what_is_no_key_is_refused_and_nothing_is_written(journal: Path, key: str) -> None:
    done = outbox(journal, "--sent", "0123456789abcdef", key)

    assert done.code == 2
    assert not (journal / "outbox.csv").exists()


def test_what_does_not_go_together_is_refused(journal: Path) -> None:
    assert outbox(journal, "--sent").code == 2
    assert outbox(journal, "0123456789abcdef").code == 2
    assert outbox(journal, "--sent", "--all-sent", "0123456789abcdef").code == 2
    assert outbox(journal, "--since", "yesterday").code == 2


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("who,when,what\n", 1),
        ("key,when,what\nstart,2026-09-01T00:00Z,\n<<<<<<< ours\n", 3),
        ("key,when,what\nstart,yesterday,\n", 2),
        ("key,when,what\n\n0123,2026-09-01T00:00Z,\n", 3),
        ("key,when,what\nstart,2026-09-01,\n", 2),
    ],
)
def test_a_damaged_record_stops_everything_before_a_letter_is_shown(
    journal: Path, text: str, line: int
) -> None:
    write(journal, "outbox.csv", text)
    listed, told = outbox(journal), outbox(journal, "--sent", "0123456789abcdef")

    assert (listed.code, listed.out) == (1, "")
    assert f"outbox.csv:{line}: error[outbox]" in listed.err
    assert told.code == 1
    assert (journal / "outbox.csv").read_text(encoding="utf-8") == text


def test_what_is_recorded_survives_mistakes_in_the_content(journal: Path) -> None:
    edit(journal, "content/awards/star.md", "recipients: [owl]", "recipients: [@owl")

    assert outbox(journal).code == 1
    assert outbox(journal, "--sent", "0123456789abcdef").code == 0


def test_many_at_once_record_every_letter_once(tmp_path: Path) -> None:
    keys = [f"{n:016x}" for n in range(20)]
    moment = datetime(2026, 9, 30, tzinfo=UTC)

    def record(_: int) -> tuple[str, ...]:
        return sum((sent.mark(tmp_path, [Mark(key)], moment) for key in keys), ())

    with ThreadPoolExecutor(8) as pool:
        claimed = [key for keys_ in pool.map(record, range(8)) for key in keys_]
    assert sorted(claimed) == keys
    assert [row[0] for row in table(tmp_path)] == ["key", "start", *keys]


def test_what_people_added_to_the_record_stays(tmp_path: Path) -> None:
    text = "key,when,what\r\nstart,2026-09-01T00:00Z,\r\n0123456789abcdef,2026-09-02T00:00Z,by hand"
    (tmp_path / "outbox.csv").write_bytes(text.encode())
    new = sent.mark(tmp_path, [Mark("f" * 16, "a, b")], datetime(2026, 9, 3, tzinfo=UTC))

    assert new == ("f" * 16,)
    after = (tmp_path / "outbox.csv").read_bytes().decode()
    assert after == f'{text}\n{"f" * 16},2026-09-03T00:00:00+00:00,"a, b"\n'
    assert sent.load(tmp_path).keys == {"0123456789abcdef", "f" * 16}


def test_a_record_that_is_no_text_is_a_problem_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "outbox.csv").write_bytes(b"key,when,what\n\xff\n")

    with pytest.raises(ProblemsFound, match=r"outbox\.csv:2: error"):
        sent.load(tmp_path)


def test_records_are_json_a_line(journal: Path) -> None:
    *found, last = outbox(journal, "--json", "--since", "2026-09-29").out.splitlines()

    assert [*json.loads(found[0])] == [
        *("type", "key", "person", "id", "handle", "channel", "language"),
        *("subject", "text", "link", "what", "since"),
    ]
    assert json.loads(last) == {
        "type": "outbox",
        "due": 1,
        "waiting": 0,
        "since": "2026-09-29T00:00:00+00:00",
        "begun": True,
    }
