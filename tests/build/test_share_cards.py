"""Share cards, QR codes and what pages say to those who share them, in whole sites."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.edition import Edition, Options
from generator.build.line import build
from tests.build.building import Files, files_of
from tests.render.cards.sample_fonts import LATIN, font

AT = datetime(2026, 6, 1, tzinfo=UTC)
DIARY = "content/diaries/2026-05-01-{name}.md"


def project(folder: Path, *titles: str, options: str = "", chars: str = LATIN) -> Path:
    """A journal with diaries of these titles, and one font."""
    head = f"title: Lamp\nbase_url: https://t.example/lamp/\n{options}"
    files = {"friday.yaml": head}
    for n, title in enumerate(titles):
        said = json.dumps(title, ensure_ascii=False)
        files[DIARY.format(name=f"d{n}")] = f"---\ntitle: {said}\ntags: [light]\n---\n\nText.\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "fonts").mkdir(exist_ok=True)
    (folder / "fonts" / "sample.ttf").write_bytes(font(chars))
    return folder


def built(folder: Path, *, jobs: int = 1, strict: bool = False) -> tuple[Edition, Files]:
    options = Options(output=folder / "site", jobs=jobs, strict=strict, fonts=())
    edition = build(folder, at=AT, options=options)
    return edition, files_of(folder / "site")


def cards(files: Files) -> Files:
    return {path: content for path, content in files.items() if path.startswith("cards/")}


def head(page: bytes) -> dict[str, list[str]]:
    """Contents of the `meta` elements of a page by property or name."""
    found: dict[str, list[str]] = {}
    for meta in LexborHTMLParser(page).css("meta[content]"):
        name = meta.attributes.get("property") or meta.attributes.get("name") or ""
        found.setdefault(name, []).append(meta.attributes["content"] or "")
    return found


def data(page: bytes) -> list[dict[str, object]]:
    """The JSON-LD of a page, as a browser finds it."""
    scripts = LexborHTMLParser(page).css('script[type="application/ld+json"]')
    return [json.loads(script.text()) for script in scripts]


def test_a_page_names_its_card_by_its_whole_address(tmp_path: Path) -> None:
    _, files = built(project(tmp_path, "First light"))
    said = head(files["diaries/d0/index.html"])

    assert said["og:image"] == ["https://t.example/lamp/cards/diaries/d0.png"]
    assert (said["og:image:width"], said["og:image:height"]) == (["1200"], ["630"])
    assert said["og:image:alt"] == ["First light"]
    assert files["cards/diaries/d0.png"].startswith(b"\x89PNG")


def test_a_page_says_what_open_graph_asks_for(tmp_path: Path) -> None:
    _, files = built(project(tmp_path, "First light"))
    said = head(files["diaries/d0/index.html"])
    wanted = {
        "og:title": ["First light"],
        "og:type": ["article"],
        "og:url": ["https://t.example/lamp/diaries/d0/"],
        "og:site_name": ["Lamp"],
        "og:locale": ["en_US"],
        "twitter:card": ["summary_large_image"],
        "article:published_time": ["2026-05-01"],
        "article:tag": ["light"],
    }

    assert {name: said.get(name) for name in wanted} == wanted


def test_without_cards_no_page_names_a_picture(tmp_path: Path) -> None:
    _, files = built(project(tmp_path, "First light", options="cards: no\n"))
    pages = [content for path, content in files.items() if path.endswith(".html")]

    assert [path for path in cards(files) if path.endswith(".png")] == []
    assert [page for page in pages if b"og:image" in page] == []


def test_the_share_block_works_without_a_script(tmp_path: Path) -> None:
    _, files = built(project(tmp_path, "First light"))
    block = LexborHTMLParser(files["diaries/d0/index.html"]).css_first(".share")
    assert block is not None
    links = [link.attributes["href"] for link in block.css("a")]

    assert links == [
        "https://t.example/lamp/diaries/d0/",
        "/lamp/cards/diaries/d0.png",
    ]
    assert "“First light” · Lamp" in block.text()


def test_without_sharing_there_is_no_block_and_no_code(tmp_path: Path) -> None:
    _, files = built(project(tmp_path, "First light", options="share: no\n"))

    assert b'class="share' not in files["diaries/d0/index.html"]
    assert [path for path in cards(files) if path.endswith(".svg")] == []


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "&quot;\"'\\",
        "a\u2028b {{ x }}",
    ],
)
def test_a_hostile_title_stays_a_text_in_json(tmp_path: Path, title: str) -> None:
    _, files = built(project(tmp_path, title, chars="a"))
    page = files["diaries/d0/index.html"]
    [post, _] = data(page)
    parsed = LexborHTMLParser(page).css_first("h1")
    assert parsed is not None

    assert str(post["headline"]).split() == parsed.text().split()


def test_one_process_and_two_draw_the_same_bytes(tmp_path: Path) -> None:
    titles = [f"Diary {n}" for n in range(20)]
    one, two = (
        cards(built(project(tmp_path / str(jobs), *titles), jobs=jobs)[1]) for jobs in (1, 2)
    )

    assert len(one) == 41
    assert one == two


def test_a_warm_cache_gives_the_same_bytes_and_draws_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path, "First light", "Second")
    _, cold = built(folder)
    edition, warm = built(folder)

    assert cards(warm) == cards(cold)
    assert edition.written == 0


def test_another_font_draws_the_cards_anew(tmp_path: Path) -> None:
    folder = project(tmp_path, "First light")
    _, before = built(folder)
    (folder / "fonts" / "sample.ttf").write_bytes(font(LATIN[::-1]))
    _, after = built(folder)

    assert after["cards/diaries/d0.png"] != before["cards/diaries/d0.png"]


def test_one_warning_names_what_no_font_has_and_what_to_install(tmp_path: Path) -> None:
    edition, _ = built(project(tmp_path, "The 灯", "The 光"))
    [warning] = [problem for problem in edition.problems if problem.code == "missing-glyph"]

    assert re.search("no font has 光 灯: .*, and 1 more", warning.message)
    assert warning.location.file == DIARY.format(name="d0")
    assert "fonts-noto-cjk" in warning.hint


def test_each_package_is_advised_at_the_first_entry_that_needs_it(tmp_path: Path) -> None:
    edition, _ = built(project(tmp_path, "The Ж", "The 灯"))
    warnings = [problem for problem in edition.problems if problem.code == "missing-glyph"]

    advised = {w.location.file: re.findall(r"fonts-noto-\w+", w.hint) for w in warnings}
    assert advised == {
        DIARY.format(name="d0"): ["fonts-noto-core"],
        DIARY.format(name="d1"): ["fonts-noto-cjk"],
    }


def test_the_warning_comes_again_out_of_the_cache(tmp_path: Path) -> None:
    folder = project(tmp_path, "The 灯")
    first, _ = built(folder)
    second, _ = built(folder)

    assert first.problems == second.problems != ()


def test_a_title_with_a_picture_passes_a_strict_build(tmp_path: Path) -> None:
    edition, _ = built(project(tmp_path, "The lamp 🏮 is lit"), strict=True)

    assert edition.problems == ()


def test_without_any_font_one_warning_says_so(tmp_path: Path) -> None:
    folder = project(tmp_path, "First light")
    (folder / "fonts" / "sample.ttf").unlink()
    edition, files = built(folder)

    assert [problem.code for problem in edition.problems] == ["no-fonts"]
    assert b"og:image" not in files["index.html"]


def test_a_journal_without_cards_needs_no_font(tmp_path: Path) -> None:
    folder = project(tmp_path, "First light", options="cards: no\n")
    (folder / "fonts" / "sample.ttf").unlink()
    edition, _ = built(folder)

    assert edition.problems == ()
