"""A branch of a real repository: what travels, what stays, and what happens when others push."""

import os
import signal
import stat
import time
from pathlib import Path

import pytest

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.git_branch import GitTarget
from generator.targets.means import Means
from generator.targets.publishing import What, rolled_back
from generator.targets.record import Deployed, Site
from tests.targets.editions import HOSTILE, edition, unheard
from tests.targets.editions import record as record_for
from tests.targets.publishes import (
    branch,
    diary,
    environ,
    git,
    journal,
    published,
    put,
    seen,
)

EDIT = {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00", "Better.")}
COUNTING = """#!/bin/sh
# how many objects came in, before git decides what to do with them
total=0
for index in "$GIT_QUARANTINE_PATH"/pack/*.idx; do
    total=$((total + $(git show-index < "$index" | wc -l)))
done
echo $total >> "{counted}"
"""
HISTORIES = pytest.mark.parametrize("history", ["keep", "squash"])


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A repository on the other side; it counts the objects of each push in `counted`."""
    repository = tmp_path / "bare.git"
    git(tmp_path, "init", "--quiet", "--bare", str(repository))
    git(repository, "config", "transfer.unpackLimit", "1")
    hook(repository, "pre-receive", COUNTING.format(counted=tmp_path / "counted"))
    return repository


def hook(repository: Path, name: str, script: str) -> None:
    file = repository / "hooks" / name
    file.write_text(script)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def targets(history: str, address: str = "../bare.git") -> str:
    return f"targets:\n  pages: {{git: '{address}', history: {history}, keep: 3}}"


@pytest.fixture
def environment() -> dict[str, str]:
    """No deltas, so that a pack holds what travelled and nothing that completes it."""
    config = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "pack.window", "GIT_CONFIG_VALUE_0": "0"}
    return {**environ(), **config}


def counted(folder: Path) -> list[int]:
    return [int(line) for line in (folder / "counted").read_text().split() if int(line)]


@HISTORIES
def test_the_branch_holds_exactly_the_site(tmp_path: Path, bare: Path, history: str) -> None:
    project = journal(tmp_path / "j", targets(history))
    outcome = published(project, "2026-06-01")

    assert outcome.what is What.PUBLISHED
    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}
    again = published(project, "2026-06-01T01:00")
    assert (again.what, again.travel.files) == (What.NOTHING_NEW, 0)
    assert git(bare, "rev-list", "--count", "pages").strip() == "1"


@HISTORIES
@pytest.mark.parametrize("fresh", [False, True])
def test_of_an_edit_only_new_objects_travel(
    tmp_path: Path, bare: Path, environment: dict[str, str], history: str, *, fresh: bool
) -> None:
    """Also from a machine that has never published, as in a CI without its cache."""
    project = journal(tmp_path / "j", targets(history))
    published(project, "2026-06-01", environ=environment)
    before = set(git(bare, "rev-list", "--objects", "--all").split("\n"))
    put(project, EDIT)
    if fresh:
        for file in sorted((project / ".friday/targets").rglob("*"), reverse=True):
            file.chmod(0o755)
            file.rmdir() if file.is_dir() else file.unlink()
    (tmp_path / "counted").unlink()
    outcome = published(project, "2026-06-02", environ=environment)
    after = set(git(bare, "rev-list", "--objects", "--all").split("\n"))

    new = {row.partition(" ")[0] for row in after} - {row.partition(" ")[0] for row in before}
    assert counted(tmp_path) == [len(new)]
    blobs = [oid for oid in new if git(bare, "cat-file", "-t", oid).strip() == "blob"]
    assert outcome.travel.files == len(blobs) - 1  # the record travels too
    assert outcome.travel.files < len(seen(project / "site")) / 3


def test_a_server_that_can_leave_files_out_sends_none_to_a_new_machine(
    tmp_path: Path, bare: Path
) -> None:
    git(bare, "config", "uploadpack.allowFilter", "true")
    project = journal(tmp_path / "j", targets("keep", f"file://{bare}"))
    published(project, "2026-06-01")
    put(tmp_path, {"other/keep": ""})
    other = journal(tmp_path / "other", targets("keep", f"file://{bare}"))
    put(other, EDIT)
    outcome = published(other, "2026-06-02")

    assert outcome.what is What.PUBLISHED
    assert branch(bare) == {**seen(other / "site"), ".nojekyll": b""}
    private = other / ".friday/targets/pages/git"
    missing = git(
        private,
        "rev-list",
        "--objects",
        "--missing=print",
        "--no-object-names",
        "--all",
    )
    assert missing.count("?") > 50


@HISTORIES
def test_the_users_own_repository_is_not_touched(tmp_path: Path, bare: Path, history: str) -> None:
    """Even when friday is called by a hook of git, which tells its programs where to work."""
    project = journal(tmp_path / "j", targets(history))
    put(project, {".gitignore": ".friday/\nsite/\npublished.csv\n", "staged.txt": "one"})
    git(project, "init", "--quiet")
    git(project, "add", ".")
    put(project, {"staged.txt": "two"})
    status = git(project, "status", "--porcelain")
    index = (project / ".git/index").read_bytes()
    inside = {
        "GIT_DIR": str(project / ".git"),
        "GIT_INDEX_FILE": str(project / ".git/index"),
        "GIT_WORK_TREE": str(project),
    }
    published(project, "2026-06-01", environ={**environ(), **inside})

    assert (project / ".git/index").read_bytes() == index
    assert git(project, "status", "--porcelain") == status
    assert git(project, "for-each-ref") == ""
    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}


def test_a_commit_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    ids = []
    for name in ("a", "b"):
        project = journal(tmp_path / name / "j", targets("keep"))
        git(tmp_path / name, "init", "--quiet", "--bare", "bare.git")
        published(project, "2026-06-01")
        ids.append(git(tmp_path / name / "bare.git", "rev-parse", "pages"))

    assert ids[0] == ids[1]


def test_history_that_is_kept_has_a_commit_for_each_publish(tmp_path: Path, bare: Path) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    put(project, EDIT)
    published(project, "2026-06-02")

    log = git(bare, "log", "--format=%an|%ad|%s", "--date=iso-strict", "pages")
    assert log.splitlines() == [
        "Orange Friday|2026-06-02T00:00:00+00:00|Publish 2",
        "Orange Friday|2026-06-01T00:00:00+00:00|Publish 1",
    ]


def test_squashed_history_is_one_commit_and_the_last_ones_are_kept_aside(
    tmp_path: Path, bare: Path
) -> None:
    project = journal(tmp_path / "j", targets("squash"))
    for day in range(1, 6):
        put(project, {"content/diaries/third.md": diary("Third", "2026-05-15", f"Day {day}.")})
        published(project, f"2026-06-0{day}")
    refs = git(bare, "for-each-ref", "--format=%(refname)").split()

    assert git(bare, "rev-list", "--count", "pages").strip() == "1"
    assert refs == ["refs/friday/pages/3", "refs/friday/pages/4", "refs/heads/pages"]


@HISTORIES
def test_a_rollback_shows_the_older_site_beside_files_that_are_not_ours(
    tmp_path: Path, bare: Path, history: str
) -> None:
    project = journal(tmp_path / "j", targets(history))
    published(project, "2026-06-01")
    first = branch(bare)
    put(project, EDIT)
    published(project, "2026-06-02")
    pushed_by_hand(tmp_path, bare, {"CNAME": "journal.example.org\n"})
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15")})
    published(project, "2026-06-03")
    _, record = rolled_back(project, configuration(project, Options()), "", environ(), 2)

    assert record.sequence == 4
    assert branch(bare) == {**first, "CNAME": b"journal.example.org\n"}
    assert published(project, "2026-06-20", if_due=True).what is What.NOTHING_DUE
    assert published(project, "2026-06-20").what is What.PUBLISHED
    assert branch(bare).items() >= seen(project / "site").items()


@pytest.mark.usefixtures("bare")
def test_a_rollback_to_what_was_never_there_is_refused(tmp_path: Path) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    with pytest.raises(Refused, match="no publish 1 before this one"):
        rolled_back(project, configuration(project, Options()), "", environ())


def pushed_by_hand(folder: Path, bare: Path, files: dict[str, str]) -> None:
    """Somebody commits files to the branch, as on a forge's website."""
    clone = folder / f"clone{len(list(folder.iterdir()))}"
    git(folder, "clone", "--quiet", "--branch", "pages", str(bare), str(clone))
    put(clone, files)
    git(clone, "add", "--all")
    who = ("-c", "user.name=Mei", "-c", "user.email=mei@example.org")
    git(clone, *who, "commit", "--quiet", "--message", "by hand")
    git(clone, "push", "--quiet", "origin", "pages")


def test_files_of_others_on_the_branch_stay(tmp_path: Path, bare: Path) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    pushed_by_hand(tmp_path, bare, {"CNAME": "journal.example.org\n", "shop/index.html": "shop"})
    put(project, EDIT)
    published(project, "2026-06-02")

    assert branch(bare)["CNAME"] == b"journal.example.org\n"
    assert branch(bare)["shop/index.html"] == b"shop"
    assert branch(bare).items() >= seen(project / "site").items()


def test_a_page_that_somebody_changed_on_the_branch_is_put_right(
    tmp_path: Path, bare: Path
) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    pushed_by_hand(tmp_path, bare, {"index.html": "defaced"})
    put(project, EDIT)
    published(project, "2026-06-02")

    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}


def test_a_branch_that_friday_did_not_make_is_refused_and_adopted_on_demand(
    tmp_path: Path, bare: Path
) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch", "pages", "theirs")
    put(tmp_path / "theirs", {"index.html": "their site", "CNAME": "example.org\n"})
    git(tmp_path / "theirs", "add", ".")
    who = ("-c", "user.name=Mei", "-c", "user.email=mei@example.org")
    git(tmp_path / "theirs", *who, "commit", "--quiet", "--message", "theirs")
    git(tmp_path / "theirs", "push", "--quiet", str(bare), "pages")
    project = journal(tmp_path / "j", targets("keep"))
    with pytest.raises(Refused, match="no site of friday") as refusal:
        published(project, "2026-06-01")
    assert branch(bare)["index.html"] == b"their site"
    published(project, "2026-06-01", adopt=True)

    assert "--adopt" in refusal.value.hint
    assert branch(bare)["CNAME"] == b"example.org\n"
    assert branch(bare).items() >= seen(project / "site").items()


def test_a_file_of_others_where_one_of_ours_goes_is_refused(tmp_path: Path, bare: Path) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    pushed_by_hand(tmp_path, bare, {"diaries/third/index.html": "theirs"})
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15")})
    with pytest.raises(Refused, match=r"diaries/third/index\.html"):
        published(project, "2026-06-02")

    assert branch(bare)["diaries/third/index.html"] == b"theirs"


@pytest.fixture
def two(tmp_path: Path, bare: Path) -> tuple[GitTarget, GitTarget]:
    """The same branch, seen from two machines."""
    project = journal(tmp_path / "j", targets("keep", str(bare)))
    options = configuration(project, Options()).targets["pages"]
    names = ("one", "two")
    one, other = (GitTarget(options, Means(tmp_path / n, n, environ=environ())) for n in names)
    return one, other


def made(folder: Path, sequence: int, *diaries: str) -> tuple[Site, Deployed]:
    site = edition(folder, *diaries)
    return site, record_for(site, sequence)


def test_of_two_publishers_at_once_the_second_is_told(
    tmp_path: Path, two: tuple[GitTarget, GitTarget]
) -> None:
    one, other = two
    assert one.load() is None
    assert other.load() is None
    first, second = made(tmp_path / "a", 1, "a"), made(tmp_path / "b", 1, "b")
    one.deploy(*first, unheard)
    with pytest.raises(TargetFailed, match="meanwhile"):
        other.deploy(*second, unheard)

    assert one.load() == first[1]
    one.confirm(first[1])
    with pytest.raises(NotConfirmed):
        other.confirm(second[1])


def test_a_commit_by_hand_in_the_middle_of_a_publish_is_kept(
    tmp_path: Path, bare: Path, two: tuple[GitTarget, GitTarget], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    one.load()
    one.deploy(*made(tmp_path / "a", 1, "a"), unheard)
    commit = GitTarget._commit
    calls: list[str] = []

    def late(self: GitTarget, *arguments: object) -> str:
        done = commit(self, *arguments)  # type: ignore[arg-type]
        if not calls:
            pushed_by_hand(tmp_path, bare, {"CNAME": "example.org\n"})
        calls.append(done)
        return done

    monkeypatch.setattr(GitTarget, "_commit", late)
    site, record = made(tmp_path / "b", 2, "a", "b")
    one.deploy(site, record, unheard)

    assert len(calls) == 2
    assert branch(bare)["CNAME"] == b"example.org\n"
    assert branch(bare).items() >= {p: site.file(p).read_bytes() for p in site.files}.items()


@HISTORIES
def test_a_push_that_is_killed_changes_nothing_and_the_next_publish_goes_on(
    tmp_path: Path, bare: Path, history: str
) -> None:
    project = journal(tmp_path / "j", targets(history))
    published(project, "2026-06-01")
    before = branch(bare)
    put(project, EDIT)
    hook(bare, "pre-receive", f"#!/bin/sh\ntouch {tmp_path}/arrived\nsleep 2\nexit 1\n")
    pid = os.fork()
    if pid == 0:
        published(project, "2026-06-02")
        os._exit(0)
    end = time.monotonic() + 60
    while not (tmp_path / "arrived").exists() and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    assert branch(bare) == before
    assert "2026-06-02" not in (project / "published.csv").read_text()
    (bare / "hooks/pre-receive").unlink()
    outcome = published(project, "2026-06-02")

    assert outcome.what is What.PUBLISHED
    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}
    assert "2026-06-02" in (project / "published.csv").read_text()


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"hook": "#!/bin/sh\necho quota of this host is used up >&2\nexit 1\n"}, "quota"),
        ({"receive.maxInputSize": "2000"}, "exceeds maximum allowed size"),
    ],
)
def test_a_server_that_takes_no_more_is_quoted_and_nothing_changes(
    tmp_path: Path, bare: Path, config: dict[str, str], said: str
) -> None:
    project = journal(tmp_path / "j", targets("keep"))
    published(project, "2026-06-01")
    before = branch(bare)
    put(project, EDIT)
    for name, value in config.items():
        if name == "hook":
            hook(bare, "pre-receive", value)
        else:
            git(bare, "config", name, value)
    with pytest.raises(TargetFailed, match=said):
        published(project, "2026-06-02")

    assert branch(bare) == before
    assert "2026-06-02" not in (project / "published.csv").read_text()
    (bare / "hooks/pre-receive").unlink()
    git(bare, "config", "receive.maxInputSize", "0")
    assert published(project, "2026-06-02").what is What.PUBLISHED


def test_a_repository_that_is_not_there_is_told_with_gits_words(tmp_path: Path) -> None:
    project = journal(tmp_path / "j", targets("keep", "../nowhere.git"))
    with pytest.raises(TargetFailed, match="nowhere"):
        published(project, "2026-06-01")


def test_a_token_in_gits_words_is_not_repeated(tmp_path: Path) -> None:
    secret = "tok-5f3a9b7c1d"  # noqa: S105 - made up
    means = Means(tmp_path, "pages", environ={"DEPLOY_TOKEN": secret})
    said = (
        f"fatal: unable to access 'https://mei:hunter22@example.org/x.git/': {secret}\n"
        "remote: ghp_0123456789abcdefghij\x1b[31m\nAuthorization: Basic bWVpOmh1bnRlcg==\n"
        "GET /?access_token=abc123&x=1 rsync://mei:pa@ss/word9@example.org/x"
    )
    masked = means.masked(said)

    assert "unable to access" in masked
    for word in (secret, "hunter22", "mei:", "ghp_0123", "bWVp", "\x1b", "abc123", "word9"):
        assert word not in masked


def test_hostile_names_arrive_as_they_are(
    tmp_path: Path, bare: Path, two: tuple[GitTarget, GitTarget]
) -> None:
    one, _ = two
    one.load()
    names = (*HOSTILE, 'assets/"quoted".css', "assets/new\nline.css", "assets/tab\tbed.css")
    site = edition(tmp_path / "site", "a", **dict.fromkeys(names, "x"))
    one.deploy(site, record_for(site, 1), unheard)

    assert branch(bare).keys() - {".nojekyll"} == site.files.keys()


def test_a_path_that_git_takes_for_its_own_is_refused_with_its_words(
    tmp_path: Path, bare: Path, two: tuple[GitTarget, GitTarget]
) -> None:
    one, _ = two
    one.load()
    site = edition(tmp_path / "site", "a", **{"sub/.git/config": "x"})
    with pytest.raises(TargetFailed, match="does not take a file named"):
        one.deploy(site, record_for(site, 1), unheard)

    assert git(bare, "for-each-ref") == ""
