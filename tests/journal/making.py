"""A small card maker for tests, and journals with one."""

from collections.abc import Mapping
from pathlib import Path

from generator.journal.checks import check
from generator.journal.journal import gather
from generator.problems import Problem, in_order
from tests.journals import AT, configured, entry, reading

FIELDS: Mapping[str, str] = {
    "inputs": """
  - {id: name, label: Name, type: line, most: 20}
  - id: lamps
    label: Lamps
    hint: All of them
    type: choices
    options:
      - {id: paper, title: Paper, values: {year: 2024, price: 9.5, colour: white}}
      - {id: bean, title: Bean, values: {year: 2026, price: 20}}
    default: [bean]
  - {id: nights, label: Nights, type: number, most: 7, default: 5}""",
    "formulas": """
  total: sum(lamps, price)
  since: min(lamps, year)
  age: years(since, this_year)
  rows: lines(lamps, year)""",
    "words": """
  heading: My lamps
  said: "{name|: Somebody|#}: {age|1: one year|# years}, {nights} nights\"""",
    "text": '"{heading}. {said}, {total:0.00} in all."',
    "picture": """|
  <svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">
  <rect width="600" height="400" fill="#b8430a"/>
  <text x="60" y="50" font-size="30" data-width="500">{said}</text>
  <g fill="#1d1a17"><text x="60" y="99" font-size="30" data-node="-30 9">{rows}</text></g>
  </svg>""",
}
"""The fields of a maker in which nothing is wrong."""

CHINESE = """labels:
  name: 名字
  lamps: 灯
  lamps.hint: 都算
  lamps.paper: 纸灯
  nights: 几晚
words:
  heading: 我的灯
  said: "{name|: 有人|#}：{age}年，{nights}晚"
text: "{heading}。{said}，一共{total}"
"""


def maker(**fields: str) -> str:
    """The file of a maker, with these fields for the usual ones; empty ones are left out."""
    lines = [f"{name}: {value}" for name, value in ({**FIELDS, **fields}).items() if value]
    return entry("My lamps", "\n".join(lines))


def wrong(folder: Path, files: Mapping[str, str | bytes]) -> list[Problem]:
    """Everything wrong with a journal of these files, in order."""
    found = reading(folder, files)
    journal, problems = gather(found.entries, configured(), AT)
    return list(in_order([*found.problems, *problems, *check(journal, found.broken, found.loose)]))


def told(folder: Path, **fields: str) -> list[str]:
    """What is said about a maker with these fields: line, code, message and cure of each."""
    found = wrong(folder, {"makers/lamps.md": maker(**fields)})
    return [f"{p.location.line} {p.code}: {p.message} | {p.hint}" for p in found]
