"""`friday tally --freeze`: the digest goes into the file of the poll, and nothing else."""

import hashlib
from pathlib import Path

import pytest
from click import ClickException

from generator.cli.tallying.freeze import freeze
from tests.cli.curve import RANKS, change, poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_freezing_adds_one_line_and_nothing_else(journal: Path, end: str) -> None:
    folder = poll(journal)
    file = folder / "index.md"
    before = file.read_bytes().replace(b"\n", end.encode())
    file.write_bytes(before)
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")
    digest = hashlib.sha256(RANKS).hexdigest()
    line = f"digest: {digest}{end}".encode()
    after = file.read_bytes()

    assert done.code == 0
    assert done.out == f"content/polls/curve/index.md: digest: {digest}\n"
    assert after.count(line) == 1
    assert after.replace(line, b"") == before
    assert friday(journal, "check", "--at", AT).code == 0


def test_freezing_twice_changes_nothing(journal: Path) -> None:
    folder = poll(journal)
    friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 0
    assert "has already digest:" in done.out
    assert (folder / "index.md").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: X\ndigest: 00\n---\n", "has another digest"),
        ("title: no front matter\n", "is not the file of one poll"),
        ("---\ntitle: X\n", "is not the file of one poll"),
        ("- id: a\n- id: b\n", "is not the file of one poll"),
    ],
)
def test_what_is_no_file_of_one_unfrozen_poll_stays_as_it_is(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "index.md"
    file.write_text(text)
    with pytest.raises(ClickException, match=said):
        freeze(file, "ff" * 32)

    assert file.read_text() == text
    assert list(tmp_path.iterdir()) == [file]


def test_a_byte_order_mark_and_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "index.md"
    file.write_bytes(b"\xef\xbb\xbf---\ntitle: X\nbinds: |\n  ---- no end\n---\n---\nbody\n")
    file.chmod(0o640)

    assert freeze(file, "ff")
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.read_bytes() == (
        b"\xef\xbb\xbf---\ntitle: X\nbinds: |\n  ---- no end\ndigest: ff\n---\n---\nbody\n"
    )


def test_another_digest_is_never_replaced(journal: Path) -> None:
    folder = poll(journal)
    change(folder / "index.md", "binds:", f"digest: {'0' * 64}\nbinds:")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 1
    assert "delete the line 'digest' first" in done.err
    assert (folder / "index.md").read_bytes() == before


@pytest.mark.parametrize("more", [(), ("--json",), ("--receipt", "AA-11")])
def test_ballots_that_were_changed_after_they_were_frozen_are_not_counted(
    journal: Path, more: tuple[str, ...]
) -> None:
    folder = poll(journal)
    friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")
    (folder / "ballots.csv").write_bytes(RANKS.replace(b"AA-16,3,2,1", b"AA-16,1,2,3"))
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, *more)

    assert done.code == 1
    assert "changed-ballots" in done.out + done.err
    assert "wins" not in done.out
    assert "--json" in more or done.err.endswith("1 error; nothing was counted\n")


def test_ballots_are_not_frozen_before_the_close(journal: Path) -> None:
    folder = poll(journal, closes="2026-07-20")
    before = (folder / "index.md").read_bytes()
    done = friday(journal, "tally", "content/polls/curve", "--at", AT, "--freeze")

    assert done.code == 1
    assert "Voting is not over" in done.err
    assert (folder / "index.md").read_bytes() == before
