"""Submissions taken in from files that a test writes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from generator.config import Config
from generator.config import read as read_config
from generator.intake.adding import Added, Wish, add
from generator.intake.inbox.store import Filed, Inbox, contact_of, open_inbox, read_inbox
from generator.intake.sendings.sending import Asked
from generator.kinds.call import Call, form_of
from generator.markup.yaml_text import load
from generator.model.submission import Contact
from generator.model.validation import Fields, validate

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONFIG = """\
title: Test
base_url: https://example.org/
languages: [en, zh-CN]
timezone: Asia/Shanghai
consents:
  - id: stories-1
    title: What you agree to
    text: Your words may be shown.
    licence: CC BY 4.0
"""
STORY = """\
type: story
opens: 2026-01-01
answer_within: 14
binds: We answer
scope: {in: your lamp}
how: {mail: stories@example.org}
consent: stories-1
"""
LABELS = """\
### Your story

It hums.

### Your name, as it may be shown

Rui

### Where it may be shown [stories-1]

- [x] On this site
- [ ] In its feeds
- [x] On share cards
"""


def configured(text: str = CONFIG) -> Config:
    config, problems = read_config(text)
    assert config is not None, problems
    return config


def asked(call: str = STORY, config: str = CONFIG) -> Asked:
    """A call `your-story`, and its form."""
    settings = configured(config)
    tree = load(call).tree
    assert isinstance(tree, dict)
    record, problems = validate(Call, Fields(tree, {}), settings.context())
    assert record is not None, problems
    titles = ("Tell us", "说说你的灯")
    return Asked("your-story", record, form_of(record), titles, settings, AT)


def inbox_of(folder: Path) -> Inbox:
    return open_inbox(folder, configured())


def taken(
    folder: Path,
    files: Mapping[str, str | bytes],
    what: Asked | None = None,
    wish: Wish | None = None,
) -> Added:
    """What became of files, each written beside the project and taken in, in the order given."""
    places = []
    for name, content in files.items():
        place = folder / "sent" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
        places.append(place)
    return add(inbox_of(folder), what or asked(), places, wish or Wish())


def filed(folder: Path) -> list[Filed]:
    """What lies in the inbox, by key; its files have no mistakes."""
    found, problems = read_inbox(inbox_of(folder))
    assert problems == []
    return found


def only(folder: Path) -> Filed:
    """The only submission in the inbox."""
    [found] = filed(folder)
    return found


def contact(folder: Path) -> Contact:
    """Who sent the only submission."""
    return contact_of(inbox_of(folder), only(folder).submission)


def codes(added: Added) -> list[str]:
    return [problem.code for problem in added.problems]


def picture(format_: str = "PNG", colour: str = "red", *, gps: bool = False) -> bytes:
    """A picture of 8 by 4 pixels, on its side and with its place where that is wished."""
    out = BytesIO()
    exif = Image.Exif()
    if gps:
        exif[0x0112] = 6
        exif[0x010F] = "CAMERA-MAKER"
        exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (8, 4), colour).save(out, format_, exif=exif)
    return out.getvalue()
