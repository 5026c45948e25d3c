"""Small sites, committed and looked at."""

from collections.abc import Mapping
from pathlib import Path

from generator.pages.artefact import Artefact, Role
from generator.publish.commit import Commit, Committed

Files = Mapping[str, bytes]


def put(site: Path, files: Files, *, adopt: bool = False) -> Committed:
    """Commit these files; what a file is for follows from its name."""
    with Commit(site, adopt=adopt) as commit:
        for path, content in files.items():
            commit.add(Artefact(path, content, role_of(path)))
        return commit.finish()


def role_of(path: str) -> Role:
    ends = {".css": Role.ASSET, ".xml": Role.FEED}
    return ends.get(Path(path).suffix, Role.PAGE)


def tree(site: Path) -> dict[str, bytes | None]:
    """Everything that is served: path to bytes, None for a folder."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(site.rglob("*"))
        if ".friday" not in path.parts
    }
