import pytest

from generator.render.overrides import originals
from generator.render.template_text import blocks, messages, parent, purpose

NAMES = sorted(originals())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_the_default_theme_says_what_it_is_for(name: str) -> None:
    about = originals()[name].about

    assert about.endswith(".")
    assert 6 < len(about) < 130


def test_a_purpose_is_the_first_sentence_of_a_comment() -> None:
    assert purpose("{# A diary.\n   Fields: number. #}\n<p>") == "A diary."
    assert purpose("/* Colours: warm.\n   Layers. */ a {}") == "Colours: warm."
    assert purpose("// What pages gain. More.\nconst a = 1;") == "What pages gain."
    assert purpose("<p>{# Not at the top. #}") == ""


def test_blocks_are_named_in_their_order_once() -> None:
    text = "{% block b %}{% block a %}{% endblock %}{% endblock %}{% block c %}{% endblock %}"

    assert blocks(text) == ("b", "a", "c")


def test_a_parent_is_named_in_quotes() -> None:
    assert parent('{# x #}{% extends "default:diary.html" %}') == "default:diary.html"
    assert parent("{% extends other %}") == ""
    assert parent("<p>") == ""


def test_messages_are_found_with_their_plurals() -> None:
    text = '{{ _("Vote") }}{{ ngettext("one", "many", n) }}{{ _(name) }}{{ word("open") }}'

    assert list(messages(text)) == [("Vote", ""), ("one", "many")]


def test_a_template_with_a_mistake_holds_nothing() -> None:
    assert (blocks("{% block %}"), list(messages('{{ _("a" }}'))) == ((), [])
