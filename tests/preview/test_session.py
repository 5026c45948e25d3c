"""What is shown after a build, and a whole preview from its start to its end."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.edition import Edition
from generator.config import Config
from generator.preview.rebuild import Outcome
from generator.preview.session import following
from generator.preview.stage import Scene
from generator.problems import Location, Problem
from tests.preview.previews import DIARY, Preview, ask, diary, journal, previewing, until, write

SITE = Path("preview")
CONFIG = Config(title="Lamp", base_url="https://example.org/journal/")
BAD = Problem(Location("content/a.md", 3), "bad-value", "bad")
FAILED = Outcome(None, CONFIG, (BAD,), 0.1)
SCENE = Scene("7-3", SITE, "/journal/")


def built(*, written: int = 0, deleted: int = 0) -> Outcome:
    return Outcome(Edition(SITE, 1, 1, written, 1, deleted, 0, ()), CONFIG, (), 0.1)


def test_a_site_that_changed_is_another_edition() -> None:
    assert following(SCENE, built(written=1), ["content/a.md"]).edition != SCENE.edition


def test_a_site_that_only_lost_a_file_is_another_edition() -> None:
    assert following(SCENE, built(deleted=1), ["content/a.md"]).edition != SCENE.edition


def test_a_site_that_did_not_change_is_the_same_edition() -> None:
    assert following(SCENE, built(), ["content/a.md"]) == SCENE


def test_a_failure_leaves_the_last_good_site_and_its_edition() -> None:
    assert following(SCENE, FAILED, ["content/a.md"]) == replace(SCENE, problems=(BAD,))


def test_mending_a_failure_without_another_change_shows_the_same_edition() -> None:
    broken = following(SCENE, FAILED, ["content/a.md"])

    assert following(broken, built(), ["content/a.md"]) == SCENE


def test_each_failure_before_the_first_site_is_a_page_anew() -> None:
    first = following(Scene("7-0"), FAILED, [])

    assert following(first, FAILED, []).edition != first.edition


def test_a_change_of_style_sheets_alone_restyles_the_last_edition() -> None:
    scene = following(SCENE, built(written=9), ["themes/mine/static/a.css"])

    assert scene.restyles == SCENE.edition


def test_a_change_of_more_than_style_sheets_restyles_nothing() -> None:
    scene = following(SCENE, built(written=9), ["themes/mine/static/a.css", "content/a.md"])

    assert not scene.restyles


def test_a_style_sheet_that_mends_a_failure_restyles_nothing() -> None:
    broken = following(SCENE, FAILED, ["themes/mine/templates/diary.html"])

    assert not following(broken, built(written=9), ["themes/mine/static/a.css"]).restyles


@pytest.fixture(params=[(), ("--poll",)], ids=["told", "polling"])
def preview(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Preview]]:
    """A journal and its preview, which is told of changes, or looks for them."""
    project = journal(tmp_path)
    with previewing(project, *request.param) as running:
        yield project, running


def test_an_edited_diary_is_served(preview: tuple[Path, Preview]) -> None:
    project, running = preview
    write(project / DIARY, diary("The lamp *shines*."))

    until(lambda: "<em>shines</em>" in running.page(), "the new text is served")


def test_a_diary_that_an_editor_puts_in_place_by_renaming_is_served(
    preview: tuple[Path, Preview],
) -> None:
    project, running = preview
    write(project / "content" / "diaries" / ".first-light.swp", diary("The lamp *shines*."))
    (project / "content" / "diaries" / ".first-light.swp").rename(project / DIARY)

    until(lambda: "<em>shines</em>" in running.page(), "the new text is served")


def test_an_entry_in_a_new_folder_is_served_and_gone_when_the_folder_is(
    preview: tuple[Path, Preview],
) -> None:
    project, running = preview
    write(project / "content" / "pages" / "deep" / "index.md", diary("Once.", "title: Deep"))
    until(lambda: "Once." in running.page("deep/"), "the new page is served")
    shutil.rmtree(project / "content" / "pages")

    until(lambda: ask(f"{running.url}deep/").status == 404, "the page is gone")


def test_a_content_folder_that_goes_and_comes_back_is_still_watched(
    preview: tuple[Path, Preview],
) -> None:
    project, running = preview
    (project / "content").rename(project / "away")
    until(lambda: "no-content" in running.printed(), "the loss is told")
    (project / "away").rename(project / "content")
    until(lambda: running.records()[-1]["type"] == "summary", "all is well")
    write(project / DIARY, diary("The lamp *shines*."))

    until(lambda: "<em>shines</em>" in running.page(), "the new text is served")


def test_a_theme_that_is_made_while_the_preview_runs_is_used(
    preview: tuple[Path, Preview],
) -> None:
    project, running = preview
    write(project / "themes" / "mine" / "templates" / "404.html", "<p>nothing, says my theme")
    write(project / "friday.yaml", "title: Lamp\nbase_url: https://e.org/journal/\ntheme: mine\n")

    until(lambda: "says my theme" in running.page("no/such/page/"), "my own page is served")


def test_a_font_that_is_put_into_the_project_is_seen(preview: tuple[Path, Preview]) -> None:
    project, running = preview
    before = len(running.records())
    write(project / "fonts" / "a.ttf", "no font")

    until(lambda: len(running.records()) > before, "the site is built again")


def test_an_edited_changelog_is_served(preview: tuple[Path, Preview]) -> None:
    project, running = preview
    log = project / "log" / "CHANGELOG.md"
    log.parent.mkdir()
    write(log, "# Log\n\n## 1.0 - 2026-05-01\n\n- Once\n")
    config = "title: Lamp\nbase_url: https://e.org/journal/\nchangelog: log/CHANGELOG.md\n"
    write(project / "friday.yaml", config)
    until(lambda: "Once" in running.page("releases/1.0/"), "the release is served")
    write(log, "# Log\n\n## 1.0 - 2026-05-01\n\n- Twice\n")

    until(lambda: "Twice" in running.page("releases/1.0/"), "the new text is served")


def test_another_path_in_the_configuration_moves_the_site(preview: tuple[Path, Preview]) -> None:
    project, running = preview
    write(project / "friday.yaml", "title: Lamp\nbase_url: https://example.org/elsewhere/\n")
    top = running.url.removesuffix("journal/")

    until(lambda: ask(top).headers.get("Location") == "/elsewhere/", "the site moves")


def test_a_broken_diary_is_told_with_its_line_and_the_last_good_page_stays(
    preview: tuple[Path, Preview],
) -> None:
    project, running = preview
    write(project / DIARY, diary("The lamp shines.", "title: First light\ntags: {a: b}"))
    until(lambda: [r for r in running.records() if r["type"] == "problem"], "a problem is told")

    assert [r["line"] for r in running.records() if r["type"] == "problem"] == [3]
    assert "The lamp glows." in running.page()


def test_addresses_in_the_preview_are_its_own_and_keep_the_path(tmp_path: Path) -> None:
    with previewing(journal(tmp_path)) as running:
        assert f'rel="canonical" href="{running.url}diaries/first-light/"' in running.page()


def test_the_published_site_is_not_touched(tmp_path: Path) -> None:
    with previewing(journal(tmp_path)):
        assert not (tmp_path / "site").exists()


def test_a_journal_that_is_broken_from_the_start_is_shown_once_mended(tmp_path: Path) -> None:
    write(journal(tmp_path) / DIARY, diary("The lamp glows.", "titel: First light"))
    with previewing(tmp_path) as running:
        before = ask(f"{running.url}diaries/first-light/")
        write(tmp_path / DIARY, diary("The lamp glows."))
        address = running.url + "journal/diaries/first-light/"
        until(lambda: "The lamp glows." in ask(address).body, "the site is served")

    assert (before.status, f"{DIARY}:2" in before.body) == (503, True)


def test_a_journal_without_a_configuration_is_shown_once_it_has_one(tmp_path: Path) -> None:
    with previewing(tmp_path) as running:
        journal(tmp_path)
        address = running.url + "journal/diaries/first-light/"

        until(lambda: "The lamp glows." in ask(address).body, "the site is served")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_preview_that_is_stopped_ends_well_and_silently(tmp_path: Path, number: int) -> None:
    with previewing(journal(tmp_path)) as running:
        before = running.printed()

        assert running.stop(number) == 0
        assert running.printed() == before


def test_a_preview_stops_although_a_browser_listens(tmp_path: Path) -> None:
    with previewing(journal(tmp_path)) as running:
        port = int(running.url.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as listener:
            listener.sendall(b"GET /_friday/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            until(lambda: b"data:" in listener.recv(65536), "the first news arrive")

            assert running.stop() == 0


def test_a_port_that_is_taken_is_told_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = (sys.executable, "-m", "generator", "-C", str(journal(tmp_path)), "serve")
        root = Path(__file__).parents[2]
        done = subprocess.run(
            (*command, "--port", str(port)), cwd=root, capture_output=True, text=True, check=False
        )

    assert done.returncode == 2
    assert f"port {port} of 127.0.0.1 is in use" in done.stderr
    assert f"--port {port + 1}" in done.stderr


def test_what_watchdog_finds_twice_is_told_to_nobody() -> None:
    script = """
import warnings
import generator.preview.watch
for module in ("watchdog.observers.inotify", "watched"):
    warnings.warn_explicit(f"{module} warns", RuntimeWarning, "a.py", 1, module=module)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "watched warns" in run.stderr
    assert "watchdog" not in run.stderr
