"""Changes on pages: the release's own page, the list, and a site that follows its fragments."""

import re
from pathlib import Path

from tests.build.building import built, files_of, put

AT = "2026-06-01"
CONFIG = (
    "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en, zh-CN]\n"
)
RELEASE = """---
title: "1.4: quiet"
date: 2026-05-29
version: "1.4"
---

A quiet one.

## Added

- Night light ([](suggestion:dark)) (suggested by @mei; tested by @lin)
  Why: people read in bed
- internal: a bench (contributed by @lin)

## Fixed

- The clock, reported by @lin
- The knob, thanks to @mei
"""
FRAGMENT = "---\nrelease: {}\n---\n\nDimmer (reported by Wu)\n"
SUGGESTION = "---\ntitle: Darker please\ndate: 2026-05-01\nby: mei\nowner: lin\n---\n"
PEOPLE = "- {id: mei, title: Mei}\n- {id: lin, title: Lin, team: yes}\n"
PAGE = "releases/1.4/index.html"


def journal(folder: Path, release: str = "1.4") -> Path:
    put(folder, {"friday.yaml": CONFIG})
    put(
        folder / "content",
        {
            "releases/1.4.md": RELEASE,
            "changes/dim.en.md": FRAGMENT.format(release),
            "changes/dim.zh.md": "更暗\n",
            "suggestions/dark.md": SUGGESTION,
            "people.yaml": PEOPLE,
        },
    )
    return folder


def page(project: Path, path: str = PAGE) -> str:
    return (project / "site" / path).read_text(encoding="utf-8")


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def between(html: str, start: str, end: str) -> str:
    return html[html.index(start) :].partition(end)[0]


def test_a_release_shows_its_changes_with_their_addresses(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)
    html = page(project)
    found = dict(
        re.findall(r'<li class="step" id="(change-\d)">.*?<div>(.*?)</div>', html, re.DOTALL)
    )

    assert {name: text(words) for name, words in found.items()} == {
        "change-1": "Night light",
        "change-2": "Added a bench",
        "change-3": "The clock",
        "change-4": "The knob",
        "change-5": "Dimmer",
    }


def test_each_change_says_who_did_what(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)
    item = between(page(project), 'id="change-1"', "</li>\n<li class")

    assert "people read in bed" in text(item)
    assert "Suggested: Mei" in text(item)
    assert text(item).index("Suggested: Mei") < text(item).index("Tested: Lin")
    assert 'href="/suggestions/dark/"' in item


def test_what_users_do_not_notice_is_folded_at_the_end(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)
    folded = between(page(project), '<details class="knot internal">', "</details>")

    assert "1 change that users do not notice" in text(folded)
    assert re.findall(r'id="(change-\d)"', folded) == ["change-2"]


def test_the_share_from_users_is_the_same_on_the_release_and_in_lists(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)

    assert "From users: 2 of 4" in text(page(project))
    assert "From users: 2 of 4" in text(page(project, "releases/index.html"))
    assert "4项中2项来自用户" in text(page(project, "zh-cn/releases/index.html"))


def test_the_prose_of_a_release_stays_its_text(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)
    html = page(project)

    assert "A quiet one." in text(html)
    assert text(html).count("The knob") == 1


def test_a_fragment_is_no_page(tmp_path: Path) -> None:
    project = journal(tmp_path)
    built(project, AT)

    assert not [path for path in files_of(project / "site") if "changes/" in path]


def test_what_waits_for_a_release_is_in_no_file(tmp_path: Path) -> None:
    project = journal(tmp_path, "next")
    built(project, AT)
    holding = [p for p, data in files_of(project / "site").items() if b"Dimmer" in data]

    assert holding == []


def test_a_site_that_follows_its_fragments_is_that_of_a_clean_build(tmp_path: Path) -> None:
    project = journal(tmp_path / "old", "next")
    built(project, AT)
    put(project / "content", {"changes/dim.en.md": FRAGMENT.format("1.4")})
    again = built(project, AT)
    clean = journal(tmp_path / "new")
    built(clean, AT)

    assert again.written > 0
    assert files_of(project / "site") == files_of(clean / "site")
    assert built(project, AT).written == 0


def test_a_changelog_in_place_has_pages_like_any_release(tmp_path: Path) -> None:
    project = journal(tmp_path)
    put(
        project,
        {
            "friday.yaml": f"{CONFIG}changelog: CHANGELOG.md\n",
            "CHANGELOG.md": "# Log\n\n## 1.3 - 2026-05-02\n\n### Added\n\n"
            "- The lamp (suggested by @mei)\n",
        },
    )
    built(project, AT)

    assert "From users: 1 of 1" in text(page(project, "releases/1.3/index.html"))
    assert "1.3" in text(page(project, "releases/index.html"))
