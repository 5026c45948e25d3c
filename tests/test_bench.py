"""The journal that `make bench` builds, and what it makes of its figures."""

import json
import math
import re
import sys
from pathlib import Path

import pytest

from bench._layouts import PLAIN
from bench._posts import CHINESE_EVERY, Post, diary, posts
from bench._report import Row, Run, slope, write
from bench._running import AT, Cost, most_memory, run
from bench._sites import CONFIG, LAYOUTS, Site
from bench.against import written
from tests.build.building import built, files_of

DIARIES = 3
OTHERS = ("hugo", "pelican")
EACH_MB = 60
FAMILY = f"""
import os, time
child = os.fork()
held = b"x" * ({EACH_MB} << 20)
time.sleep(1)
child and os.wait()
"""
LINK = re.compile(r"\]\([^)]*\)")


def made(name: str, folder: Path) -> Site:
    site = Site(LAYOUTS[name], folder)
    written(DIARIES, [site])
    return site


def source(site: Site, post: Post) -> str:
    return (site.folder / site.layout.file(post)).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_count_gives_the_same_journal(tmp_path: Path, name: str) -> None:
    first, second = made(name, tmp_path / "a"), made(name, tmp_path / "b")

    assert files_of(first.folder) == files_of(second.folder)


@pytest.mark.parametrize("config", [PLAIN, ""], ids=["plain", "as it comes"])
def test_our_journal_has_a_page_for_each_post_and_no_problem(tmp_path: Path, config: str) -> None:
    site = made("friday", tmp_path)
    settings = (tmp_path / CONFIG).read_text(encoding="utf-8")
    (tmp_path / CONFIG).write_text(settings.replace(PLAIN, config), encoding="utf-8")

    assert built(tmp_path, AT).problems == ()
    assert [post.name for post in posts(DIARIES) if not site.page(post).is_file()] == []


@pytest.mark.parametrize("name", OTHERS)
def test_the_others_are_given_the_same_posts(tmp_path: Path, name: str) -> None:
    site = made(name, tmp_path)
    for post in posts(DIARIES):
        text = source(site, post)
        head, body = text.split("\n---\n" if name == "hugo" else "\n\n", 1)

        assert post.title in head
        assert str(post.day) in head
        assert all(tag in head for tag in post.tags)
        assert LINK.sub("]", body).endswith(LINK.sub("]", post.body))
        assert post.said in body


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_post_stands_in_a_file_of_its_own_and_nothing_else_does(
    tmp_path: Path, name: str
) -> None:
    site = made(name, tmp_path)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("content/**/*.md")}

    assert files == {site.layout.file(post) for post in posts(DIARIES)}


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_placeholder_is_left(tmp_path: Path, name: str) -> None:
    site = made(name, tmp_path)

    assert [post for post in posts(DIARIES) if "://diaries" in source(site, post)] == []
    assert [post for post in posts(DIARIES) if "picture:" in source(site, post)] == []


@pytest.mark.parametrize("number", [1, 6, 39, 99, 119])
def test_a_diary_has_500_to_700_words(number: int) -> None:
    assert 500 <= len(diary(number).body.split()) <= 700


def test_every_fifth_diary_is_chinese() -> None:
    chinese = [n for n in range(1, 21) if re.search("[\\u4e00-\\u9fff]{20}", diary(n).body)]

    assert chinese == [n for n in range(1, 21) if n % CHINESE_EVERY == 0]


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_frame_of_all_pages_can_be_edited(tmp_path: Path, name: str) -> None:
    site = made(name, tmp_path)
    before = (tmp_path / site.layout.frame).read_text(encoding="utf-8")
    site.frame_anew("Round 1")

    assert "<p>Round 1</p>\n</body>" not in before
    assert "<p>Round 1</p>\n</body>" in (tmp_path / site.layout.frame).read_text(encoding="utf-8")


# Figures


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="nothing here"):
        run(("sh", "-c", "echo nothing here; exit 1"), tmp_path)


def test_the_largest_process_of_a_command_is_measured(tmp_path: Path) -> None:
    assert run((sys.executable, "-c", FAMILY), tmp_path).largest_mb > EACH_MB


def test_the_memory_of_all_processes_of_a_command_is_added_up(tmp_path: Path) -> None:
    assert most_memory((sys.executable, "-c", FAMILY), tmp_path) > 2 * EACH_MB


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_a_power_of_the_count_is_found(power: float) -> None:
    points = [(math.log(n), math.log(3 * n**power)) for n in (100, 1000, 10_000)]

    assert slope(points) == pytest.approx(power)


def told(tmp_path: Path, ours: float) -> str:
    figures = Run(1000, 1366)
    figures.memory = {"friday": 200, "hugo": 400}
    for name, seconds in (("friday", ours), ("hugo", 2)):
        figures.add(Row.COLD, name, Cost(seconds, seconds, 100))
    return write([figures], {"friday": "1", "hugo": "2"}, tmp_path)


@pytest.mark.parametrize(("ours", "verdict"), [(1.2, "kept"), (1.3, "**missed**")])
def test_a_target_that_is_missed_is_marked(tmp_path: Path, ours: float, verdict: str) -> None:
    [line] = [line for line in told(tmp_path, ours).splitlines() if line.startswith("| cold |")]

    assert f" of Hugo | 0.6 | {verdict} |" in line


def test_the_table_and_all_figures_are_written(tmp_path: Path) -> None:
    table = told(tmp_path, 1.2)
    figures = json.loads((tmp_path / "against.json").read_text(encoding="utf-8"))

    assert (tmp_path / "against.md").read_text(encoding="utf-8") == f"{table}\n"
    assert figures["runs"][0]["costs"]["cold"]["hugo"] == [{"wall": 2, "cpu": 2, "largest_mb": 100}]
