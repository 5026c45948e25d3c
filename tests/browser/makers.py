"""A small journal with a card maker, for tests of what readers make with it."""

from datetime import UTC, datetime
from pathlib import Path

from generator.build.edition import Options
from generator.build.line import build

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
WIDTH, HEIGHT, ROOM = 600, 800, 480
GROUND = (184, 67, 10)
"""Colour of the drawing's ground: #b8430a."""

_CONFIG = """title: Test
base_url: https://example.org/
languages: [en, zh-CN]
search: no
"""

_ENGLISH = """---
title: My lamps
summary: Pick your lamps.
inputs:
  - {id: name, label: Name, hint: It may stay empty, type: line, most: 80}
  - id: lamps
    label: Lamps
    type: choices
    options:
      - {id: paper, title: Paper lamp, values: {year: 2024, price: 9.5}}
      - {id: bean, title: Beanlamp, values: {year: 2025, price: 20}}
      - {id: left, title: "Left & <right>", values: {year: 2026, price: 30.25}}
    default: [bean]
  - {id: used, label: Releases, type: choices, list: releases}
  - id: room
    label: Room
    type: choice
    options: [{id: bed, title: Bedroom}, {id: desk, title: Study}]
  - {id: since, label: Reading since, type: year, least: 1950, most: 2026, default: 2020}
  - {id: nights, label: Nights, type: number, most: 7, default: 5}
formulas:
  n: count(lamps)
  total: sum(lamps, price)
  first: min(lamps, year)
  age: years(first, this_year)
  each: total / n
  rows: lines(lamps, year)
words:
  who: "{name|: Somebody|#}"
  have: "{n|0: no lamp|1: one lamp|# lamps}"
text: |
  {who} has {have} in the {room} since {first}, {age|1: one year|# years}, {each:0.00} each.
  {count_used|0: No release|1: One release|# releases}. {since}, {nights} nights.
picture: |
  <svg xmlns="http://www.w3.org/2000/svg" width="600" height="800">
    <rect width="600" height="800" fill="#b8430a"/>
    <rect y="100" width="600" height="700" fill="#fffdf9"/>
    <text x="60" y="180" font-size="40" font-family="sans-serif" data-width="480"
      data-lines="4">{who}</text>
    <g fill="#de6a12"><text x="60" y="480" font-size="30" font-family="sans-serif" fill="#1d1a17"
      data-width="480" data-lines="6" data-node="-30 8">{rows}</text></g>
  </svg>
---
"""

_CHINESE = """---
title: 我的灯
labels:
  name: 名字
  name.hint: 可以不填
  lamps: 灯
  lamps.paper: 纸灯
  lamps.bean: 豆灯
  lamps.left: 左手灯
  used: 版本
  room: 房间
  room.bed: 卧室
  room.desk: 书房
  since: 哪年起
  nights: 几晚
words:
  who: "{name|: 有人|#}"
  have: "{n|0: 没有灯|#盏灯}"
text: "{who}有{have}，{lamps}，从{first}年起{age}年，{room}，{each}，{count_used}，{since}"
---
"""


def build_makers(folder: Path) -> None:
    """The journal in `folder/site`."""
    project = folder / "project"
    formula = "formulas:\n  count_used: count(used)"
    files = {
        "friday.yaml": _CONFIG,
        "content/makers/lamps.en.md": _ENGLISH.replace("formulas:", formula),
        "content/makers/lamps.zh.md": _CHINESE,
        "content/releases/2026-05-01-one.md": "---\ntitle: One\nversion: 1.0\n---\n",
        "content/releases/2026-05-08-two.md": "---\ntitle: Two\nversion: 1.1\n---\n",
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    build(project, at=AT, options=Options(output=folder / "site", jobs=1))
