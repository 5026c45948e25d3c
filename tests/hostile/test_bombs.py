"""Pictures that would fill the memory are refused before they are unpacked."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.sent_pictures import Unfit, checked
from tests.cli.running import ROOT
from tests.hostile.bombs import bombs

_MEGABYTES = 200
_SECONDS = 60  # of the processor, for all of them and the start; they need less than ten
_CHILD = """\
import json, resource, sys
from pathlib import Path
from generator.model.sent_pictures import Unfit, checked

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = {}
for file in sorted(Path(sys.argv[1]).iterdir()):
    try:
        checked(file.read_bytes())
        found[file.name] = ""
    except Unfit as unfit:
        found[file.name] = str(unfit)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"found": found, "kilobytes": after - before}))
"""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def test_no_bomb_is_unpacked(tmp_path: Path) -> None:
    for name, data in bombs().items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, tmp_path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=_limit,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)

    assert said["kilobytes"] < _MEGABYTES * 1024
    assert [name for name, why in said["found"].items() if not why] == []


@pytest.mark.parametrize("name", ["side.png", "longest.png", "side.webp", "side.jpg", "text.png"])
def test_what_is_too_large_is_called_so(name: str) -> None:
    with pytest.raises(Unfit, match="million pixels"):
        checked(bombs()[name])


@pytest.mark.parametrize("name", ["script.svg", "hidden.png", "laughs.svg", "marked.svg"])
def test_a_drawing_is_called_one_whatever_its_name_says(name: str) -> None:
    with pytest.raises(Unfit, match="SVG"):
        checked(bombs()[name])
