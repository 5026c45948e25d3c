"""Mails become submissions: one, a file of many, a Maildir, from whatever program."""

from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.intake.adding import Wish, add
from generator.intake.inbox.store import Fate
from generator.model.form_links import mail_link
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

SIMPLE = b"""\
From: Rui Xu <rui@example.org>
To: stories@example.org
Subject: My lamp hums
Date: Fri, 01 May 2026 08:30:00 +0800
Message-ID: <one@example.org>

It hums every night.

-- \nRui Xu, 12 Lamp Street
"""


def mail(text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Rui Xu <rui@example.org>"
    message["Subject"] = "My lamp hums"
    message["Date"] = "Fri, 01 May 2026 08:30:00 +0800"
    message["Message-ID"] = "<one@example.org>"
    for name, value in headers.items():
        del message[name]
        message[name] = value
    message.set_content(text)
    return message


def prefilled(lang: str) -> str:
    """What the link of the call's page writes into a mail."""
    link = mail_link("stories@example.org", "Tell us", asked().form, lang, "Write below.")
    return unquote(link.partition("body=")[2]).replace("\r\n", "\n")


def test_a_mail_becomes_a_submission_and_its_address_stays_private(tmp_path: Path) -> None:
    taken(tmp_path, {"a.eml": SIMPLE})
    found = only(tmp_path)
    written = found.file.read_text(encoding="utf-8")

    assert (found.submission.title, found.text) == ("My lamp hums", "It hums every night.")
    assert found.submission.received.isoformat() == "2026-05-01T08:30:00+08:00"
    assert found.submission.removed == ("the signature of a mail",)
    assert (contact(tmp_path).name, contact(tmp_path).mail) == ("Rui Xu", "rui@example.org")
    assert not any(word in written for word in ("rui@", "Rui Xu", "Lamp Street"))


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_questions_of_our_own_mail_are_read_back(tmp_path: Path, lang: str) -> None:
    labels = {
        "en": ("Your story", "[ ] On this site", "[ ] Not at all"),
        "zh-CN": ("你的故事", "[ ] 在本站", "[ ] 不署名"),
    }
    story, site, unnamed = labels[lang]
    text = prefilled(lang).replace(f"### {story}\n", f"### {story}\n\nIt hums.\n")
    text = text.replace(site, site.replace("[ ]", "[x]"))
    text = text.replace(unnamed, unnamed.replace("[ ]", "[X]"))
    taken(tmp_path, {"a.eml": mail(text, Subject="Re: Tell us").as_bytes()})
    found = only(tmp_path)

    assert found.text == "It hums."
    assert found.submission.title is None
    assert found.submission.consent is not None
    assert found.submission.consent.uses == ("site",)
    assert found.submission.consent.name == "anonymous"
    assert found.submission.consent.text == "stories-1"


def test_a_quoted_reply_is_read_as_what_it_quotes(tmp_path: Path) -> None:
    text = (
        "> ### Your story\n>\n> It hums.\n>\n> ### Where it may be shown\n>\n> - [x] On this site\n"
    )
    taken(tmp_path, {"a.eml": mail(text).as_bytes()})

    assert only(tmp_path).text == "It hums."
    assert only(tmp_path).submission.consent is not None


def test_a_mail_in_gb2312_keeps_characters_that_gb2312_has_not(tmp_path: Path) -> None:
    head = "From: =?gb2312?B?0KHI8A==?= <rui@example.org>\nMessage-ID: <a@b>\n"
    head += 'Content-Type: text/plain; charset="gb2312"\nContent-Transfer-Encoding: 8bit\n\n'
    taken(tmp_path, {"a.eml": head.encode() + "朱镕基的豆灯会响。".encode("gbk")})

    assert only(tmp_path).text == "朱镕基的豆灯会响。"
    assert contact(tmp_path).name == "小瑞"


def test_quoted_printable_and_flowed_lines_are_whole_again(tmp_path: Path) -> None:
    head = b"From: a@b.example\nMessage-ID: <a@b>\nMIME-Version: 1.0\n"
    head += b'Content-Type: text/plain; charset="utf-8"; format=flowed\n'
    head += b"Content-Transfer-Encoding: quoted-printable\n\n"
    taken(tmp_path, {"a.eml": head + b"It hums =E2=80=93 every =\nnight, and=20\nat dawn.\n"})

    assert only(tmp_path).text == "It hums – every night, and at dawn."


def test_a_mail_in_html_alone_gives_its_text(tmp_path: Path) -> None:
    message = mail("")
    html = (
        "<html><head><style>p{}</style></head><body><p>It <b>hums</b>.</p><script>alert(1)</script>"
    )
    message.set_content(f"{html}<ul><li>at night</li></ul><p>A &amp; B</p>", subtype="html")
    taken(tmp_path, {"a.eml": message.as_bytes()})

    assert only(tmp_path).text == "It hums.\n\n- at night\n\nA & B"
    assert only(tmp_path).submission.removed == ("the markup of a mail in HTML",)


def test_pictures_are_attached_and_other_files_are_left_out(tmp_path: Path) -> None:
    message = mail("It hums.")
    photo = picture("JPEG", gps=True)
    message.add_attachment(photo, "image", "jpeg", filename="../../etc/passwd.jpg")
    message.add_attachment(b"MZ", "application", "x-msdownload", filename="invoice.exe")
    added = taken(tmp_path, {"a.eml": message.as_bytes()})
    found = only(tmp_path)
    kept = (found.folder / "1.jpg").read_bytes()

    assert [(each.src, each.name) for each in found.submission.pictures] == [
        ("1.jpg", "passwd.jpg")
    ]
    assert b"CAMERA-MAKER" in photo
    assert b"CAMERA-MAKER" not in kept
    assert found.submission.removed == (
        "the file 'invoice.exe'",
        "the place where it was taken, from 1.jpg",
    )
    assert codes(added)[0] == "attachment"
    assert sorted(each.name for each in found.folder.iterdir()) == ["1.jpg", "index.md"]


def test_a_picture_that_is_none_is_refused_by_its_bytes(tmp_path: Path) -> None:
    message = mail("It hums.")
    message.add_attachment(b"<svg onload='alert(1)'/>", "image", "png", filename="a.png")
    added = taken(tmp_path, {"a.eml": message.as_bytes()})

    assert only(tmp_path).submission.pictures == ()
    assert "'a.png' is not taken: it is a drawing that can hold programs (SVG)" in str(
        [problem.message for problem in added.problems]
    )


def test_a_file_of_many_mails_is_taken_apart(tmp_path: Path) -> None:
    mails = [
        SIMPLE.replace(b"one@", f"{n}@".encode()).replace(b"It hums", b">From here it hums")
        for n in range(3)
    ]
    mbox = b"".join(b"From rui@example.org Fri May  1 08:30:00 2026\n" + m + b"\n" for m in mails)
    added = taken(tmp_path, {"all.mbox": mbox})

    assert [each.text for each in filed(tmp_path)] == ["From here it hums every night."] * 3
    assert [item.line for item in added.items] == [1, 13, 25]


def test_a_maildir_is_looked_through_and_not_its_unfinished_mails(tmp_path: Path) -> None:
    for name, number in (("cur/1:2,S", 1), ("new/2", 2), ("tmp/3", 3)):
        place = tmp_path / "box" / name
        place.parent.mkdir(parents=True)
        place.write_bytes(SIMPLE.replace(b"one@", f"{number}@".encode()))
    add(inbox_of(tmp_path), asked(), [tmp_path / "box"], Wish())
    ids = [each.submission.source.id.partition("#")[0] for each in filed(tmp_path)]

    assert sorted(ids) == ["1@example.org", "2@example.org"]


def test_the_same_mail_from_another_folder_is_not_doubled(tmp_path: Path) -> None:
    taken(tmp_path, {"a.eml": SIMPLE})
    added = taken(tmp_path, {"elsewhere/b.eml": b"X-Seen: yes\n" + SIMPLE})

    assert [item.fate for item in added.items] == [Fate.SAME]


def test_nobody_takes_the_place_of_a_mail_by_its_message_id(tmp_path: Path) -> None:
    taken(tmp_path, {"a.eml": SIMPLE})
    other = SIMPLE.replace(b"rui@", b"mallory@").replace(b"hums", b"burns")
    taken(tmp_path, {"b.eml": other})

    assert sorted(each.text for each in filed(tmp_path)) == [
        "It burns every night.", "It hums every night.",
    ]  # fmt: skip


def test_answers_of_programs_are_left_out(tmp_path: Path) -> None:
    added = taken(tmp_path, {"a.eml": b"Auto-Submitted: auto-replied\n" + SIMPLE})

    assert codes(added) == ["automatic"]
    assert filed(tmp_path) == []


def test_a_mail_inside_a_mail_is_not_opened(tmp_path: Path) -> None:
    inner = mail("SECRET of a third person")
    outer = mail("See below.")
    outer.add_attachment(inner)
    taken(tmp_path, {"a.eml": outer.as_bytes()})

    assert only(tmp_path).text == "See below."


@pytest.mark.parametrize(
    "header",
    [
        b"Date: yesterday",
        b"From: =?utf-8?B?!!!!?= <",
        b"From: \xff\xfe\xfd",
        b"Subject: =?unknown-charset?Q?a?=",
        b'Content-Type: text/plain; charset="no-such"',
        b"Content-Type: multipart/mixed",
        b"Message-ID: [oops",
        b"Content-Type: text/plain; charset*=utf-8''%ff; =",
        b"Content-Transfer-Encoding: base64",
    ],
)
def test_headers_that_are_broken_stop_nothing(tmp_path: Path, header: bytes) -> None:
    name = header.partition(b":")[0]
    rows = [row for row in SIMPLE.split(b"\n") if not row.startswith(name)]
    added = taken(tmp_path, {"a.eml": header + b"\n" + b"\n".join(rows)})

    assert len(added.items) + len([p for p in added.problems if p.code == "mail"]) >= 1
