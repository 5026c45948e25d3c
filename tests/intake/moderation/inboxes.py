"""A journal with a call, and submissions in its inbox."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from generator.config import read
from generator.intake.inbox.register import note_arrived
from generator.intake.inbox.store import Inbox, deliver, open_inbox
from generator.model.submission import Agreed, Contact, Parcel, Pictured, Sort, Source, Submission
from generator.model.submission import key_of as keyed
from tests.render.pictures.making import photo

AT = "2026-06-01T12:00Z"
CALL = "your-story"
CAME = datetime.fromisoformat("2026-05-20T10:00:00+00:00")
CONFIG = """title: Lamp
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
consents:
  - {id: c1, title: Consent, text: We may show it., months: 24, licence: CC BY 4.0}
  - {id: c2, title: Site only, text: We may show it., uses: [site]}
"""
FILES: Mapping[str, str] = {
    "friday.yaml": CONFIG,
    "content/people.yaml": "- {id: mei, title: Mei Lin, handle: mei}\n",
    "content/calls/your-story.md": "---\ntitle: Your story\ndate: 2026-05-01\ntype: story\n"
    "opens: 2026-05-01\nscope: {in: [All], out: [Ads]}\nbinds: We answer\n"
    "answer_within: 14\nconsent: c1\n---\nTell us\n",
    "content/calls/wishes.md": "---\ntitle: Wishes\ndate: 2026-05-01\ntype: wishes\n"
    "opens: 2026-05-01\nscope: {in: [All], out: [Ads]}\nbinds: We answer\n"
    "answer_within: 14\n---\nWish\n",
    "content/calls/council.md": "---\ntitle: Council\ndate: 2026-05-01\ntype: council\n"
    "opens: 2026-05-01\nscope: {in: [All], out: [Ads]}\nbinds: We answer\n"
    "answer_within: 14\n---\nCome\n",
}
AGREED: Mapping[str, object] = {
    "given": CAME,
    "text": "c1",
    "uses": ("site", "feeds"),
    "reasons": True,
}


def journal(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def inbox_of(project: Path) -> Inbox:
    config, _ = read((project / "friday.yaml").read_text(encoding="utf-8"))
    assert config is not None
    return open_inbox(project, config)


def send(
    project: Path,
    number: str,
    text: str,
    *,
    consent: Mapping[str, object] | None = AGREED,
    pictures: int = 0,
    call: str = CALL,
    **fields: object,
) -> str:
    """Put a submission into the inbox; returns its key."""
    key = keyed(call, Sort.ISSUE, number)
    shots = tuple(Pictured(src=f"{n}.jpg", alt="A lamp") for n in range(1, pictures + 1))
    agreed = Agreed.model_construct(given=CAME).model_copy(update=consent) if consent else None
    source = Source.model_construct(sort=Sort.ISSUE, id=number)
    bare = Submission.model_construct(call=call, key=key, source=source, received=CAME)
    said = bare.model_copy(update={"pictures": shots, "consent": agreed, **fields})
    contact = Contact(name="Zq Real", mail="zqreal@t.example", handle="zqhandle")
    data = {f"{n}.jpg": photo(width=40, height=30) for n in range(1, pictures + 1)}
    inbox = inbox_of(project)
    deliver(inbox, Parcel(said, text, data, contact))
    note_arrived(inbox, [said])
    return key


def inbox_file(project: Path, key: str, call: str = CALL) -> Path:
    return project / "inbox" / call / key / "index.md"


def register(project: Path) -> list[str]:
    """Rows of the register, without its head."""
    text = (project / "content/submissions.csv").read_text(encoding="utf-8")
    return text.splitlines()[1:]
