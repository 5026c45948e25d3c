import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.problems import Problem
from generator.render.catalogues import Catalogue, Plurals, catalogue
from generator.render.po_files import Message, read, write
from generator.render.theme import shipped

FILE = "locales/de/LC_MESSAGES/theme.po"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'  # 4 lines
GERMAN = Plurals(2, "n != 1")
SHIPPED = shipped() / "default/locales/zh_CN/LC_MESSAGES/theme.po"


def taken(text: str | bytes) -> tuple[Catalogue, list[Problem]]:
    data = text if isinstance(text, bytes) else (HEAD + text).encode()
    return catalogue(data, FILE, GERMAN, Catalogue())


def mistakes(text: str | bytes) -> list[str]:
    return [
        f"{p.location.line} {p.severity}: {p.message}; {p.hint}".removesuffix("; ")
        for p in taken(text)[1]
    ]


def test_a_message_is_said_in_its_language() -> None:
    assert taken('msgid "Vote"\nmsgstr "Abstimmen"\n')[0].gettext("Vote") == "Abstimmen"


def test_a_message_may_stand_on_several_lines() -> None:
    said, _ = taken('msgid ""\n"Vote "\n"now"\nmsgstr ""\n"Jetzt "\n"abstimmen"\n')

    assert said.gettext("Vote now") == "Jetzt abstimmen"


def test_a_place_that_nothing_fills_is_an_error_and_the_message_stays_english() -> None:
    text = 'msgid "told by %(name)s"\nmsgstr "erzählt von %(nam)s"\n'

    assert mistakes(text) == [
        (
            "5 error: 'erzählt von %(nam)s' has a place '%(nam)s' that nothing fills; "
            "there are: %(name)s; a percent sign is written %%"
        ),
        "5 warning: the translation of 'told by %(name)s' leaves out '%(name)s'",
    ]
    assert taken(text)[0].gettext("told by %(name)s") == "told by %(name)s"


@pytest.mark.parametrize("form", ["100 % von %(name)s", "%(name) %(name)s", "%d %(name)s"])
def test_a_percent_sign_that_stands_alone_is_an_error(form: str) -> None:
    [found, *_] = mistakes(f'msgid "told by %(name)s"\nmsgstr "{form}"\n')

    assert found.startswith("5 error: ")


def test_a_percent_sign_that_is_written_twice_is_none_of_it() -> None:
    assert mistakes('msgid "told by %(name)s"\nmsgstr "100 %% %(name)s"\n') == []


def test_a_place_that_is_left_out_is_a_warning() -> None:
    text = 'msgid "told by %(name)s"\nmsgstr "erzählt"\n'

    assert mistakes(text) == [
        "5 warning: the translation of 'told by %(name)s' leaves out '%(name)s'"
    ]


def test_a_number_that_no_plural_form_says_is_a_warning() -> None:
    text = 'msgid "%(num)s vote"\nmsgid_plural "%(num)s votes"\n'
    forms = 'msgstr[0] "Stimme"\nmsgstr[1] "Stimmen"\n'

    assert mistakes(text + forms) == [
        "5 warning: the translation of '%(num)s vote' leaves out '%(num)s'"
    ]


def test_one_plural_form_of_several_may_leave_out_the_number() -> None:
    text = 'msgid "%(num)s vote"\nmsgid_plural "%(num)s votes"\n'
    forms = 'msgstr[0] "eine Stimme"\nmsgstr[1] "%(num)s Stimmen"\n'

    assert mistakes(text + forms) == []


@pytest.mark.parametrize(
    ("forms", "filled"),
    [
        ('msgstr[0] "Stimme"\n', 1),
        ('msgstr[0] "Stimme"\nmsgstr[1] ""\n', 1),
        ('msgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n', 3),
    ],
)
def test_a_wrong_number_of_plural_forms_is_an_error(forms: str, filled: int) -> None:
    text = f'msgid "vote"\nmsgid_plural "votes"\n{forms}'

    assert mistakes(text) == [
        (
            f"5 error: 'vote' has {filled} of the 2 forms of this language; "
            "msgstr[0] to msgstr[1], as Plural-Forms says"
        )
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=x; plural=0;",
        "nplurals=2; plural=n+;",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=1/n;",
        "two",
    ],
)
def test_a_rule_for_plurals_that_is_none_is_an_error(rule: str) -> None:
    text = f'# German\nmsgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n'

    assert mistakes(text.encode()) == [
        (
            f"2 error: '{rule}' is no rule for plurals; "
            "this language usually has: Plural-Forms: nplurals=2; plural=n != 1;"
        )
    ]


def test_a_guess_is_a_warning() -> None:
    assert mistakes('#, fuzzy\nmsgid "Vote"\nmsgstr "Votieren"\n') == [
        (
            "6 warning: the translation of 'Vote' is marked as a guess, so it is not shown; "
            "if it is right, take out '#, fuzzy'"
        )
    ]


def test_of_a_message_that_stands_twice_the_first_counts() -> None:
    said, problems = taken('msgid "Vote"\nmsgstr "a"\n\nmsgid "Vote"\nmsgstr "b"\n')

    assert said.gettext("Vote") == "a"
    assert [problem.location.line for problem in problems] == [8]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Vote: Abstimmen\n", 5),
        ('msgid "Vote"\nmsgstr "Abstimmen\n', 6),
        ('msgid "Vote"\n\nmsgid "Copy"\nmsgstr "Kopieren"\n', 7),
        ('msgid "Vote"\n', 5),
        ('msgstr "Abstimmen"\n', 5),
        ('msgid "Vote"\nmsgstr[0] "Abstimmen"\n', 5),
        ('msgctxt "menu"\nmsgid "Vote"\nmsgstr "Abstimmen"\n', 5),
    ],
)
def test_a_file_that_is_no_catalogue_is_an_error_at_the_line(text: str, line: int) -> None:
    said, problems = taken(text)

    assert [(p.location.file, p.location.line, p.code) for p in problems] == [
        (FILE, line, "catalogue")
    ]
    assert said.gettext("Vote") == "Vote"


def test_a_catalogue_in_another_encoding_is_an_error_at_the_line() -> None:
    data = 'msgid "Vote"\nmsgstr "Wählen"\n'.encode("latin-1")

    assert mistakes(data) == ["2 error: this is not UTF-8; save the file as UTF-8"]


def test_what_is_no_longer_said_is_not_said() -> None:
    said, problems = taken('#~ msgid "Vote"\n#~ msgstr "Abstimmen"\n')

    assert (said.gettext("Vote"), problems) == ("Vote", [])


@given(st.data())
def test_a_damaged_catalogue_is_never_more_than_a_problem(data: st.DataObject) -> None:
    whole = SHIPPED.read_bytes()[:1500]
    place = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    junk = data.draw(
        st.binary(max_size=20) | st.sampled_from([b'"', b"msgid ", b"%", b"#~ ", b"\\"])
    )
    said, _ = taken(whole[:place] + junk + whole[place + length :])

    assert all(said.ngettext("%(num)s vote", "%(num)s votes", n) for n in range(3))


_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from('\n\t"\\')
)
_SINGLE = st.builds(Message, id=_TEXTS, forms=st.tuples(_TEXTS), fuzzy=st.booleans())
_SEVERAL = st.builds(
    Message, id=_TEXTS, plural=_TEXTS.filter(bool), forms=st.tuples(_TEXTS, _TEXTS, _TEXTS)
)


@given(st.lists(_SINGLE | _SEVERAL))
def test_what_is_written_is_read_back(messages: list[Message]) -> None:
    found = [replace(message, line=0) for message in read(write(messages))]

    assert found == messages


def test_comments_of_translators_and_old_messages_are_kept() -> None:
    messages = [
        Message("Vote", forms=("Abstimmen",), comments=("a verb", "")),
        Message("Gone", forms=("Weg",), obsolete=True, comments=("was on the home page",)),
    ]

    assert [replace(m, line=0) for m in read(write(messages))] == messages
