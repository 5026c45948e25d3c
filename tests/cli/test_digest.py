"""`friday digest`: an entry as a mail."""

import email
import re
import unicodedata
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.pages.digest_views import DigestView
from tests.cli.running import Done, friday, friday_here

AT = "2026-06-01T00:00Z"
CONFIG = (
    "title: Lamp notes\ntitles: {zh-CN: 豆灯}\nbase_url: https://t.example/lamp/\n"
    "authority: t.example,2026\nlanguages: [en, zh-CN]\ntimezone: Asia/Shanghai\npublisher: Lamp\n"
)
ENTRY = """---
title: The knob
date: 2026-05-01 17:00
authors: Ada
---

It **turns** the other way now, as [Mei asked](https://m.example/a "why"), see
[the release](release:one) and <https://x.example/>. This sentence is long enough to be broken.

## In numbers

| what | how many |
| ---- | -------- |
| knobs | 3 |

- one
    - deeper
- two

> Quoted words.

```
code   stays
```

![A brass knob](knob.png)

![A film](turn.mp4)

<script>alert(1)</script><form action="/x"><input name="q"></form>
"""
CHINESE = (
    "---\ntitle: 旋钮\n---\n\n"
    "现在它往另一个方向转了，这句话要足够长，长到一行放不下，这样就能看到它在哪里断开，"
    "而且标点不会落在一行的开头。\n"
)
OLDER = "---\ntitle: Older\ndate: 2026-04-24\n---\n\nBefore.\n"
LATER = "---\ntitle: Later\ndate: 2026-07-01\n---\n\nNot yet.\n"
RELEASE = (
    "---\ntitle: One\nversion: '1.0'\ndate: 2026-04-30\n"
    "changes: [{text: Turns, internal: yes}]\n---\n"
)
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\2"
    b"\0\1H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    diaries = tmp_path / "content/diaries"
    (diaries / "knob").mkdir(parents=True)
    (tmp_path / "content/releases").mkdir()
    (tmp_path / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    for name, text in {
        "diaries/knob/index.en.md": ENTRY,
        "diaries/knob/index.zh-CN.md": CHINESE,
        "diaries/older.md": OLDER,
        "diaries/later.md": LATER,
        "releases/one.md": RELEASE,
    }.items():
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    (diaries / "knob/knob.png").write_bytes(PNG)
    (diaries / "knob/turn.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    return tmp_path


def written(project: Path, *arguments: str) -> tuple[Done, EmailMessage, bytes]:
    """What the command says, and the message that it writes."""
    file = project / "out.eml"
    done = friday_here(project, "digest", "--at", AT, "-o", str(file), *arguments)
    assert done.code == 0, done.err
    data = file.read_bytes()
    message = email.message_from_bytes(data, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return done, message, data


def part(message: EmailMessage, subtype: str) -> str:
    body = message.get_body((subtype,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_the_newest_public_diary_is_a_whole_message(project: Path) -> None:
    _, message, _ = written(project, "--from", "Lamp <team@t.example>")

    assert message["Subject"] == "The knob"
    assert message["From"] == "Lamp <team@t.example>"
    assert message["To"] == "undisclosed-recipients:;"
    assert message["Date"] == "Fri, 01 May 2026 17:00:00 +0800"
    assert message["Content-Language"] == "en"
    assert re.fullmatch(r"<[0-9a-f]{32}@t\.example>", message["Message-ID"])
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [p.defects for p in message.walk()] == [[], [], []]


def test_every_byte_is_ascii_and_every_line_short_and_ended_as_mail_wants(project: Path) -> None:
    for lang in ("en", "zh-CN"):
        _, _, data = written(project, "--lang", lang, "--from", "灯 <team@t.example>")

        assert data.isascii()
        assert data.count(b"\n") == data.count(b"\r\n")
        assert max(map(len, data.split(b"\r\n"))) <= 78


def test_the_text_has_its_links_as_notes_and_its_pictures_in_words(project: Path) -> None:
    _, message, _ = written(project)
    text = part(message, "plain")

    assert "It turns the other way now, as Mei asked [1], see the release [2] and" in text
    assert "see the release [2] and\nhttps://x.example/." in text
    assert "[A brass knob]" in text
    assert "[1] https://m.example/a\n[2] https://t.example/lamp/releases/one/\n" in text
    assert "[3] https://t.example/lamp/diaries/knob/turn.mp4" in text
    assert "In numbers\n----------\n" in text
    assert "what | how many\nknobs | 3\n" in text
    assert "- one\n  - deeper\n- two\n" in text
    assert "\n> Quoted words.\n" in text
    assert "\n    code   stays\n" in text
    assert "Read it on the site: https://t.example/lamp/diaries/knob/\n" in text


def test_no_line_of_the_text_is_wider_than_78_columns(project: Path) -> None:
    for lang in ("en", "zh-CN"):
        _, message, _ = written(project, "--lang", lang)
        lines = part(message, "plain").split("\n")

        assert [line for line in lines if columns(line) > 78] == []
        assert [line for line in lines if line.startswith(("，", "。"))] == []


def test_an_address_in_the_text_is_never_broken(project: Path) -> None:
    long = f"https://x.example/{'path-and/' * 12}end"
    file = project / "content/diaries/knob/index.en.md"
    file.write_text(ENTRY.replace("> Quoted words.", f"> Quoted <{long}> words."))
    _, message, _ = written(project)

    assert f"\n> {long}\n" in part(message, "plain")


def test_the_html_asks_for_nothing_but_pictures(project: Path) -> None:
    _, message, _ = written(project)
    page = LexborHTMLParser(part(message, "html"))
    elements = {node.tag for node in page.css("*")}
    attributes = {name for node in page.css("*") for name in node.attributes}
    addresses = [
        value or ""
        for node in page.css("[href], [src]")
        for name, value in node.attributes.items()
        if name in {"href", "src"}
    ]

    assert elements.isdisjoint({"script", "style", "form", "input", "iframe", "video", "link"})
    assert not {name for name in attributes if name.startswith(("on", "data-", "srcset"))}
    assert {a for a in addresses if not a.startswith(("https://", "http://", "mailto:"))} == set()
    assert "alert" not in part(message, "html")


def test_a_picture_has_its_whole_address_and_its_description(project: Path) -> None:
    _, message, _ = written(project)
    [image] = LexborHTMLParser(part(message, "html")).css("img")

    assert image.attributes["src"] == "https://t.example/lamp/diaries/knob/knob.png"
    assert image.attributes["alt"] == "A brass knob"


def test_rules_of_the_style_stand_in_the_elements(project: Path) -> None:
    _, message, _ = written(project)
    page = LexborHTMLParser(part(message, "html"))

    assert page.css("style") == []
    assert all("font-size" in (node.attributes["style"] or "") for node in page.css("h1, h2, pre"))


def test_a_chinese_reader_gets_chinese(project: Path) -> None:
    _, message, data = written(project, "--lang", "zh-CN")

    assert message["Subject"] == "旋钮"
    assert b"Subject: =?utf-8?" in data
    assert "在网站上阅读：https://t.example/lamp/zh-cn/diaries/knob/" in part(message, "plain")
    assert '<html lang="zh-CN">' in part(message, "html")


def test_each_version_has_an_id_of_its_own_that_no_move_changes(project: Path) -> None:
    _, english, _ = written(project)
    _, chinese, _ = written(project, "--lang", "zh-CN")
    config = project / "friday.yaml"
    config.write_text(CONFIG.replace("https://t.example/lamp/", "https://new.example/"))
    _, moved, _ = written(project)

    assert english["Message-ID"] != chinese["Message-ID"]
    assert moved["Message-ID"] == english["Message-ID"]


def test_a_title_that_looks_encoded_is_shown_as_it_is(project: Path) -> None:
    title = "=?utf-8?q?Hi=21?= and more"
    file = project / "content/diaries/knob/index.en.md"
    file.write_text(ENTRY.replace("title: The knob", f'title: "{title}"'), encoding="utf-8")
    _, _, data = written(project)
    [line] = [line for line in data.split(b"\r\n") if line.startswith(b"Subject:")]
    words = decode_header(line.decode().removeprefix("Subject: "))

    assert str(make_header(words)) == title


def test_the_same_entry_gives_the_same_bytes(project: Path) -> None:
    assert written(project)[2] == written(project)[2]


@pytest.mark.parametrize(
    "title",
    [
        r"Hello\r\nBcc: all@evil.example",
        r"Hello\nBcc: all@evil.example\n\nbody",
        r"Hello\r\n\r\n<script>alert(1)</script>",
        r"Hello\u2028Bcc: all@evil.example",
        r"Hello\x00\x0b\x0c\x85Bcc: all@evil.example",
        "=?utf-8?q?=0ABcc:_all@evil.example?=",
    ],
)
def test_a_hostile_title_adds_no_header_and_no_element(project: Path, title: str) -> None:
    file = project / "content/diaries/knob/index.en.md"
    file.write_text(ENTRY.replace("title: The knob", f'title: "{title}"'), encoding="utf-8")
    done = friday_here(project, "digest", "--at", AT, "-o", "out.eml")
    if done.code == 1:
        assert "title" in done.out + done.err
        return
    data = (project / "out.eml").read_bytes()
    message = email.message_from_bytes(data, policy=SMTP)

    assert message.keys() == [
        *("To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"),
        "Content-Language",
    ]
    assert b"\nBcc" not in data
    assert isinstance(message, EmailMessage)
    assert LexborHTMLParser(part(message, "html")).css("script") == []


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "a@b.example, c@d.example",
        "a@b.example\nBcc: c@d.example",
        "",
        "灯@例.example",
        "=?utf-8?q?a=0AB?= <a@b.example>",
    ],
)
def test_what_is_no_address_is_refused(project: Path, address: str) -> None:
    done = friday_here(project, "digest", "--at", AT, "--from", address)

    assert done.code == 2
    assert "is no address" in done.err


@pytest.mark.parametrize("url", ["https://t.example/ x", "http://t.example/", "https://t>\nX: y"])
def test_what_is_no_way_out_is_refused(project: Path, url: str) -> None:
    done = friday_here(project, "digest", "--at", AT, "--unsubscribe", url)

    assert done.code == 2
    assert "no address to leave by" in done.err


def test_a_way_out_stands_in_a_header_and_in_both_texts(project: Path) -> None:
    out = "https://t.example/leave?list=1"
    _, message, _ = written(project, "--unsubscribe", out)

    assert message["List-Unsubscribe"] == f"<{out}>"
    assert f"Unsubscribe: {out}" in part(message, "plain")
    assert f'href="{out}"' in part(message, "html")


def test_readers_can_be_named(project: Path) -> None:
    _, message, _ = written(project, "--to", "Mei <mei@t.example>", "--to", "li@t.example")

    assert message["To"] == "Mei <mei@t.example>, li@t.example"


@pytest.mark.parametrize(
    ("name", "subject"), [("older", "Older"), ("diary:older", "Older"), ("release:one", "One")]
)
def test_another_entry_can_be_chosen(project: Path, name: str, subject: str) -> None:
    _, message, _ = written(project, name)

    assert message["Subject"] == subject


def test_rows_that_share_a_line_are_told_apart(project: Path) -> None:
    rows = (
        f"{{id: {name}, title: {name}, date: 2026-04-01, status: received, text: {name.upper()}}}"
        for name in ("first", "second")
    )
    (project / "content/suggestions.yaml").write_text(f"[{', '.join(rows)}]\n", encoding="utf-8")

    for name in ("first", "second"):
        _, message, _ = written(project, f"suggestion:{name}")
        assert message["Subject"] == name
        assert name.upper() in part(message, "plain")
        assert f"/suggestions/{name}/" in part(message, "plain")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("later", "its date is 2026-07-01"),
        ("knub", "did you mean 'diary:knob'?"),
        ("report:none", "there is no entry 'report:none'"),
    ],
)
def test_what_nobody_may_see_yet_is_refused_with_the_reason(
    project: Path, name: str, told: str
) -> None:
    done = friday_here(project, "digest", name, "--at", AT, "-o", "out.eml")

    assert done.code == 1
    assert told in done.err
    assert not (project / "out.eml").exists()


def test_a_language_that_the_journal_has_not_is_refused(project: Path) -> None:
    done = friday_here(project, "digest", "--lang", "fr")

    assert done.code == 2
    assert "it has en, zh-CN" in done.err


def test_the_message_is_printed_without_a_file(project: Path) -> None:
    _, _, data = written(project)
    done = friday(project, "digest", "--at", AT)

    assert done.out.encode() == data.replace(b"\r\n", b"\n")
    assert "no sender yet" in done.err


def test_the_message_is_a_record_too(project: Path) -> None:
    _, message, data = written(project)
    record = friday_here(project, "digest", "--at", AT, "--json").record("digest")

    assert record["message"] == data.decode()
    assert (record["subject"], record["id"]) == ("The knob", message["Message-ID"])


def test_a_journal_without_diaries_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "friday.yaml").write_text(CONFIG, encoding="utf-8")
    done = friday_here(tmp_path, "digest", "--at", AT)

    assert done.code == 1
    assert "write one: friday new diary" in done.err


def test_a_theme_can_say_it_in_its_own_words(project: Path) -> None:
    templates = project / "themes/mine/templates"
    templates.mkdir(parents=True)
    (templates / "digest.txt").write_text("{# Mine. #}\nNews: {{ title }}\n\n{{ text }}\n")
    with (project / "friday.yaml").open("a") as config:
        config.write("theme: mine\n")
    _, message, _ = written(project)

    assert message["Subject"] == "News: The knob"
    assert part(message, "plain").startswith("It turns the other way now")


def test_the_page_about_it_names_every_field_of_its_templates() -> None:
    page = (Path(__file__).parents[2] / "docs/digest.md").read_text(encoding="utf-8")

    assert [name for name in DigestView.__struct_fields__ if f"`{name}`" not in page] == []
