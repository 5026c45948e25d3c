"""The documentation says what the program does."""

import re
from pathlib import Path

import pytest

from generator.cli.docs import pages
from generator.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\[[^\]]*\]\(([^)#:\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("name", ["fields.md", "themes.md"])
def test_what_is_made_out_of_the_program_is_up_to_date(name: str) -> None:
    made = {path.name: text for path, text in pages(ROOT / "docs").items()}

    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made[name], "run: make docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"`friday {command}" in readme


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=lambda page: page.name
)
def test_links_of_the_documentation_lead_to_files(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]

    assert missing == []
