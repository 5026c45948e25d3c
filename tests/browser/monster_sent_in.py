"""What people sent in that is hard to set: long words, odd pictures, many wishes."""

from pathlib import Path

from tests.browser.monster import LONG_CHINESE, LONG_NAME, LONG_WORD

WISHES = 14
"""More of one outcome than the page of a call shows."""
_HOSTILE = "'\"><b>bold</b> <script>alert(1)</script> & =1+1"
_CALL = """---
title: {title}
date: 2026-09-01
type: {type}
opens: 2026-09-01
closes: 2026-12-30
answer_by: 2027-01-20
scope: {{in: {long}}}
binds: {long}
{more}---
{long}
"""
_STORY = """---
title: {title}
date: 2026-11-{day:02}
by: {by}
place: {word}
since: {word}
call: {call}
quote: {quote}
tags: [{word}, 灯光]
consent: {{given: 2026-09-02, text: story-consent-1, uses: [site, feeds], licence: {word}}}
decision: approved
{more}---
{long}
"""
_WISH = """---
title: {title}
date: 2026-10-{day:02}
by: {by}
call: monster-wishes
---
{long}
"""
_PICTURES = (
    "pictures:\n"
    "  - {{src: wide.svg, alt: {word}, caption: {word}}}\n"
    "  - {{src: tall.svg, alt: {word}, caption: {long}}}\n"
    "  - {{src: tiny.svg, alt: {word}}}\n"
)
_SIZES = {"wide": (4000, 100), "tall": (100, 4000), "tiny": (8, 8)}


def write_sent_in(project: Path) -> None:
    """Write calls, stories with their pictures, and wishes into a journal's `content/`."""
    content = project / "content"
    shortlist = "shortlist:\n" + "".join(
        f"  - {{entry: monster-entry-{n}, reason: {LONG_WORD}}}\n" for n in range(2)
    )
    _call(content, "photos", "photo")
    _call(content, "wishes", "wishes")
    _call(content, "contest", "contest", shortlist)
    for name, call in (("photo", "monster-photos"), ("story", "your-story")):
        _story(content, f"monster-{name}", call, "featured: 1\n" if name == "story" else "")
    for n in range(3):
        _story(content, f"monster-entry-{n}", "monster-contest")
    for n in range(WISHES):
        text = _WISH.format(
            title=f"{LONG_CHINESE[:40]} {LONG_WORD}",
            day=n + 1,
            by=LONG_NAME,
            long=LONG_CHINESE,
        )
        _write(content / f"suggestions/monster-wish-{n}.zh.md", text)


def _call(content: Path, name: str, type_: str, more: str = "") -> None:
    title = f"{LONG_WORD} {LONG_CHINESE[:30]}"
    text = _CALL.format(title=title, type=type_, long=LONG_CHINESE, more=more)
    _write(content / f"calls/monster-{name}.zh.md", text)


def _story(content: Path, name: str, call: str, more: str = "") -> None:
    folder = content / "stories" / name
    quoted = "'" + _HOSTILE.replace("'", "''") + f" {LONG_WORD}'"
    pictures = _PICTURES.format(word=LONG_WORD, long=LONG_CHINESE)
    text = _STORY.format(
        title=f"{LONG_CHINESE[:60]} {LONG_WORD}",
        day=len(name),
        by=LONG_NAME,
        word=LONG_WORD,
        call=call,
        quote=quoted,
        more=more + pictures,
        long=LONG_CHINESE,
    )
    _write(folder / "index.zh.md", text)
    for stem, (width, height) in _SIZES.items():
        size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><circle r="99" fill="#d60"/></svg>'
        _write(folder / f"{stem}.svg", svg)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
