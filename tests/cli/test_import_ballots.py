"""`friday import ballots` and `friday import roll` write beside the poll, or say why not."""

import hashlib
import stat
from pathlib import Path

import pytest

from tests.cli.running import AT, Done, friday_here

FORM = (
    "Timestamp,Email Address,Name,Which colour?\n"
    "2026-05-02 10:00:59,mei@example.org,Mei Li,Moss green\n"
    "2026-05-02 09:00:00,bo@example.org,Bo Ek,APRICOT\n"
)
BALLOTS = "content/polls/colours/ballots.csv"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def poll(journal: Path) -> Path:
    """A journal whose poll is a folder, and a form's export beside the journal."""
    (journal / "content/polls/colours").mkdir()
    page = journal / "content/polls/colours/index.md"
    (journal / "content/polls/colours.md").rename(page)
    (journal.parent / "form.csv").write_text(FORM, encoding="utf-8")
    return journal


def ballots(journal: Path, *more: str) -> Done:
    return friday_here(journal, "import", "ballots", "../form.csv", "--poll", "colours", *more)


def head(journal: Path, line: str) -> None:
    """Add a line to the front matter of the poll."""
    page = journal / "content/polls/colours/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("question:", f"{line}\nquestion:", 1), encoding="utf-8")


def test_a_forms_export_becomes_ballots_in_normal_form(poll: Path) -> None:
    done = ballots(poll)
    lines = (poll / BALLOTS).read_text(encoding="utf-8").splitlines()

    assert done.code == 0
    assert lines[0] == "receipt,cast,apricot,moss"
    assert [line.split(",")[1:] for line in lines[1:]] == [
        ["2026-05-02T09:00Z", "1", ""],
        ["2026-05-02T10:00Z", "", "1"],
    ]
    assert f"{BALLOTS}: 2 ballots, 2 voters" in done.out
    assert "now write 'ballots: ballots.csv' into the front matter" in done.out


def test_what_is_written_can_be_built(poll: Path) -> None:
    ballots(poll)
    head(poll, "ballots: ballots.csv\ntie_break: listed")

    assert friday_here(poll, "check", "--at", AT).err == ""


def test_nothing_private_is_written_or_published(poll: Path) -> None:
    ballots(poll)
    data = b"".join(file.read_bytes() for file in poll.rglob("*") if file.is_file())

    assert [word for word in (b"mei@", b"Mei Li", b"bo@", b"Bo Ek") if word in data] == []


def test_records_tell_the_same(poll: Path) -> None:
    said = ballots(poll, "--json").record("written")

    assert said == {
        "type": "written",
        "file": BALLOTS,
        "format": "table",
        "digest": hashlib.sha256((poll / BALLOTS).read_bytes()).hexdigest(),
        "ballots": 2,
        "spoilt": 0,
        "empty": 0,
        "voters": 2,
        "revotes": 0,
        "comments": 0,
    }


def test_notes_are_records_too(poll: Path) -> None:
    notes = [r for r in ballots(poll, "--json").records() if r["type"] == "note"]

    assert {str(note["code"]) for note in notes} == {"answers", "dropped", "receipts"}


def test_the_same_file_gives_the_same_bytes(poll: Path) -> None:
    ballots(poll)
    first = (poll / BALLOTS).read_bytes()
    again = ballots(poll)

    assert (again.code, (poll / BALLOTS).read_bytes()) == (0, first)


# where the poll is not ready


def test_a_poll_that_is_not_there_is_a_problem_with_the_nearest_one(poll: Path) -> None:
    done = friday_here(poll, "import", "ballots", "../form.csv", "--poll", "colors")

    assert done.code == 1
    assert "did you mean 'colours'?" in done.err
    assert done.err.endswith("nothing was written\n")


def test_a_poll_that_is_a_single_file_is_a_problem_that_says_what_to_move(journal: Path) -> None:
    (journal.parent / "form.csv").write_text(FORM, encoding="utf-8")
    done = ballots(journal)

    assert done.code == 1
    assert "content/polls/colours.md becomes content/polls/colours/index.md" in done.err


def test_a_poll_without_a_method_is_a_problem(poll: Path) -> None:
    page = poll / "content/polls/colours/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("method: plurality\n", ""))

    assert "error[no-method]" in ballots(poll).err


def test_a_poll_with_mistakes_shows_them(poll: Path) -> None:
    head(poll, "seats: many")

    assert "index.md:5: error[bad-value]" in ballots(poll).err


def test_a_translation_that_cannot_be_read_stops_the_import_before_its_titles_are_unknown(
    poll: Path,
) -> None:
    folder = poll / "content/polls/colours"
    text = (folder / "index.md").read_text(encoding="utf-8")
    there = folder / "index.zh.md"
    there.write_text(text.replace("question:", "seats: many\nquestion:", 1), encoding="utf-8")
    done = ballots(poll)

    assert done.code == 1
    assert "index.zh.md:5: error[bad-value]" in done.err
    assert "form.csv" not in done.err
    assert not (poll / BALLOTS).exists()


# mistakes


def test_every_mistake_is_shown_and_nothing_is_written(poll: Path) -> None:
    export = FORM + "soon,x@example.org,X,Mos\n2026-05-03,y@example.org,Y,=1+1\n"
    (poll.parent / "form.csv").write_text(export, encoding="utf-8")
    done = ballots(poll)

    assert done.code == 1
    assert [line.split(": error")[0] for line in done.err.splitlines() if ": error[" in line] == [
        "../form.csv:4",
        "../form.csv:4",
        "../form.csv:5",
    ]
    assert not (poll / BALLOTS).exists()


def test_a_spoilt_ballot_is_not_counted_as_an_empty_one_too(poll: Path) -> None:
    (poll.parent / "form.csv").write_text("id,Token,Vote\n1,a,=1+1\n", encoding="utf-8")
    done = ballots(poll, "--answers", "Vote", "--spoilt")

    assert f"{BALLOTS}: 1 ballot, 1 spoilt, 1 voter (" in done.out


def test_that_nothing_tells_voters_apart_is_told(poll: Path) -> None:
    (poll.parent / "form.csv").write_text("apricot,moss\n1,\n,1\n", encoding="utf-8")
    nobody = ballots(poll)
    (poll.parent / "form.csv").write_text("apricot,moss,count\n1,,3\n", encoding="utf-8")
    counted = ballots(poll, "--force")

    assert "note[no-voter]: nothing tells voters apart: double votes cannot be told" in nobody.err
    assert "--voter-column NAME or --receipt-column NAME" in nobody.err
    assert (nobody.code, "no-voter" in counted.err) == (0, False)


def test_a_roll_and_ballots_know_a_telephone_number_however_it_is_written(poll: Path) -> None:
    (poll.parent / "form.csv").write_text("手机号,apricot\n138-0000-1111,1\n", encoding="utf-8")
    ballots(poll)
    (poll.parent / "staff.csv").write_text("Phone\n138 0000 1111\n")
    friday_here(poll, "import", "roll", "../staff.csv", "--poll", "colours")
    receipt = (poll / "content/polls/colours/roll.csv").read_text().splitlines()[1]

    assert receipt in (poll / BALLOTS).read_text(encoding="utf-8")


def test_ballots_that_cannot_be_read_can_be_taken_as_spoilt(poll: Path) -> None:
    (poll.parent / "form.csv").write_text(FORM + "2026-05-03,y@x.org,Y,=1+1\n", encoding="utf-8")
    done = ballots(poll, "--spoilt")

    assert "3 ballots, 1 spoilt" in done.out
    assert "=1+1" not in (poll / BALLOTS).read_text(encoding="utf-8")


# files that are there


def test_other_ballots_are_replaced_only_if_that_is_said(poll: Path) -> None:
    (poll / BALLOTS).write_bytes(b"apricot,moss\n1,\n")
    refused = ballots(poll)
    kept = (poll / BALLOTS).read_bytes()
    forced = ballots(poll, "--force")

    assert (refused.code, kept, forced.code) == (1, b"apricot,moss\n1,\n", 0)
    assert (poll / BALLOTS).read_bytes() != kept


def test_frozen_ballots_are_never_replaced_by_others(poll: Path) -> None:
    head(poll, f"digest: {'0' * 64}")
    done = ballots(poll, "--force")

    assert done.code == 1
    assert "index.md:5: error[frozen]" in done.err
    assert not (poll / BALLOTS).exists()


def test_frozen_ballots_may_be_written_again_as_they_were(poll: Path) -> None:
    ballots(poll)
    digest = hashlib.sha256((poll / BALLOTS).read_bytes()).hexdigest()
    (poll / BALLOTS).unlink()
    head(poll, f"digest: {digest}")

    assert ballots(poll).code == 0


# the key and the list of receipts


def test_the_key_is_made_once_outside_the_project_for_its_owner_alone(poll: Path) -> None:
    first = ballots(poll)
    key = poll.parent / "config/friday/ballots.key"
    again = ballots(poll)

    assert "a new key was made" in first.err
    assert "a new key was made" not in again.err
    assert (len(key.read_bytes()), stat.S_IMODE(key.stat().st_mode)) == (32, 0o600)


def test_without_voters_no_key_is_made(poll: Path) -> None:
    (poll.parent / "form.csv").write_text("apricot,moss\n1,\n", encoding="utf-8")

    assert ballots(poll).code == 0
    assert not (poll.parent / "config").exists()


@pytest.mark.parametrize("option", ["--key", "--receipts"])
def test_what_tells_who_voted_cannot_lie_in_the_project(poll: Path, option: str) -> None:
    done = ballots(poll, option, "content/secret")

    assert done.code == 2
    assert "must not lie in the project" in done.err
    assert not (poll / "content/secret").exists()


def test_what_tells_who_voted_cannot_lie_in_the_repository_around_the_project(poll: Path) -> None:
    (poll.parent / ".git").mkdir()
    done = ballots(poll, "--key", "../secret")

    assert done.code == 2


def test_a_link_does_not_bring_the_key_into_the_project(poll: Path) -> None:
    (poll.parent / "elsewhere").symlink_to(poll / "content")

    assert ballots(poll, "--key", "../elsewhere/secret").code == 2


def test_a_file_that_is_no_key_is_refused(poll: Path) -> None:
    (poll.parent / "key").write_bytes(b"short")

    assert ballots(poll, "--key", "../key").code == 2


def test_the_list_of_receipts_is_for_its_owner_alone_and_names_the_ballots(poll: Path) -> None:
    ballots(poll, "--receipts", "../receipts.csv")
    file = poll.parent / "receipts.csv"
    rows = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]

    assert [row[0] for row in rows] == ["voter", "bo@example.org", "mei@example.org"]
    assert rows[2][1] in (poll / BALLOTS).read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["form.csv", "config/friday/ballots.key"])
def test_the_list_of_receipts_never_replaces_the_key_or_what_is_imported(
    poll: Path, name: str
) -> None:
    ballots(poll)
    before = (poll.parent / name).read_bytes()
    done = ballots(poll, "--receipts", f"../{name}", "--force")

    assert (done.code, (poll.parent / name).read_bytes()) == (2, before)


def test_another_list_of_receipts_is_replaced_only_if_that_is_said(poll: Path) -> None:
    (poll.parent / "receipts.csv").write_text("of another poll")

    assert ballots(poll, "--receipts", "../receipts.csv").code == 1
    assert (poll.parent / "receipts.csv").read_text() == "of another poll"
    assert ballots(poll, "--receipts", "../receipts.csv", "--force").code == 0


def test_a_form_in_the_project_is_told_before_it_is_published(poll: Path) -> None:
    (poll / "content/form.csv").write_text(FORM, encoding="utf-8")
    done = friday_here(poll, "import", "ballots", "content/form.csv", "--poll", "colours")

    assert "content/form.csv: note[private]: this file says who voted; move it" in done.err
    assert "private" not in ballots(poll).err


def test_a_title_cannot_steer_the_terminal(poll: Path) -> None:
    text = FORM.replace("Name", "Wh\x1b]0;o\x07")
    (poll.parent / "form.csv").write_text(text, encoding="utf-8")

    assert "'Wh\\x1b]0;o\\x07' is no option" in ballots(poll).err


def test_another_poll_has_other_receipts(poll: Path) -> None:
    other = poll / "content/polls/shade"
    other.mkdir()
    page = (poll / "content/polls/colours/index.md").read_text(encoding="utf-8")
    (other / "index.md").write_text(page, encoding="utf-8")
    ballots(poll)
    friday_here(poll, "import", "ballots", "../form.csv", "--poll", "poll:shade")
    one, two = [
        {line.split(",")[0] for line in (poll / name).read_text().splitlines()[1:]}
        for name in (BALLOTS, "content/polls/shade/ballots.csv")
    ]

    assert (len(one), len(two), one & two) == (2, 2, set())


# options


def test_options_reach_the_reader(poll: Path) -> None:
    export = "Badge;When;Token;apricot;moss;Why;Age\n7;3/4/2026 10:30;AB-1;1;;warm;44\n"
    (poll.parent / "form.csv").write_text(export, encoding="utf-8")
    done = ballots(
        poll, "--receipt-column", "Token", "--time-column", "When", "--dates", "dmy",
        "--times", "hour", "--comments", "Why", "--ignore", "Age", "--ignore", "Badge",
        "--format", "table",
    )  # fmt: skip
    there = poll / "content/polls/colours"

    assert done.code == 0
    assert (poll / BALLOTS).read_bytes() == (
        b"receipt,cast,apricot,moss\nAB-1,2026-04-03T10:00Z,1,\n"
    )
    assert (there / "comments.csv").read_bytes() == b"on,text\n,warm\n"
    assert "now write 'comments: comments.csv'" in done.out


def test_a_roll_has_the_receipts_of_the_ballots(poll: Path) -> None:
    ballots(poll)
    (poll.parent / "staff.csv").write_text("E-mail,Joined\nMEI@example.org,2026-01-05\n")
    done = friday_here(poll, "import", "roll", "../staff.csv", "--poll", "colours")
    head_, row = (poll / "content/polls/colours/roll.csv").read_text().splitlines()

    assert (done.code, head_) == (0, "receipt,joined")
    assert row.split(",")[1] == "2026-01-05"
    assert row.split(",")[0] in (poll / BALLOTS).read_text(encoding="utf-8")
    assert "now write 'roll: roll.csv'" in done.out


def test_a_roll_with_mistakes_is_not_written(poll: Path) -> None:
    (poll.parent / "staff.csv").write_text("E-mail\nmei@example.org\nMei@example.org\n")
    done = friday_here(poll, "import", "roll", "../staff.csv", "--poll", "colours", "--json")

    assert done.code == 1
    assert done.record("problem")["code"] == "roll"
    assert not (poll / "content/polls/colours/roll.csv").exists()
