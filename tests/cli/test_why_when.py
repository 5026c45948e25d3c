"""`friday why`: which slot an entry holds, its place in the queue, when readers first saw it."""

from datetime import datetime
from pathlib import Path

from generator.build.edition import Options
from generator.build.line import drafted
from generator.reader.published import register_text
from tests.cli.rhythmic import AT, kept, rhythmic
from tests.cli.running import friday_here

__all__ = ["kept"]


def why(project: Path, name: str) -> dict[str, object]:
    return friday_here(project, "why", f"content/{name}", "--at", AT, "--json").record("why")


def test_what_waits_says_its_slot_and_its_place(kept: Path) -> None:
    first, second = why(kept, "diaries/five.md"), why(kept, "diaries/four.md")

    assert (first["cadence"], first["slot"]) == ("friday", "2026-06-05T17:00:00+08:00")
    assert first["queue"] == {"place": 1, "of": 2}
    assert (second["slot"], second["queue"]) == (
        "2026-06-12T17:00:00+08:00",
        {"place": 2, "of": 2},
    )


def test_what_is_public_says_its_slot_and_has_no_place(kept: Path) -> None:
    found = why(kept, "diaries/three.md")

    assert (found["slot"], found["queue"]) == ("2026-05-29T17:00:00+08:00", None)


def test_a_companion_is_named(kept: Path) -> None:
    found = why(kept, "stories/s.md")

    assert (found["with"], found["cadence"]) == ("release:r", None)


def test_the_register_says_when_readers_first_saw_it(tmp_path: Path) -> None:
    project = rhythmic(tmp_path)
    with drafted(project, at=datetime.fromisoformat(AT), options=Options()) as draft:
        text = register_text(draft.journal.register)
    (project / "published.csv").write_text(text, encoding="utf-8")
    done = friday_here(project, "why", "content/diaries/three.md", "--at", "2026-06-02")

    # Due on Friday, first published on Saturday: too long before the first publish to be known.
    assert "it holds the slot of 'friday' at 2026-05-29T17:00:00+08:00" in done.out
    assert "readers first saw it" not in done.out
    assert why(project, "diaries/three.md")["feed_id"] == (
        "tag:t.example,2026:2026-05-29/diary/three/en"
    )


def test_it_says_so_in_sentences(kept: Path) -> None:
    done = friday_here(kept, "why", "content/diaries/four.md", "--at", AT)

    assert "  it holds the slot of 'friday' at 2026-06-12T17:00:00+08:00\n" in done.out
    assert "  it is number 2 of 2 in the queue\n" in done.out
