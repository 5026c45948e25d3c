from pathlib import Path

import pytest

from generator.pages.views import PlainPage
from generator.problems import Severity
from generator.render.theme import TemplateFault, Theme, load
from tests.render import some_views


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return loaded(tmp_path_factory.mktemp("project"), "default")


def loaded(project: Path, name: str = "mine") -> Theme:
    found, problems = load(project, name, some_views.LANGUAGES)
    assert problems == []
    return found


def put(project: Path, name: str, text: str, folder: str = "templates") -> Path:
    file = project / "themes" / "mine" / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return project


def page(theme: Theme, lang: str, name: str) -> str:
    template, view = some_views.views(lang)[name]
    return theme.render(template, view, lang)


def plain(lang: str = "en") -> PlainPage:
    return PlainPage(some_views.site(lang), some_views.page(lang, "/404.html", "404"))


# ------------------------------------------------------------------------------------ inheritance


def test_a_project_overrides_a_single_template(tmp_path: Path) -> None:
    theme = loaded(put(tmp_path, "404.html", "gone from {{ site.title }}"))

    assert theme.render("404.html", plain(), "en") == "gone from Beanlamp Fridays"
    assert "<h1>" in page(theme, "en", "diary")


def test_a_template_extends_the_one_that_it_overrides(tmp_path: Path) -> None:
    text = '{% extends "default:diary.html" %}{% block kicker %}Letter{% endblock %}'
    html = page(loaded(put(tmp_path, "diary.html", text)), "en", "diary")

    assert '<p class="kicker">Letter</p>' in html
    assert "What we ask you" in html


def test_the_default_theme_uses_what_a_project_overrides(tmp_path: Path) -> None:
    theme = loaded(put(tmp_path, "parts/footer.html", "<footer>ours</footer>"))

    assert "<footer>ours</footer>" in page(theme, "en", "diary")


def test_the_prefix_reaches_templates_that_are_not_overridden(tmp_path: Path) -> None:
    text = '{% extends "default:404.html" %}{% block scripts %}<!-- mine -->{% endblock %}'
    theme = loaded(put(tmp_path, "poll.html", text))

    assert "<!-- mine -->" in theme.render("poll.html", plain(), "en")


def test_a_project_may_have_a_template_for_a_kind_of_its_own(tmp_path: Path) -> None:
    theme = loaded(put(tmp_path, "interview.html", "hello"))

    assert theme.template_for("interview.html", "entry.html") == "interview.html"


def test_a_kind_without_a_template_falls_back(theme: Theme) -> None:
    assert theme.template_for("interview.html", "entry.html") == "entry.html"


def test_a_project_overrides_a_static_file(tmp_path: Path) -> None:
    theme = loaded(put(tmp_path, "style.css", "p { color: red }", "static"))
    styles = {path.split(".")[0]: content for path, content in theme.assets()}

    assert styles["assets/style"] == b"p{color:red}"


def test_a_stylesheet_follows_its_files_to_their_new_names(tmp_path: Path) -> None:
    dot = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    put(tmp_path, "pictures/dot.svg", dot, "static")
    css = 'a { b: url(../pictures/dot.svg) } c { d: url("data:,x") }'
    theme = loaded(put(tmp_path, "css/own.css", css, "static"))
    files = dict(theme.assets())
    dot = next(path for path in files if "dot" in path).removeprefix("assets/")
    own = next(content for path, content in files.items() if "own" in path)

    assert own.decode() == f'a{{b:url("../{dot}")}}c{{d:url("data:,x")}}'.replace('"', "")


def test_a_stylesheet_loses_its_comments_but_not_its_licence(tmp_path: Path) -> None:
    css = "/*! mine */ /* why */ p + p { margin: calc(1px + 2px) }"
    files = dict(loaded(put(tmp_path, "own.css", css, "static")).assets())
    own = next(content for path, content in files.items() if "own" in path)

    assert own.decode() == "/*! mine */\np+p{margin:3px}"


def test_a_space_that_means_something_stays_in_a_layer(tmp_path: Path) -> None:
    css = "@layer a { .b :is(i, b) { color: red } }"
    files = dict(loaded(put(tmp_path, "own.css", css, "static")).assets())
    own = next(content for path, content in files.items() if "own" in path)

    assert own == b"@layer a{.b :is(i,b){color:red}}"


def test_a_stylesheet_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    css = "p { color: red }\n\n{ color: blue }"
    _, problems = load(put(tmp_path, "own.css", css, "static"), "mine", ("en",))

    assert [(p.code, str(p.location), p.severity) for p in problems] == [
        ("bad-style", "static/own.css:3", Severity.WARNING)
    ]


def test_a_script_loses_its_comments_but_not_its_texts(tmp_path: Path) -> None:
    script = "// why\nconst a = `two  // spaces`;\nconst b = /\\/\\* x/;\n"
    files = dict(loaded(put(tmp_path, "own.js", script, "static")).assets())
    own = next(content for path, content in files.items() if "own" in path)

    assert own.decode() == "const a=`two  // spaces`;const b=/\\/\\* x/;"


def test_a_hidden_file_is_not_published(theme: Theme, tmp_path: Path) -> None:
    mine = loaded(put(tmp_path, ".left-by-an-editor", "", "static"))

    assert mine.assets() == theme.assets()


def test_a_list_of_names_is_escaped(tmp_path: Path) -> None:
    theme = loaded(put(tmp_path, "404.html", "{{ names(['<b>', 'A & B']) }}"))

    assert theme.render("404.html", plain(), "en") == "&lt;b&gt; and A &amp; B"


def test_a_project_overrides_a_message(tmp_path: Path) -> None:
    file = tmp_path / "locales" / "zh_CN" / "LC_MESSAGES" / "theme.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Nothing is here"\nmsgstr "空空如也"\n', encoding="utf-8")

    assert "<h1>空空如也</h1>" in page(loaded(tmp_path, "default"), "zh-CN", "404")


def test_a_project_brings_a_third_language(tmp_path: Path) -> None:
    file = tmp_path / "locales" / "fr" / "LC_MESSAGES" / "theme.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Nothing is here"\nmsgstr "Rien ici"\n', encoding="utf-8")
    theme, _ = load(tmp_path, "default", ("fr",))

    assert "<h1>Rien ici</h1>" in theme.render("404.html", plain(), "fr")


# ----------------------------------------------------------------------------------------- errors


def problems_of(project: Path, name: str = "mine") -> list[tuple[str, str, str]]:
    _, problems = load(project, name, ("en",))
    return [(str(p.location), p.message, p.hint) for p in problems]


def test_an_unknown_theme_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    put(tmp_path, "404.html", "")

    assert problems_of(tmp_path, "mien") == [
        ("friday.yaml", "there is no theme 'mien'", "did you mean 'mine'?")
    ]


def test_one_run_shows_the_syntax_errors_of_all_templates(tmp_path: Path) -> None:
    put(tmp_path, "diary.html", "<p>\n{% if %}")
    put(tmp_path, "poll.html", "{{ x|shout }}")

    places = [place for place, _, _ in problems_of(tmp_path)]

    assert places == ["themes/mine/templates/diary.html:2", "themes/mine/templates/poll.html:1"]


def test_a_template_that_does_not_exist_is_a_problem_where_it_is_named(tmp_path: Path) -> None:
    put(tmp_path, "diary.html", '\n{% extends "entri.html" %}')

    assert problems_of(tmp_path) == [
        (
            "themes/mine/templates/diary.html:2",
            "there is no template 'entri.html'",
            "did you mean 'entry.html'?",
        )
    ]


def test_a_template_that_may_be_missing_is_no_problem(tmp_path: Path) -> None:
    put(tmp_path, "404.html", '{% include "none.html" ignore missing %}{% include ["x", "y"] %}')

    assert problems_of(tmp_path) == []


def fault(project: Path, text: str) -> str:
    theme = loaded(put(project, "404.html", text))
    with pytest.raises(TemplateFault) as caught:
        theme.render("404.html", plain(), "en")
    return str(caught.value.problem)


def test_a_missing_field_is_named_with_its_line_and_the_nearest_field(tmp_path: Path) -> None:
    assert fault(tmp_path, "<p>\n{{ site.titel }}") == (
        "themes/mine/templates/404.html:2: error[template]: Site has no 'titel'; "
        "did you mean 'title'?"
    )


def test_a_missing_name_is_named_with_its_line(tmp_path: Path) -> None:
    said = fault(tmp_path, "\n\n{{ enty.card }}")

    assert said == "themes/mine/templates/404.html:3: error[template]: 'enty' is undefined"


def test_a_mistake_in_an_expression_is_named_with_its_line(tmp_path: Path) -> None:
    said = fault(tmp_path, "\n{{ site.title + 1 }}")

    assert said.startswith("themes/mine/templates/404.html:2: error[template]: TypeError: ")


def test_a_mistake_inside_a_part_is_named_there(tmp_path: Path) -> None:
    put(tmp_path, "parts/mine.html", "\n{{ page.x }}")
    said = fault(tmp_path, '{% include "parts/mine.html" %}')

    assert said.startswith("themes/mine/templates/parts/mine.html:2: error[template]: Page has no")


def test_an_unknown_static_file_is_named(tmp_path: Path) -> None:
    said = fault(tmp_path, "{{ asset('stile.css') }}")

    assert said == (
        "themes/mine/templates/404.html:1: error[template]: "
        "there is no file 'stile.css' in static/; did you mean 'style.css'?"
    )


def test_a_template_that_an_expression_names_may_be_missing(tmp_path: Path) -> None:
    said = fault(tmp_path, "{% include 'parts/' ~ 'fooder.html' %}")

    assert said.endswith(
        "there is no template 'parts/fooder.html'\n    hint: did you mean 'parts/footer.html'?"
    )


# ---------------------------------------------------------------------------------------- digests


def digests(project: Path) -> dict[str, str]:
    theme = loaded(project)
    return {t: theme.digest(t, "en") for t in ("diary.html", "poll.html", "list.html", "404.html")}


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [name for name in before if before[name] != after[name]]


def test_a_digest_changes_with_the_template_and_with_no_other(tmp_path: Path) -> None:
    before = digests(put(tmp_path, "x.html", ""))
    text = '{% extends "default:diary.html" %}'

    assert changed(before, digests(put(tmp_path, "diary.html", text))) == ["diary.html"]


def test_a_digest_changes_with_a_part_that_is_reached_over_others(tmp_path: Path) -> None:
    before = digests(put(tmp_path, "x.html", ""))

    after = digests(put(tmp_path, "parts/toc.html", "{# nothing #}"))

    assert changed(before, after) == ["diary.html", "poll.html"]


def test_a_digest_does_not_change_with_a_template_that_nothing_reaches(tmp_path: Path) -> None:
    before = digests(put(tmp_path, "x.html", "one"))

    assert changed(before, digests(put(tmp_path, "x.html", "two"))) == []


def test_a_template_that_names_another_by_an_expression_reaches_all(tmp_path: Path) -> None:
    put(tmp_path, "404.html", "{% include page.section %}")
    before = digests(put(tmp_path, "x.html", "one"))

    assert changed(before, digests(put(tmp_path, "x.html", "two"))) == ["404.html"]


def test_every_digest_changes_with_a_static_file(tmp_path: Path) -> None:
    before = digests(put(tmp_path, "x.html", ""))

    after = digests(put(tmp_path, "style.css", "", "static"))

    assert changed(before, after) == list(before)


def test_digests_of_languages_differ(theme: Theme) -> None:
    assert theme.digest("diary.html", "en") != theme.digest("diary.html", "zh-CN")


def test_a_digest_does_not_depend_on_where_the_project_lies(tmp_path: Path) -> None:
    one = loaded(put(tmp_path / "one", "x.html", ""))
    two = loaded(put(tmp_path / "two", "x.html", ""))

    assert one.digest("diary.html", "en") == two.digest("diary.html", "en")
