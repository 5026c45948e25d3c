"""A branch behind a real sshd: the same as with a repository of this machine, and broken lines."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.targets.failures import TargetFailed
from generator.targets.publishing import What, rolled_back
from tests.servers.running import HOST
from tests.servers.sshd import Sshd, sshd
from tests.targets.publishes import branch, diary, environ, git, journal, published, put, seen

EDIT = {"content/diaries/second.md": diary("Second week", "2026-05-08 17:00", "Better.")}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    return tmp_path / "bare.git"


def address(server: Sshd, bare: Path) -> str:
    return f"ssh://{server.user}@{HOST}:{server.port}{bare}"


def signed_in(server: Sshd) -> dict[str, str]:
    return {**environ(), "GIT_SSH_COMMAND": server.rsh}


def project_for(tmp_path: Path, server: Sshd, bare: Path, history: str) -> Path:
    where = f"{{git: '{address(server, bare)}', history: {history}}}"
    return journal(tmp_path / "j", f"targets:\n  pages: {where}")


@pytest.mark.parametrize("history", ["keep", "squash"])
def test_over_ssh_a_site_is_published_edited_and_rolled_back(
    tmp_path: Path, ssh_server: Sshd, bare: Path, history: str
) -> None:
    project = project_for(tmp_path, ssh_server, bare, history)
    env = signed_in(ssh_server)
    published(project, "2026-06-01", environ=env)
    first = branch(bare)
    assert first == {**seen(project / "site"), ".nojekyll": b""}
    put(project, EDIT)
    edited = published(project, "2026-06-02", environ=env)
    assert 0 < edited.travel.files < len(first) / 3
    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}
    assert published(project, "2026-06-02", environ=env).what is What.NOTHING_NEW
    rolled_back(project, configuration(project, Options()), "", env)

    assert branch(bare) == first


def test_a_line_that_is_cut_in_the_middle_changes_nothing_and_the_next_publish_goes_on(
    tmp_path: Path, ssh_server: Sshd, bare: Path
) -> None:
    """The server's side of the push is killed as soon as it has begun."""
    project = project_for(tmp_path, ssh_server, bare, "keep")
    published(project, "2026-06-01", environ=signed_in(ssh_server))
    before = branch(bare)
    put(project, EDIT)
    cutting = 'case "$SSH_ORIGINAL_COMMAND" in git-receive-pack*) kill -9 $PPID;; esac; '
    with sshd(tmp_path / "cut", forced=f'{cutting}eval "$SSH_ORIGINAL_COMMAND"') as server:
        env = signed_in(server)
        config = (project / "friday.yaml").read_text()
        moved = config.replace(f":{ssh_server.port}/", f":{server.port}/")
        (project / "friday.yaml").write_text(moved)
        with pytest.raises(TargetFailed, match="git push failed"):
            published(project, "2026-06-02", environ=env)
    assert branch(bare) == before
    assert "2026-06-02" not in (project / "published.csv").read_text()
    (project / "friday.yaml").write_text(config)
    outcome = published(project, "2026-06-02", environ=signed_in(ssh_server))

    assert outcome.what is What.PUBLISHED
    assert branch(bare) == {**seen(project / "site"), ".nojekyll": b""}


def test_a_publisher_that_is_killed_during_a_push_changes_nothing(
    tmp_path: Path, ssh_server: Sshd, bare: Path
) -> None:
    project = project_for(tmp_path, ssh_server, bare, "keep")
    published(project, "2026-06-01", environ=signed_in(ssh_server))
    before = branch(bare)
    put(project, EDIT)
    hook = bare / "hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/arrived\nsleep 2\nexit 1\n")
    hook.chmod(0o755)
    pid = os.fork()
    if pid == 0:
        published(project, "2026-06-02", environ=signed_in(ssh_server))
        os._exit(0)
    end = time.monotonic() + 60
    while not (tmp_path / "arrived").exists() and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    hook.unlink()

    assert branch(bare) == before
    assert published(project, "2026-06-02", environ=signed_in(ssh_server)).what is What.PUBLISHED


def test_a_host_that_does_not_know_us_is_told_with_the_cure_and_nobody_is_asked(
    tmp_path: Path, ssh_server: Sshd, bare: Path
) -> None:
    """There is a terminal's worth of nothing to answer with: a prompt would hang the test."""
    project = project_for(tmp_path, ssh_server, bare, "keep")
    key = tmp_path / "other_key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    rsh = f"{ssh_server.rsh} -o IdentityFile=none -i {key}"
    config = ssh_server.config.read_text().replace("user_key", "nobodys_key")
    (tmp_path / "config").write_text(config)
    rsh = rsh.replace(str(ssh_server.config), str(tmp_path / "config"))
    with pytest.raises(TargetFailed, match="Permission denied") as failure:
        published(project, "2026-06-01", environ={**environ(), "GIT_SSH_COMMAND": rsh})

    assert "ssh key" in failure.value.hint
