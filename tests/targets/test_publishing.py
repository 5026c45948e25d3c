"""The flow of a publish: when it does something, what it refuses, and what it writes down."""

import csv
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.build.line import build
from generator.problems import ProblemsFound
from generator.targets import folder as folders
from generator.targets.choosing import chosen
from generator.targets.failures import NotConfirmed, Refused, TargetFailed
from generator.targets.folder import FolderTarget
from generator.targets.publishing import What, rolled_back
from generator.targets.record import Deployed, Site
from tests.targets.publishes import diary, environ, instant, journal, published, put, seen

TARGETS = "targets:\n  web: {folder: ../public}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return journal(tmp_path / "j", TARGETS)


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


def rows(project: Path) -> dict[str, dict[str, str]]:
    """The register of publications, by entry."""
    text = (project / "published.csv").read_text(encoding="utf-8")
    return {row["entry"]: row for row in csv.DictReader(io.StringIO(text))}


def record(public: Path) -> Deployed:
    number = (public / "current").readlink().name
    file = public / f".friday/releases/{number}.json"
    return Deployed.from_json(file.read_bytes(), str(file))


def test_the_register_says_when_each_entry_was_first_published(project: Path) -> None:
    published(project, "2026-05-08T17:00:20")
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15 17:00")})
    published(project, "2026-05-15T17:02:00")
    found = rows(project)

    assert found["*"]["first"] == "2026-05-15T17:02:00+00:00"
    assert found["diary:second"]["first"] == "2026-05-08T17:00:20+00:00"
    assert found["diary:third"]["due"] == "2026-05-15T17:00:00+00:00"
    assert found["diary:third"]["first"] == "2026-05-15T17:02:00+00:00"


def test_an_entry_that_waits_appears_at_the_first_publish_after_its_instant(
    project: Path, public: Path
) -> None:
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-05 17:00")})
    first = published(project, "2026-06-05T16:00")
    early = published(project, "2026-06-05T16:59", if_due=True)
    late = published(project, "2026-06-09T08:00", if_due=True)

    assert first.next == instant("2026-06-05T17:00")
    assert early.what is What.NOTHING_DUE
    assert early.next == instant("2026-06-05T17:00")
    assert late.what is What.PUBLISHED
    assert "diaries/third/index.html" in seen(public / "current")
    assert rows(project)["diary:third"]["first"] == "2026-06-09T08:00:00+00:00"


def test_a_machine_that_remembers_nothing_finds_out_what_is_due(
    project: Path, public: Path
) -> None:
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-05 17:00")})
    published(project, "2026-06-05T16:00")
    (project / ".friday/targets/web/memory.json").unlink()
    early = published(project, "2026-06-05T16:30", if_due=True)
    (project / ".friday/targets/web/memory.json").unlink()
    late = published(project, "2026-06-05T17:00", if_due=True)

    assert (early.what, late.what) == (What.NOTHING_DUE, What.PUBLISHED)
    assert "diaries/third/index.html" in seen(public / "current")


def test_an_edit_is_due_and_a_draft_is_looked_at_once(project: Path) -> None:
    published(project, "2026-06-01")
    put(project, {"content/diaries/draft.md": diary("Draft", "2026-05-20", more="draft: yes\n")})
    looked = published(project, "2026-06-01T01:00", if_due=True)
    again = published(project, "2026-06-01T02:00", if_due=True)
    put(project, {"content/diaries/first.md": diary("First week", "2026-05-01 17:00", "Typo.")})
    edited = published(project, "2026-06-01T03:00", if_due=True)

    assert [looked.what, again.what] == [What.NOTHING_NEW, What.NOTHING_DUE]
    assert edited.what is What.PUBLISHED
    assert edited.comparison is not None
    assert edited.comparison.silent == ("/diaries/first/",)
    assert edited.comparison.feeds == ()


def test_the_record_names_nothing_that_is_not_public_and_no_instant_of_it(
    project: Path, public: Path
) -> None:
    hidden = diary("Launch of Nightjar", "2026-07-07 07:07", "Nightjar!")
    put(project, {"content/diaries/nightjar.md": hidden})
    published(project, "2026-06-01")
    text = record(public).to_json().decode().lower()

    assert "nightjar" not in text
    assert "2026-07-07" not in text


def test_an_earlier_instant_is_refused_and_done_on_demand(project: Path, public: Path) -> None:
    published(project, "2026-05-09")
    with pytest.raises(Refused, match="2026-05-09") as refusal:
        published(project, "2026-05-02")
    assert "diaries/second/index.html" in seen(public / "current")
    published(project, "2026-05-02", back=True)

    assert "--back" in refusal.value.hint
    assert "diaries/second/index.html" not in seen(public / "current")


def test_a_copy_of_the_project_that_missed_a_publication_is_refused(
    project: Path, public: Path, tmp_path: Path
) -> None:
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15 17:00")})
    published(project, "2026-06-01")
    stale = journal(tmp_path / "stale", TARGETS)
    with pytest.raises(Refused, match=r"diary:third \(/diaries/third/\)") as refusal:
        published(stale, "2026-06-02")

    assert "pull" in refusal.value.hint
    assert "diaries/third/index.html" in seen(public / "current")
    assert published(stale, "2026-06-02", back=True).what is What.PUBLISHED


def test_a_copy_of_the_project_without_the_register_takes_it_from_the_target(
    project: Path, tmp_path: Path
) -> None:
    """As in a CI that cannot push: ids and first instants are not lost."""
    published(project, "2026-05-08T17:00:20")
    other = journal(tmp_path / "other", TARGETS)
    put(other, {"content/diaries/third.md": diary("Third", "2026-05-15 17:00")})
    published(other, "2026-05-15T17:01")

    assert rows(other)["diary:second"] == rows(project)["diary:second"]
    assert rows(other)["diary:second"]["first"] == "2026-05-08T17:00:20+00:00"


def test_a_file_that_was_deleted_where_the_register_is_known_needs_no_word(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    (project / "content/diaries/second.md").unlink()
    outcome = published(project, "2026-06-02")

    assert outcome.comparison is not None
    assert outcome.comparison.withdrawn == ("/diaries/second/",)
    assert rows(project)["diary:second"]["gone"] == "2026-06-02T00:00:00+00:00"
    assert b"Second week" not in seen(public / "current")["index.html"]


def old_diaries(project: Path, count: int) -> None:
    put(
        project,
        {
            f"content/diaries/old{n}.md": diary(f"Old {n}", f"2026-04-{n + 1:02} 17:00")
            for n in range(count)
        },
    )


def test_many_old_entries_that_become_new_in_a_feed_are_refused_with_their_names(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    before = seen(public / "current")
    old_diaries(project, 6)
    with pytest.raises(Refused, match="as if they were new") as refusal:
        published(project, "2026-06-02")

    assert "Old 5, 2026-04-06" in str(refusal.value)
    assert "--renotify" in refusal.value.hint
    assert seen(public / "current") == before
    assert "old5" not in (project / "published.csv").read_text()
    assert published(project, "2026-06-02", renotify=True).what is What.PUBLISHED


def test_a_few_old_entries_are_let_through_and_the_number_is_the_teams(tmp_path: Path) -> None:
    project = journal(tmp_path / "j", TARGETS, "renotify: 1\n")
    published(project, "2026-06-01")
    old_diaries(project, 1)
    assert published(project, "2026-06-02").what is What.PUBLISHED
    old_diaries(project, 3)
    with pytest.raises(Refused, match="as if they were new"):
        published(project, "2026-06-03")

    assert published(project, "2026-06-04", renotify=True).what is What.PUBLISHED


def test_new_ids_for_everything_are_a_mass_notification(project: Path) -> None:
    """As after a change of tool that forgot the register, here on the target as well."""
    old_diaries(project, 4)
    published(project, "2026-06-01")
    config = (project / "friday.yaml").read_text().replace("example.org,2026", "example.net,2020")
    (project / "friday.yaml").write_text(config)
    kept = published(project, "2026-06-02")
    assert kept.what is What.NOTHING_NEW
    (project / "published.csv").unlink()
    file = Path(project, "../public/.friday/releases/1.json")
    forgetful = Deployed.from_json(file.read_bytes(), "x")
    file.write_bytes(replace(forgetful, register="").to_json())

    with pytest.raises(Refused, match="as if they were new"):
        published(project, "2026-06-03")


def test_an_item_that_returns_to_a_feed_is_no_news(tmp_path: Path) -> None:
    """With room for one item, the older one comes back when the newer one is withdrawn."""
    project = journal(tmp_path / "j", TARGETS, "feed_size: 1\nrenotify: 0\n")
    published(project, "2026-06-01")
    third = diary("Third", "2026-05-15 17:00", more="tags: [lamp]\n")
    put(project, {"content/diaries/third.md": third})
    published(project, "2026-06-02", renotify=True)
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-15", more="draft: yes\n")})
    outcome = published(project, "2026-06-03")

    assert outcome.what is What.PUBLISHED
    assert outcome.comparison is not None
    assert [news.new for news in outcome.comparison.feeds] == []


def test_a_dry_run_tells_everything_and_sends_nothing(project: Path, public: Path) -> None:
    published(project, "2026-06-01")
    before = seen(public)
    register = (project / "published.csv").read_bytes()
    put(
        project,
        {
            "content/diaries/first.md": diary("First week", "2026-05-01 17:00", "Silent."),
            "content/diaries/second.md": diary(
                "Second week", "2026-05-08 17:00", "Loud.", "updated: 2026-06-01 10:00\n"
            ),
            "content/diaries/third.md": diary("Third", "2026-06-02 09:00"),
        },
    )
    outcome = published(project, "2026-06-02T12:00", dry_run=True)
    found = outcome.comparison

    assert outcome.what is What.WOULD_PUBLISH
    assert found is not None
    assert "diaries/third/index.html" in found.new
    assert {"diaries/first/index.html", "index.html"} <= set(found.changed)
    assert found.silent == ("/diaries/first/",)
    whole = next(news for news in found.feeds if news.folder == "/")
    assert [item.title for item in whole.new] == ["Third"]
    assert [item.title for item in whole.updated] == ["Second week"]
    assert whole.late == ()
    assert seen(public) == before
    assert (project / "published.csv").read_bytes() == register
    assert published(project, "2026-06-02T12:00").travel.files == found.files


def test_mistakes_of_the_authors_stop_a_publish_before_anything_is_sent(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-01")
    before = seen(public / "current")
    put(project, {"content/diaries/third.md": "---\ntitel: Third\n---\n"})
    with pytest.raises(ProblemsFound, match=r"content/diaries/third\.md"):
        published(project, "2026-06-02")

    assert seen(public / "current") == before


def test_nothing_is_written_down_before_it_is_confirmed(
    project: Path, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(project, "2026-06-01")
    register = (project / "published.csv").read_bytes()
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-02 09:00")})

    def unsure(_target: FolderTarget, _record: Deployed) -> None:
        raise NotConfirmed("the link does not lead there")

    with monkeypatch.context() as patch:
        patch.setattr(FolderTarget, "confirm", unsure)
        with pytest.raises(NotConfirmed):
            published(project, "2026-06-02T10:00")
    assert (project / "published.csv").read_bytes() == register
    published(project, "2026-06-02T11:00")

    assert "diaries/third/index.html" in seen(public / "current")
    assert "diary:third" in rows(project)


def test_a_crash_after_the_deploy_loses_no_publication(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next look, due or not, takes from the target what was not written down."""
    published(project, "2026-06-01")
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-02 09:00")})

    def crash(_target: FolderTarget, _record: Deployed) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(FolderTarget, "confirm", crash)
        with pytest.raises(MemoryError):
            published(project, "2026-06-02T10:00")
    assert "diary:third" not in rows(project)
    outcome = published(project, "2026-06-02T11:00", if_due=True)

    assert outcome.what is What.NOTHING_DUE
    assert rows(project)["diary:third"]["first"] == "2026-06-02T10:00:00+00:00"


def test_previews_are_never_published(project: Path, public: Path) -> None:
    put(project, {"content/diaries/draft.md": diary("Draft", "2026-05-20", more="draft: yes\n")})
    options = Options(jobs=1, preview_key=b"k" * 32)
    build(project, at=instant("2026-06-01"), options=options)
    assert any(path.startswith("preview/") for path in seen(project / "site"))
    published(project, "2026-06-01")

    assert not any(path.startswith("preview/") for path in seen(public / "current"))


def test_a_target_for_trying_things_out_leaves_the_register_alone(tmp_path: Path) -> None:
    targets = "targets: {web: {folder: ../public}, trial: {folder: ../trial}}\npublish_to: web"
    project = journal(tmp_path / "j", targets)
    published(project, "2026-06-01", to="trial")
    assert not (project / "published.csv").exists()
    published(project, "2026-06-02")

    assert rows(project)["*"]["first"] == "2026-06-02T00:00:00+00:00"
    assert seen(tmp_path / "trial/current").keys() == seen(tmp_path / "public/current").keys()


@pytest.mark.parametrize(
    ("targets", "to", "message"),
    [
        ("", "", "no target is configured"),
        ("targets: {a: {folder: ../a}, b: {folder: ../b}}", "", "which target is meant: a, b?"),
        ("targets: {web: {folder: ../a}}", "wib", "there is no target 'wib'"),
    ],
)
def test_a_target_that_is_not_there_is_told_with_its_cure(
    tmp_path: Path, targets: str, to: str, message: str
) -> None:
    project = journal(tmp_path / "j", targets)
    with pytest.raises(ProblemsFound, match=message.replace("?", r"\?")) as stop:
        chosen(configuration(project, Options()), to)

    assert stop.value.problems[0].hint


def test_two_publishes_of_one_project_at_once_are_one_after_the_other(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one is told so if it waits too long."""
    monkeypatch.setattr("generator.targets.publishing._BUSY_SECONDS", 0.1)
    told: list[str] = []
    copied = folders.FolderTarget._show

    def meanwhile(self: FolderTarget, record: Deployed) -> None:
        with pytest.raises(TargetFailed, match="is being published by process") as failure:
            published(project, "2026-06-01")
        told.append(str(failure.value))
        copied(self, record)

    monkeypatch.setattr(FolderTarget, "_show", meanwhile)
    published(project, "2026-06-01")

    assert len(told) == 1


@pytest.mark.parametrize(
    ("owner", "name"), [(Site, "of"), (FolderTarget, "deploy")], ids=["before", "after"]
)
def test_a_build_for_another_address_meanwhile_is_never_published(
    project: Path, public: Path, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    """Somebody builds the same site for a staging server, before or after its files are listed."""
    published(project, "2026-06-01")
    before = seen(public / "current")
    put(project, {"content/diaries/third.md": diary("Third", "2026-05-20 17:00")})
    usual = getattr(owner, name)
    staged = Options(jobs=1, base_url="https://staging.example.org/")

    def meanwhile(*given: object) -> object:
        build(project, at=instant("2026-06-02"), options=staged)
        return usual(*given)

    monkeypatch.setattr(owner, name, meanwhile)
    with pytest.raises(TargetFailed, match=r"meanwhile|changed while it was published"):
        published(project, "2026-06-02")
    assert seen(public / "current") == before

    monkeypatch.setattr(owner, name, usual)
    published(project, "2026-06-02")
    assert b"staging" not in b"".join(seen(public / "current").values())


def test_a_timer_that_runs_again_and_again_publishes_each_thing_once(project: Path) -> None:
    """Every two hours for three days; the third diary is due between."""
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-02 17:00")})
    new: list[str] = []
    for day in (1, 2, 3):
        for hour in range(0, 24, 2):
            at = f"2026-06-0{day}T{hour:02}:07"
            outcome = published(project, at, if_due=True)
            feeds = outcome.comparison.feeds if outcome.comparison else ()
            new += [item.title for news in feeds if news.folder == "/" for item in news.new]

    assert sorted(new) == ["First week", "Second week", "Third"]
    assert rows(project)["diary:third"]["first"] == "2026-06-02T18:07:00+00:00"


def test_a_rollback_forgets_nothing_that_readers_were_told(project: Path, public: Path) -> None:
    published(project, "2026-06-01")
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-02 09:00")})
    published(project, "2026-06-02T10:00")
    rolled_back(project, configuration(project, Options()), "", environ())
    assert "diaries/third/index.html" not in seen(public / "current")
    outcome = published(project, "2026-06-10")

    assert outcome.comparison is not None
    assert [item.title for news in outcome.comparison.feeds for item in news.new] == []
    assert rows(project)["diary:third"]["first"] == "2026-06-02T10:00:00+00:00"


def test_after_a_rollback_that_is_taken_back_what_fell_due_meanwhile_appears(
    project: Path, public: Path
) -> None:
    put(project, {"content/diaries/third.md": diary("Third", "2026-06-02 09:00")})
    published(project, "2026-06-01")
    good = diary("First week", "2026-05-01 17:00")
    put(project, {"content/diaries/first.md": diary("First week", "2026-05-01 17:00", "Oops.")})
    published(project, "2026-06-04T12:00")
    rolled_back(project, configuration(project, Options()), "", environ())
    put(project, {"content/diaries/first.md": good})
    outcome = published(project, "2026-06-04T12:30", if_due=True)

    assert outcome.what is What.PUBLISHED
    assert "diaries/third/index.html" in seen(public / "current")


def test_an_instant_that_lay_ahead_by_mistake_is_taken_back_once_and_for_all(
    project: Path, public: Path
) -> None:
    published(project, "2026-06-20")
    published(project, "2026-06-01", back=True)
    outcome = published(project, "2026-06-02")

    assert record(public).at == instant("2026-06-01")
    assert outcome.what is What.NOTHING_NEW


def test_a_dry_run_of_a_timer_writes_nothing_down(project: Path) -> None:
    published(project, "2026-06-01")
    (project / "published.csv").unlink()
    outcome = published(project, "2026-06-01T01:00", if_due=True, dry_run=True)

    assert outcome.what is not What.PUBLISHED
    assert not (project / "published.csv").exists()


@pytest.mark.parametrize("folder", ["content", "content/public", "site", ".friday/x", "./themes"])
def test_a_folder_among_the_journals_own_files_is_no_target(tmp_path: Path, folder: str) -> None:
    project = journal(tmp_path / "j", f"targets:\n  web: {{folder: {folder}}}")
    with pytest.raises(ProblemsFound, match="among the journal's own files"):
        published(project, "2026-06-01")

    assert not (project / "content/releases").exists()


def test_nothing_can_be_rolled_back_before_the_first_publish(project: Path) -> None:
    with pytest.raises(Refused, match="nothing was published"):
        rolled_back(project, configuration(project, Options()), "", environ())


def test_who_is_forgotten_is_named_neither_in_the_record_nor_by_a_rollback(
    project: Path, public: Path
) -> None:
    put(
        project,
        {
            "content/people.yaml": "- id: marisol\n  title: Marisol Quennell\n",
            "content/diaries/marisol-quennell.md": diary(
                "With a guest", "2026-05-12", more="authors: ['@marisol']\n"
            ),
        },
    )
    published(project, "2026-06-01")
    assert b"marisol" in record(public).to_json().lower()
    put(project, {"forgotten.yaml": "- id: marisol\n  names: [Marisol Quennell]\n"})
    (project / "content/diaries/marisol-quennell.md").unlink()
    (project / "content/people.yaml").unlink()
    published(project, "2026-06-02", renotify=True)

    assert b"marisol" not in record(public).to_json().lower()
    with pytest.raises(Refused, match="asked to be forgotten"):
        rolled_back(project, configuration(project, Options()), "", environ())
    assert record(public).sequence == 2


def test_what_waits_in_a_queue_is_in_the_projects_register_and_not_in_the_record(
    tmp_path: Path, public: Path
) -> None:
    cadence = (
        "cadences:\n  - {id: friday, kind: diary, title: Fridays, "
        "rule: FREQ=WEEKLY;BYDAY=FR, begins: 2026-05-01 17:00}\n"
    )
    project = journal(tmp_path / "j", TARGETS, cadence)
    published(project, "2026-05-31")
    waiting = "---\ntitle: Nightjar\nqueue: yes\n---\nNightjar!\n"
    put(project, {"content/diaries/nightjar.md": waiting})
    published(project, "2026-06-01")

    assert rows(project)["diary:nightjar"]["queued"] == "2026-06-01T00:00:00+00:00"
    assert b"nightjar" not in record(public).to_json().lower()
    published(project, "2026-06-05T17:00", if_due=True)
    assert rows(project)["diary:nightjar"]["due"] == "2026-06-05T17:00:00+00:00"
    assert b"nightjar" in record(public).to_json().lower()
