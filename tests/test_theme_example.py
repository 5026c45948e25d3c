"""The worked example of `docs/themes.md`, done as a reader does it."""

import re
from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here

PAGE = Path(__file__).parents[1] / "docs/themes.md"
FENCE = re.compile(r"(?P<before>(?:(?!```).)*?)```(?P<sort>\w+)\n(?P<text>.*?)```", re.DOTALL)
FILE = re.compile(r"`((?:themes|locales)/\S+|friday\.yaml)`")


def section(name: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    return text.partition(f"## {name}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Done]]:
    """The folder of the journal, and what each command said, after every step was taken."""
    here, said = tmp_path_factory.mktemp("example"), {}
    for step in FENCE.finditer(section("A worked example")):
        if step["sort"] == "sh":
            for line in step["text"].splitlines():
                here, said[line] = run(here, line)
        else:
            write(here / FILE.findall(step["before"])[-1], step["sort"], step["text"])
    return here, said


def run(here: Path, line: str) -> tuple[Path, Done]:
    command, *arguments = line.split()
    if command == "cd":
        return here / arguments[0], Done(0, "", "")
    assert command == "friday"
    return here, friday_here(here, *arguments)


def write(file: Path, sort: str, text: str) -> None:
    """One more line of options, a translation that was empty, or a whole file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if sort == "yaml":
        text = f"{before}{text}"
    elif sort == "po":
        message = text.splitlines()[0]
        assert f'{message}\nmsgstr ""' in before
        text = before.replace(f'{message}\nmsgstr ""', text.strip())
    file.write_text(text, encoding="utf-8")


def diary(done: tuple[Path, dict[str, Done]], tree: str = "") -> str:
    return (done[0] / f"site{tree}/diaries/hello/index.html").read_text(encoding="utf-8")


def test_every_command_of_the_example_works(done: tuple[Path, dict[str, Done]]) -> None:
    said = {
        line: each.err for line, each in done[1].items() if each.code or "[template]" in each.err
    }

    assert len(done[1]) > 5
    assert said == {}


def test_the_diary_is_a_letter_now(done: tuple[Path, dict[str, Done]]) -> None:
    assert '<p class="kicker">Letter 1</p>' in diary(done)
    assert '<hr class="staff">' in diary(done)


def test_the_letter_is_chinese_for_chinese_readers(done: tuple[Path, dict[str, Done]]) -> None:
    assert '<p class="kicker">第1封信</p>' in diary(done, "/zh-cn")


def test_every_page_has_the_stylesheet_of_the_example(done: tuple[Path, dict[str, Done]]) -> None:
    home = (done[0] / "site/index.html").read_text(encoding="utf-8")

    assert re.search(r'href="/assets/choir\.[0-9a-f]{8}\.css"', home)


def test_the_catalogue_asks_for_the_new_sentence_alone(done: tuple[Path, dict[str, Done]]) -> None:
    assert "0 translated, 1 to do" in done[1]["friday theme messages zh-CN"].out


def test_the_templates_of_the_example_follow_the_default_theme(
    done: tuple[Path, dict[str, Done]],
) -> None:
    lines = done[1]["friday theme status"].out.splitlines()

    assert [line.partition(": ")[2] for line in lines] == [
        "extends the default theme's, and follows it"
    ] * 2
