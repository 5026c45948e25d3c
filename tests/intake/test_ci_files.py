"""The files that `friday init --ci` and `--server` write are right, and safe to write."""

import configparser
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config, read
from generator.intake.automation.forges import FORGES, NoForge, workflows
from generator.intake.automation.minutes import after_slots, every_hour, every_week
from generator.intake.automation.server import units
from generator.intake.automation.supplies import ChangedByHand, Fate, Supply, write
from tests.cli.running import Done
from tests.cli.running import friday_here as friday

AT = datetime(2026, 6, 1, tzinfo=UTC)
PLAIN = "title: Lamp\nbase_url: https://lamp.example/\n"
SCHEMAS: Mapping[str, tuple[str, ...]] = {
    "github": ("vendor.github-workflows",),
    "forgejo": ("vendor.github-workflows",),  # the one that it takes its syntax from
    "gitlab": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}
ACTIONS = [name for name, forge in FORGES.items() if forge.action]


def fridays(zone: str, rule: str = "FREQ=WEEKLY;BYDAY=FR") -> str:
    return f"""{PLAIN}cadences:
  - id: friday
    kind: diary
    title: Orange Friday
    rule: {rule}
    begins: 2026-05-22 17:00
    timezone: {zone}
"""


def config(text: str = PLAIN) -> Config:
    found, problems = read(text)
    assert found is not None, problems
    return found


def journal(folder: Path, text: str = PLAIN) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "friday.yaml").write_text(text, encoding="utf-8")
    return folder


def repository(folder: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "trunk", folder], check=True)
    return folder


def supplies(
    forge: str, project: Path, text: str = PLAIN, *, branch_name: str = "", action: bool = False
) -> list[Supply]:
    return workflows(forge, project, config(text), AT, branch_name=branch_name, action=action)


def tree(forge: str, project: Path, text: str = PLAIN) -> dict[str, Any]:
    [supply] = supplies(forge, project, text)
    # the base loader takes no `on` for a truth value
    found = yaml.load(supply.text, yaml.BaseLoader)  # noqa: S506, TID251
    assert isinstance(found, dict)
    return found


def verdict(file: Path, schema: str, *more: str) -> str:
    """What check-jsonschema, with the schemas that it brings along, says of a file."""
    options = ("--builtin-schema", schema, *more, str(file))
    command = (sys.executable, "-m", "check_jsonschema", *options)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


# what is written


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("text", [PLAIN, fridays("Europe/Berlin")], ids=["plain", "with slots"])
def test_a_workflow_is_what_its_schema_says(forge: str, text: str, tmp_path: Path) -> None:
    [supply] = supplies(forge, tmp_path, text)
    file = tmp_path / "workflow.yml"
    file.write_text(supply.text, encoding="utf-8")

    assert "ok -- validation done" in verdict(file, *SCHEMAS[forge])


@pytest.mark.parametrize("forge", ACTIONS)
def test_an_action_is_what_its_schema_says(forge: str, tmp_path: Path) -> None:
    action = supplies(forge, tmp_path, action=True)[1]
    file = tmp_path / "action.yml"
    file.write_text(action.text, encoding="utf-8")

    assert "ok -- validation done" in verdict(file, "vendor.github-actions")


def test_the_schema_would_see_a_mistake(tmp_path: Path) -> None:
    [supply] = supplies("github", tmp_path)
    file = tmp_path / "workflow.yml"
    file.write_text(supply.text.replace("runs-on:", "runs-of:"), encoding="utf-8")

    assert "Schema validation errors" in verdict(file, *SCHEMAS["github"])


@pytest.mark.parametrize("forge", FORGES)
def test_no_place_of_a_template_is_left_open(forge: str, tmp_path: Path) -> None:
    for supply in supplies(forge, tmp_path, fridays("UTC"), action=forge in ACTIONS):
        assert re.findall(r"@[A-Z_]+@|@include", supply.text) == []


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_every_step_is_bash_that_can_be_read(forge: str, tmp_path: Path) -> None:
    scripts = [
        step["run"]
        for job in tree(forge, tmp_path)["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]

    assert len(scripts) >= 6
    for script in scripts:
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


def test_every_script_of_gitlab_is_bash_that_can_be_read(tmp_path: Path) -> None:
    jobs = tree("gitlab", tmp_path)
    for name in (".friday", "check", "publish", "pages"):
        script = "\n".join([*jobs[name].get("before_script", []), *jobs[name].get("script", [])])

        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


# rights and secrets


def test_only_the_job_that_publishes_may_write_and_only_contents(tmp_path: Path) -> None:
    workflow = tree("github", tmp_path)
    rights = {name: job["permissions"] for name, job in workflow["jobs"].items()}

    assert workflow["permissions"] == {}
    assert rights == {
        "check": {"contents": "read"},
        "publish": {"contents": "write"},
        "awake": {"actions": "write"},
    }


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_a_pull_request_is_checked_without_any_secret(forge: str, tmp_path: Path) -> None:
    workflow = tree(forge, tmp_path)
    job = workflow["jobs"]["check"]

    assert job["if"] == "github.event_name == 'pull_request'"
    assert not re.search(r"secrets|token|publish", str(job))
    assert workflow["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"
    assert "pull_request_target" not in workflow["on"]


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_what_others_write_is_never_pasted_into_a_script(forge: str, tmp_path: Path) -> None:
    for job in tree(forge, tmp_path)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_no_checkout_leaves_its_token_in_a_file(forge: str, tmp_path: Path) -> None:
    steps = [step for job in tree(forge, tmp_path)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if "actions/checkout" in step.get("uses", "")]

    assert len(checkouts) == 2
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@pytest.mark.parametrize("forge", ["github", "forgejo"])
def test_every_action_is_pinned_to_a_major_version_of_the_forge_itself(
    forge: str, tmp_path: Path
) -> None:
    used = {
        step["uses"]
        for job in tree(forge, tmp_path)["jobs"].values()
        for step in job["steps"]
        if "uses" in step
    }

    assert len(used) >= 4
    assert all(re.fullmatch(r"(https://data\.forgejo\.org/)?actions/[a-z/-]+@v\d", u) for u in used)


@pytest.mark.parametrize("forge", FORGES)
def test_the_cache_holds_no_code(forge: str, tmp_path: Path) -> None:
    [supply] = supplies(forge, tmp_path)
    paths = re.findall(r"paths?: \[?([^\]\n]*\.friday[^\]\n]*?)\]?(?: +#.*)?\n", supply.text)

    assert set(paths) == {".friday/cache.sqlite"}


@pytest.mark.parametrize("forge", FORGES)
def test_two_publishing_jobs_never_run_at_once(forge: str, tmp_path: Path) -> None:
    workflow = tree(forge, tmp_path)
    job = workflow["publish"] if forge == "gitlab" else workflow["jobs"]["publish"]
    said = job.get("resource_group") or job["concurrency"]

    assert said in ("journal", {"group": "journal", "cancel-in-progress": "false"})


def test_the_job_that_keeps_the_schedule_alive_runs_by_its_own_line(tmp_path: Path) -> None:
    workflow = tree("github", tmp_path, fridays("UTC"))
    lines = [row["cron"] for row in workflow["on"]["schedule"]]
    week = every_week(config(fridays("UTC")))

    assert lines.count(week) == 1
    assert workflow["jobs"]["awake"]["if"] == f"github.event.schedule == '{week}'"


# where it goes


def test_a_journal_in_a_folder_of_a_repository_has_its_workflow_at_the_top(tmp_path: Path) -> None:
    top = repository(tmp_path / "top")
    project = journal(top / "docs" / "journal")
    [supply] = supplies("github", project)

    assert supply.file == top / ".github/workflows/journal.yml"
    assert 'working-directory: "docs/journal"' in supply.text
    assert "path: docs/journal/.friday/cache.sqlite" in supply.text
    assert "hashFiles('docs/journal/content/**'" in supply.text


def test_the_branch_is_the_one_that_the_repository_is_on(tmp_path: Path) -> None:
    [supply] = supplies("github", journal(repository(tmp_path)))

    assert 'branches: ["trunk"]' in supply.text


@pytest.mark.parametrize("name", ["a b", "x'); evil", "${{ github.token }}", "-x", "a\nb", '"'])
def test_a_branch_that_means_something_to_the_forge_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(NoForge, match="cannot stand in a workflow"):
        supplies("github", tmp_path, branch_name=name)


def test_a_bucket_brings_the_library_that_it_needs(tmp_path: Path) -> None:
    [supply] = supplies("github", tmp_path, f"{PLAIN}targets: {{b: {{s3: bucket}}}}\n")

    assert 'FRIDAY: "orange-friday[s3]==' in supply.text


# minutes


@given(title=st.text(min_size=1, max_size=20), host=st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_no_journal_is_looked_at_on_the_hour(title: str, host: str) -> None:
    made = config(PLAIN).model_copy(update={"title": title, "base_url": f"https://{host}.example/"})
    minute = int(every_hour(made).split()[0])

    assert every_hour(made) == f"{minute} * * * *"
    assert 7 <= minute % 30 <= 23
    assert every_hour(made) == every_hour(made.model_copy(update={"tagline": "another"}))


def test_journals_spread_over_the_hour() -> None:
    made = [
        config(PLAIN).model_copy(update={"base_url": f"https://{n}.example/"}) for n in range(300)
    ]

    assert len({every_hour(one) for one in made}) == 34


def test_runs_follow_a_slot_soon_and_once_more() -> None:
    soon, later = after_slots(config(fridays("Asia/Shanghai")), AT)
    minutes = [int(line.split()[0]) for line in (soon, later)]

    # 17:00 in Shanghai is 09:00 in UTC in summer and winter; Friday is day 5
    assert [line.split(" ", 1)[1] for line in (soon, later)] == ["9 * * 5", "9 * * 5"]
    assert 2 <= minutes[0] <= 6
    assert 16 <= minutes[1] <= 23


def test_a_slot_has_both_its_offsets() -> None:
    hours = {line.split()[1] for line in after_slots(config(fridays("Europe/Berlin")), AT)}

    assert hours == {"15", "16"}


def test_a_slot_late_on_a_day_is_followed_on_the_next() -> None:
    # 17:00 on Friday at UTC-7 is 00:00 on Saturday, and 01:00 in winter
    lines = after_slots(config(fridays("America/Los_Angeles")), AT)

    assert {line.split()[4] for line in lines} == {"6"}


def test_a_monthly_slot_names_days_of_the_month() -> None:
    lines = after_slots(config(fridays("UTC", "FREQ=MONTHLY;BYMONTHDAY=15")), AT)

    assert {line.split(" ", 2)[2] for line in lines} == {"15 * *"}


def test_too_many_times_of_day_leave_it_to_the_hourly_run() -> None:
    rule = "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"

    assert after_slots(config(fridays("UTC", rule)), AT) == ()


ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Chatham"])
RULES = st.sampled_from(
    ["FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY"]
)


@given(zone=ZONES, rule=RULES, hour=st.integers(0, 23))
def test_after_every_slot_of_a_year_there_is_a_run_within_the_half_hour(
    zone: str, rule: str, hour: int
) -> None:
    made = config(fridays(zone, rule).replace("17:00", f"{hour:02}:10"))
    lines = after_slots(made, AT)
    runs = {run for line in lines for run in starts(line)}
    day = AT.astimezone(ZoneInfo(zone)).replace(hour=hour, minute=10)
    walls = (day + timedelta(days=n) for n in range(1, 365))  # 10 past is in no gap of these
    for wall in (wall for wall in walls if fits(rule, wall)):
        slot = wall.astimezone(UTC)

        assert any(slot + timedelta(minutes=m) in runs for m in range(2, 30)), (slot, lines)


def fits(rule: str, wall: datetime) -> bool:
    """Whether a day is one of a rule's, worked out by hand."""
    tomorrow = wall + timedelta(days=1)
    return {
        "FREQ=WEEKLY;BYDAY=FR": wall.isoweekday() == 5,
        "FREQ=MONTHLY;BYDAY=-1SU": wall.isoweekday() == 7
        and (wall + timedelta(days=7)).month != wall.month,
        "FREQ=MONTHLY;BYMONTHDAY=31": wall.day == 31 and tomorrow.day == 1,
        "FREQ=DAILY": True,
    }[rule]


def starts(line: str) -> list[datetime]:
    """When a line of cron starts something within a year and some."""
    minute, hour, days, _, weekdays = line.split()
    first = AT.replace(hour=int(hour), minute=int(minute))
    every = (first + timedelta(days=n) for n in range(380))
    return [
        at
        for at in every
        if (days == "*" or str(at.day) in days.split(","))
        and (weekdays == "*" or str(at.isoweekday() % 7) in weekdays.split(","))
    ]


# writing


def test_a_file_that_was_not_changed_is_written_anew(tmp_path: Path) -> None:
    first = write(supplies("github", tmp_path), force=False)
    again = write(supplies("github", tmp_path), force=False)
    newer = write(supplies("github", tmp_path, fridays("UTC")), force=False)

    assert [fate for [(_, fate)] in (first, again, newer)] == [
        Fate.WRITTEN,
        Fate.UNCHANGED,
        Fate.REPLACED,
    ]


def test_a_file_that_somebody_changed_is_left_alone_and_so_are_all_others(tmp_path: Path) -> None:
    wanted = [*supplies("github", tmp_path, action=True), *units(tmp_path, "orange-friday")]
    write(wanted[:1], force=False)
    mine = wanted[0].file.read_text(encoding="utf-8").replace("minutes: 60", "minutes: 90")
    wanted[0].file.write_text(mine, encoding="utf-8")

    with pytest.raises(ChangedByHand, match=r"journal\.yml"):
        write(wanted, force=False)

    assert wanted[0].file.read_text(encoding="utf-8") == mine
    assert not any(supply.file.exists() for supply in wanted[1:])


def test_a_file_that_git_gave_other_line_ends_was_not_changed(tmp_path: Path) -> None:
    [supply] = supplies("github", tmp_path)
    write([supply], force=False)
    supply.file.write_bytes(supply.text.replace("\n", "\r\n").encode())

    assert write([supply], force=False) == [(supply.file, Fate.UNCHANGED)]


def test_force_writes_over_it(tmp_path: Path) -> None:
    [supply] = supplies("gitlab", tmp_path)
    supply.file.write_text("mine: yes\n", encoding="utf-8")
    fates = write([supply], force=True)

    assert fates == [(supply.file, Fate.REPLACED)]
    assert supply.file.read_text(encoding="utf-8") == supply.text


def test_a_link_is_never_written_through(tmp_path: Path) -> None:
    [supply] = supplies("gitlab", tmp_path)
    other = tmp_path / "other.yml"
    other.write_text("mine: yes\n", encoding="utf-8")
    supply.file.symlink_to(other)
    write([supply], force=True)

    assert other.read_text(encoding="utf-8") == "mine: yes\n"
    assert not supply.file.is_symlink()


# the command


def init(folder: Path, *options: str) -> Done:
    return friday(folder.parent, "init", folder.name, "--at", "2026-05-01", *options)


def test_a_new_journal_can_begin_with_its_workflow(tmp_path: Path) -> None:
    done = init(tmp_path / "j", "--ci", "forgejo")

    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "j/friday.yaml").is_file()
    assert (tmp_path / "j/.forgejo/workflows/journal.yml").is_file()


def test_a_journal_that_is_there_only_gets_what_is_asked_for(tmp_path: Path) -> None:
    project = journal(repository(tmp_path / "j"))
    done = init(project, "--ci", "github", "--action", "--server", "--json")
    files = {str(Path(str(r["file"])).relative_to(project)) for r in absolute(done, project)}

    assert done.code == 0
    assert files == {
        ".github/workflows/journal.yml",
        ".github/actions/friday/action.yml",
        "server/friday-autopilot.service",
        "server/Containerfile",
    }
    assert {path.name for path in project.iterdir()} == {
        "friday.yaml",
        ".git",
        ".github",
        "server",
    }


def absolute(done: Done, project: Path) -> list[dict[str, object]]:
    return [{**row, "file": project.parent / str(row["file"])} for row in done.records()]


def test_without_being_asked_a_journal_is_not_begun_twice(tmp_path: Path) -> None:
    done = init(journal(tmp_path / "j"))

    assert done.code == 2
    assert "is not empty" in done.err


def test_a_changed_workflow_is_told_with_the_cure(tmp_path: Path) -> None:
    project = journal(tmp_path / "j")
    (project / ".gitlab-ci.yml").write_text("mine: yes\n", encoding="utf-8")
    done = init(project, "--ci", "gitlab")

    assert done.code == 2
    assert ".gitlab-ci.yml" in done.err
    assert "--force" in done.err


def test_gitlab_has_no_action(tmp_path: Path) -> None:
    done = init(journal(tmp_path / "j"), "--ci", "gitlab", "--action")

    assert done.code == 2
    assert "leave --action out" in done.err


def test_mistakes_of_the_configuration_are_shown_before_anything_is_written(
    tmp_path: Path,
) -> None:
    project = journal(tmp_path / "j", f"{PLAIN}tagine: x\n")
    done = init(project, "--ci", "github")

    assert done.code == 1
    assert "friday.yaml:3" in done.err
    assert not (project / ".github").exists()


# the server's files

# as the manual pages of systemd's units, services, execution and killing name them
DOCUMENTED: Mapping[str, str] = {
    "Unit": "Description Wants After",
    "Service": """Type User Group WorkingDirectory ExecStart EnvironmentFile Restart RestartSec
        KillMode TimeoutStopSec WatchdogSec ProtectSystem ReadWritePaths ProtectHome PrivateTmp
        PrivateDevices ProtectClock ProtectControlGroups ProtectHostname ProtectKernelLogs
        ProtectKernelModules ProtectKernelTunables ProtectProc NoNewPrivileges
        CapabilityBoundingSet LockPersonality RestrictAddressFamilies RestrictNamespaces
        RestrictRealtime RestrictSUIDSGID SystemCallArchitectures SystemCallFilter UMask""",
    "Install": "WantedBy",
}


def unit(tmp_path: Path) -> configparser.ConfigParser:
    service = units(tmp_path, "orange-friday==1.0")[0]
    parser = configparser.ConfigParser(strict=True, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    parser.read_string(service.text)
    return parser


def test_every_key_of_the_unit_is_documented(tmp_path: Path) -> None:
    parser = unit(tmp_path)
    keys = {section: set(parser[section]) for section in parser.sections()}

    assert keys == {section: set(words.split()) for section, words in DOCUMENTED.items()}


def test_the_unit_restarts_and_finishes_what_is_on_its_way(tmp_path: Path) -> None:
    service = unit(tmp_path)["Service"]

    assert (service["Type"], service["Restart"]) == ("notify", "always")
    assert (service["TimeoutStopSec"], service["WatchdogSec"]) == ("15min", "1h")
    assert service["ExecStart"].endswith("friday autopilot")


def test_the_container_runs_as_nobody_in_particular(tmp_path: Path) -> None:
    text = units(tmp_path, "orange-friday[s3]==1.0")[1].text
    words = [line.split()[0] for line in text.splitlines() if line and line[0].isupper()]

    assert words == [
        *("FROM", "RUN", "ARG", "RUN", "RUN", "USER", "WORKDIR", "VOLUME"),
        *("STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
    ]
    assert "USER journal" in text
    assert 'ARG FRIDAY="orange-friday[s3]==1.0"' in text
    assert "CMD friday autopilot --status || exit 1" in text
