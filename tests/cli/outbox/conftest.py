"""The journal of these tests, built once."""

import shutil
from pathlib import Path

import pytest

from tests.cli.outbox.posting import AT, FILES, build, write


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal whose site was built at the end of September."""
    folder = tmp_path_factory.mktemp("outbox") / "j"
    for name, text in FILES.items():
        write(folder, name, text)
    build(folder, AT)
    return folder


@pytest.fixture
def journal(finished: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(finished, tmp_path / "j"))
