"""`friday theme`."""

import json
import re
from collections.abc import Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

import click

from generator import __version__
from generator.build.beginning import configuration
from generator.build.edition import Options
from generator.cli import report
from generator.cli.options import Common, common, said
from generator.files import put
from generator.problems import Location, Problem, did_you_mean, gate
from generator.render.overrides import Original, Override, copied, extended, originals, overrides
from generator.render.overrides import State as Standing
from generator.render.po_files import Unreadable
from generator.render.theme import DEFAULT
from generator.render.translation import catalogue_of, translation

_NAME = re.compile(r"\w[\w.-]*")
_LANG = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SAYS: Mapping[Standing, str] = {
    Standing.EXTENDS: "extends the default theme's, and follows it",
    Standing.LOST: "fills blocks that the default theme no longer has: {lost}",
    Standing.CURRENT: "taken from the default theme as it is now",
    Standing.BEHIND: "the default theme's has changed since {version}, from which this was taken",
    Standing.SAME: "the same as the default theme's; it can be deleted",
    Standing.UNKNOWN: "nothing says from which version this was taken",
}


@click.group()
@common
def theme() -> None:
    """Make the look of a journal your own, and its words."""


@theme.command()
@click.argument("names", nargs=-1)
@click.option("--list", "listing", is_flag=True, help="Say what there is, and what each is for.")
@click.option("--theme", "into", default="", help="Theme to write into; default: the journal's.")
@click.option("--extend", is_flag=True, help="Write a small file that extends the template.")
@click.option("--force", is_flag=True, help="Replace files of that theme.")
@common
def eject(names: tuple[str, ...], *, listing: bool, into: str, extend: bool, force: bool) -> None:
    """Take files of the default theme into your own: NAMES such as diary.html or style.css.

    Templates stand in themes/THEME/templates, stylesheets and scripts in themes/THEME/static.
    What you do not take stays that of the default theme.
    """
    given, known = said(), originals()
    with report.guarded(as_json=given.json):
        chosen = configuration(given.project, Options()).theme
    name = into or chosen
    folder = given.project / "themes" / name
    if listing:
        _list(known, folder if name != DEFAULT else None, as_json=given.json)
        return
    if not names:
        raise click.UsageError("Name a file, or see what there is: friday theme eject --list")
    wanted = [_named(one, known) for one in names]
    if name == DEFAULT or not _NAME.fullmatch(name):
        raise click.UsageError("The default theme stays as it is; name one of yours: --theme NAME")
    texts = {folder / each.folder / each.name: _text(each, known, extend) for each in wanted}
    _write(texts, given, force=force)
    if chosen != name and not given.json:
        click.echo(f"\nNow choose the theme by a line in friday.yaml:\n\n    theme: {name}")


def _named(name: str, known: Mapping[str, Original]) -> Original:
    if name in known:
        return known[name]
    near = did_you_mean(name, known).replace("did", "Did", 1)
    hint = near or "See what there is: friday theme eject --list"
    raise click.UsageError(f"The default theme has no '{name}'. {hint}")


def _text(original: Original, known: Mapping[str, Original], extend: bool) -> str:  # noqa: FBT001
    if not extend:
        return copied(original, __version__)
    try:
        return extended(original, known)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _write(texts: Mapping[Path, str], given: Common, *, force: bool) -> None:
    taken = [file for file in texts if file.exists()]
    if taken and not force:
        raise click.UsageError(f"{taken[0]} is already there; --force replaces it")
    for file, text in texts.items():
        _put(file, text)
        record = {"type": "written", "file": str(file)}
        click.echo(json.dumps(record, ensure_ascii=False) if given.json else f"  {file}")


def _put(file: Path, text: str) -> None:
    try:
        put(file, text.encode())
    except OSError as error:
        raise click.ClickException(f"The file cannot be written: {error}") from error


def _list(known: Mapping[str, Original], folder: Path | None, *, as_json: bool) -> None:
    own = {each.original.name for each in overrides(folder)} if folder else set()
    wide = max(map(len, known))
    for name, each in known.items():
        if as_json:
            record = {"type": "file", "name": name, "about": each.about, "own": name in own}
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo(f"{'*' if name in own else ' '} {name:{wide}}  {each.about}")
    if own and not as_json:
        click.echo("\n* your theme has its own")


@theme.command()
@click.option("--diff", is_flag=True, help="Show how files differ from those of the default theme.")
@common
def status(*, diff: bool) -> None:
    """Say how the files of your theme stand to those of the default theme, after an upgrade."""
    given = said()
    with report.guarded(as_json=given.json):
        name = configuration(given.project, Options()).theme
    found = tuple(overrides(given.project / "themes" / name)) if name != DEFAULT else ()
    for each in found:
        _tell(each, given.project, as_json=given.json)
        if diff and not given.json:
            click.echo("".join(_difference(each)), nl=False)
    if not found and not given.json:
        click.echo("This journal takes everything from the default theme.")


def _tell(each: Override, project: Path, *, as_json: bool) -> None:
    file = each.file.relative_to(project).as_posix()
    sentence = _SAYS[each.state].format(lost=", ".join(each.lost), version=each.version)
    if as_json:
        record = {"type": "override", "file": file, "state": str(each.state), "message": sentence}
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(f"{file}: {sentence}")


def _difference(each: Override) -> Sequence[str]:
    """From the default theme's file to that of the journal; nothing for one that extends it."""
    if each.state in {Standing.EXTENDS, Standing.LOST}:
        return ()
    theirs, own = each.original.text.splitlines(), each.text.splitlines()
    names = (f"{DEFAULT}:{each.original.name}", each.original.name)
    return [f"{line}\n" for line in unified_diff(theirs, own, *names, lineterm="")]


@theme.command()
@click.argument("lang")
@common
def messages(lang: str) -> None:
    """Begin or update the catalogue of a language: everything that pages say, to be translated.

    LANG is a language tag such as de or pt-BR. The file is locales/LANG/LC_MESSAGES/theme.po; what
    is translated in it stays.
    """
    given = said()
    if not _LANG.fullmatch(lang):
        raise click.UsageError(f"'{lang}' is no language tag, such as de or pt-BR.")
    file = catalogue_of(given.project, lang)
    with report.guarded(as_json=given.json):
        config = configuration(given.project, Options())
        current = _present(file, given.project)
        try:
            made = translation(lang, given.project / "themes" / config.theme, current)
        except Unreadable as error:
            place = Location(file.relative_to(given.project).as_posix(), error.line)
            gate([Problem(place, "catalogue", str(error))])
            return
    if made.text != current and (current or made.missing):
        _put(file, made.text)
    if given.json:
        counts = {"translated": made.translated, "missing": made.missing, "old": made.obsolete}
        click.echo(json.dumps({"type": "catalogue", "file": str(file), **counts}))
        return
    click.echo(
        f"{file}: {made.translated} translated, {made.missing} to do, "
        f"{made.obsolete} no longer said"
    )
    if not config.language(lang):
        known = ", ".join((*config.languages, lang))
        click.echo(f"\nNow name the language in friday.yaml:\n\n    languages: [{known}]")


def _present(file: Path, project: Path) -> str:
    if not file.is_file():
        return ""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        place = Location(file.relative_to(project).as_posix())
        gate([Problem(place, "catalogue", "this is not UTF-8", "save the file as UTF-8")])
        return ""
