"""Templates that call without jinja2's own detour mean what they mean with it."""

import pytest
from jinja2 import DictLoader, Environment, UndefinedError, pass_context
from jinja2.runtime import Context

from generator.render.compiling import DirectCalls, FixedGlobals
from generator.render.environment import Absent

PARTS = {
    "bits.html": "{% macro link(it, class='') %}<a{% if class %} class={{ class }}{% endif %}>"
    "{{ it }}</a>{% endmacro %}"
    "{% macro both(one, two) %}{{ link(one) }}{{ link(two) }}{% endmacro %}"
    "{% macro row(n) %}<li>{{ caller(n) }}</li>{% endmacro %}",
    "base.html": "[{% block main %}base {{ it }}{% endblock %}]",
    "plain.txt": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('<b>') ~ '<i>' }}",
}
TEXTS = (
    "{% from 'bits.html' import link %}{{ link('a & b') }}",
    "{% from 'bits.html' import link %}{{ link('a', class='x') }}{{ link('a', 'y') }}",
    "{% from 'bits.html' import both %}{{ both(two='2', one='<1>') }}",
    "{% from 'bits.html' import both %}{{ both(*['1', '2']) }}{{ both(**{'one': 1, 'two': 2}) }}",
    "{% import 'bits.html' as bits %}{{ bits.link(it) }}",
    "{% from 'bits.html' import row %}{% call(n) row(3) %}{{ n }} & {{ it }}{% endcall %}",
    "{% for n in [1, [2, [3]]] recursive %}{{ loop(n) if n is sequence else n }}{% endfor %}",
    "{% for n in range(3) %}{{ shout(n, times=n) }}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for n in range(3) %}{{ asset('x') }}{% endfor %}",
    "{% extends 'base.html' %}{% block main %}own {{ super() }} {{ shout(it) }}{% endblock %}",
    "{% block one %}{{ shout(it) }}{% endblock %}{{ self.one() }}",
    "{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n - 1) }}{% endif %}{% endmacro %}{{ deep(3) }}",
    "{% from 'bits.html' import link %}{% autoescape false %}{{ link(it) }}{% endautoescape %}",
    "{% set say = shout %}{{ say(it) }}{{ it.upper() }}{{ [it]|map('upper')|list }}",
    "{% include 'plain.txt' %}",
    "<{{ it }}>{{ 3 }} {{ none }} {{ '<i>'|safe }} {{ {'x': '<b>'}.x }} {{ {'x': 1}.keys()|list }}",
    "{{ ('a b'.split()|first).upper() }} {{ ({'y': {'z': '&'}}.y).z }} {{ it.x is defined }}",
    "{{ [3, 1]|map('string')|select|join('<') }} {{ [1, 2]|sum }} {{ 'ab'|list|length }}",
    "{% from 'bits.html' import link, row %}{{ link(it='x', class='<') }}{{ link is callable }}",
    "{% if it %}a{{ it }}b{% for n in [1, 2] %}c{{ n }}{{ it }}{% endfor %}{% endif %}d{{ it }}",
    "{% from 'bits.html' import link %}{{ [it]|map('length')|list }}{{ link.name }}",
    "{% from 'bits.html' import link %}{% autoescape false %}{{ link(1)|e }}{% endautoescape %}",
    "{{ {'x': '<'}.get('x') }}{{ known.get('y', it) }}{{ known.x.replace('<', it, 1) }}",
    "{% for n in ['x', 'z'] if known.get(n) %}{{ loop.cycle(it, known.get(n)) }}{% endfor %}",
    "{% import 'bits.html' as bits %}{{ bits.link(it, class=known.get('x')) }}",
    "{% from 'bits.html' import row %}{% call(n) row(3) %}{{ known.get(n, it) }}{% endcall %}",
)


@pass_context
def asset(context: Context, name: str) -> str:
    return f"{context['it']}/{name}"


def shout(text: object, times: int = 1) -> str:
    return f"{text}<!>" * times


def said(kind: type[Environment], text: str) -> str:
    environment = kind(
        loader=DictLoader({**PARTS, "page.html": text}),
        autoescape=lambda name: name is None or not name.endswith(".txt"),
        undefined=Absent,
    )
    environment.globals.update(asset=asset, shout=shout)
    return environment.get_template("page.html").render(it="me & you", known={"x": "<b>"})


@pytest.mark.parametrize("text", TEXTS)
def test_a_template_says_what_it_says_with_jinja2_alone(text: str) -> None:
    assert said(FixedGlobals, text) == said(Environment, text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ nobody(1) }}",
        "{{ it.nothing(1) }}",
        "{{ nobody.nothing(1) }}",
        "{% from 'bits.html' import gone %}{{ gone() }}",
        "{{ it.nothing }}",
        "{{ it.nothing.more }}",
        "{{ nobody.nothing }}",
        "{% from 'bits.html' import link %}{{ link() }}",
        "{% from 'bits.html' import row %}{{ row(3) }}",
    ],
)
def test_calling_what_there_is_not_is_the_same_mistake(text: str) -> None:
    with pytest.raises(UndefinedError) as alone:
        said(Environment, text)
    with pytest.raises(UndefinedError) as direct:
        said(FixedGlobals, text)

    assert str(direct.value) == str(alone.value)


@pytest.mark.parametrize("call", ["link(1, 2, 3)", "link(1, colour=2)", "link(1, it=2)"])
def test_a_macro_refuses_the_same_arguments(call: str) -> None:
    text = "{% from 'bits.html' import link %}{{ " + call + " }}"
    with pytest.raises(TypeError) as alone:
        said(Environment, text)
    with pytest.raises(TypeError) as direct:
        said(FixedGlobals, text)

    assert str(direct.value) == str(alone.value)


def test_a_part_is_read_once_for_all_pages_that_import_it() -> None:
    counted: list[str] = []
    environment = FixedGlobals(
        loader=DictLoader(
            {
                "part.html": "{{ count() }}{% macro m() %}{% endmacro %}",
                "page.html": "{% from 'part.html' import m %}{{ m() }}",
            }
        )
    )
    environment.globals["count"] = lambda: counted.append("read")
    page = environment.get_template("page.html")
    for _ in range(3):
        page.render(it=1)

    assert counted == ["read"]
    assert environment.make_globals(None) is environment.globals


def test_calls_by_name_take_no_detour() -> None:
    environment = FixedGlobals(autoescape=True)
    text = "{{ shout(it) }}{{ asset(it) }} {{ it.x }}{{ it.get('x') }}"
    source = environment.compile(text, raw=True)
    macro = environment.compile("{% macro m() %}{% endmacro %}", raw=True)

    assert "PlainMacro(" in macro
    assert not any(hasattr(each, "jinja_async_variant") for each in environment.filters.values())
    assert source.count("context.call(") == 1
    assert source.count("escape(") == 0
    assert source.count("yield ") == 2
    assert environment.code_generator_class is DirectCalls
