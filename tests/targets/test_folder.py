"""A folder: whole releases, one link, and what becomes of a publish that is cut short."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.targets import files
from generator.targets import folder as folders
from generator.targets.failures import Refused, TargetFailed
from generator.targets.publishing import What, rolled_back
from tests.targets.publishes import diary, environ, journal, published, put, seen

TARGETS = "targets:\n  web: {folder: ../public, keep: 3}"
EDIT = {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00", "Better.")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path / "j", TARGETS)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def in_a_child(work: Callable[[], object]) -> int:
    """How a process ends that does this: 0, or minus the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child must not go on as a test
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_readers_get_exactly_the_site(project: Path, public: Path) -> None:
    outcome = published(project, "2026-06-01")

    assert outcome.what is What.PUBLISHED
    assert seen(public / "current") == seen(project / "site")
    assert outcome.travel.files == len(seen(project / "site"))
    assert outcome.travel.bytes == sum(map(len, seen(project / "site").values()))


def test_publishing_twice_sends_and_writes_nothing_the_second_time(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    before = {path: path.lstat().st_mtime_ns for path in public.rglob("*")}
    register = (project / "published.csv").read_bytes()
    again = published(project, "2026-06-01T01:00")

    assert (again.what, again.travel.files, again.travel.bytes) == (What.NOTHING_NEW, 0, 0)
    assert {path: path.lstat().st_mtime_ns for path in public.rglob("*")} == before
    assert (project / "published.csv").read_bytes() == register


def test_of_an_edit_only_what_changed_is_copied(project: Path, public: Path) -> None:
    published(project, "2026-06-01")
    put(project, EDIT)
    outcome = published(project, "2026-06-02")
    old, new = public / "releases/1", public / "releases/2"
    both = seen(old).keys() & seen(new).keys()
    changed = {path for path in both if seen(old)[path] != seen(new)[path]}

    assert outcome.travel.files == len(changed) < len(both) / 3
    assert outcome.travel.bytes == sum((new / path).stat().st_size for path in changed)
    assert "diaries/second/index.html" in changed
    shared = {path for path in both if (old / path).samefile(new / path)}
    assert shared == both - changed


def test_a_publish_that_is_killed_leaves_the_old_site_whole_and_the_next_goes_on(
    project: Path, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(project, "2026-06-01")
    before = seen(public / "current")
    put(project, EDIT)
    copied = files.copied
    calls: list[Path] = []

    def until_killed(source: Path, place: Path, digest: str, part: Path) -> None:
        if len(calls) == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        calls.append(place)
        copied(source, place, digest, part)

    with monkeypatch.context() as patch:
        patch.setattr(folders, "copied", until_killed)
        ended = in_a_child(lambda: published(project, "2026-06-02"))
    assert ended == -signal.SIGKILL
    assert seen(public / "current") == before
    assert "Better" not in (project / "published.csv").read_text()
    resumed = published(project, "2026-06-02")

    assert seen(public / "current") == seen(project / "site")
    whole = len([p for p, c in seen(project / "site").items() if before.get(p) != c])
    assert resumed.travel.files == whole - 4


def test_what_an_unfinished_release_has_is_used_only_where_it_is_still_right(
    project: Path, public: Path
) -> None:
    """As after a publish that was killed, and another edit since."""
    published(project, "2026-06-01")
    put(
        public / ".friday/incoming",
        {"diaries/second/index.html": "of another day", "gone/index.html": "gone since"},
    )
    put(project, EDIT)
    published(project, "2026-06-02")

    assert seen(public / "current") == seen(project / "site")


@pytest.mark.parametrize("step", ["replace", "symlink_to"])
def test_a_publish_that_is_killed_while_it_switches_leaves_a_whole_site(
    project: Path, public: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """`replace` renames the finished release, `symlink_to` makes the new link."""
    published(project, "2026-06-01")
    before = seen(public / "current")
    put(project, EDIT)
    real = getattr(Path, step)

    def killed(path: Path, *arguments: Path) -> object:
        done = real(path, *arguments)
        if path.name in {"incoming", "link"} and path.parent.parent.resolve() == public:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, killed)
        ended = in_a_child(lambda: published(project, "2026-06-02"))
    assert ended == -signal.SIGKILL
    assert seen(public / "current") == before
    outcome = published(project, "2026-06-02")

    assert seen(public / "current") == seen(project / "site")
    assert outcome.travel.files == 0


def test_when_files_cannot_be_written_the_old_site_stays_and_the_next_publish_goes_on(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    before = seen(public / "current")
    published(project, "2026-06-02", dry_run=True)
    large = max(f.stat().st_size for f in (project / "site").rglob("*.html"))
    put(project, EDIT)

    def limited() -> None:
        built = folders.FolderTarget._gather

        def gather(*arguments: object) -> object:
            resource.setrlimit(resource.RLIMIT_FSIZE, (large // 2, large // 2))
            return built(*arguments)  # type: ignore[arg-type]

        folders.FolderTarget._gather = gather  # type: ignore[method-assign, assignment]
        try:
            published(project, "2026-06-02")
        except TargetFailed as failure:
            os._exit(7 if "File too large" in str(failure) and failure.hint else 8)

    ended = in_a_child(limited)
    register = (project / "published.csv").read_text()

    assert ended == 7
    assert seen(public / "current") == before
    assert "2026-06-02" not in register
    assert published(project, "2026-06-02").what is What.PUBLISHED
    assert seen(public / "current") == seen(project / "site")


def test_a_full_disk_is_told_and_what_cannot_be_finished_makes_room(
    project: Path, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error of a full disk, as the system words it, comes after some files were copied."""
    published(project, "2026-06-01")
    before = seen(public / "current")
    put(project, EDIT)
    copied = files.copied
    calls: list[Path] = []

    def full(source: Path, place: Path, digest: str, part: Path) -> None:
        if len(calls) == 3:
            with Path("/dev/full").open("wb", buffering=0) as disk:
                disk.write(b"x")
        calls.append(place)
        copied(source, place, digest, part)

    with monkeypatch.context() as patch:
        patch.setattr(folders, "copied", full)
        with pytest.raises(TargetFailed, match="No space left on device") as failure:
            published(project, "2026-06-02")

    assert "make room" in failure.value.hint
    assert seen(public / "current") == before
    assert not (public / ".friday/incoming").exists()
    assert published(project, "2026-06-02").travel.files > 3


def test_a_rollback_shows_the_old_site_and_copies_nothing(project: Path, public: Path) -> None:
    published(project, "2026-06-01")
    first = seen(public / "current")
    put(project, EDIT)
    published(project, "2026-06-02")
    name, record = rolled_back(project, configuration(project, Options()), "", environ())

    assert (name, record.sequence) == ("web", 3)
    assert seen(public / "current") == first
    some = "index.html"
    assert (public / "releases/1" / some).samefile(public / "releases/3" / some)


def test_after_a_rollback_the_timer_does_not_bring_the_bad_version_back(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    first = seen(public / "current")
    put(project, EDIT)
    published(project, "2026-06-02")
    rolled_back(project, configuration(project, Options()), "", environ())
    by_timer = published(project, "2026-06-20", if_due=True)

    assert by_timer.what is What.NOTHING_DUE
    assert "rollback" in by_timer.because
    assert seen(public / "current") == first
    put(project, {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00", "Best.")})
    assert published(project, "2026-06-20", if_due=True).what is What.PUBLISHED


def test_a_rollback_goes_no_further_than_what_is_kept(project: Path, public: Path) -> None:
    for day in range(1, 6):
        put(project, {"content/diaries/third.md": diary("Third", "2026-05-15", f"Day {day}.")})
        published(project, f"2026-06-0{day}")
    with pytest.raises(Refused, match="2 are kept"):
        rolled_back(project, configuration(project, Options()), "", environ(), 3)

    assert sorted(path.name for path in (public / "releases").iterdir()) == ["3", "4", "5"]
    assert len(list((public / ".friday/releases").iterdir())) == 3


def test_other_files_in_the_folder_are_left_alone(project: Path, public: Path) -> None:
    put(public, {"robots.txt": "theirs", "releases/theirs/a.txt": "theirs", "shop/index.html": "!"})
    published(project, "2026-06-01")
    put(project, EDIT)
    published(project, "2026-06-02")

    assert (public / "robots.txt").read_text() == "theirs"
    assert (public / "releases/theirs/a.txt").read_text() == "theirs"
    assert (public / "shop/index.html").read_text() == "!"


def test_a_link_that_somebody_else_made_is_refused_and_adopted_on_demand(
    project: Path, public: Path
) -> None:
    put(public, {"old/index.html": "their site"})
    (public / "current").symlink_to("old")
    with pytest.raises(Refused, match="was not made by this program") as refusal:
        published(project, "2026-06-01")

    assert "--adopt" in refusal.value.hint
    assert (public / "current/index.html").read_text() == "their site"
    assert published(project, "2026-06-01", adopt=True).what is What.PUBLISHED
    assert seen(public / "current") == seen(project / "site")
    assert (public / "old/index.html").read_text() == "their site"


def test_a_folder_named_current_is_never_replaced(project: Path, public: Path) -> None:
    put(public, {"current/index.html": "their site"})
    with pytest.raises(Refused, match="was not made by this program"):
        published(project, "2026-06-01", adopt=True)

    assert (public / "current/index.html").read_text() == "their site"


def test_a_folder_that_holds_the_journal_is_refused(tmp_path: Path) -> None:
    project = journal(tmp_path / "j", "targets:\n  web: {folder: .}")
    with pytest.raises(Refused, match="holds the journal itself"):
        published(project, "2026-06-01")

    assert not (project / "releases").exists()


def test_a_file_that_somebody_changed_on_the_target_is_put_right(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    (public / "current/index.html").write_text("defaced")
    outcome = published(project, "2026-06-01")

    assert outcome.what is What.PUBLISHED
    assert outcome.travel.files == 1
    assert seen(public / "current") == seen(project / "site")


def test_a_damaged_record_is_told_with_its_cure(project: Path, public: Path) -> None:
    published(project, "2026-06-01")
    (public / ".friday/releases/1.json").write_text("{")
    with pytest.raises(TargetFailed, match="damaged"):
        published(project, "2026-06-01")


def test_readers_who_look_while_releases_change_see_whole_sites_only(
    project: Path, public: Path
) -> None:
    """A reader in another process reads the same two files through the link, again and again."""
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15", "Day 0.")})
    published(project, "2026-06-01")
    look = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "torn = looks = 0\n"
        "while not Path(sys.argv[2]).exists():\n"
        "    try:\n"
        "        at = os.open(sys.argv[1], os.O_RDONLY | os.O_DIRECTORY)\n"
        "        read = lambda name: open(os.open(name, os.O_RDONLY, dir_fd=at)).read()\n"
        "        page, feed = read('diaries/third/index.html'), read('atom.xml')\n"
        "    except FileNotFoundError:\n"
        "        torn += 1\n"
        "        continue\n"
        "    finally:\n"
        "        os.close(at)\n"
        "    day = next(d for d in range(9) if f'Day {d}.' in page)\n"
        "    torn += f'Day {day}.' not in feed\n"
        "    looks += 1\n"
        "print(torn, looks)\n"
    )
    done = public / "done"
    command = [sys.executable, "-W", "ignore", "-c", look, str(public / "current"), str(done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        for day in range(1, 4):
            put(project, {"content/diaries/third.md": diary("Third", "2026-05-15", f"Day {day}.")})
            published(project, f"2026-06-0{day + 1}")
        done.touch()
        torn, looks = map(int, reader.communicate(timeout=60)[0].split())

    assert torn == 0
    assert looks > 3
