"""`friday init`."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
from msgspec.structs import replace

from generator.cli import call_files, report
from generator.cli.options import Common, common, said
from generator.config import FILE, Config, read
from generator.intake.automation.forges import FORGES, NoForge, requirement, workflows
from generator.intake.automation.server import units
from generator.intake.automation.supplies import ChangedByHand, Fate, Supply, write
from generator.intake.forms.supplied import supplies, unwanted
from generator.intake.starter import FolderInUse, begin
from generator.model.form_links import FORGES as FORMS
from generator.problems import ProblemsFound


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Name of the journal; default: the folder's name.")
@click.option("--url", default="https://example.org/", help="Address where it will be published.")
@click.option("--ci", type=click.Choice(list(FORGES)), help="Write the workflow of this forge.")
@click.option("--action", is_flag=True, help="With --ci: the composite action, too.")
@click.option("--branch", default="", help="With --ci: branch that is published; default: yours.")
@click.option(
    "--intake", type=click.Choice(list(FORMS)), help="Write the forms of calls for this forge."
)
@click.option("--server", is_flag=True, help="Write a unit of systemd and a Containerfile.")
@click.option("--force", is_flag=True, help="Write over workflows and units that were changed.")
@common
def init(folder: Path, title: str | None, url: str, ci: str | None, **more: object) -> None:
    """Begin a journal in FOLDER: a small one, with comments that explain it.

    With --ci, --server or --intake FOLDER may hold a journal already: then only files that are
    asked for are written, and none that somebody changed.
    """
    given = said()
    if (more["action"] or more["branch"]) and not ci:
        raise click.UsageError("--action and --branch belong to --ci")
    supplied = ci is not None or bool(more["server"] or more["intake"])
    if not (supplied and (folder / FILE).is_file()):
        _begin(folder, title, url, given)
    if not supplied:
        return
    with report.guarded(as_json=given.json):
        wanted = list(_wanted(folder, given, ci, more))
        forge = str(more["intake"] or "")
        forms = _forms(folder, given, forge) if forge else []
    _supply([*wanted, *forms], given, force=bool(more["force"]))
    if forge:
        _remove(unwanted(forge, folder, forms), given)


def _begin(folder: Path, title: str | None, url: str, given: Common) -> None:
    host = _host(url)
    values = {
        "title": title or folder.resolve().name.replace("-", " ").title() or "A journal",
        "date": f"{given.at:%Y-%m-%d}",
        "base_url": url,
        "authority": f"{host},{given.at:%Y}",
    }
    try:
        begun = begin(folder, values)
    except FolderInUse as error:
        raise click.UsageError(f"{error}; give the name of a new folder") from error
    except OSError as error:
        raise click.ClickException(f"The folder cannot be written: {error}") from error
    for file in begun.files:
        record = {"type": "written", "file": str(file)}
        click.echo(json.dumps(record, ensure_ascii=False) if given.json else f"  {file}")
    if not given.json:
        click.echo(f"\nA journal to begin with. Now: cd {folder} && friday serve")


def _wanted(
    folder: Path, given: Common, ci: str | None, more: dict[str, object]
) -> Iterator[Supply]:
    """The files that were asked for."""
    config = _configuration(folder)
    if ci is not None:
        _warn_of_folders(config, given)
        branch, action = str(more["branch"]), bool(more["action"])
        try:
            yield from workflows(ci, folder, config, given.at, branch_name=branch, action=action)
        except NoForge as error:
            raise click.UsageError(str(error)) from error
    if more["server"]:
        yield from units(folder, requirement(config))


def _forms(folder: Path, given: Common, forge: str) -> list[Supply]:
    """The forms of the journal's calls, and the page that explains them."""
    config, calls = call_files.calls(replace(given, project=folder))
    wanted = supplies(forge, folder, config, calls, given.at)
    if not wanted and not given.json:
        hint = "write 'how: {issue: ADDRESS OF THE REPOSITORY}' into a call (docs/forms.md)"
        click.echo(f"warning: no call that is open takes issues; {hint}", err=True)
    return wanted


def _remove(files: Iterable[Path], given: Common) -> None:
    """Take away the forms of calls that are closed; those that somebody changed stay."""
    for file in files:
        try:
            file.unlink()
        except OSError as error:
            raise click.ClickException(f"'{file}' cannot be removed: {error.strerror}") from error
        if given.json:
            click.echo(json.dumps({"type": "removed", "file": str(file)}, ensure_ascii=False))
        else:
            click.echo(f"  {file} (removed: its call is closed)")


def _warn_of_folders(config: Config, given: Common) -> None:
    """A folder on a forge's runner is gone when the job ends."""
    usual = config.publish_to or next(iter(config.targets), "")
    target = config.targets.get(usual)
    if target is not None and target.folder and not given.json:
        said_ = f"the target '{usual}' is a folder: on a runner nobody sees it; name another target"
        click.echo(f"warning: {said_} (docs/publishing.md)", err=True)


def _configuration(folder: Path) -> Config:
    """The configuration of a journal, without what a build would load.

    Raises:
        ProblemsFound: it has mistakes.
    """
    text = (folder / FILE).read_bytes().decode("utf-8-sig", "replace")
    config, problems = read(text)
    if config is None:
        raise ProblemsFound(problems)
    return config


def _supply(wanted: Iterable[Supply], given: Common, *, force: bool) -> None:
    try:
        written = write(wanted, force=force)
    except ChangedByHand as error:
        hint = "nothing was written; keep a copy, then: --force"
        raise click.UsageError(
            f"{error} was changed by somebody, or is not ours; {hint}"
        ) from error
    except OSError as error:
        raise click.ClickException(f"A file cannot be written: {error}") from error
    for file, fate in written:
        if given.json:
            click.echo(json.dumps({"type": str(fate), "file": str(file)}, ensure_ascii=False))
        else:
            note = "" if fate is Fate.WRITTEN else f" ({fate})"
            click.echo(f"  {file}{note}")


def _host(url: str) -> str:
    """The host of a web address in ASCII (IDNA), as permanent ids spell it."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise click.UsageError(f"'{url}' is no web address; write https://example.org/")
    return host
