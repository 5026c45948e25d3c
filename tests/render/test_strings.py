from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from generator.problems import Severity
from generator.render.strings import Strings, direction, own_name, strings

ZONE = timezone(timedelta(hours=8))
MIDNIGHT = datetime(2026, 5, 1, tzinfo=ZONE)
EVENING = datetime(2026, 5, 1, 18, 30, tzinfo=ZONE)


def said(lang: str, *folders: Path) -> Strings:
    found, problems = strings(lang, folders)
    assert problems == []
    return found


def catalogue(folder: Path, lang: str, *messages: tuple[str, str], head: str = "") -> Path:
    file = folder / lang / "LC_MESSAGES" / "theme.po"
    file.parent.mkdir(parents=True)
    pairs = "".join(f'msgid "{source}"\nmsgstr "{text}"\n\n' for source, text in messages)
    file.write_text(
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n{head}\n{pairs}'
    )
    return folder


@pytest.mark.parametrize(
    ("lang", "day"),
    [
        ("zh-CN", "2026年5月1日"),
        ("zh", "2026年5月1日"),
        ("en", "1 May 2026"),
        ("en-US", "May 1, 2026"),
        ("de", "1. Mai 2026"),
        ("xx-YY", "1 May 2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(lang: str, day: str) -> None:
    assert said(lang).day(MIDNIGHT) == day


@pytest.mark.parametrize(
    ("lang", "instant"), [("zh-CN", "2026年5月1日 18:30"), ("en", "1 May 2026, 18:30")]
)
def test_an_instant_has_its_time(lang: str, instant: str) -> None:
    assert said(lang).instant(EVENING) == instant


def test_an_instant_at_midnight_is_a_day() -> None:
    assert said("en").instant(MIDNIGHT) == "1 May 2026"


def test_a_month_is_written_as_the_language_writes_it() -> None:
    assert (said("zh-CN").month(MIDNIGHT), said("en").month(MIDNIGHT)) == ("2026年5月", "May 2026")


def test_a_year_is_written_as_the_language_writes_it() -> None:
    assert (said("zh-CN").year(MIDNIGHT), said("en").year(MIDNIGHT)) == ("2026年", "2026")


def test_a_number_has_separators() -> None:
    assert (said("en").number(12345), said("de").number(12345)) == ("12,345", "12.345")


@pytest.mark.parametrize(("lang", "names"), [("zh-CN", "甲、乙和丙"), ("en", "甲, 乙 and 丙")])
def test_names_are_joined_as_the_language_joins_them(lang: str, names: str) -> None:
    assert said(lang).names(["甲", "乙", "丙"]) == names


def test_no_names_are_nothing() -> None:
    assert said("en").names([]) == ""


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("zh-CN", "中文"),
        ("zh-TW", "繁體中文"),
        ("en", "English"),
        ("fr", "français"),
        ("qqq", "qqq"),
    ],
)
def test_a_language_is_called_what_it_calls_itself(lang: str, name: str) -> None:
    assert own_name(lang) == name


def test_a_message_that_nobody_translated_stays_as_it_is() -> None:
    assert said("zh-CN").gettext("Nobody said this") == "Nobody said this"


def test_an_empty_message_is_not_the_head_of_the_catalogue(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, "zh_CN", ("Vote", "投票"))

    assert said("zh-CN", folder).gettext("") == ""


def test_a_choice_that_nobody_translated_becomes_words() -> None:
    assert said("en").word("in-progress") == "In progress"


def test_words_that_nobody_translated_stay_as_they_are() -> None:
    assert said("en").word("iPhone only") == "iPhone only"


@pytest.mark.parametrize("folder", ["zh", "zh_CN", "zh_Hans", "zh_Hans_CN"])
def test_a_catalogue_is_found_under_each_name_of_its_language(tmp_path: Path, folder: str) -> None:
    found = said("zh-CN", catalogue(tmp_path, folder, ("Vote", "投票")))

    assert found.gettext("Vote") == "投票"


def test_a_catalogue_of_another_script_is_not_used(tmp_path: Path) -> None:
    found = said("zh-CN", catalogue(tmp_path, "zh_TW", ("Vote", "投票給")))

    assert found.gettext("Vote") == "Vote"


def test_a_later_catalogue_overrides_single_messages(tmp_path: Path) -> None:
    theme = catalogue(tmp_path / "theme", "zh_CN", ("Vote", "投票"), ("Copy", "复制"))
    project = catalogue(tmp_path / "project", "zh_CN", ("Vote", "举手"))

    found = said("zh-CN", theme, project)

    assert (found.gettext("Vote"), found.gettext("Copy")) == ("举手", "复制")


def test_a_message_without_translation_does_not_override_one(tmp_path: Path) -> None:
    theme = catalogue(tmp_path / "theme", "zh_CN", ("Vote", "投票"))
    project = catalogue(tmp_path / "project", "zh_CN", ("Vote", ""))

    assert said("zh-CN", theme, project).gettext("Vote") == "投票"


def test_a_guessed_translation_is_not_said(tmp_path: Path) -> None:
    file = catalogue(tmp_path / "a", "de", ("Copy", "Kopie")) / "de/LC_MESSAGES/theme.po"
    before = said("de", tmp_path / "a")
    file.write_text(file.read_text() + '#, fuzzy\nmsgid "Vote"\nmsgstr "Votieren"\n')
    after, problems = strings("de", [tmp_path / "a"])

    assert after.gettext("Vote") == "Vote"
    assert after.digest == before.digest
    assert [(p.location.line, p.severity) for p in problems] == [(9, Severity.WARNING)]


def test_plurals_follow_the_rule_of_the_catalogue(tmp_path: Path) -> None:
    rule = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
    file = (
        catalogue(tmp_path, "sl", head=f'"Plural-Forms: {rule}\\n"\n') / "sl/LC_MESSAGES/theme.po"
    )
    forms = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    file.write_text(file.read_text() + forms)

    found = said("sl", tmp_path)

    assert [found.ngettext("one", "many", n) for n in (1, 2, 5)] == ["a", "b", "c"]


def test_a_broken_catalogue_is_a_problem_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "locales" / "de" / "LC_MESSAGES" / "theme.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Vote"\nmsgstr "Wählen"\n\nVote: Wählen\n')

    _, problems = strings("de", [tmp_path / "locales"], tmp_path)

    assert [(str(p.location), p.code) for p in problems] == [
        ("locales/de/LC_MESSAGES/theme.po:4", "catalogue")
    ]


def test_a_catalogue_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "de" / "LC_MESSAGES" / "theme.po"
    file.parent.mkdir(parents=True)
    file.write_bytes('msgid "Vote"\nmsgstr "Wählen"\n'.encode("latin-1"))

    _, problems = strings("de", [tmp_path])

    assert [p.code for p in problems] == ["catalogue"]


def test_the_digest_changes_with_a_message(tmp_path: Path) -> None:
    one = said("de", catalogue(tmp_path / "a", "de", ("Vote", "Wählen")))
    two = said("de", catalogue(tmp_path / "b", "de", ("Vote", "Abstimmen")))

    assert one.digest != two.digest


def test_the_digest_does_not_change_with_a_comment(tmp_path: Path) -> None:
    one = said("de", catalogue(tmp_path / "a", "de", ("Vote", "Wählen")))
    file = catalogue(tmp_path / "b", "de", ("Vote", "Wählen")) / "de/LC_MESSAGES/theme.po"
    file.write_text("# a comment\n" + file.read_text())

    assert one.digest == said("de", tmp_path / "b").digest


@pytest.mark.parametrize(
    ("lang", "way"), [("ar", "rtl"), ("he-IL", "rtl"), ("zh-CN", "ltr"), ("xx", "ltr")]
)
def test_a_language_is_written_from_its_own_side(lang: str, way: str) -> None:
    assert direction(lang) == way


def test_plurals_without_a_rule_follow_that_of_the_language(tmp_path: Path) -> None:
    file = catalogue(tmp_path, "pl") / "pl/LC_MESSAGES/theme.po"
    forms = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n'
    file.write_text(file.read_text() + forms)
    found = said("pl", tmp_path)

    assert [found.ngettext("one", "many", n) for n in (1, 3, 5, 22)] == ["a", "b", "c", "b"]


def test_a_plural_that_nobody_translated_is_english(tmp_path: Path) -> None:
    found = said("pl", catalogue(tmp_path, "pl", ("Vote", "Głos")))

    assert [found.ngettext("one", "many", n) for n in (1, 2)] == ["one", "many"]
