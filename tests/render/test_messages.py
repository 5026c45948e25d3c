import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from generator.render.catalogues import Catalogue, Plurals, catalogue
from generator.render.theme import shipped
from tests.render import messages

FILE = shipped() / "default" / "locales" / "zh_CN" / "LC_MESSAGES" / "theme.po"


def chinese(file: Path = FILE) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale="zh_CN")


def all_messages() -> set[messages.Message]:
    return messages.of_templates() | messages.of_pages() | messages.of_kinds()


def test_everything_that_is_said_is_translated_into_chinese() -> None:
    known = {m.id for m in chinese() if m.id and m.string and not m.fuzzy}

    assert sorted(map(str, all_messages() - known)) == []


def test_the_chinese_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    known = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in chinese() if m.id}

    assert sorted(map(str, known - all_messages())) == []


def test_the_chinese_catalogue_has_no_mistakes() -> None:
    _, problems = catalogue(FILE.read_bytes(), FILE.name, Plurals(), Catalogue())

    assert problems == []


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    def holes(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s|%(?!\()", text))

    pairs = [
        (m.id, str(m.string)) if isinstance(m.id, str) else (m.id[1], str((m.string or "?")[0]))
        for m in chinese()
        if m.id
    ]
    wrong = [source for source, said in pairs if holes(source) != holes(said)]

    assert wrong == []


def test_chinese_text_has_chinese_punctuation() -> None:
    said = [str(m.string) for m in chinese() if m.id]

    assert [text for text in said if re.search(r"[\u4e00-\u9fff][,;:!?.]", text)] == []


def test_room_between_chinese_and_other_letters_is_left_to_the_stylesheet() -> None:
    said = [str(form) for m in chinese() if m.id for form in _forms(m)]
    typed = re.compile(r"[\u4e00-\u9fff] (?:[0-9A-Za-z{]|%\()|[0-9A-Za-z}] [\u4e00-\u9fff]")

    assert [text for text in said if typed.search(text)] == []


def _forms(message: Message) -> tuple[str, ...]:
    text = message.string
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)
