"""The synthetic journal: what stands in it, before any generator's way to write it.

Every text follows from the number of its post, so the same count gives the same journal. A post
names others as `post://SECTION/NAME` and pictures as `picture://NAME`; whoever writes it for a
generator puts that generator's own way to link in their place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

FIRST_DAY = date(2000, 1, 1)
PICTURES = 12
CHINESE_EVERY = 5
"""Every fifth diary is Chinese."""
RELEASE_EVERY, SUGGESTION_EVERY, PERSON_EVERY, POLL_EVERY = 10, 5, 25, 50

_WORDS = (
    *("lamp", "light", "night", "page", "release", "button", "user", "reading", "dark", "bright"),
    *("evening", "battery", "knob", "paper", "morning", "window", "menu", "colour", "question"),
    *("answer", "friday", "report", "careful", "simple", "quiet", "warm", "slow", "the", "a"),
    *("we", "they", "turned", "moved", "asked", "measured", "wrote", "that", "because", "until"),
)
_CHINESE = "灯光夜晚页面版本按钮读者安静温暖星期五报告问题回答颜色窗口我们他们为了这样写下测量"
_TOPICS = ("light", "paper", "firmware", "battery", "knob", "forum", "sleep", "colour", "test")


@dataclass(frozen=True, slots=True)
class Post:
    """One entry.

    Attributes:
        section: the folder it stands in, such as `diaries`.
        body: Markdown that means the same in every dialect.
        fields: lines of YAML that say more of it in our journal.
        said: the same as Markdown, for generators that know of posts alone.
    """

    section: str
    name: str
    title: str
    day: date
    tags: tuple[str, ...]
    body: str
    fields: str = ""
    said: str = ""


def posts(count: int) -> Iterator[Post]:
    """A journal of so many diaries, and in proportion releases, suggestions, people and polls."""
    for number in range(max(2, count // PERSON_EVERY)):
        yield person(number)
    for number in range(1, count + 1):
        yield diary(number)
        if number % SUGGESTION_EVERY == 1:
            yield suggestion(number)
        if number % RELEASE_EVERY == 1:
            yield release(number)
        if number % POLL_EVERY == 1:
            yield poll(number)


def pictures() -> Iterator[tuple[str, str]]:
    """Names and content (SVG) of the pictures that the diaries show in turn."""
    for number in range(PICTURES):
        shapes = "".join(
            f'<circle cx="{20 * n + 10}" cy="{30 + number * n % 40}" r="{5 + number}"/>'
            for n in range(12)
        )
        size = 'width="240" height="120" viewBox="0 0 240 120"'
        yield f"lamp-{number}.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{shapes}</svg>'


def diary(number: int) -> Post:
    """The n-th diary, from 1; each day has one."""
    tags = tuple(sorted({_TOPICS[number % 9], _TOPICS[number * 7 // 9 % 9]}))
    body = _body(number, chinese=number % CHINESE_EVERY == 0)
    title = f"第{number}周" if number % CHINESE_EVERY == 0 else f"Week {number}"
    return Post("diaries", f"week-{number}", title, _day(number), tags, body, f"number: {number}\n")


def suggestion(number: int) -> Post:
    """What somebody suggested in the n-th week."""
    said = _prose(number + 1_000_003, 60, chinese=False)
    fields = "status: received\nchannel: forum\nby: '@helper-1'\n"
    title = f"Make the {_WORDS[number % 20]} {_WORDS[number * 3 % 20]} in week {number}"
    return Post(
        *("suggestions", f"wish-{number}", title, _day(number), (_TOPICS[number % 9],), said),
        *(fields, "- received\n- forum\n- helper-1\n"),
    )


def release(number: int) -> Post:
    """What was released in the n-th week: three changes, each with its reason and its helper."""
    changes = [
        (_prose(number + 2_000_003 + n, 9, chinese=False), f"helper-{n % 2}") for n in range(3)
    ]
    rows = (
        f"  - text: {text}\n    why: {text}\n    category: fixed\n    credits: ['@{whose}']\n"
        for text, whose in changes
    )
    return Post(
        *("releases", f"1.{number}", f"Release 1.{number}", _day(number), ("release",)),
        body=_prose(number + 3_000_017, 80, chinese=False),
        fields=f"version: 1.{number}\nchanges:\n{''.join(rows)}",
        said="".join(f"- {text} {text} {whose}\n" for text, whose in changes),
    )


def poll(number: int) -> Post:
    """What readers were asked in the n-th week, with four answers and how many took each."""
    answers = [f"The {_WORDS[(number + n) % 20]} one" for n in range(4)]
    options = "".join(f"  - {{id: o{n}, title: {text}}}\n" for n, text in enumerate(answers))
    votes = ", ".join(f"o{n}: {40 - 7 * n}" for n in range(4))
    opens, closes = _day(number), _day(number) + timedelta(days=7)
    return Post(
        *("polls", f"poll-{number}", f"Poll {number}", opens, ("poll",)),
        body=_prose(number + 4_000_037, 60, chinese=False),
        fields=f"question: Which one shall it be in week {number}?\n"
        "method: plurality\ntie_break: listed\n"
        f"voters: everybody\nopens: {opens}\ncloses: {closes}\nbinds: We make the one that wins\n"
        f"outcome: We made it\noptions:\n{options}"
        f"totals: {{source: 'https://forum.example.org/{number}', ballots: 118, "
        f"votes: {{{votes}}}}}\n",
        said="".join(f"- {text}: {40 - 7 * n}\n" for n, text in enumerate(answers)),
    )


def person(number: int) -> Post:
    """The n-th helper, from 0."""
    body = _prose(number + 5_000_011, 30, chinese=False)
    return Post("people", f"helper-{number}", f"Helper {number}", FIRST_DAY, (), body)


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number - 1)


def _body(number: int, *, chinese: bool) -> str:
    """500 to 700 words: headings, a nested list, two code blocks, a table, links, a picture."""

    def prose(part: int, words: int) -> str:
        return _prose(number * 16 + part, words, chinese=chinese)

    before = f"[before](post://diaries/week-{number - 1})" if number > 1 else "before"
    picture = f"![{prose(0, 5)}](picture://lamp-{number % PICTURES}.svg)"
    rows = "".join(f"| {prose(12 + n, 3)} | {number * (n + 3) % 101} | {n} |\n" for n in range(3))
    return f"""\
{prose(1, 60 + number % 40)} As {before}, and as [they say](https://forum.example.org/t/{number}).

## {prose(2, 4)}

{prose(3, 90)} **{prose(4, 4)}** {prose(5, 30)}

- {prose(6, 12)}
    - {prose(7, 9)}
    - `lamp-{number}` {prose(8, 8)}
- {prose(9, 14)}

```python
{_python(number)}
```

## {prose(10, 5)}

{prose(11, 85 + number % 30)}

{picture}

| {_WORDS[number % 20]} | before | after |
|---|---|---|
{rows}
### {prose(15, 3)}

{prose(0, 100)}

```javascript
{_javascript(number)}
```

1. {prose(4, 15)}
2. {prose(7, 12)}

> {prose(9, 25)}
"""


def _python(number: int) -> str:
    return f"""\
class Lamp{number}:
    \"\"\"A lamp that dims in {number} steps.\"\"\"

    steps: int = {number}

    def dim(self, to: float) -> list[float]:
        if not 0 <= to <= 1:
            raise ValueError(f"{{to}} is no brightness")
        return [to + (1 - to) * n / self.steps for n in range(self.steps)]  # evenly"""


def _javascript(number: int) -> str:
    return f"""\
export async function week{number}(lamp) {{
  const answer = await fetch(`/lamps/${{lamp.id}}?week={number}`);
  if (!answer.ok) throw new Error("no answer: " + answer.status);
  const {{ bright, warm = {number} }} = await answer.json(); // both in percent
  return {{ ...lamp, bright: bright / 100, warm }};
}}"""


def _prose(seed: int, words: int, *, chinese: bool) -> str:
    """A sentence of so many words, the same one for the same seed; Chinese has 1.6 signs a word."""
    if chinese:
        signs = islice(_numbers(seed), words * 8 // 5)
        return "".join(_CHINESE[n % len(_CHINESE)] for n in signs) + "。"
    chosen = (_WORDS[n % len(_WORDS)] for n in islice(_numbers(seed), words))
    return " ".join(chosen).capitalize() + "."


def _numbers(seed: int) -> Iterator[int]:
    """Numbers without a pattern that matters (a linear congruence of Knuth's MMIX)."""
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield state >> 33
