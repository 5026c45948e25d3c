"""A catalogue to be translated: what the program says, beside what somebody has translated."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.render.catalogues import Plurals, plurals_of
from generator.render.po_files import Message, read, write
from generator.render.strings import CATALOGUE, catalogue_files, locale_of, own_name, plurals_in
from generator.render.template_text import messages
from generator.render.theme import DEFAULT, shipped


class Translation(Struct, frozen=True):
    """The new text of a catalogue.

    Attributes:
        translated: how many of its messages are translated; `missing` are not.
        obsolete: how many the program no longer says; they are kept in comments.
    """

    text: str
    translated: int
    missing: int
    obsolete: int


def catalogue_of(project: Path, lang: str) -> Path:
    """The file of a project that holds what is said in a language, or the one to begin."""
    there = catalogue_files(locale_of(lang), [project / "locales"])
    return there[-1] if there else project / "locales" / lang.replace("-", "_") / CATALOGUE


def translation(lang: str, theme: Path, current: str) -> Translation:
    """The catalogue of a language with every message that needs a translation.

    What the default theme already says in the language is left out, unless `current` says it
    differently.

    Args:
        theme: folder of the journal's theme, which may say more than the default one.
        current: text of the catalogue as it is; empty for a new one.

    Raises:
        Unreadable: `current` is no catalogue.
    """
    present = read(current)
    known = {message.id: message for message in present if message.id}
    plurals = plurals_of(present, plurals_in(locale_of(lang)))
    wanted = dict(_everything(theme))
    said = set(_already_said(lang))
    rows = [
        _row(known.get(one), one, many, plurals)
        for one, many in wanted.items()
        if one in known or one not in said
    ]
    old = [replace(m, obsolete=True) for m in known.values() if m.id not in wanted and any(m.forms)]
    done = sum(row.translated and not row.fuzzy for row in rows)
    text = write((_head(present, lang, plurals), *rows, *old))
    return Translation(text, done, len(rows) - done, len(old))


def _row(known: Message | None, one: str, many: str, plurals: Plurals) -> Message:
    """A message with the translation that it has, or with room for one."""
    count = plurals.count if many else 1
    if known is None or (bool(known.plural) != bool(many)):
        return Message(one, many, ("",) * count)
    forms = (*known.forms, *("",) * count)[: max(count, len(known.forms))]
    return replace(known, plural=many, forms=forms, obsolete=False)


def _head(present: tuple[Message, ...], lang: str, plurals: Plurals) -> Message:
    for message in present:
        if not message.id:
            return message
    lines = (
        f"Language: {lang.replace('-', '_')}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plurals}",
    )
    about = (
        f"{own_name(lang)}: what this journal says on its pages.",
        f"What has no translation yet is said in English. `friday theme messages {lang}` brings",
        "this file up to date.",
    )
    return Message("", forms=("".join(f"{line}\n" for line in lines),), comments=about)


def _everything(theme: Path) -> Iterator[tuple[str, str]]:
    """Every message of the program and of a theme's templates, and its plural.

    The Chinese catalogue that is shipped holds all that the program and its theme say.
    """
    for file in sorted((shipped() / DEFAULT / "locales").rglob(Path(CATALOGUE).name)):
        for message in read(file.read_text(encoding="utf-8")):
            if message.id and not message.obsolete:
                yield message.id, message.plural
    for file in sorted((theme / "templates").rglob("*")):
        if file.is_file():
            yield from messages(file.read_bytes().decode("utf-8-sig", "replace"))


def _already_said(lang: str) -> Iterator[str]:
    for file in catalogue_files(locale_of(lang), [shipped() / DEFAULT / "locales"]):
        yield from (m.id for m in read(file.read_text(encoding="utf-8")) if m.translated)
