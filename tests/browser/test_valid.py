"""Every page, stylesheet and drawing of the demonstration is what its standard says.

The judge is the Nu Html Checker (validator/validator), which the W3C's own service runs.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.journals import Site

SUFFIXES = (".html", ".css", ".svg")

# What the checker does not know yet, or warns about and is meant: parts of what it says, and why.
ACCEPTED = {
    # CSS Text Decoration 3, section 4.3: "right" may be left out, and lightningcss does.
    "text-emphasis-position…“under” is not": "the checker wants both words",
    # CSS Shapes 1, section 3.1.
    "clip-path…path(…is not a “clip-path” value": "the checker does not know path() there",
    'Section lacks heading…<section class="footnotes"': "notes belong to the text above them",
    # Real browsers say what the policy refuses: tests/browser/test_policy.py.
    'Inline script violates Content Security Policy (meta tag)…type="application/': "data blocks "
    "are never run, and no policy is asked about them (HTML, prepare the script element)",
    "Resource violates Content Security Policy (meta tag): …“/": "read from the disk a page has no "
    "origin, so that its own files are none of 'self'",
}

_BROKEN = {
    "page.html": "<!DOCTYPE html><html lang='en'><title>x</title><p><center>x</center>",
    "sheet.css": "a { colour: red }",
    "drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'><rond/></svg>",
}


@dataclass(frozen=True)
class Message:
    """What the checker says about a line of a file."""

    file: str
    line: int
    error: bool
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def accepted(message: Message) -> bool:
    return any(all(part in message.text for part in parts.split("…")) for parts in ACCEPTED)


def checked(jar: Path, folder: Path) -> list[Message]:
    """What the checker says about all pages, stylesheets and drawings of a folder."""
    options = ("--format", "json", "--also-check-css", "--also-check-svg", "--exit-zero-always")
    # Named one by one: in a folder the checker takes feeds for pages.
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in SUFFIXES]
    done = subprocess.run(
        # Its parser recurses into what is nested, deeper than Java's usual stack allows.
        ["java", "-Xss4m", "-jar", jar, *options, *files],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        Message(
            each.get("url", "").removeprefix(f"file:{folder}"),
            each.get("lastLine", 0),
            each["type"] != "info",
            f"{each['message']} {each.get('extract', '')}",
        )
        for each in json.loads(done.stderr)["messages"]
    ]


@pytest.fixture(scope="module")
def jar(tools: Path) -> Path:
    return tools / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def messages(jar: Path, demo: Site) -> list[Message]:
    return [each for each in checked(jar, demo.folder) if not accepted(each)]


def test_the_checker_reads_all_three_sorts_of_files(jar: Path, tmp_path: Path) -> None:
    for name, content in _BROKEN.items():
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert {each.file[1:] for each in checked(jar, tmp_path) if each.error} == set(_BROKEN)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_there_is_no_error(messages: list[Message], suffix: str) -> None:
    wrong = [str(each) for each in messages if each.error and each.file.endswith(suffix)]

    assert wrong == []


def test_there_is_no_warning(messages: list[Message]) -> None:
    assert [str(each) for each in messages if not each.error] == []
