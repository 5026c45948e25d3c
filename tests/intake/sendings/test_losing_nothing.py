"""Nobody's submission takes another's place, stops the others, or says more than was wished."""

from pathlib import Path
from time import process_time

import pytest

from generator.intake.adding import Wish, add
from generator.intake.inbox.register import rows_of
from generator.intake.inbox.store import Fate
from generator.intake.sendings.html_text import text_of_html
from generator.intake.sendings.markdown import read as read_markdown
from generator.intake.sendings.sending import Sheaf
from generator.model.submission import Sort, key_of
from tests.intake.sendings.taking import (
    asked,
    codes,
    contact,
    filed,
    inbox_of,
    only,
    picture,
    taken,
)

FORM = "编号,Your story,提交时间\n"
MAIL = b"From: %s@t.example\nSubject: x\n%s\n\n### Your story\n\nIt hums.\n"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (f"{FORM}1,One,2026-05-01 10:00\n", f"{FORM}1,Two,2026-05-02 10:00\n"),
        ("#,Your story,Email\n1,One,a@t.example\n", "#,Your story,Email\n1,Two,b@t.example\n"),
        ("#,Your story\n1,One\n", "#,你的故事\n1,二\n"),
    ],
)
def test_the_first_row_of_one_form_is_not_that_of_another(
    tmp_path: Path, one: str, two: str
) -> None:
    taken(tmp_path, {"one.csv": one})
    added = taken(tmp_path, {"two.csv": two})

    assert [item.fate for item in added.items] == [Fate.NEW]
    assert len(filed(tmp_path)) == 2


@pytest.mark.parametrize(
    "form", [f"{FORM}1,{{}},2026-05-01 10:00\n", "#,Your story\n1,{}\n", "id,Your story\nab3,{}\n"]
)
def test_a_row_that_was_edited_is_the_same_row(tmp_path: Path, form: str) -> None:
    taken(tmp_path, {"one.csv": form.format("One")})
    added = taken(tmp_path, {"later.csv": form.format("Two")})

    assert [item.fate for item in added.items] == [Fate.UPDATED]
    assert only(tmp_path).text == "Two"


def test_a_file_elsewhere_is_the_same_however_it_is_named_and_tells_no_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, other = tmp_path / "project", tmp_path / "zqhome" / "in"
    for folder in (project, other, tmp_path / "else" / "in"):
        folder.mkdir(parents=True)
        (folder / "s.md").write_text("It hums so.\n", encoding="utf-8")
    monkeypatch.chdir(project)
    inbox = inbox_of(project)

    same = [
        add(inbox, asked(), [path], Wish()).items[0].fate
        for path in (other / "s.md", Path("../zqhome/in/s.md"), other)
    ]
    neighbour = add(inbox, asked(), [tmp_path / "else/in/s.md"], Wish()).items[0]

    assert same == [Fate.NEW, Fate.SAME, Fate.SAME]
    assert neighbour.fate is Fate.NEW
    assert neighbour.submission.source.id.startswith("in/s.md#")
    assert neighbour.file == (tmp_path / "else/in/s.md").as_posix()
    written = [file.read_text("utf-8") for file in (project / "inbox").rglob("*.md")]
    assert [text for text in written if "zqhome" in text or str(tmp_path) in text] == []


def test_a_name_is_not_shown_where_a_handle_is_wished_and_none_is_there(tmp_path: Path) -> None:
    head = 'Your story,"Your name, as it may be shown",display,Where it may be shown\n'
    taken(tmp_path, {"a.csv": f"{head}It hums,Anna Real Name,handle,On this site\n"})

    assert only(tmp_path).submission.by is None
    assert contact(tmp_path).name == "Anna Real Name"


@pytest.mark.parametrize("number", ["1", "\ud800"])
def test_every_id_has_a_key(number: str) -> None:
    assert len(key_of("c", Sort.JSON, number)) == 16


def test_half_a_character_in_an_id_stops_nobody_else(tmp_path: Path) -> None:
    items = '[{"id":"\\ud800","Your story":"x \\ud800 y"},{"id":"b","Your story":"Two"}]'
    added = taken(tmp_path, {"a.json": items})

    assert [item.fate for item in added.items] == [Fate.NEW, Fate.NEW]
    assert len(filed(tmp_path)) == 2


@pytest.mark.parametrize("charset", [b"\0", b"rot13", b"base64", b"nothing"])
def test_a_set_of_characters_that_is_none_stops_no_other_mail(
    tmp_path: Path, charset: bytes
) -> None:
    odd = MAIL % (b"a", b'Content-Type: text/plain; charset="' + charset + b'"')
    added = taken(tmp_path, {"a.eml": odd, "b.eml": MAIL % (b"b", b"X: y")})

    assert codes(added) == []
    assert len(filed(tmp_path)) == 2


def test_what_was_delivered_before_a_failure_is_in_the_register(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("It hums.\n", encoding="utf-8")
    (tmp_path / "inbox/your-story").mkdir(parents=True)
    paths = [tmp_path / "good.md", tmp_path / "bad.md"]
    paths[1].write_text("It hums, too.\n", encoding="utf-8")
    blocked = key_of("your-story", Sort.MARKDOWN, "bad.md")
    (tmp_path / "inbox/your-story" / blocked).write_text("a file, and no folder")

    with pytest.raises(OSError, match=blocked):
        add(inbox_of(tmp_path), asked(), paths, Wish())

    assert [row.key for row in rows_of(inbox_of(tmp_path))] == [
        key_of("your-story", Sort.MARKDOWN, "good.md")
    ]


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [
        ("a.eml", MAIL % (b"a", b"X: y") + b"\n### Pictures, if you have some\n\nown.png\n", 0),
        ("a.csv", b'Your story,"Pictures, if you have some"\nIt hums,own.png\n', 1),
    ],
)
def test_a_mail_does_not_take_what_lies_beside_it(
    tmp_path: Path, name: str, content: bytes, count: int
) -> None:
    added = taken(tmp_path, {"own.png": picture(), name: content}, wish=Wish())
    beside = [item for item in added.items if item.file.endswith(name)]

    assert [len(item.submission.pictures) for item in beside] == [count]


def test_a_mail_takes_what_lies_in_the_folder_that_was_named(tmp_path: Path) -> None:
    mail = MAIL % (b"a", b"X: y") + b"\n### Pictures, if you have some\n\nown.png\n"
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    (chosen / "own.png").write_bytes(picture())

    taken(tmp_path, {"a.eml": mail}, wish=Wish(pictures=chosen))

    assert len(only(tmp_path).submission.pictures) == 1


@pytest.mark.parametrize(
    "unit", ["<a ", '<a x="', "<a a='", "<!--", "<![", "<? ", "<!-- >", "</a ", "<a x='>\"<b>"]
)
def test_a_mail_of_tags_without_an_end_is_read_in_a_moment(unit: str) -> None:
    begun = process_time()
    text = text_of_html(f"<p>Hello</p>{unit * (2_000_000 // len(unit))}")

    assert process_time() - begun < 5.0
    assert text.startswith("Hello")


def test_html_without_faults_is_read_as_before() -> None:
    html = "<!DOCTYPE html><p>One <!-- no -->&lt;two&gt; 3 < 4<br>five<script>no()</script></p>"

    assert text_of_html(html) == "One <two> 3 < 4\nfive"


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 75_000,
        "a | b\n--- | ---\n" * 20_000,
        "".join(
            f"# s{n} [n{n}]\n\n- *Key*: v\n\n[n{n}]: https://t.example/{n}\n" for n in range(6000)
        ),
    ],
    ids=["headings", "tables", "links"],
)
def test_a_long_markdown_file_is_read_in_a_moment(text: str) -> None:
    begun = process_time()
    read_markdown(text.encode(), Sheaf("a.md", "a.md"), asked())

    assert process_time() - begun < 8.0
