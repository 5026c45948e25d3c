"""`friday forget`: one line for somebody, and where the project's own files still hold them."""

from pathlib import Path

import pytest

from tests.cli.running import Done, friday_here

AT = "2026-06-01"
FILES = {
    "friday.yaml": "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\n"
    "languages: [en, zh-CN]\n",
    "content/people.yaml": "- {id: zqmei, title: Zq Mei, handle: zqm, names: [Z. Q. Mei]}\n"
    "- {id: zqmei, lang: zh-CN, title: 周小梅}\n"
    "- {id: rui, title: Rui}\n"
    "- {id: lin-a, title: Lin}\n"
    "- {id: lin-b, title: Lin}\n",
    "content/diaries/one.md": "---\ntitle: One\ndate: 2026-05-01\nnumber: 1\n---\n"
    "Hello.\n\nZq Mei and @zqm said so.\n",
    "notes.txt": "a\nb\nask 周小梅\n",
    "site-plans.txt": "nobody\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def forget(project: Path, *arguments: str) -> Done:
    return friday_here(project, "forget", *arguments)


def written(project: Path) -> list[str]:
    """The lines of the list without its comment."""
    text = (project / "forgotten.yaml").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("person", ["zqmei", "@ZqMei", "zqm", "zq mei", "周小梅", "Z. Q. Mei"])
def test_id_handle_and_every_name_mean_the_same_person(project: Path, person: str) -> None:
    done = forget(project, person)

    assert (done.code, done.err) == (0, "")
    assert written(project) == [
        '- {id: zqmei, names: [Zq Mei, "Z. Q. Mei", 周小梅], handles: [zqm]}'
    ]


def test_the_places_that_still_hold_somebody_are_told_without_the_name(project: Path) -> None:
    done = forget(project, "zqmei")

    places = [line.strip() for line in done.out.splitlines() if line.startswith("  ")]
    assert places == [
        "content/diaries/one.md:8",
        "content/people.yaml:1",
        "content/people.yaml:2",
        "notes.txt:3",
    ]
    shown = done.out.partition("still hold them")[2].casefold()
    assert shown
    assert [name for name in ("zq", "mei", "梅") if name in shown] == []


def test_after_that_a_build_holds_them_nowhere(project: Path) -> None:
    friday_here(project, "build", "--at", AT)
    before = (project / "site/diaries/one/index.html").read_text(encoding="utf-8")
    forget(project, "zqmei")

    assert friday_here(project, "build", "--at", AT).code == 0
    after = (project / "site/diaries/one/index.html").read_text(encoding="utf-8")
    assert "Zq Mei" in before
    assert "zq" not in after.casefold()
    assert "Somebody and somebody said so." in after
    assert not (project / "site/people/zqmei").exists()


def test_whoever_is_forgotten_already_gets_no_second_line(project: Path) -> None:
    forget(project, "zqmei")
    before = (project / "forgotten.yaml").read_bytes()
    done = forget(project, "zqm")

    assert done.code == 0
    assert done.out.startswith("forgotten.yaml names them already\n")
    assert (project / "forgotten.yaml").read_bytes() == before


def test_a_line_is_put_behind_those_that_are_there(project: Path) -> None:
    write(project, "forgotten.yaml", "# ours\n- {id: gone, names: [Gone Away]}")
    forget(project, "rui")

    assert written(project) == ["- {id: gone, names: [Gone Away]}", "- {id: rui, names: [Rui]}"]
    assert (project / "forgotten.yaml").read_text(encoding="utf-8").startswith("# ours\n")


def test_a_list_in_brackets_is_left_as_it_is_and_the_line_is_told(project: Path) -> None:
    write(project, "forgotten.yaml", "[{id: lin-a}]\n")
    done = forget(project, "rui")

    assert done.code == 1
    assert "forgotten.yaml:1: error[forgotten]: a line cannot be put behind those" in done.err
    assert "- {id: rui, names: [Rui]}" in done.err
    assert written(project) == ["[{id: lin-a}]"]


def test_somebody_whom_no_table_knows_is_forgotten_by_their_names(project: Path) -> None:
    done = forget(project, "old-timer", "--name", "Old: Timer", "--handle", "@ot")

    assert done.code == 0
    assert written(project) == ['- {id: old-timer, names: ["Old: Timer"], handles: [ot]}']


def test_a_name_that_nobody_has_is_refused_with_the_nearest(project: Path) -> None:
    done = forget(project, "zqmai")

    assert done.code == 1
    assert "error[unknown-person]: nobody is called 'zqmai'" in done.err
    assert "did you mean 'zqmei'?" in done.err
    assert not (project / "forgotten.yaml").exists()


def test_a_name_that_several_have_is_refused_with_their_ids(project: Path) -> None:
    done = forget(project, "lin")

    assert done.code == 1
    assert "several people are called so: 'lin-a', 'lin-b'" in done.err
    assert not (project / "forgotten.yaml").exists()


def test_the_list_says_who_is_forgotten_and_writes_nothing(project: Path) -> None:
    empty = forget(project, "--list")
    forget(project, "zqmei")
    before = (project / "forgotten.yaml").read_bytes()
    done = forget(project, "--list")

    assert empty.out == "nobody is forgotten\n"
    assert done.out.startswith("zqmei (forgotten-1): zqm, zqmei, ")
    assert (project / "forgotten.yaml").read_bytes() == before


def test_records_say_the_same(project: Path) -> None:
    first, *places = forget(project, "rui", "--json").records()
    [listed, *_] = forget(project, "--list", "--json").records()

    assert first == {
        "type": "forgotten",
        "file": "forgotten.yaml",
        "line": "- {id: rui, names: [Rui]}",
        "written": True,
    }
    assert places == [{"type": "place", "file": "content/people.yaml", "line": 3}]
    assert listed == {
        "type": "forgotten",
        "id": "rui",
        "token": "forgotten-1",
        "names": ["rui"],
        "handles": ["rui"],
    }


def test_a_list_that_cannot_be_read_is_not_written_to(project: Path) -> None:
    write(project, "forgotten.yaml", "zqmei: yes\n")
    done = forget(project, "rui")

    assert done.code == 1
    assert "forgotten.yaml:1: error[forgotten]: this is no list" in done.err
    assert written(project) == ["zqmei: yes"]


def test_a_line_that_nobody_is_meant_by_is_a_warning_of_check(project: Path) -> None:
    write(project, "forgotten.yaml", "- zqmai\n- {id: gone, names: [Gone Away]}\n")
    done = friday_here(project, "check", "--at", AT)

    assert done.code == 0
    assert "forgotten.yaml:1: warning[unknown-person]" in done.err
    assert "forgotten.yaml:2" not in done.err


def test_somebody_or_the_list_is_asked_for(project: Path) -> None:
    assert forget(project).code == 2
    assert forget(project, "rui", "--list").code == 2


REGISTER = (
    "entry,lang,id,path,due,first,gone,queued,digest\n"
    '*,,"t.example,2026",,,2026-05-08T09:00:00+00:00,,,\n'
    'diary:one,en,"tag:t.example,2026:2026-05-01/diary/one/en",/diaries/one/ /diaries/zqmei/,,,,,\n'
    'story:zqmei-lamp,en,"tag:t.example,2026:2026-05-02/story/zqmei-lamp/en",/stories/zqmei-lamp/,,,,,\n'
)


def test_the_register_of_publications_forgets_them_at_once(project: Path) -> None:
    write(project, "published.csv", REGISTER)

    done = forget(project, "zqmei")

    assert "published.csv: they are out of 2 rows\n" in done.out
    assert "published.csv:" not in done.out.partition("These files still hold them")[2]
    assert (project / "published.csv").read_text(encoding="utf-8") == REGISTER.replace(
        " /diaries/zqmei/", ""
    ).replace(REGISTER.splitlines(keepends=True)[-1], "")


def test_no_build_shows_what_the_register_still_holds_of_them(project: Path) -> None:
    write(project, "published.csv", REGISTER)
    write(project, "forgotten.yaml", "- zqmei\n")
    friday_here(project, "build", "--at", AT)

    files = [path for path in (project / "site").rglob("*") if path.is_file()]
    assert files
    assert not any(b"zqmei" in path.read_bytes() or "zqmei" in path.name for path in files)


def test_a_register_with_mistakes_is_left_to_the_build(project: Path) -> None:
    write(project, "published.csv", f"{REGISTER}diary:zqmei\n")

    assert forget(project, "zqmei").code == 0
    assert "zqmei-lamp" in (project / "published.csv").read_text(encoding="utf-8")
