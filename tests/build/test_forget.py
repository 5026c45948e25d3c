"""Of whoever is forgotten, neither name nor handle stands in a byte of the site or the cache."""

import hashlib
import html
import io
import json
import re
import tempfile
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build.edition import Options
from generator.build.line import drafted
from generator.problems import ProblemsFound
from tests.build.building import built, files_of, put
from tests.workshop.holding import told_by

AT = "2026-11-20"
INSTANT = datetime(2026, 11, 20, tzinfo=UTC)
CONFIG = """title: T
base_url: https://t.example/
authority: t.example,2026
languages: [en, zh-CN]
notice: %(text)s
overdue: warning
boards: {people: 2}
"""
PEOPLE = """- {id: %(id)s, handle: %(handle)s, title: %(name)s, names: [%(other)s], role: Reads}
- {id: %(id)s, lang: zh-CN, title: 某某}
- {id: rui, title: Rui, invited_by: %(id)s}
- {id: song, title: Song, team: yes}
"""
BALLOTS = "receipt,%(id)s,blue\na1b2,1,\na1b3,1,\nc4d5,,1\n"
FILES = {
    "content/diaries/d/index.md": """---
title: %(title)s
date: 2026-10-02
number: 1
authors: [%(id)s, song]
summary: Of %(text)s
tags: [lamps]
cover: {src: plan.svg, alt: %(alt)s}
---
## Said %(said)s

Said @%(id)s, and [](person:%(id)s), %(said)s and [somebody else](person:%(id)s). `%(said)s`

> %(said)s

![%(said)s](plan.svg) <!-- %(said)s --> [data](notes.txt) [more](table.json)

```
%(said)s
```
""",
    "content/diaries/d/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    "<title>%(said)s</title><text>%(said)s</text></svg>",
    "content/diaries/d/notes.txt": "Notes of %(said)s\n",
    "content/diaries/d/table.json": '{"by": "%(said)s"}',
    "content/diaries/d/index.zh-CN.md": "---\ntitle: 日记\n---\n%(said)s说。\n",
    "content/static/humans.txt": "Made by %(said)s\n",
    "content/releases/r.md": """---
title: R
date: 2026-10-09
version: "1.0"
team: [song]
changes:
  - {text: One by @%(id)s, why: So said %(id)s, credits: [%(id)s, {person: %(name)s, role: tested}]}
  - {text: Two, why: So, credits: [{person: %(handle)s, role: reported}, rui]}
---
""",
    "content/suggestions/s.md": """---
title: S
date: 2026-09-01
by: "@%(id)s"
voices: [%(name)s]
owner: song
history: [{date: 2026-09-05, status: adopted, note: %(text)s}]
---
""",
    "content/awards/a.md": """---
title: A
date: 2026-11-01
award: Star
recipients: [%(id)s]
reason: %(text)s
---
""",
    "content/polls/p/index.md": """---
title: P
date: 2026-10-01
question: Which?
method: approval
opens: 2026-10-02
closes: 2026-10-06
tie_break: listed
binds: It will be
answer_by: 2026-10-20
outcome: It is done
digest: %(digest)s
options:
  - {id: %(id)s, title: %(name)s}
  - {id: blue, title: Blue, people: [%(name)s]}
ballots: ballots.csv
comments: comments.csv
---
""",
    "content/polls/p/ballots.csv": BALLOTS,
    "content/polls/p/comments.csv": "on,text\nblue,%(work)s\n%(id)s,Yes\n",
    "content/ledger.csv": "date,person,role,count,what,link\n"
    "2026-10-05,%(cell)s,answered,9,%(work)s,https://f.example/1\n"
    "2026-10-06,%(id)s,tested,1,Hall,\n",
}


def plant(folder: Path, who: dict[str, str], said: str) -> None:
    """A journal in which somebody stands everywhere."""
    text = json.dumps(f"Word of {said}, {who['name']} and {who['handle']}", ensure_ascii=False)
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in who.items()}
    values = {
        **quoted,
        "id": who["id"],
        "said": f"{html.escape(said)} and {html.escape(who['handle'])}",
        "text": text,
        "title": json.dumps(f"The day of {who['name']}", ensure_ascii=False),
        "alt": text,
        "cell": who["id"] if '"' in who["name"] else f'"{who["name"]}"',
        "work": who["id"] if '"' in who["name"] else f'"{who["name"]} at work"',
        "digest": hashlib.sha256((BALLOTS % who).encode()).hexdigest(),
    }
    files = FILES | {"friday.yaml": CONFIG, "content/people.yaml": PEOPLE}
    put(folder, {name: content % values for name, content in files.items()})


LATIN = st.text("aeiouvwxyz", min_size=4, max_size=7).map("zq".__add__)
HAN = st.text("燚焱龘犇淼", min_size=2, max_size=3)
SPECIAL = st.builds("".join, st.tuples(LATIN, st.sampled_from((".*", "++", "(x)", "$", "?"))))
WHO = st.fixed_dictionaries(
    {
        "id": LATIN,
        "handle": st.one_of(LATIN.map("q".__add__), SPECIAL, HAN),
        "name": st.one_of(
            LATIN.map(str.title), HAN, st.builds(lambda a, b: f"{a} {b}", LATIN, LATIN)
        ),
        "other": LATIN.map("xy".__add__),
    }
)


def seen(data: bytes) -> Iterator[str]:
    """Everything that bytes may say to somebody who looks for a name."""
    text = data.decode("utf-8", "replace")
    yield text
    yield html.unescape(text)
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from seen(archive.read(name))
    if data.startswith(b"\x89PNG"):
        for part in re.findall(rb"(?:tEXt|iTXt|zTXt|eXIf)(.{0,400})", data, re.DOTALL):
            yield part.decode("latin-1")


def kept(private: Path) -> Iterator[bytes]:
    """Every value of the caches, and every other byte of their files."""
    for file in sorted(private.rglob("*")):
        for value in told_by(file) if file.is_file() else ():
            yield value
            with suppress(zlib.error):
                yield zlib.decompress(value)


def holding(project: Path, who: dict[str, str]) -> list[tuple[str, str]]:
    """Files of the site, and the cache, that hold what somebody is called."""
    everything = [(name, data) for name, data in files_of(project / "site").items()]
    everything += [("cache", value) for value in kept(project / ".friday")]
    everything += [("names", "\n".join(name for name, _ in everything).encode())]
    record = project / "site" / ".friday" / "manifest.json"
    everything += [("manifest", record.read_bytes())]
    forms = {unicodedata.normalize("NFC", form).casefold() for form in who.values()}
    return [
        (name, form)
        for name, data in everything
        for text in (each.casefold() for each in seen(data))
        for form in forms
        if form in text
    ]


def totals(project: Path) -> Counter[str]:
    """How often each role was played, by anybody."""
    with drafted(project, at=INSTANT, options=Options(jobs=1)) as draft:
        merits = draft.journal.recognition.merits.values()
        return Counter({str(e.role): 0 for m in merits for e in m.evidence}) + Counter(
            role for m in merits for e in m.evidence for role in [str(e.role)] * e.count
        )


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WHO, st.sampled_from((str, str.upper, str.swapcase, quote)))
def test_no_byte_of_the_site_or_the_cache_holds_whoever_is_forgotten(
    who: dict[str, str], write: Callable[[str], str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        plant(project, who, write(who["name"]))
        built(project, AT)
        before, known = totals(project), holding(project, who)
        put(project, {"forgotten.yaml": f"- {who['id']}\n"})

        built(project, AT)
        once = files_of(project / "site")
        again = built(project, AT)

        assert {form for _, form in known} >= {who["id"].casefold(), who["name"].casefold()}
        assert holding(project, who) == []
        assert totals(project) == before
        assert (again.written, files_of(project / "site")) == (0, once)


MEI = {"id": "zqmei", "handle": "qzqmei", "name": "Zqmeimei", "other": "Zqother"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    plant(tmp_path, MEI, MEI["name"])
    put(tmp_path, {"forgotten.yaml": "- zqmei\n"})
    return tmp_path


def test_somebody_stands_in_their_place_and_has_no_page(project: Path) -> None:
    built(project, AT)
    site = files_of(project / "site")

    assert b"somebody" in site["releases/r/index.html"]
    assert [path for path in site if "forgotten-1" in path] == []
    assert [path for path in site if path.startswith("people/zq")] == []


def test_the_published_ballots_have_the_digest_that_is_published(project: Path) -> None:
    built(project, AT)
    site = files_of(project / "site")
    result = json.loads(site["polls/p/result.json"])

    assert site["polls/p/ballots.csv"].startswith(b"receipt,forgotten-1,blue\n")
    assert result["ballots"]["sha256"] == hashlib.sha256(site["polls/p/ballots.csv"]).hexdigest()


def test_ballots_that_were_changed_are_still_found_out(project: Path) -> None:
    put(project, {"content/polls/p/ballots.csv": BALLOTS % MEI + "e6f7,1,\n"})

    with pytest.raises(ProblemsFound) as found:
        built(project, AT)

    assert "changed-ballots" in [problem.code for problem in found.value.problems]


def test_texts_beside_entries_are_published_without_the_name(project: Path) -> None:
    built(project, AT)
    site = files_of(project / "site")

    assert site["humans.txt"] == b"Made by somebody and somebody\n"
    assert site["diaries/d/notes.txt"] == b"Notes of somebody and somebody\n"


def test_whoever_is_not_forgotten_any_more_is_back(project: Path) -> None:
    built(project, AT)
    (project / "forgotten.yaml").unlink()

    built(project, AT)

    assert b"Zqmeimei" in files_of(project / "site")["people/zqmei/index.html"]


def test_a_site_that_would_still_hold_the_name_is_not_published(project: Path) -> None:
    built(project, AT)
    before = files_of(project / "site")
    footer = "{# Ours. #}<p>Made by Zqmeimei</p>"
    put(project / "themes/ours/templates", {"parts/footer.html": footer})
    config = (project / "friday.yaml").read_text(encoding="utf-8")
    put(project, {"friday.yaml": f"{config}theme: ours\n"})

    with pytest.raises(ProblemsFound) as found:
        built(project, AT)

    codes = {problem.code for problem in found.value.problems}
    messages = [str(p) for p in found.value.problems if p.code == "not-forgotten"]
    assert "not-forgotten" in codes
    assert any("'diaries/d/index.html'" in message for message in messages)
    assert any(message.startswith("content/diaries/d/index.md") for message in messages)
    assert files_of(project / "site") == before


@pytest.mark.parametrize(
    ("file", "clean"),
    [
        (b"<p>by &#90;qmeimei</p>", b"<p>by somebody</p>"),
        (b"by \\u005aqmeimei", b"by somebody"),
        (b"by zqm\xc2\xadeimei", b"by somebody"),
    ],
)
def test_other_ways_to_write_it_are_taken_out_of_a_file_that_is_copied(
    file: bytes, clean: bytes, project: Path
) -> None:
    (project / "content/static").mkdir(parents=True, exist_ok=True)
    (project / "content/static/x.txt").write_bytes(file)

    built(project, AT)

    assert (project / "site/x.txt").read_bytes() == clean


@pytest.mark.parametrize("file", [b"<p>Zq<b>mei</b>mei</p>", b"\0\1Zqmeimei\2"])
def test_a_copied_file_that_cannot_be_cleaned_is_not_published(file: bytes, project: Path) -> None:
    (project / "content/static").mkdir(parents=True, exist_ok=True)
    (project / "content/static/x.txt").write_bytes(file)

    with pytest.raises(ProblemsFound) as found:
        built(project, AT)

    places = [str(p.location) for p in found.value.problems if p.code == "not-forgotten"]
    assert places == ["content/static/x.txt"]
    assert not (project / "site").joinpath("x.txt").exists()


def test_a_member_of_an_archive_that_holds_the_name_is_found(project: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 100 + " Zqmeimei " + "x" * 100)
    (project / "content/static/a.zip").write_bytes(packed.getvalue())

    with pytest.raises(ProblemsFound, match=re.escape("content/static/a.zip")):
        built(project, AT)


def test_a_handle_that_the_theme_says_as_well_is_told_once(tmp_path: Path) -> None:
    who = MEI | {"handle": "footer"}
    plant(tmp_path, who, who["name"])
    put(tmp_path, {"forgotten.yaml": "- zqmei\n"})

    edition = built(tmp_path, AT)

    told = [problem for problem in edition.problems if problem.code == "forgotten-word"]
    assert [problem.message.split("'")[1] for problem in told] == ["footer"]


def test_without_a_list_nothing_is_kept_of_one(tmp_path: Path) -> None:
    plant(tmp_path, MEI, MEI["name"])

    built(tmp_path, AT)

    assert sorted(path.name for path in (tmp_path / ".friday").iterdir()) == [
        "cache.sqlite",
        "pictures.sqlite",
    ]
