"""Liquid, shortcodes, MDX and markup of other dialects."""

from pathlib import Path

import pytest

from tests.intake.importing import imported

OTHER = "---\ntitle: B\n---\nText.\n"


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ("[b]({{ site.url }}/x.html)", "[b](/x.html)"),
        ("[b]({{site.baseurl}}/x.html)", "[b](/x.html)"),
        ("[b]({{ '/x.html' | relative_url }})", "[b](/x.html)"),
        ("[b]({% post_url 2024-06-01-b %})", "[b](diary:b)"),
        ("[b]({% link _posts/2024-06-01-b.md %}#x)", "[b](diary:b#x)"),
        ("{% raw %}`{{ name }}`{% endraw %}", "`{{ name }}`"),
        ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("{% highlight md %}\n```\nx\n```\n{% endhighlight %}", "````md\n```\nx\n```\n````"),
        ("Text {{ page.title }}", "Text A"),
        ("x{% comment %}gone{% endcomment %}y", "xy"),
    ],
)
def test_harmless_liquid_is_run(tmp_path: Path, written: str, now: str) -> None:
    files = {
        "_posts/2024-05-01-a.md": f"---\ntitle: A\n---\n{written}\n",
        "_posts/2024-06-01-b.md": OTHER,
    }

    result = imported(tmp_path, files)

    assert result.body("_posts/2024-05-01-a.md") == f"{now}\n"


@pytest.mark.parametrize(
    "written",
    ["{% for x in y %}", "{{ site.repository }}", "{% include x.html %}", "{% post_url lost %}",
     "{% highlight %}"],
)  # fmt: skip
def test_other_liquid_stays_and_is_noted_with_its_line(tmp_path: Path, written: str) -> None:
    text = f"---\ntitle: A\n---\nText\n\n{written}\n"

    result = imported(tmp_path, {"_posts/2024-05-01-a.md": text})

    assert result.body() == f"Text\n\n{written}\n"
    assert [(n.line, n.code) for n in result.report.notes] == [(6, "liquid")]


def test_a_name_that_two_posts_have_means_neither(tmp_path: Path) -> None:
    files = {
        "_posts/2024-05-01-a.md": "---\ntitle: A\n---\n{% post_url 2024-06-01-b %}\n",
        "x/_posts/2024-06-01-b.md": OTHER,
        "y/_posts/2024-06-01-b.md": OTHER,
    }

    result = imported(tmp_path, files)

    assert result.body("_posts/2024-05-01-a.md") == "{% post_url 2024-06-01-b %}\n"


def test_braces_are_no_liquid_outside_jekyll(tmp_path: Path) -> None:
    text = '+++\ntitle = "A"\ndate = 2024-05-01\n+++\n{{ name }} and {% raw %}\n'

    result = imported(tmp_path, {"content/a.md": text})

    assert (result.body(), result.codes) == ("{{ name }} and {% raw %}\n", [])


@pytest.mark.parametrize(
    ("written", "now"),
    [
        ('[b]({{< ref "b.md" >}})', "[b](diary:b)"),
        ('[b]({{% relref "/posts/b#x" %}})', "[b](diary:b#x)"),
        ('{{< figure src="https://example.org/n.png" alt="N" caption="C" >}}',
         '![N](<https://example.org/n.png> "C")'),
        ("{{</* youtube x */>}}", "{{< youtube x >}}"),
    ],
)  # fmt: skip
def test_shortcodes_of_hugo_that_are_markdown_become_markdown(
    tmp_path: Path, written: str, now: str
) -> None:
    head = "---\ntitle: A\ndate: 2024-05-01\n---\n"

    result = imported(
        tmp_path, {"content/posts/a.md": f"{head}{written}\n", "content/posts/b.md": f"{head}x\n"}
    )

    assert result.body("content/posts/a.md") == f"{now}\n"


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ("date = 2024-05-01", "{{< youtube abc >}}"),
        ("date = 2024-05-01\n[extra]\na = 1", '{{ youtube(id="abc") }}'),
        ("date = 2024-05-01\n[extra]", "{% quote() %}"),
    ],
)
def test_other_shortcodes_stay_and_are_noted(tmp_path: Path, head: str, written: str) -> None:
    text = f'+++\ntitle = "A"\n{head}\n+++\n{written}\n'

    result = imported(tmp_path, {"content/a.md": text})

    assert result.body() == f"{written}\n"
    assert "shortcode" in result.codes


MDX = """---
title: A
date: 2024-05-01
---

import Tabs from '@site/Tabs';
import {Tab} from '@site/Tab';

First.

<Tabs
  npm="npm i nut"
/>

<Tab label="x">

Inner **text**.

</Tab>

```js
import x from 'y';
<Tabs />
```
"""


def test_components_are_reported_and_not_rendered(tmp_path: Path) -> None:
    result = imported(tmp_path, {"blog/a.mdx": MDX})

    assert result.body() == (
        'First.\n\n```jsx\n<Tabs\n  npm="npm i nut"\n/>\n```\n\n\n\nInner **text**.\n\n\n\n'
        "```js\nimport x from 'y';\n<Tabs />\n```\n"
    )
    assert [(n.line, n.code) for n in result.report.notes] == [
        (6, "mdx"), (7, "mdx"), (11, "mdx"), (15, "mdx"), (19, "mdx")
    ]  # fmt: skip


def test_angle_brackets_in_prose_are_no_components_outside_mdx(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-05-01\n---\nA <Measure> of <T>.\n"

    result = imported(tmp_path, {"posts/a.md": text})

    assert (result.body(), result.codes) == ("A <Measure> of <T>.\n", [])


@pytest.mark.parametrize(
    ("dialect", "written", "code"),
    [
        ("gfm", "Text\n{: .note}", "kramdown-attributes"),
        ("gfm", "[TOC]", "table-of-contents-mark"),
        ("gfm", "!!! note", "admonition"),
        ("python-markdown", ":::tip", "admonition"),
    ],
)
def test_markup_that_the_dialect_does_not_know_is_noted(
    tmp_path: Path, dialect: str, written: str, code: str
) -> None:
    text = f"---\ntitle: A\ndate: 2024-05-01\n---\n{written}\n"

    result = imported(tmp_path, {"a.md": text}, dialect=dialect)

    assert (result.body(), result.codes) == (f"{written}\n", [code])


def test_shortcodes_tell_that_a_folder_is_hugos(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2024-01-01\n---\nOne\n\n{{< youtube abc >}}\n"

    result = imported(tmp_path, {"a.md": text.encode()})

    assert [(n.line, n.code) for n in result.report.notes] == [(7, "shortcode")]
