"""The archive of the press page, unpacked and checked as those who fetch it do."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from generator.render.archive import sums, zipped
from tests.build.building import Files, built, files_of, put

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><path d="M0 0h2v2z"/></svg>'
CONTENT = {
    "friday.yaml": "title: T\nbase_url: https://t.example/\n",
    "content/press/p/index.md": "---\ntitle: Press\nlicence: CC0\nfiles:\n"
    "  - {src: logo.svg, title: Logo, alt: A lamp}\n  - {src: 说明.txt, title: Facts}\n---\n",
    "content/press/p/logo.svg": SVG,
    "content/press/p/说明.txt": "一盏灯。\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("press")
    put(folder, CONTENT)
    built(folder, "2026-06-01T00:00")
    return files_of(folder / "site")


def unpacked(site: Files, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(site["press/press-kit.zip"])) as archive:
        archive.extractall(folder)
    return folder / "press-kit"


def test_the_archive_holds_the_files_as_they_are_published(site: Files, tmp_path: Path) -> None:
    kit = unpacked(site, tmp_path)

    assert {path.name: path.read_bytes() for path in kit.iterdir()} == {
        "LICENCE.txt": b"T: Press\nhttps://t.example/press/\nCC0\n"
        + "- logo.svg: Logo\n- 说明.txt: Facts\n".encode(),
        "SHA256SUMS": site["press/SHA256SUMS"],
        "logo.svg": site["press/logo.svg"],
        "说明.txt": site["press/说明.txt"],
    }


def test_the_checksums_are_right_to_the_usual_tool(site: Files, tmp_path: Path) -> None:
    tool = shutil.which("sha256sum")
    assert tool is not None, "the tests need GNU coreutils"
    kit = unpacked(site, tmp_path)
    checked = subprocess.run(
        [tool, "-c", "--strict", "SHA256SUMS"], cwd=kit, capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stderr.decode()
    assert checked.stdout.decode().count(": OK") == 3


def test_the_checksums_fit_files_that_are_fetched_one_by_one(site: Files) -> None:
    published = {name: site[f"press/{name}"] for name in ("logo.svg", "说明.txt")}
    listed = site["press/SHA256SUMS"].decode().splitlines()

    assert set(sums(published).decode().splitlines()) <= set(listed)


def test_the_same_files_make_the_same_archive() -> None:
    one = zipped("kit", {"b": b"2", "a": b"1"})

    assert one == zipped("kit", {"a": b"1", "b": b"2"})


def test_members_of_an_archive_say_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped("kit", {"a": b"1"}))) as archive:
        members = archive.infolist()

    assert {(m.date_time, m.external_attr >> 16, m.create_system) for m in members} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }
    assert [m.filename for m in members] == ["kit/SHA256SUMS", "kit/a"]
