"""`friday theme`: what is taken from the default theme, and what is translated."""

from pathlib import Path

import pytest

from generator.render import overrides
from generator.render.overrides import copied, originals
from generator.render.po_files import read
from generator.render.strings import CATALOGUE
from tests.cli.running import AT, friday_here

YAML = (
    "title: T\nbase_url: https://example.org/\nlanguages: [en, zh-CN]\nauthority: a.example,2026\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A journal that chose a theme of its own, which is still empty."""
    return journal(tmp_path / "j", "theme: mine\n")


def journal(folder: Path, more: str = "") -> Path:
    folder.mkdir()
    (folder / "friday.yaml").write_text(YAML + more, encoding="utf-8")
    (folder / "content").mkdir()
    return folder


def templates(project: Path) -> Path:
    return project / "themes/mine/templates"


def states(project: Path) -> dict[str, object]:
    done = friday_here(project, "theme", "status", "--json")
    return {str(record["file"]): record["state"] for record in done.records()}


# ------------------------------------------------------------------------------------------- eject


def test_a_template_is_copied_below_a_line_that_says_where_it_is_from(project: Path) -> None:
    done = friday_here(project, "theme", "eject", "diary.html")
    first, _, rest = (templates(project) / "diary.html").read_text("utf-8").partition("\n")

    assert done.out.strip() == "themes/mine/templates/diary.html"
    assert first.startswith("{# Taken from the default theme of Orange Friday ")
    assert rest == originals()["diary.html"].text


def test_parts_and_stylesheets_are_copied_into_their_folders(project: Path) -> None:
    friday_here(project, "theme", "eject", "parts/card.html", "style.css")

    assert (templates(project) / "parts/card.html").is_file()
    assert (project / "themes/mine/static/style.css").is_file()


def test_everything_that_is_copied_leaves_the_site_as_it_is(tmp_path: Path) -> None:
    project = journal(tmp_path / "j")
    friday_here(project, "build", "--at", AT)
    before = pages(project)
    friday_here(project, "theme", "eject", *originals(), "--theme", "mine")
    with (project / "friday.yaml").open("a") as file:
        file.write("theme: mine\n")
    done = friday_here(project, "build", "--at", AT)

    assert done.code == 0, done.err
    assert pages(project) == before


def pages(project: Path) -> dict[str, str]:
    """Pages, without the digits that stand for the content of stylesheets."""
    found = {}
    for file in sorted((project / "site").rglob("*.html")):
        text = file.read_text("utf-8")
        for asset in (project / "site/assets").rglob("*"):
            text = text.replace(asset.name, asset.name.split(".")[0])
        found[file.relative_to(project).as_posix()] = text
    return found


def test_the_default_theme_itself_is_not_changed(tmp_path: Path) -> None:
    done = friday_here(journal(tmp_path / "j"), "theme", "eject", "diary.html")

    assert done.code == 2
    assert "--theme NAME" in done.err


def test_a_theme_may_be_begun_and_is_to_be_chosen(tmp_path: Path) -> None:
    done = friday_here(journal(tmp_path / "j"), "theme", "eject", "diary.html", "--theme", "choir")

    assert (tmp_path / "j/themes/choir/templates/diary.html").is_file()
    assert done.out.endswith("by a line in friday.yaml:\n\n    theme: choir\n")


@pytest.mark.parametrize("name", ["../mine", "a/b", ".hidden", "default"])
def test_a_theme_has_the_name_of_a_folder(project: Path, name: str) -> None:
    done = friday_here(project, "theme", "eject", "diary.html", "--theme", name)

    assert done.code == 2
    assert not list(project.rglob("*.html"))


def test_a_name_that_does_not_exist_is_refused_with_the_nearest(project: Path) -> None:
    done = friday_here(project, "theme", "eject", "home.html", "dairy.html")

    assert done.code == 2
    assert "has no 'dairy.html'. Did you mean 'diary.html'?" in done.err
    assert not (project / "themes").exists()


def test_what_somebody_wrote_is_not_replaced(project: Path) -> None:
    templates(project).mkdir(parents=True)
    (templates(project) / "diary.html").write_text("mine")
    done = friday_here(project, "theme", "eject", "home.html", "diary.html")

    assert done.code == 2
    assert "diary.html is already there; --force replaces it" in done.err
    assert [file.name for file in templates(project).iterdir()] == ["diary.html"]


def test_what_somebody_wrote_is_replaced_when_that_is_wished(project: Path) -> None:
    templates(project).mkdir(parents=True)
    (templates(project) / "diary.html").write_text("mine")
    friday_here(project, "theme", "eject", "diary.html", "--force")

    assert "Taken from" in (templates(project) / "diary.html").read_text("utf-8")


def test_a_small_template_extends_the_default_one_and_lists_its_blocks(project: Path) -> None:
    friday_here(project, "theme", "eject", "diary.html", "--extend")
    text = (templates(project) / "diary.html").read_text("utf-8")

    assert '{% extends "default:diary.html" %}' in text
    assert "{% block kicker %}{{ super() }}{% endblock %}" in text
    assert "{% block styles %}{{ super() }}{% endblock %}" in text
    assert friday_here(project, "check", "--at", AT).code == 0


def test_what_has_no_blocks_cannot_be_extended(project: Path) -> None:
    done = friday_here(project, "theme", "eject", "style.css", "--extend")

    assert done.code == 2
    assert "style.css has no blocks; take a copy of it" in done.err


def test_the_list_says_what_each_file_is_for_and_which_are_ones_own(project: Path) -> None:
    friday_here(project, "theme", "eject", "diary.html")
    lines = friday_here(project, "theme", "eject", "--list").out.splitlines()

    assert [line for line in lines if line.startswith("* ")] == [
        f"* {'diary.html':{max(map(len, originals()))}}  {originals()['diary.html'].about}",
        "* your theme has its own",
    ]


def test_nothing_is_taken_where_nothing_is_named(project: Path) -> None:
    done = friday_here(project, "theme", "eject")

    assert done.code == 2
    assert "friday theme eject --list" in done.err


def test_written_files_are_told_as_records(project: Path) -> None:
    done = friday_here(project, "theme", "eject", "diary.html", "--json")

    assert done.records() == [{"type": "written", "file": "themes/mine/templates/diary.html"}]


# ------------------------------------------------------------------------------------------ status


def test_a_copy_that_nobody_changed_can_be_deleted(project: Path) -> None:
    friday_here(project, "theme", "eject", "diary.html")

    assert states(project) == {"themes/mine/templates/diary.html": "same"}


def test_a_copy_of_the_version_in_use_is_current(project: Path) -> None:
    friday_here(project, "theme", "eject", "diary.html")
    change(templates(project) / "diary.html", "kicker", "my-kicker")

    assert states(project) == {"themes/mine/templates/diary.html": "current"}


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_a_copy_of_what_has_changed_since_is_behind_and_names_its_version(project: Path) -> None:
    old = overrides.Original("diary.html", "templates", "as it was once\n")
    templates(project).mkdir(parents=True)
    (templates(project) / "diary.html").write_text(copied(old, "0.0.9"))
    done = friday_here(project, "theme", "status")

    assert states(project) == {"themes/mine/templates/diary.html": "behind"}
    assert "has changed since 0.0.9" in done.out


def test_a_file_without_its_line_is_unknown(project: Path) -> None:
    templates(project).mkdir(parents=True)
    (templates(project) / "diary.html").write_text("mine")

    assert states(project) == {"themes/mine/templates/diary.html": "unknown"}


def test_a_template_that_extends_follows(project: Path) -> None:
    friday_here(project, "theme", "eject", "diary.html", "--extend")

    assert states(project) == {"themes/mine/templates/diary.html": "extends"}


def test_a_block_that_the_default_theme_does_not_have_is_told(project: Path) -> None:
    templates(project).mkdir(parents=True)
    text = '{% extends "default:diary.html" %}{% block kikcer %}{% endblock %}'
    (templates(project) / "diary.html").write_text(text)
    done = friday_here(project, "theme", "status")

    assert done.out.endswith("no longer has: kikcer\n")


def test_the_difference_to_the_default_theme_is_shown(project: Path) -> None:
    friday_here(project, "theme", "eject", "404.html")
    change(templates(project) / "404.html", "404", "lost")
    lines = friday_here(project, "theme", "status", "--diff").out.splitlines()

    assert "--- default:404.html" in lines
    assert '+<p class="kicker">lost</p>' in lines


def test_a_journal_of_the_default_theme_has_nothing_of_its_own(tmp_path: Path) -> None:
    done = friday_here(journal(tmp_path / "j"), "theme", "status")

    assert done.out == "This journal takes everything from the default theme.\n"


def test_checking_a_journal_recommends_to_look_at_what_is_behind(project: Path) -> None:
    old = overrides.Original("diary.html", "templates", '{% extends "entry.html" %}\n')
    templates(project).mkdir(parents=True)
    (templates(project) / "diary.html").write_text(copied(old, "0.0.9"))
    done = friday_here(project, "check", "--at", AT)

    assert done.code == 0
    note = "note: the default theme has changed below 1 file of yours: friday theme status\n"
    assert done.err == note


def test_checking_a_journal_recommends_to_write_its_authority_down(tmp_path: Path) -> None:
    project = journal(tmp_path / "j")
    yaml = (project / "friday.yaml").read_text().replace("authority: a.example,2026\n", "")
    (project / "friday.yaml").write_text(yaml)
    done = friday_here(project, "check", "--at", AT, "--strict", "--json")

    assert done.code == 0
    assert "write: authority: example.org,2026" in str(done.record("note")["message"])


# ---------------------------------------------------------------------------------------- messages


def german(project: Path) -> Path:
    return project / "locales/de" / CATALOGUE


def counts(project: Path, lang: str = "de") -> tuple[object, ...]:
    record = friday_here(project, "theme", "messages", lang, "--json").record("catalogue")
    return tuple(record[name] for name in ("translated", "missing", "old"))


def test_a_new_catalogue_holds_everything_that_is_said(project: Path) -> None:
    done = friday_here(project, "theme", "messages", "de")
    messages = read(german(project).read_text("utf-8"))

    assert {"Skip to the text", "Diary", "in-progress", "Subscribe"} <= {m.id for m in messages}
    assert not [m for m in messages if m.id and any(m.forms)]
    assert done.out.endswith(
        "name the language in friday.yaml:\n\n    languages: [en, zh-CN, de]\n"
    )


def test_plurals_have_room_for_every_form_of_the_language(project: Path) -> None:
    friday_here(project, "theme", "messages", "ar")
    messages = read((project / "locales/ar" / CATALOGUE).read_text("utf-8"))

    assert {len(m.forms) for m in messages if m.plural} == {6}


def test_what_is_translated_stays(project: Path) -> None:
    friday_here(project, "theme", "messages", "de")
    change(
        german(project), 'msgid "Diary"\nmsgstr ""', '# ein Brief\nmsgid "Diary"\nmsgstr "Brief"'
    )
    before = german(project).read_text("utf-8")
    [translated, _, old] = counts(project)

    assert (translated, old) == (1, 0)
    assert german(project).read_text("utf-8") == before


def test_what_is_no_longer_said_is_kept_in_comments(project: Path) -> None:
    friday_here(project, "theme", "messages", "de")
    with german(project).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Old words"\nmsgstr "Alte Worte"\n')
    counts(project)

    assert '#~ msgid "Old words"\n#~ msgstr "Alte Worte"\n' in german(project).read_text("utf-8")


def test_what_is_said_again_is_taken_out_of_the_comments(project: Path) -> None:
    friday_here(project, "theme", "messages", "de")
    change(german(project), 'msgid "Diary"\nmsgstr ""', '#~ msgid "Diary"\n#~ msgstr "Brief"')

    assert counts(project)[0] == 1
    assert '\nmsgid "Diary"\nmsgstr "Brief"\n' in german(project).read_text("utf-8")


def test_a_theme_of_ones_own_may_say_more(project: Path) -> None:
    templates(project).mkdir(parents=True)
    text = '{{ _("A letter") }}{{ ngettext("%(num)s page", "%(num)s pages", 2) }}'
    (templates(project) / "letter.html").write_text(text)
    friday_here(project, "theme", "messages", "zh-CN")
    file = project / "locales/zh_CN" / CATALOGUE

    assert [m.id for m in read(file.read_text("utf-8")) if m.id] == ["A letter", "%(num)s page"]


def test_a_language_that_the_theme_speaks_needs_no_file(project: Path) -> None:
    done = friday_here(project, "theme", "messages", "zh-CN")

    assert "0 to do" in done.out
    assert not (project / "locales").exists()


def test_a_catalogue_under_another_name_of_its_language_is_the_one(project: Path) -> None:
    file = project / "locales/de_DE" / CATALOGUE
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Diary"\nmsgstr "Brief"\n')

    assert counts(project)[0] == 1
    assert not german(project).exists()


def test_a_catalogue_that_cannot_be_read_stays_as_it_is(project: Path) -> None:
    german(project).parent.mkdir(parents=True)
    german(project).write_text('msgid "Diary\n')
    done = friday_here(project, "theme", "messages", "de")

    assert done.code == 1
    assert done.err.startswith("locales/de/LC_MESSAGES/theme.po:1: error[catalogue]")
    assert german(project).read_text() == 'msgid "Diary\n'


def test_what_is_no_language_is_refused(project: Path) -> None:
    assert friday_here(project, "theme", "messages", "../de").code == 2
    assert not (project / "locales").exists()
