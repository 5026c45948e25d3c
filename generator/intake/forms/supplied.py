"""Which files the forms of a journal's calls are, and which of the old ones are to go."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from generator.config import Config
from generator.intake.automation.forges import repository
from generator.intake.automation.supplies import Supply, is_ours, signed, signed_markdown
from generator.intake.calls import CallPlace
from generator.intake.forms.issue_form import Blank, chooser, issue_form, issue_template
from generator.intake.forms.words import words_in
from generator.intake.posts.head import quoted
from generator.kinds.call import KIND
from generator.model.entry import Entry
from generator.model.form import worded
from generator.model.form_links import FORGES, form_stem
from generator.pages.routes import absolute, entry_path, list_path

PAGE = "sending-in"
"""Name of the page that explains how to send something in."""

_CHOOSER = "config.yml"


def supplies(
    name: str, project: Path, config: Config, calls: Sequence[CallPlace], at: datetime
) -> list[Supply]:
    """The forms of the calls that are open or announced, in each of their languages, and a page.

    Args:
        name: of the forge, one of `FORGES`.
        calls: every call of the journal.
        at: what is closed by then has no form.
    """
    forge, top = FORGES[name], repository(project)
    folder = top / forge.folder
    command = f"friday init --intake {name} {project.resolve().relative_to(top).as_posix()}"
    found = [place for place in calls if _takes_issues(place, at)]
    if not found:
        return []
    wanted = []
    for place in found:
        for version in place.versions:
            blank = _blank(place, version, config)
            stem = form_stem(place.id, version.lang, config.main_language)
            if forge.ending == ".md":
                text = signed_markdown(issue_template(blank), command)
            else:
                text = signed(issue_form(blank), command)
            wanted.append(Supply(folder / f"{stem}{forge.ending}", text))
    chooses = folder / _CHOOSER
    if forge.ending != ".md" and (is_ours(chooses) or not chooses.exists()):
        words = words_in(config.main_language)
        address = absolute(config, list_path(config, KIND.name, config.main_language))
        text = chooser(config.title, address, words.page_summary)
        wanted.append(Supply(chooses, signed(text, command)))
    return [*wanted, *_pages(project, config, found, command)]


def unwanted(name: str, project: Path, wanted: Sequence[Supply]) -> list[Path]:
    """Forms that were written here and not changed since, of calls that are closed or gone."""
    forge = FORGES[name]
    folder = repository(project) / forge.folder
    kept = {supply.file for supply in wanted}
    files = sorted(folder.glob(f"*{forge.ending}")) if folder.is_dir() else []
    return [file for file in files if file not in kept and is_ours(file)]


def _takes_issues(place: CallPlace, at: datetime) -> bool:
    """Whether a call has a form of issues: it is not closed, and has that way in, or none yet."""
    closed = place.call.closes is not None and place.call.closes <= at
    ways = place.call.how
    return not closed and (not ways or any(way.issue for way in ways))


def _blank(place: CallPlace, version: Entry, config: Config) -> Blank:
    lang = version.lang or config.main_language
    texts = {text.id: text for text in config.consents}
    consent = texts.get(place.form.consent)
    closes = place.call.closes
    return Blank(
        id=place.id,
        title=version.head.title,
        summary=version.head.summary or "",
        lang=lang,
        form=place.form,
        consent=worded(consent.texts, lang, consent.text) if consent else "",
        address=absolute(config, entry_path(config, version)),
        until=closes.astimezone(config.zone).date().isoformat() if closes else "",
    )


def _pages(
    project: Path, config: Config, calls: Sequence[CallPlace], command: str
) -> Iterator[Supply]:
    """The page that explains, in each language; one that somebody made their own is left alone."""
    folder = project / config.content / "pages"
    listed = (
        "\n".join(f"- [](call:{place.id})" for place in calls) or f"- [{KIND.many}]({KIND.url})"
    )
    for lang in config.languages:
        words = words_in(lang)
        file = folder / f"{PAGE}.{lang}.md"
        head = f"title: {quoted(words.page_title)}\nsummary: {quoted(words.page_summary)}\n"
        text = signed(f"---\n{head}---\n{words.page.format(calls=listed)}", command)
        if is_ours(file) or not file.exists():
            yield Supply(file, text)
