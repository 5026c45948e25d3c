"""The vectors that Python and the browser are held to, and the world they are about."""

import json
from pathlib import Path
from typing import Any

from generator.model.evaluation import Missing, Option, Value, World
from generator.model.formula import parse
from generator.model.formula_types import FLAG, NUMBER, TEXT, Sort, Type, Typed, typed

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "formula_vectors.json").read_text(encoding="utf-8")
)
COLUMNS = {"year": Sort.NUMBER, "price": Sort.NUMBER, "colour": Sort.TEXT}
IDS = tuple(option["id"] for option in VECTORS["options"])
PICKED = Type(Sort.LIST, COLUMNS, IDS)
SCOPE = {
    "this_year": NUMBER,
    "name": TEXT,
    "nobody": TEXT,
    "none": PICKED,
    "lamps": PICKED,
    "one": PICKED,
    "nights": NUMBER,
    "half": NUMBER,
    "huge": NUMBER,
    "flag": FLAG,
}


def value(written: object) -> Value:
    """A value as the vectors write it."""
    if isinstance(written, dict):
        return Missing(written["missing"]) if "missing" in written else tuple(written["picked"])
    if isinstance(written, bool | str):
        return written
    assert isinstance(written, int | float)
    return float(written)


def world() -> World:
    """What the vectors pick from."""
    options = [
        Option(o["id"], o["title"], {n: _held(v) for n, v in o["values"].items()})
        for o in VECTORS["options"]
    ]
    return World(dict.fromkeys(("lamps", "one", "none"), options), VECTORS["separator"])


def _held(written: float | str) -> float | str:
    return written if isinstance(written, str) else float(written)


def known() -> dict[str, Value]:
    """What the names of the vectors stand for."""
    return {"flag": True} | {name: value(each) for name, each in VECTORS["given"].items()}


def formula(text: str) -> Typed:
    """A formula about the world of the vectors."""
    return typed(parse(text), SCOPE)
