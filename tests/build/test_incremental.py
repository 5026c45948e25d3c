"""However a journal came to be as it is, its site is that of a clean build."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import ProblemsFound
from tests.build.building import built, files_of, put

AT = "2026-06-01"
CONFIG = """title: T
base_url: https://t.example/
authority: t.example,2026
page_size: 2
feed_size: 2
"""


@dataclass(frozen=True)
class Edit:
    """A diary gets other fields and another text, or goes away where there is no title."""

    name: str
    title: str
    tag: str
    draft: bool
    names: str

    def apply(self, project: Path) -> None:
        file = project / f"content/diaries/2026-05-0{ord(self.name) - ord('a') + 1}-{self.name}.md"
        if not self.title:
            file.unlink(missing_ok=True)
            return
        head = f"title: {self.title}\ntags: [{self.tag}]\ndraft: {'yes' if self.draft else 'no'}"
        put(
            file.parent,
            {file.name: f"---\n{head}\n---\n\nSee [x]({self.names}) and [](page:home).\n"},
        )


EDITS = st.builds(
    Edit,
    name=st.sampled_from("abcd"),
    title=st.sampled_from(("", "One", "Two", "三")),
    tag=st.sampled_from(("s", "t")),
    draft=st.booleans(),
    names=st.sampled_from(("diary:keep", "page:home", "https://x.example/")),
)


def begin(project: Path) -> Path:
    page = "---\ntitle: Home\n---\n\nText.\n"
    diary = "---\ntitle: Keep\n---\n\nText.\n"
    files = {"pages/home.md": page, "diaries/2026-04-01-keep.md": diary}
    put(project, {"friday.yaml": CONFIG})
    put(project / "content", files)
    return project


@settings(max_examples=8)
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_any_sequence_of_edits_ends_in_the_site_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]
) -> None:
    often = begin(tmp_path_factory.mktemp("often"))
    once = begin(tmp_path_factory.mktemp("once"))
    built(often, AT)
    for edit in edits:
        edit.apply(often)
        built(often, AT)
        edit.apply(once)
    built(once, AT)

    assert files_of(often / "site") == files_of(once / "site")


def test_a_cache_that_is_gone_changes_no_byte(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    (project / ".friday/cache.sqlite").unlink()

    assert built(project, AT).written == 0


def test_a_mistake_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    before = files_of(project / "site")
    put(project, {"content/pages/home.md": "---\ntitle: New\nnonsense: 1\n---\n"})

    with pytest.raises(ProblemsFound):
        built(project, AT)

    assert files_of(project / "site") == before


def test_a_template_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    project = begin(tmp_path)
    built(project, AT)
    before = files_of(project / "site")
    templates = {"feed_item.html": "{{ entry.nothing }}", "list.html": "new {{ heading }}"}
    put(project / "themes/mine/templates", templates)
    put(project, {"friday.yaml": f"{CONFIG}theme: mine\n"})

    with pytest.raises(ProblemsFound) as stop:
        built(project, AT)

    assert [problem.code for problem in stop.value.problems] == ["template"] * len(
        stop.value.problems
    )
    assert files_of(project / "site") == before
