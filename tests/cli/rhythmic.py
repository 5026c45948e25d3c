"""A small journal with a rhythm, for the commands that tell of time."""

from pathlib import Path

import pytest

AT = "2026-05-30T12:00+08:00"  # a Saturday; Fridays at 17:00 in Shanghai are due
CONFIG = """\
title: T
base_url: https://t.example/
authority: t.example,2026
timezone: Asia/Shanghai
cadences:
  - id: friday
    kind: diary
    title: Orange Friday
    rule: FREQ=WEEKLY;BYDAY=FR
    begins: 2026-05-15 17:00
    skip: {2026-06-26: Holiday}
    moved: {2026-06-19: 2026-06-18 17:00}
"""
FILES = {
    "diaries/one.md": "---\ntitle: One\ndate: 2026-05-15 17:00\n---\nA\n",
    # Nothing on the 22nd.
    "diaries/three.md": "---\ntitle: Three\ndate: 2026-05-29 17:00\n---\nA\n",
    "diaries/four.md": "---\ntitle: Four\nqueue: yes\n---\nA\n",
    "diaries/five.md": "---\ntitle: 五\nqueue: yes\n---\nA\n",
    "pages/idea.md": "---\ntitle: Idea\ndraft: yes\n---\nA\n",
    "releases/r.md": "---\ntitle: R\nversion: '1'\ndate: 2026-06-03 10:00\n---\nA\n",
    "stories/s.md": (
        "---\ntitle: S\ndate: 2026-05-16\nby: Ada\nwith: release:r\ndecision: approved\n"
        "consent: {given: 2026-05-01, text: v1, uses: [site, feeds]}\n---\nHello\n"
    ),
    "calls/c.md": (
        "---\ntitle: C\ndate: 2026-05-16\ntype: topic\nopens: 2026-05-16\n"
        "closes: 2026-06-01 20:00\nanswer_by: 2026-06-10\nscope: {in: this}\nbinds: that\n---\n"
    ),
    "calls/late.md": (
        "---\ntitle: Owed\ndate: 2026-04-16\ntype: topic\nopens: 2026-04-16\ncloses: 2026-04-20\n"
        "answer_by: 2026-04-25\nlate: Sorry\nscope: {in: this}\nbinds: that\n---\n"
    ),
}


def rhythmic(folder: Path, config: str = CONFIG) -> Path:
    """The journal, in a folder."""
    (folder / "friday.yaml").write_text(config, encoding="utf-8")
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal, for commands that write nothing but its cache."""
    return rhythmic(tmp_path_factory.mktemp("rhythmic"))
