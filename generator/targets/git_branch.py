"""A branch of a git repository that a host of pages serves: GitHub, GitLab, Forgejo, or your own.

A publish is a commit that git makes of the site's files, in a repository of its own below
`.friday/`. Only blobs that the branch has not travel. The record lies in the commit, so readers and
record change in the same instant. Files of the branch that are not ours, such as `CNAME`, stay.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from generator.files import put
from generator.model.target import TargetOptions
from generator.targets import git_trees
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.git_tool import NETWORK_SECONDS, Git, address
from generator.targets.git_trees import FILE_MODE, Leaf, Tree
from generator.targets.means import Means
from generator.targets.record import RECORD, Deployed, Site, Tell, Travel, gone

_PLAIN = ".nojekyll"
"""Has GitHub serve the files as they are; folders with a leading underscore too."""
_TRIES = 3
_WHOLE = "2147483647"  # git-fetch(1): a depth that stands for the whole history
_WHO = {
    "GIT_AUTHOR_NAME": "Orange Friday",
    "GIT_AUTHOR_EMAIL": "orange-friday@localhost",
    "GIT_COMMITTER_NAME": "Orange Friday",
    "GIT_COMMITTER_EMAIL": "orange-friday@localhost",
}
_RACED = re.compile(r"(?i)stale info|non-fast-forward|fetch first|cannot lock ref|failed to update")


class GitTarget:
    """A branch, whose history is kept or squashed into its last commit."""

    def __init__(self, options: TargetOptions, means: Means) -> None:
        self._place = str(options.git)
        self._branch = options.branch
        self._head = f"refs/heads/{options.branch}"
        self._past = f"refs/friday/{options.branch}/"
        self._squash = options.history == "squash"
        self._keep = options.keep
        self._adopt = means.adopt
        self._private = means.private
        self._git = Git(means.private / "git", address(self._place, means.project), means)

    def load(self) -> Deployed | None:
        """The record in the last commit of the branch."""
        self._git.prepare()
        tip = self._fetched()
        if tip is None:
            return None
        found = self._record(tip)
        if found is None and not self._adopt:
            message = f"branch '{self._branch}' of the repository holds no site of friday"
            hint = "name another branch; --adopt takes this one, and leaves its other files there"
            raise Refused(message, hint)
        return found

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Push a commit of the site; if the branch has moved, look what moved it, and try again."""
        self._git.prepare()
        oids = git_trees.object_ids(site, git_trees.hash_of(self._git))
        ours = {path: Leaf(FILE_MODE, oid) for path, oid in oids.items()}
        for _ in range(_TRIES):
            tip = self._fetched()
            now = self._record(tip) if tip else None
            if record.sequence != (now.sequence if now else 0) + 1:
                message = f"somebody else published to branch '{self._branch}' meanwhile"
                raise TargetFailed(message, "publish again")
            there = git_trees.listed(self._git, tip) if tip else {}
            tree = self._joined(ours, there, now)
            known = {leaf.oid for leaf in there.values()}
            fresh = [path for path, leaf in ours.items() if leaf.oid not in known]
            git_trees.store(self._git, map(site.file, fresh))
            if self._pushed(self._commit(tree, record, tip), record, tip, now):
                tell("files", len(fresh), len(fresh))
                size = sum(site.files[path].size for path in fresh)
                deleted = len(gone(record.files, now.files)) if now else 0
                return Travel(len(fresh), size, deleted)
        raise TargetFailed(f"branch '{self._branch}' keeps moving", "publish again")

    def confirm(self, record: Deployed) -> None:
        """See that the branch leads to our commit, or to one that says and holds the same."""
        self._git.prepare()
        tip = self._tip()
        if tip is not None and self._remembered() == f"{record.sequence} {tip}":
            return
        found = self._fetched()
        if found is None or self._record(found) != record:
            message = f"branch '{self._branch}' does not hold what was sent"
            raise NotConfirmed(message, "somebody else pushes there; publish again")
        missing = record.files.keys() - git_trees.listed(self._git, found).keys()
        if missing:
            message = f"'{min(missing)}' is missing on branch '{self._branch}'"
            raise NotConfirmed(message, "somebody else pushes there; publish again")

    def rollback(self, steps: int) -> Deployed:
        """Push a commit of the files of an older one, beside the files that are not ours."""
        self._git.prepare()
        tip = self._fetched()
        now = self._record(tip) if tip else None
        if tip is None or now is None:
            raise Refused(f"branch '{self._branch}' holds no site of friday")
        found = list(self._older(tip, now.sequence, steps))
        if len(found) < steps:
            message = f"there is no publish {steps} before this one; {len(found)} are kept"
            raise Refused(message, "see 'keep' and 'history' in friday.yaml")
        commit, older = found[-1]
        its = git_trees.listed(self._git, commit)
        ours = {path: its[path] for path in older.files if path in its}
        record = now.brought_back(older)
        tree = self._joined(ours, git_trees.listed(self._git, tip), now)
        if not self._pushed(self._commit(tree, record, tip), record, tip, now):
            message = f"somebody else published to branch '{self._branch}' meanwhile"
            raise TargetFailed(message, "see what is published now, then go back from that")
        return record

    # What is there.

    def _tip(self) -> str | None:
        """The commit that the branch leads to on the other side; None if it has no such branch."""
        said = self._git.run("ls-remote", "--refs", "origin", self._head, seconds=NETWORK_SECONDS)
        rows = (row.split("\t") for row in said.decode("utf-8", "replace").splitlines())
        return next((oid for oid, name in rows if name == self._head), None)

    def _fetched(self) -> str | None:
        """The last commit of the branch, here; its blobs stay there where the server knows how."""
        tip = self._tip()
        if tip is not None and not self._has(tip):
            self._fetch(f"+{self._head}:refs/published/{self._branch}", "1")
            tip = self._git.run("rev-parse", f"refs/published/{self._branch}").decode().strip()
        return tip

    def _has(self, commit: str) -> bool:
        """Whether a commit and its trees are here, without asking the other side."""
        code, _, _ = self._git.attempt(
            "ls-tree", "-r", "--name-only", commit, more={"GIT_NO_LAZY_FETCH": "1"}
        )
        return code == 0

    def _fetch(self, ref: str, depth: str) -> None:
        self._git.run(
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            f"--depth={depth}",
            "--filter=blob:none",
            "origin",
            ref,
            seconds=NETWORK_SECONDS,
        )

    def _record(self, commit: str) -> Deployed | None:
        leaf = self._git.run("ls-tree", "-z", "--full-tree", commit, "--", RECORD).decode()
        if not leaf:
            return None
        oid = leaf.split("\t")[0].split(" ")[2]
        content = self._git.run("cat-file", "blob", oid, seconds=NETWORK_SECONDS)
        return Deployed.from_json(content, f"{RECORD} on branch '{self._branch}'")

    def _older(self, tip: str, sequence: int, most: int) -> Iterator[tuple[str, Deployed]]:
        """Commits of earlier publishes with their records, the newest first, `most` of them."""
        seen = sequence
        for commit in self._candidates(tip):
            record = self._record(commit)
            if record is not None and record.sequence < seen and most:
                seen, most = record.sequence, most - 1
                yield commit, record

    def _candidates(self, tip: str) -> Iterator[str]:
        if not self._squash:
            self._fetch(f"+{self._head}:refs/published/{self._branch}", _WHOLE)
            yield from self._git.run("rev-list", "--first-parent", tip).decode().split()
            return
        for number in sorted(self._kept(), reverse=True):
            self._fetch(f"+{self._past}{number}:refs/published-before", "1")
            yield self._git.run("rev-parse", "refs/published-before").decode().strip()

    def _kept(self) -> list[int]:
        """Numbers of the publishes that are kept beside a squashed branch."""
        wanted = f"{self._past}*"
        said = self._git.run("ls-remote", "--refs", "origin", wanted, seconds=NETWORK_SECONDS)
        rows = (row.partition("\t")[2] for row in said.decode("utf-8", "replace").splitlines())
        names = (row.removeprefix(self._past) for row in rows)
        return [int(name) for name in names if name.isascii() and name.isdecimal()]

    def _remembered(self) -> str:
        file = self._private / "pushed"
        return file.read_text(encoding="ascii") if file.is_file() else ""

    # A new commit.

    def _joined(self, ours: Tree, there: Tree, now: Deployed | None) -> dict[str, Leaf]:
        """Our files, and those of the branch that are not ours.

        Raises:
            Refused: one of theirs stands where one of ours goes.
        """
        known = {*now.files, RECORD} if now else {RECORD}
        theirs = {path: leaf for path, leaf in there.items() if path not in known}
        theirs.setdefault(_PLAIN, Leaf(FILE_MODE, git_trees.store_bytes(self._git, b"")))
        mine = {*ours, RECORD}
        folders = {str(above) for path in mine for above in Path(path).parents}
        for path, leaf in list(theirs.items()):
            above = {str(each) for each in Path(path).parents}
            if path not in folders and path not in mine and mine.isdisjoint(above):
                continue
            if not self._adopt and ours.get(path) != leaf and path != _PLAIN:
                message = f"'{path}' on branch '{self._branch}' was not made by this program"
                raise Refused(message, "delete it there, or take it with --adopt")
            del theirs[path]
        return {**theirs, **ours}

    def _commit(self, tree: dict[str, Leaf], record: Deployed, tip: str | None) -> str:
        """A commit that is the same for the same site, record and parent."""
        oid = git_trees.store_bytes(self._git, record.to_json())
        made = git_trees.write(self._git, {**tree, RECORD: Leaf(FILE_MODE, oid)})
        parents = ("-p", tip) if tip and not self._squash else ()
        when = f"@{int(record.at.timestamp())} +0000"
        message = f"Publish {record.sequence}\n\nThe site as of {record.at.isoformat()}\n"
        more = {**_WHO, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = self._git.run("commit-tree", made, *parents, content=message.encode(), more=more)
        return done.decode("ascii").strip()

    def _pushed(self, commit: str, record: Deployed, tip: str | None, now: Deployed | None) -> bool:
        """Have the branch lead to a commit; False if it has moved meanwhile."""
        if self._squash and tip and now:  # what the branch forgets
            self._push(f"+{tip}:{self._past}{now.sequence}")
            self._git.cut(tip)
        lease = f"--force-with-lease={self._head}:{tip or ''}"
        code, _, said = self._git.attempt(
            *("push", "--quiet", "--no-verify", lease, "origin", f"{commit}:{self._head}"),
            seconds=NETWORK_SECONDS,
        )
        if code != 0:
            if _RACED.search(said) and self._tip() != tip:
                return False
            raise self._git.failure("push", said)
        self._git.run("update-ref", f"refs/published/{self._branch}", commit)
        put(self._private / "pushed", f"{record.sequence} {commit}".encode("ascii"))
        if self._squash:
            kept = sorted(n for n in self._kept() if n < record.sequence)
            if len(kept) >= self._keep:
                old = kept[: len(kept) - self._keep + 1]
                self._push(*(f":{self._past}{number}" for number in old))
        return True

    def _push(self, *refs: str) -> None:
        self._git.run("push", "--quiet", "--no-verify", "origin", *refs, seconds=NETWORK_SECONDS)
