"""The table of page types is whole: every page type of it is there, and every template is in it."""

from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import drafted
from tests.browser.journals import AT, Site
from tests.browser.page_types import MONSTERS, PAGES
from tests.build.building import ROOT, copied

# Templates that are no page of the demonstration, and why.
NO_PAGE = {
    "base.html": "the frame of the others",
    "digest.html": "is a mail, which `friday digest` writes",
    "form.html": "is a page of the intake service; tests/service has it",
    "form_notice.html": "is a page of the intake service, too",
    "entry.html": "for kinds that have no template of their own",
    "feed_item.html": "stands in feeds",
    "redirect.html": "leads on to where a page is now",
    "sent_in.html": "is for more than the page of a call holds, which is among the monsters",
}


def test_every_page_of_the_table_is_there(demo: Site) -> None:
    missing = {path for kind in PAGES for _, path in kind.paths()} - set(demo.pages())

    assert missing == set()


def test_every_monster_is_there(monster: Site) -> None:
    missing = {path for kind in MONSTERS for _, path in kind.paths()} - set(monster.pages())

    assert missing == set()


def test_every_template_makes_a_page_of_the_table(tmp_path: Path) -> None:
    project = copied(tmp_path / "project")
    with drafted(project, at=AT, options=Options(jobs=1)) as draft:
        sheets = {sheet.path: sheet.template for sheet in draft.plan.sheets}
    # Share cards are SVG: they become pictures.
    used = {sheets.get(path, "") for kind in PAGES for _, path in kind.paths()}
    templates = {
        path.name
        for path in (ROOT / "themes/default/templates").iterdir()
        if path.suffix == ".html"
    }

    assert templates - used - set(NO_PAGE) == set()


@pytest.mark.parametrize("name", sorted(NO_PAGE))
def test_every_exception_is_a_template(name: str) -> None:
    assert (ROOT / "themes/default/templates" / name).is_file()
