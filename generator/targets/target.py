"""What every target can do, and which sorts of targets there are.

A new sort is a row of the table here, and one of `generator.model.target.SORTS`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Protocol

from generator.model.target import TargetOptions
from generator.targets.means import Means
from generator.targets.record import Deployed, Site, Tell, Travel


class Target(Protocol):
    """A place that readers are served from.

    Every method raises `TargetFailed` when the place, or the way to it, fails; all of it may be
    done again then, and goes on where it stopped.
    """

    def load(self) -> Deployed | None:
        """The record of what readers see now; None if there is nothing of ours yet.

        Raises:
            Refused: the place holds something that this program did not make, and not `adopt`.
        """
        ...

    def deploy(self, site: Site, record: Deployed, tell: Tell) -> Travel:
        """Send what is not there yet; when it returns, readers see the site and nothing else of it.

        Assets go first, then pages, feeds, what lists pages, and the record; deletions come last,
        and files that are not ours stay. `record.files` are those of the site, and
        `record.sequence` is one more than that of the record that `load` returned.

        Raises:
            Refused: something that is not ours stands in the way.
            TargetFailed: among others, somebody else published since `load`.
        """
        ...

    def confirm(self, record: Deployed) -> None:
        """See that readers get exactly this.

        Raises:
            NotConfirmed: they do not.
        """
        ...

    def rollback(self, steps: int) -> Deployed:
        """Show what was shown `steps` changes ago; the record that holds now.

        It is `now.brought_back(older)`: a change of its own, and the next publish counts on.

        Raises:
            Refused: so much is not kept.
        """
        ...


Maker = Callable[[TargetOptions, Means], Target]

# Loaded when they are used: one of them needs a library that most journals do not have.
MAKERS: Mapping[str, str] = {
    "folder": "generator.targets.folder:FolderTarget",
    "git": "generator.targets.git_branch:GitTarget",
    "s3": "generator.targets.bucket:BucketTarget",
    "rsync": "generator.targets.rsync_host:rsync_target",
}


def target(options: TargetOptions, means: Means) -> Target:
    """The target that some options describe.

    Raises:
        Refused: its place cannot be one, or a library that it needs is missing.
    """
    module, _, name = MAKERS[options.sort].partition(":")
    maker: Maker = getattr(import_module(module), name)
    return maker(options, means)
