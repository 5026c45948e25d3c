"""A host as a target, reached by a real rsync over a real ssh, and by a real rsync daemon."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from generator.targets import rsync
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.record import Site, Travel
from generator.targets.rsync_host import rsync_target
from generator.targets.rsync_in_place import InPlaceTarget
from generator.targets.target import Target
from tests.children import child
from tests.servers.rsyncd import rsyncd
from tests.servers.sshd import Sshd, sshd
from tests.targets.editions import (
    HOSTILE,
    contents,
    contents_of,
    edition,
    means,
    options,
    reading,
    record,
    unheard,
    written,
)


@dataclass(frozen=True)
class Host:
    """A folder behind a server, and whoever publishes into it.

    Attributes:
        address: as `friday.yaml` has it.
        root: the folder itself.
        rsh: how ssh gets in; empty for a daemon.
        log: of the daemon; what it got and deleted, in order.
    """

    address: str
    root: Path
    project: Path
    in_place: bool
    rsh: str = ""
    log: Path | None = None
    keep: int = 5
    secret: str = "a-password-of-the-daemon"  # noqa: S105 - of no use anywhere

    @property
    def web(self) -> Path:
        """What readers are served from."""
        return self.root if self.in_place else self.root / "current"

    def target(self, *, adopt: bool = False) -> Target:
        environ = {k: v for k, v in os.environ.items() if k != "RSYNC_RSH"}
        environ |= {"RSYNC_RSH": self.rsh} if self.rsh else {}
        environ |= {"RSYNC_PASSWORD": self.secret}
        words = options(
            rsync=self.address, keep=self.keep, in_place="yes" if self.in_place else "no"
        )
        return rsync_target(words, means(self.project, environ, adopt=adopt))

    def publish(self, site: Site, *, adopt: bool = False) -> Travel:
        """What `friday publish` does with a target."""
        target = self.target(adopt=adopt)
        now = target.load()
        new = record(site, now.sequence + 1 if now else 1)
        travel = target.deploy(site, new, unheard)
        target.confirm(new)
        return travel

    def get(self, path: str) -> bytes | None:
        """What readers get; None if there is nothing."""
        try:
            return (self.web / path).read_bytes()
        except OSError:
            return None


@contextmanager
def host(way: str, folder: Path, ssh_server: Sshd) -> Iterator[Host]:
    """A new host: `way` is ssh or daemon, and releases or in place."""
    in_place = way.endswith("in place")
    if way.startswith("ssh"):
        root = folder / "srv"
        address = f"{ssh_server.address}:{root}"
        yield Host(address, root, folder / "project", in_place, ssh_server.rsh)
        return
    with rsyncd(folder / "rsyncd") as server:
        address, root = f"{server.address}/deep", server.module / "deep"
        yield Host(address, root, folder / "project", in_place, log=server.log)


AGAIN = ("the same", "without the edit", "another edit", "rolled back")
WAYS = ("ssh, releases", "ssh, in place", "daemon, releases", "daemon, in place")


@pytest.fixture(params=WAYS)
def any_host(request: pytest.FixtureRequest, tmp_path: Path, ssh_server: Sshd) -> Iterator[Host]:
    with host(request.param, tmp_path, ssh_server) as found:
        yield found


@pytest.fixture(params=WAYS[2:])
def daemon(request: pytest.FixtureRequest, tmp_path: Path, ssh_server: Sshd) -> Iterator[Host]:
    with host(request.param, tmp_path, ssh_server) as found:
        yield found


@pytest.fixture
def with_releases(tmp_path: Path, ssh_server: Sshd) -> Iterator[Host]:
    with host("daemon, releases", tmp_path, ssh_server) as found:
        yield found


@pytest.fixture
def over_ssh(tmp_path: Path, ssh_server: Sshd) -> Iterator[Host]:
    with host("ssh, releases", tmp_path, ssh_server) as found:
        yield found


@pytest.fixture
def in_place(tmp_path: Path, ssh_server: Sshd) -> Iterator[Host]:
    with host("daemon, in place", tmp_path, ssh_server) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_first_publish_shows_every_file_and_nothing_else(any_host: Host, folder: Path) -> None:
    site = edition(folder, "1", "2")

    travel = any_host.publish(site)

    assert contents_of(any_host.web) == contents(site)
    assert travel == Travel(6, sum(file.size for file in site.files.values()), 0)


def test_a_second_publish_of_the_same_sends_nothing(daemon: Host, folder: Path) -> None:
    daemon.publish(edition(folder, "1", "2"))
    fresh = edition(folder.with_name("built anew"), "1", "2")

    travel = daemon.publish(fresh)

    assert travel == Travel(0, 0, 0)
    assert contents_of(daemon.web) == contents(fresh)


def test_after_an_edit_one_file_travels_and_the_others_are_the_same_files(
    any_host: Host, folder: Path
) -> None:
    any_host.publish(edition(folder, "1", "2"))
    before = {path: (any_host.web / path).stat().st_ino for path in contents_of(any_host.web)}
    site = edition(folder, "1", "2:Another text")

    travel = any_host.publish(site)

    page = "diaries/2/index.html"
    after = {path: (any_host.web / path).stat().st_ino for path in contents_of(any_host.web)}
    assert (travel.files, travel.deleted) == (1, 0)
    assert 0 < travel.bytes <= site.files[page].size
    assert {path for path in after if after[path] != before[path]} == {page}
    assert contents_of(any_host.web) == contents(site)


def test_the_daemon_itself_tells_of_one_page_after_an_edit(
    tmp_path: Path, folder: Path, ssh_server: Sshd
) -> None:
    with host("daemon, releases", tmp_path, ssh_server) as daemon:
        daemon.publish(edition(folder, "1", "2"))
        assert daemon.log is not None
        daemon.log.write_text("")
        daemon.publish(edition(folder, "1", "2:Another text"))

        got = [line.split()[-1] for line in daemon.log.read_text().splitlines() if " recv " in line]

    assert [path for path in got if ".friday" not in path and not path.endswith("current")] == [
        path for path in got if path.endswith("/diaries/2/index.html")
    ]
    assert len([path for path in got if path.endswith(".html")]) == 1


def test_in_place_assets_go_before_pages_before_feeds_before_lists_before_deletions(
    tmp_path: Path, folder: Path, ssh_server: Sshd
) -> None:
    with host("daemon, in place", tmp_path, ssh_server) as daemon:
        daemon.publish(edition(folder, "1", "2", **{"other/a.txt": "a"}))
        assert daemon.log is not None
        daemon.log.write_text("")
        daemon.publish(edition(folder, "2", "3", **{"assets/z.svg": "<svg/>"}))

        rows = [line.split() for line in daemon.log.read_text().splitlines()]

    steps = [(row[3], row[-1].partition("deep/")[2]) for row in rows if row[3] in {"recv", "del."}]
    names = [path for what, path in steps if what == "recv" and ".friday" not in path]
    gone = [place for place, step in enumerate(steps) if step == ("del.", "diaries/1")]
    assert names[0] == "assets/z.svg"
    assert set(names[1:3]) == {"diaries/3/index.html", "index.html"}
    assert names[3:] == ["feed.xml", "sitemap.xml"]
    assert steps.index(("recv", "sitemap.xml")) < gone[0]
    assert gone[0] < steps.index(("recv", ".friday/publish.json"))


def test_names_that_mean_something_elsewhere_mean_themselves(daemon: Host, folder: Path) -> None:
    first = {**dict.fromkeys(HOSTILE, b"x"), "x [y]*/?z.html": b"x", "index.html": b"1"}
    daemon.publish(written(folder, first))
    second = {**dict.fromkeys(HOSTILE[:2], b"y"), "index.html": b"1"}
    daemon.publish(written(folder, second))

    served = contents_of(daemon.web)
    daemon.target().rollback(1)

    assert served == second
    assert contents_of(daemon.web) == first


@pytest.mark.parametrize("way", ["ssh, releases", "ssh, in place"])
def test_a_folder_whose_name_is_a_command_is_a_folder(
    tmp_path: Path, folder: Path, ssh_server: Sshd, way: str
) -> None:
    with host(way, tmp_path, ssh_server) as plain:
        name = "a b; touch ran $(touch ran) `touch ran` 'q"
        odd = replace(plain, address=f"{plain.address}/{name}", root=plain.root / name)
        plain.root.mkdir()
        site = edition(folder, "1")
        odd.publish(site)
        odd.publish(edition(folder, "1:edited"))
        odd.target().rollback(1)

        assert contents_of(odd.web) == contents(edition(folder, "1"))
        assert [entry.name for entry in plain.root.iterdir()] == [name]


def test_files_can_be_read_by_a_web_server_whatever_the_publishers_umask(
    daemon: Host, folder: Path
) -> None:
    before = os.umask(0o077)
    try:
        daemon.publish(edition(folder, "1"))
    finally:
        os.umask(before)

    paths = [path for path in daemon.web.rglob("*") if ".friday" not in path.parts]
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in paths if path.is_dir()} == {0o755}


def test_files_of_others_are_left_alone(daemon: Host, folder: Path) -> None:
    daemon.publish(edition(folder, "1", "2"))
    theirs = ("robots-of-others.txt", "uploads/photo.jpg")
    for path in theirs:
        (daemon.root / path).parent.mkdir(exist_ok=True)
        (daemon.root / path).write_bytes(b"theirs")
    for diaries in ("2", "3", "4"):
        daemon.publish(edition(folder, diaries))
    daemon.target().rollback(2)

    assert [(daemon.root / path).read_bytes() for path in theirs] == [b"theirs", b"theirs"]


def test_in_place_folders_that_are_empty_now_go_and_those_with_files_of_others_stay(
    in_place: Host, folder: Path
) -> None:
    in_place.publish(edition(folder, "1", "2", "3"))
    (in_place.root / "diaries" / "2" / "notes.txt").write_text("theirs")
    in_place.publish(edition(folder, "3"))

    assert sorted(path.name for path in (in_place.root / "diaries").iterdir()) == ["2", "3"]
    assert [path.name for path in (in_place.root / "diaries" / "2").iterdir()] == ["notes.txt"]


def test_in_place_a_folder_with_files_of_others_is_refused_until_it_is_adopted(
    in_place: Host, folder: Path
) -> None:
    in_place.root.mkdir()
    (in_place.root / "index.html").write_text("another site")
    (in_place.root / "theirs.txt").write_text("theirs")
    site = edition(folder, "1")

    with pytest.raises(Refused, match="which friday did not put there") as refused:
        in_place.publish(site)
    before = (in_place.root / "index.html").read_text()
    in_place.publish(site, adopt=True)

    assert before == "another site"
    assert "--adopt" in refused.value.hint
    assert contents_of(in_place.web) == {"theirs.txt": b"theirs", **contents(site)}


def test_a_link_of_others_is_refused_until_it_is_adopted_and_a_folder_for_ever(
    with_releases: Host, folder: Path
) -> None:
    site = edition(folder, "1")
    (with_releases.root / "other").mkdir(parents=True)
    link = with_releases.root / "current"
    link.symlink_to("other")
    with pytest.raises(Refused, match="was not made by this program"):
        with_releases.publish(site)
    with_releases.publish(site, adopt=True)
    served = contents_of(with_releases.web)
    link.unlink()
    link.mkdir()
    with pytest.raises(Refused, match="was not made by this program"):
        with_releases.publish(site, adopt=True)

    assert served == contents(site)
    assert (with_releases.root / "other").is_dir()


def test_a_file_that_becomes_a_folder_and_a_folder_that_becomes_a_file_make_way(
    daemon: Host, folder: Path
) -> None:
    daemon.publish(written(folder, {"a": b"file", "b/c/d.html": b"page", "index.html": b"1"}))
    other = {"a/x.html": b"page", "b": b"file", "index.html": b"2"}
    daemon.publish(written(folder.with_name("other"), other))
    after = contents_of(daemon.web)
    daemon.target().rollback(1)

    assert after == other
    assert contents_of(daemon.web) == {"a": b"file", "b/c/d.html": b"page", "index.html": b"1"}


def test_a_target_that_keeps_one_publish_has_no_copy_of_what_is_gone(
    daemon: Host, folder: Path
) -> None:
    daemon.publish(edition(folder, "1:the secret"))
    daemon.publish(edition(folder, "1:the secret", "2"))
    replace(daemon, keep=1).publish(edition(folder, "2"))

    files = [path for path in daemon.root.rglob("*") if path.is_file()]
    assert not [path for path in files if b"the secret" in path.read_bytes()]


# ------------------------------------------------------------------------------ what goes wrong


def test_a_reader_never_meets_a_gap_or_a_feed_that_names_a_page_that_is_not_there(
    any_host: Host, folder: Path
) -> None:
    any_host.publish(edition(folder, "1"))

    with reading(any_host.get) as reader:
        for last in range(2, 10):
            any_host.publish(edition(folder, *map(str, range(last // 2, last))))
        any_host.target().rollback(2)

    assert reader.missing == []
    assert reader.gaps == 0
    assert len(reader.feeds) >= 8


@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize("way", ["daemon, releases", "daemon, in place"])
def test_killed_before_any_step_the_next_run_puts_everything_right(
    tmp_path: Path, folder: Path, ssh_server: Sshd, way: str, again: str
) -> None:
    step, ended = AGAIN.index(again) - 3, -signal.SIGKILL  # all of them try every step
    while ended:
        step += 4
        with host(way, tmp_path / str(step), ssh_server) as daemon:
            shown = [contents(site) for site in published(daemon, folder)]
            site = edition(folder, "2:edited", "3")
            ended = child(killed_at_run(step), partial(daemon.publish, site))
            with reading(daemon.get) as reader:
                wanted = finished(daemon, folder, again, shown[0])

            assert ended in {-signal.SIGKILL, 0}
            assert (reader.missing, reader.gaps) == ([], 0)
            assert contents_of(daemon.web) == wanted
            assert not (daemon.root / ".friday" / "intent.json").exists()
    assert step > 6


def published(on: Host, folder: Path) -> Iterator[Site]:
    """Two publishes."""
    for diaries in (("1", "2:zero"), ("1", "2")):
        site = edition(folder, *diaries)
        on.publish(site)
        yield site


def finished(on: Host, folder: Path, again: str, zero: dict[str, bytes]) -> dict[str, bytes]:
    """What is shown in the end, however somebody goes on after a crash."""
    if again == "rolled back":
        target = on.target()
        now = target.load()
        assert now is not None
        target.confirm(target.rollback(now.sequence - 1))
        return zero
    edits = {"the same": ("2:edited", "3"), "without the edit": ("1", "2")}
    site = edition(folder, *edits.get(again, ("2:edited twice", "4")))
    on.publish(site)
    return contents(site)


def test_in_place_what_a_killed_publish_replaced_is_what_a_rollback_shows(
    tmp_path: Path, folder: Path, ssh_server: Sshd
) -> None:
    mixed = 0
    for step in (5, 6, 7):
        with host("daemon, in place", tmp_path / str(step), ssh_server) as daemon:
            first = edition(folder, "1", "2")
            shown = contents(first)
            daemon.publish(first)
            site = edition(folder, "1:edited", "2", "3")
            child(killed_at_run(step), partial(daemon.publish, site))
            mixed += contents_of(daemon.web) != shown
            daemon.publish(edition(folder, "1:edited once more", "2", "4"))
            daemon.target().rollback(1)

            assert contents_of(daemon.web) == shown
    assert mixed


def killed_at_run(number: int) -> Callable[[], None]:
    """Die as from `kill -9` when this program is being started, counted from 1."""

    def arrange() -> None:
        runs = 0

        def count(event: str, _arguments: object) -> None:
            nonlocal runs
            runs += event == "subprocess.Popen"
            if event == "subprocess.Popen" and runs == number:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)

    return arrange


@pytest.mark.parametrize("way", ["ssh, releases", "ssh, in place"])
def test_a_line_that_breaks_after_any_number_of_bytes_is_told_and_the_next_run_goes_on(
    tmp_path: Path, folder: Path, ssh_server: Sshd, way: str
) -> None:
    with host(way, tmp_path, ssh_server) as good:
        broken = 0
        for number, most in enumerate((300, 1500, 10_000)):
            good.publish(edition(folder, "1"))
            site = edition(folder, *map(str, range(20)), **{"assets/x.bin": f"{number}" * 9000})
            cut = f'head -c {most} | sh -c "$SSH_ORIGINAL_COMMAND"'
            with sshd(tmp_path / f"cut{most}", forced=cut) as server, reading(good.get) as reader:
                address = good.address.replace(ssh_server.address, server.address)
                broken += fails(replace(good, address=address, rsh=server.rsh), site)
            with reading(good.get) as later:
                good.publish(site)

            assert (reader.missing, later.missing) == ([], [])
            assert (reader.gaps, later.gaps) == (0, 0)
            assert contents_of(good.web) == contents(site)
    assert broken == 3


def fails(on: Host, site: Site) -> bool:
    """Whether a publish fails, as a line that breaks makes it fail; rsync waits 5 s for it."""
    impatient = [word for word in rsync._ALWAYS if "timeout" not in word]
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rsync, "_ALWAYS", (*impatient, "--timeout=5"))
            on.publish(site)
    except TargetFailed as error:
        if "goes on where it stopped" not in error.hint:
            raise
        return True
    return False


@pytest.mark.parametrize("way", ["ssh, releases", "ssh, in place"])
def test_killed_in_the_middle_of_a_file_what_is_served_is_whole_and_the_next_run_goes_on(
    tmp_path: Path, folder: Path, ssh_server: Sshd, way: str
) -> None:
    with host(way, tmp_path, ssh_server) as good:
        before = edition(folder, "1")
        good.publish(before)
        shown = contents(before)
        site = edition(folder, "1", "2", **{"assets/x.bin": os.urandom(500_000).hex()})
        stalled = '{ head -c 200000; sleep 3; } | sh -c "$SSH_ORIGINAL_COMMAND"'
        with sshd(tmp_path / "stalled", forced=stalled) as server:
            address = good.address.replace(ssh_server.address, server.address)
            slow = replace(good, address=address, rsh=server.rsh)
            ended = child(killed_by_the_alarm, partial(slow.publish, site))
        served = contents_of(good.web)
        good.publish(site)

    assert ended == -signal.SIGKILL
    assert served == shown
    assert contents_of(good.web) == contents(site)


def killed_by_the_alarm() -> None:
    """Die as from `kill -9`, while rsync waits for a line that has stalled."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, 1.5)


@pytest.mark.parametrize("in_place", [False, True])
def test_a_full_disk_is_told_what_is_served_stays_and_with_room_the_next_run_finishes(
    tmp_path: Path,
    folder: Path,
    in_place: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    place = tmp_path / "rsyncd"
    with rsyncd(place) as server:
        roomy = Host(server.address, server.module, tmp_path / "project", in_place)
        roomy.publish(edition(folder, "1"))
    shown = contents_of(roomy.web)
    site = edition(folder, "1", "2", **{"assets/x.bin": "x" * 300_000})
    with (
        rsyncd(place, most_kilobytes=100) as server,
        reading(roomy.get) as reader,
        pytest.raises(TargetFailed, match="File too large") as failed,
    ):
        replace(roomy, address=server.address).publish(site)
    served = contents_of(roomy.web)
    with rsyncd(place) as server:
        replace(roomy, address=server.address).publish(site)

    assert roomy.secret not in str(failed.value)
    assert (reader.missing, reader.gaps) == ([], 0)
    assert {path: served[path] for path in shown} == shown
    assert contents_of(roomy.web) == contents(site)


@pytest.mark.parametrize("in_place", [False, True])
def test_a_daemon_that_refuses_writes_is_told_and_asked_again_it_gets_everything(
    tmp_path: Path,
    folder: Path,
    in_place: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    site = edition(folder, "1")
    with rsyncd(tmp_path / "rsyncd", options="read only = yes") as server:
        closed = Host(server.address, server.module, tmp_path / "project", in_place)
        with pytest.raises(TargetFailed, match="read only"):
            closed.publish(site)
    with rsyncd(tmp_path / "rsyncd") as server:
        replace(closed, address=server.address).publish(site)

    assert contents_of(closed.web) == contents(site)


def test_a_publisher_who_comes_late_is_told_and_changes_nothing(daemon: Host, folder: Path) -> None:
    late = daemon.target()
    assert late.load() is None
    daemon.publish(edition(folder, "1"))
    before = contents_of(daemon.web)
    site = edition(folder, "2")

    with pytest.raises(TargetFailed, match="somebody else published"):
        late.deploy(site, record(site, 1), unheard)

    assert contents_of(daemon.web) == before


def test_a_file_that_somebody_else_changed_is_not_confirmed(daemon: Host, folder: Path) -> None:
    site = edition(folder, "1")
    target = daemon.target()
    target.load()
    target.deploy(site, record(site), unheard)
    (daemon.web / "feed.xml").write_text("x" * site.files["feed.xml"].size)

    with pytest.raises(NotConfirmed, match=r"feed\.xml"):
        target.confirm(record(site))


def test_a_file_of_another_size_is_noticed_before_the_next_publish(
    daemon: Host, folder: Path
) -> None:
    site = written(folder, {**dict.fromkeys(HOSTILE, b"x"), "index.html": b"1"})
    daemon.publish(site)
    daemon.target().confirm(record(site))
    (daemon.web / HOSTILE[3]).write_text("longer")

    with pytest.raises(NotConfirmed, match="周五"):
        daemon.target().confirm(record(site))


def test_a_daemon_that_spoils_links_is_not_confirmed(tmp_path: Path, folder: Path) -> None:
    with rsyncd(tmp_path / "rsyncd", options="read only = no\nmunge symlinks = yes") as server:
        munged = Host(server.address, server.module, tmp_path / "project", in_place=False)

        with pytest.raises(TargetFailed):
            munged.publish(edition(folder, "1"))


def test_a_host_out_of_reach_is_told_without_secrets(with_releases: Host, folder: Path) -> None:
    nowhere = replace(with_releases, address="rsync://someone@127.0.0.1:1/journal", rsh="")

    with pytest.raises(TargetFailed, match="failed to connect") as failed:
        nowhere.publish(edition(folder, "1"))

    assert nowhere.secret not in str(failed.value)
    assert "someone@" not in str(failed.value)


def test_a_host_that_lets_nobody_in_is_told_and_nobody_is_asked(
    over_ssh: Host, folder: Path, tmp_path: Path
) -> None:
    words = shlex.split(over_ssh.rsh)
    config = Path(words[-1]).read_text().replace("user_key", "host_key")
    (tmp_path / "config").write_text(config.replace("BatchMode yes", "BatchMode no"))
    stranger = replace(over_ssh, rsh=shlex.join((*words[:-1], str(tmp_path / "config"))))
    began = time.monotonic()

    with pytest.raises(TargetFailed, match="Permission denied"):
        stranger.publish(edition(folder, "1"))

    assert time.monotonic() - began < 20


def test_without_rsync_rsh_ssh_is_told_to_ask_nobody(
    over_ssh: Host, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapper = tmp_path / "bin" / "ssh"
    wrapper.parent.mkdir()
    log = tmp_path / "words"
    wrapper.write_text(f'#!/bin/sh\necho "$@" >>{log}\nexec {over_ssh.rsh} "$@"\n')
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")
    site = edition(folder, "1")

    replace(over_ssh, rsh="").publish(site)

    assert contents_of(over_ssh.web) == contents(site)
    assert all("BatchMode=yes" in line for line in log.read_text().splitlines())


def test_without_rsync_the_cure_is_told(
    with_releases: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(Refused, match="rsync") as refused:
        with_releases.target()

    assert "install" in refused.value.hint


# ------------------------------------------------------------------------------------- rollback


def three(on: Host, folder: Path) -> list[dict[str, bytes]]:
    """Three publishes; what each of them showed."""
    shown = []
    for diaries in (("1", "2"), ("1", "2:edited", "3"), ("2:edited again", "4")):
        site = edition(folder, *diaries)
        on.publish(site)
        shown.append(contents(site))
    return shown


@pytest.mark.parametrize("steps", [1, 2])
def test_a_rollback_shows_what_was_shown(any_host: Host, folder: Path, steps: int) -> None:
    shown = three(any_host, folder)

    with reading(any_host.get) as reader:
        back = any_host.target().rollback(steps)

    any_host.target().confirm(back)
    assert contents_of(any_host.web) == shown[2 - steps]
    assert (reader.missing, reader.gaps) == ([], 0)
    assert back.sequence == 4
    assert any_host.target().load() == back


def test_a_rollback_can_be_rolled_back_and_published_over(daemon: Host, folder: Path) -> None:
    shown = three(daemon, folder)
    daemon.target().rollback(2)
    daemon.target().rollback(1)
    served = contents_of(daemon.web)
    site = edition(folder, "2:edited again", "5")
    travel = daemon.publish(site)

    assert served == shown[2]
    assert contents_of(daemon.web) == contents(site)
    assert travel.files == 4  # page 5, and what names it


def test_no_more_is_kept_than_was_asked_for(daemon: Host, folder: Path) -> None:
    two = replace(daemon, keep=2)
    shown = three(two, folder)
    two.target().rollback(1)
    first = contents_of(two.web)
    for number in range(4):
        two.publish(edition(folder, str(number)))

    with pytest.raises(Refused, match="1 are kept"):
        two.target().rollback(2)
    kept = two.root / (".friday/keep" if two.in_place else "releases")
    assert first == shown[1]
    assert len(list(kept.iterdir())) == (1 if two.in_place else 2)


def test_what_a_rollback_shows_is_kept_however_old_it_is(with_releases: Host, folder: Path) -> None:
    two = replace(with_releases, keep=2)
    shown = three(two, folder)
    two.target().rollback(1)
    two.target().rollback(1)
    two.target().rollback(1)

    assert contents_of(two.web) == shown[1]
    assert (two.root / "current").resolve().is_dir()


def test_both_sorts_are_made_by_one_option(with_releases: Host) -> None:
    assert isinstance(replace(with_releases, in_place=True).target(), InPlaceTarget)
    assert not isinstance(with_releases.target(), InPlaceTarget)
