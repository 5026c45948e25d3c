"""A journal with hidden entries of every kind, each word of which is a canary.

Whatever names anything of a hidden entry holds the letters `qxq`, and its numbers hold 918273, so
that one search over the bytes of a site finds whatever got out.
"""

import base64
import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.kinds.table import KINDS
from tests.build.building import Files, put
from tests.render.cards.sample_fonts import LATIN, font
from tests.render.pictures.making import photo

AT = "2026-06-01T12:00:00+00:00"
LATER = "2037-03-07"
CONFIG = """title: Lamp notes
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
feed_size: 50
"""

REASONS: Mapping[str, str] = {
    "draft": "date: 2026-05-09\ndraft: yes",
    "future": f"date: {LATER}",
    "with": "date: 2026-05-09\nwith: release:qxqgate",
    "withdrawn": "date: 2026-05-09\nwithdrawn: qxqwhy it was taken back",
    "expired": "date: 2026-05-09\nexpires: 2026-05-20",
    "queue": "queue: yes",
}
"""The heads of hidden entries, by why they are hidden."""

CADENCES = "cadences:\n" + "".join(
    f"  - {{id: {name}, kind: {name}, title: T, rule: FREQ=YEARLY, begins: 2026-06-05 17:00}}\n"
    for name, kind in KINDS.items()
    if kind.dated
)
"""What lets every kind of entry queue; readers may know when something comes, but not what."""

FIELDS: Mapping[str, str] = {
    "diary": "number: 918273\nstage: idea\nquestions: [QXQ ask]\nanswers: report:qxqreport\n"
    "releases: [one, qxqrelease]",
    "release": "version: qxq.1\nchannel: qxqchannel\nteam: ['@ann', qxqteam]\nchanges:\n"
    "  - {text: QXQ change, category: added, why: QXQ why, ships: yes,\n"
    "     credits: [{person: '@ann', role: suggested}, {person: QXQ Bo, role: tested}],\n"
    "     refs: ['suggestion:wish', 'suggestion:qxqsuggestion']}",
    "suggestion": "by: QXQ Cy\nowner: qxqown\nchannel: qxqforum\nsource: https://qxq.example/a\n"
    "votes: 918273\nvoices: [QXQ Di]\nanswer_by: 2037-03-08\nhistory:\n"
    "  - {date: 2026-05-09, status: received, note: QXQ note}",
    "poll": "question: QXQ which?\noptions:\n"
    "  - {id: qxqa, title: QXQ one, description: QXQ more, picture: qxqpicture.jpg, alt: QXQ alt,\n"
    "     people: ['@ann', QXQ Ed], refs: ['suggestion:wish']}\n  - {id: qxqb, title: QXQ two}\n"
    "method: plurality\nvoters: QXQ all\nopens: 2026-05-10\ncloses: 2026-05-20\n"
    "binds: QXQ binds\nresults: live\nfollow_through: yes\noutcome: QXQ outcome\n"
    "answer_by: 2037-03-08\nballots: qxqvotes.csv\ncomments: qxqsaid.csv\neligible: 918273\n"
    "tie_break: listed",
    "report": "about: release:one\nrespondents: 918273\n"
    "liked: [{text: QXQ liked, id: qxqliked, count: 918273, refs: ['suggestion:wish']}]\n"
    "bugs: [{text: QXQ bug}]\nquestions: [{id: same, text: QXQ asked, marks: {1: 2, 5: 918273}}]\n"
    "source: https://qxq.example/s",
    "call": "type: contest\nopens: 2026-05-10\ncloses: 2037-03-09\nanswer_by: 2037-03-10\n"
    "scope: {in: [QXQ in], out: [QXQ out]}\n"
    "scope_changes: [{date: 2026-05-11, note: QXQ changed}]\nlate: QXQ late\n"
    "fields: [{id: text, label: QXQ label, hint: QXQ hint, labels: {zh-CN: QXQ zh}}]\n"
    "map: {QXQ heading: text}\n"
    "binds: QXQ binds\nreward: QXQ reward\nplaces: 918273\n"
    "how: [{title: QXQ how, url: 'https://qxq.example/'}]\nentries:\n"
    "  - {id: qxqentry, title: QXQ entry, by: '@ann', picture: qxqpicture.jpg, alt: QXQ alt}\n"
    "shortlist: [{entry: qxqentry, reason: QXQ short}]",
    "story": "by: QXQ Flo\nplace: QXQ Ville\nsince: QXQ 2019\ndecision: approved\n"
    "consent: {given: 2026-05-01, text: qxq-1, uses: [site, feeds, cards, press]}",
    "event": "starts: 2026-06-20\nplace: QXQ hall\nonline: https://qxq.example/\nplaces: 918273\n"
    "refs: ['suggestion:wish']",
    "award": "award: QXQ prize\nperiod: qxq week\nrecipients: ['@ann', QXQ Gil]\n"
    "reason: QXQ merit\nrefs: ['suggestion:wish']",
    "person": "handle: qxqhandle\nhandles: [qxqother]\nnames: [QXQ Hal]\nrole: QXQ role\n"
    "channel: qxqmail\nfounding: yes\nlinks: [{title: QXQ home, url: 'https://qxq.example/'}]",
    "page": "menu: 1",
    "topic": "tag: qxqtag",
    "press": "licence: QXQ licence\nlicence_url: https://qxq.example/l\n"
    "contact: mailto:qxq@t.example\ncolours: [{name: QXQ red, value: '#b8430a'}]\n"
    "files: [{src: qxqpicture.jpg, title: QXQ logo, alt: QXQ alt, description: QXQ when}]",
    "review": "",
}

HEAD = """title: QXQ title
summary: QXQ summary
authors: ['@ann', QXQ Author]
tags: [qxqtag, shared]
series: QXQ series
aliases: [/qxq-old/{kind}/]
cover: {{src: qxqpicture.jpg, alt: QXQ cover}}
"""

TEXT = """
## QXQ heading

QXQ words of @ann, and [a wish](suggestion:wish). ![QXQ alt](qxqpicture.jpg) [QXQ file](qxqfile.txt)

![QXQ shared](../../qxqshared.jpg)
"""

PUBLIC: Mapping[str, str] = {
    "people.yaml": "- {id: ann, title: Ann Lee, handle: ann, team: no}\n",
    "diaries/2026-05-01-open.en.md": "---\ntitle: Open\ntags: [shared]\nseries: S\n---\nHello\n",
    "diaries/2026-05-01-open.zh.md": "---\ntitle: 公开\ntags: [shared]\n---\n你好\n",
    "releases/one.md": "---\ntitle: One\ndate: 2026-05-02\nversion: '1.0'\nchanges:\n"
    "  - {text: Dims, category: added, why: Night, credits: ['@ann'], refs: ['suggestion:done']}\n"
    "---\n",
    "diaries/2026-05-06-reply.md": "---\ntitle: Reply\nanswers: report:rep\n---\nThanks\n",
    "suggestions/wish.md": "---\ntitle: A wish\ndate: 2026-05-03\nby: '@ann'\nowner: ann\n"
    "status: received\n---\n",
    "suggestions/done.md": "---\ntitle: Done\ndate: 2026-04-03\nby: '@ann'\nowner: ann\n---\n",
    "reports/rep.md": "---\ntitle: Rep\ndate: 2026-05-05\nabout: release:one\nrespondents: 3\n"
    "questions: [{id: same, text: Same, marks: {1: 1, 5: 2}}]\n---\n",
}
"""What everybody may see, and what names nothing hidden."""

NAMING: Mapping[str, str] = {
    "diaries/2026-05-10-naming.md": "---\ntitle: Naming\nauthors: ['@qxqhandle']\n"
    "answers: report:rep\nreleases: [one, qxqrelease]\ntags: [shared]\n---\n"
    "See [](poll:qxqpoll), [that](diary:qxqdiary), @qxqhandle,\n"
    "[it](../polls/qxqpoll/index.en.md),\n"
    "![a picture](../diaries/qxqdiary/qxqpicture.jpg) and\n"
    "[a file](../diaries/qxqdiary/qxqfile.txt).\n",
    "releases/naming.md": "---\ntitle: Two\ndate: 2026-05-11\nversion: '2.0'\n"
    "team: ['@qxqhandle']\nchanges:\n"
    "  - {text: 'On [](suggestion:qxqsuggestion)', category: added, why: Night,\n"
    "     credits: ['@qxqhandle'], refs: ['suggestion:qxqsuggestion', 'poll:qxqpoll']}\n---\n",
    "suggestions/naming.md": "---\ntitle: The same\ndate: 2026-05-11\nby: '@qxqhandle'\n"
    "status: duplicate\nduplicate_of: qxqsuggestion\nvoices: ['@qxqhandle']\n---\n",
    "polls/naming.md": "---\ntitle: Poll\ndate: 2026-05-11\nquestion: Which?\nopens: 2026-05-12\n"
    "closes: 2026-06-12\nbinds: See [](release:qxqrelease)\noptions:\n"
    "  - {id: a, title: A, refs: ['suggestion:qxqsuggestion'], people: ['@qxqhandle']}\n"
    "  - {id: b, title: B}\n---\n",
    "calls/naming.md": "---\ntitle: Call\ndate: 2026-05-11\ntype: contest\nopens: 2026-05-12\n"
    "closes: 2026-06-12\nanswer_by: 2026-06-20\nscope: {in: [All]}\nbinds: Much\n"
    "outcome: ['release:qxqrelease']\nentries: [{id: e, title: E, by: '@qxqhandle'}]\n---\n",
    "awards/naming.md": "---\ntitle: Award\ndate: 2026-05-11\naward: Prize\n"
    "recipients: ['@qxqhandle', '@ann']\nreason: Much\n"
    "refs: ['poll:qxqpoll', 'story:qxqstory']\n---\n",
    "events/naming.md": "---\ntitle: Event\ndate: 2026-05-11\nstarts: 2026-06-20\n"
    "refs: ['call:qxqcall', 'event:qxqevent']\n---\n",
    "reports/naming.md": "---\ntitle: Judged\ndate: 2026-05-12\nabout: release:qxqrelease\n"
    "respondents: 3\nliked: [{text: Much, refs: ['suggestion:qxqsuggestion']}]\n---\n",
}
"""Public entries that name hidden ones in every field that can."""


def hidden(reason: str) -> dict[str, str]:
    """Files of hidden entries of every kind, in two languages where they are pages."""
    files = {}
    for kind, fields in FIELDS.items():
        folder = f"{KINDS[kind].folder}/{_name(kind)}"
        why = REASONS["draft" if reason == "queue" and not KINDS[kind].dated else reason]
        own = f"{HEAD.format(kind=kind)}{why}\n{fields}"
        files[f"{folder}/index.en.md"] = f"---\n{own}\n---\n{TEXT}"
        translated = f"title: QXQ 标题\nsummary: QXQ 摘要\ntags: [qxqtag]\n{why}"
        files[f"{folder}/index.zh-CN.md"] = f"---\n{translated}\n---\n{TEXT}"
        files[f"{folder}/qxqfile.txt"] = "qxq"
    ballots = "".join(f"QXQ{n},2026-05-11T10:0{n}Z,1,\n" for n in range(7))
    files["polls/qxqpoll/qxqvotes.csv"] = f"receipt,cast,qxqa,qxqb\n{ballots}"
    files["polls/qxqpoll/qxqsaid.csv"] = "on,text\nqxqa,QXQ comment\n"
    files["submissions.csv"] = (
        "key,call,received,decision,decided,role,reason,became\n"
        "00000000000000a1,qxqcall,2026-05-11T10:00Z,declined,2026-05-12T10:00Z,qxqrole,QXQ why,\n"
    )
    return files


def story(reason: str) -> dict[str, str]:
    """A story that is hidden for what somebody decided, or for what nobody agreed to."""
    changes = {
        "pending": ("decision: approved", "decision: pending"),
        "declined": ("decision: approved", "decision: declined"),
        "consent": ("uses: [site, feeds, cards, press]", "uses: [press]"),
    }
    own = (
        f"{HEAD.format(kind='story')}date: 2026-05-09\n{FIELDS['story'].replace(*changes[reason])}"
    )
    return {"stories/qxqstory/index.en.md": f"---\n{own}\n---\n{TEXT}"}


TRANSLATION: Mapping[str, str] = {
    "diaries/2026-05-12-both/index.en.md": "---\ntitle: Both\n---\nHello\n",
    "diaries/2026-05-12-both/index.zh-CN.md": "---\ntitle: QXQ 标题\nsummary: QXQ\ntags: [qxqtag]\n"
    "draft: yes\ncover: {src: qxqpicture.jpg, alt: QXQ}\n---\n![QXQ](qxqpicture.jpg)\n",
}
"""A public entry with a translation that is still a draft, and a picture of its own."""


def _name(kind: str) -> str:
    return "2026-05" if KINDS[kind].period else f"qxq{kind}"


def journal(folder: Path, *parts: Mapping[str, str], config: str = "") -> Path:
    """A journal of these files, with a font for its cards and pictures for what is hidden."""
    files = {f"content/{name}": text for part in parts for name, text in part.items()}
    put(folder, {"friday.yaml": CONFIG + config, **files})
    (folder / "fonts").mkdir()
    (folder / "fonts/sample.ttf").write_bytes(font(LATIN))
    for name in files:
        path = folder / name
        if path.name == "index.en.md":
            (path.parent / "qxqpicture.jpg").write_bytes(photo(width=64, height=48))
    if any("qxqshared" in text for text in files.values()):
        (folder / "content/qxqshared.jpg").write_bytes(photo(width=64, height=48))
    return folder


_CANARY = re.compile(
    rb"[^\n]{0,60}(?:qxq|918[,.\s]?273|2037-03|2037\xe5\xb9\xb4|Mar(?:ch)? 2037)[^\n]{0,60}",
    re.IGNORECASE,
)


def escaped(files: Files) -> list[str]:
    """Where a canary got out of a site: file names, bytes, and what is packed inside them."""
    found = [path for path in files if _CANARY.search(path.encode())]
    for path, content in files.items():
        for inside, data in _opened(path, content):
            hits = (hit.group().decode("utf-8", "replace") for hit in _CANARY.finditer(data))
            found += [f"{inside}: {said}" for said in hits]
    return found


def _opened(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, its members if it is an archive, and what it holds under a cover."""
    yield path, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield f"{path}!name", name.encode()
                yield f"{path}!{name}", archive.read(name)
    if content.startswith(b"\x1f\x8b"):
        yield f"{path}!gz", gzip.decompress(content)
    for n, hidden_in in enumerate(re.findall(rb"base64,([A-Za-z0-9+/=]{8,})", content)):
        yield f"{path}!base64-{n}", base64.b64decode(hidden_in)
