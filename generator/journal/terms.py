"""The terms of a vote, read back from its published result; what others wrote is not trusted."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from msgspec.structs import asdict

from generator.journal.record import FORMAT, RULES
from generator.model.contest import (
    SEVERAL,
    Blank,
    Contest,
    Equal,
    Form,
    Method,
    Revotes,
    Rules,
    Skipped,
    Strength,
    Tail,
    Unranked,
)

E = TypeVar("E", bound=StrEnum)

MOST_OPTIONS = 1000
_MOST_STEPS = 100
_TIE_BREAKS = ("order", "listed", "lot", "open")
CHOICES: Mapping[str, type[StrEnum]] = {
    "strength": Strength,
    "unranked": Unranked,
    "equal": Equal,
    "skipped": Skipped,
    "blank": Blank,
    "tail": Tail,
    "revotes": Revotes,
}
"""Rules that are one of some words."""


class NoResult(ValueError):
    """What was given is no result of a poll, or its terms make no contest."""


def contest_in(record: Mapping[str, object]) -> Contest:
    """The contest that a result was counted by.

    Raises:
        NoResult: it is no result, or one of another format, or its terms make no contest; the
            message names the key.
    """
    if record.get("format") != FORMAT:
        raise NoResult(f"'format' is {record.get('format')!r}; this program reads {FORMAT}")
    options = _list(record, "options")
    ids = tuple(_word(_object(option, "options"), "id") for option in options)
    _check_options(ids)
    method = _one_of(record, "method", Method)
    tie = _object(record.get("tie_break"), "tie_break")
    return Contest(
        options=ids,
        method=method,
        seats=_seats(record, method),
        order=_order(tie, ids),
        tie_break=_tie_break(tie),
        rules=_rules(_object(record.get("rules"), "rules"), method),
        scale=_scale(record, method),
        costs=_costs(options, method),
        budget=_whole(record, "budget") if method is Method.BUDGET else 0,
        passed_over=_passed_over(record, ids),
    )


def rules_with(rules: Rules, changes: Mapping[str, str]) -> Rules:
    """The rules with some of them chosen otherwise, by the words of a poll's file.

    Raises:
        NoResult: there is no such rule, or it has no such choice; the message lists them.
    """
    chosen = asdict(rules)
    for name, word in changes.items():
        if name not in chosen:
            raise NoResult(f"there is no rule '{name}'; there are {', '.join(chosen)}")
        chosen[name] = _rule(name, word)
    return Rules(**chosen)


def _rule(name: str, word: str) -> object:
    if name in CHOICES:
        try:
            return CHOICES[name](word)
        except ValueError:
            known = ", ".join(CHOICES[name])
            raise NoResult(f"'{name}' is one of {known}, not '{word}'") from None
    if name == "most":
        if not word.isascii() or not word.isdigit():
            raise NoResult(f"'most' is a whole number, not '{word}'")
        return int(word)
    if word not in {"yes", "no"}:
        raise NoResult(f"'{name}' is yes or no, not '{word}'")
    return word == "yes"


def _rules(said: Mapping[str, object], method: Method) -> Rules:
    """The rules as stated; every one that matters must be there."""
    missing = [name for name in (*RULES[method], "revotes") if name not in said]
    if missing:
        raise NoResult(f"'rules' does not say '{missing[0]}'")
    words: dict[str, str] = {}
    for name, rule in said.items():
        words[name] = ("yes" if rule else "no") if isinstance(rule, bool) else str(rule)
    return rules_with(Rules(), words)


def _check_options(ids: Sequence[str]) -> None:
    if not 1 <= len(ids) <= MOST_OPTIONS:
        raise NoResult(f"'options' holds {len(ids)}; there are 1 to {MOST_OPTIONS}")
    twice = next((option for n, option in enumerate(ids) if option in ids[:n]), None)
    if twice is not None:
        raise NoResult(f"'options' names '{twice}' twice")


def _seats(record: Mapping[str, object], method: Method) -> int:
    seats = _whole(record, "seats")
    if seats < 1 or (seats > 1 and method not in SEVERAL):
        raise NoResult(f"'seats' is {seats}, which {method} cannot fill")
    return seats


def _tie_break(tie: Mapping[str, object]) -> str:
    by = _word(tie, "by")
    if by not in _TIE_BREAKS:
        raise NoResult(f"'by' is one of {', '.join(_TIE_BREAKS)}, not '{by}'")
    return by


def _order(tie: Mapping[str, object], ids: Sequence[str]) -> tuple[str, ...]:
    order = tuple(_list(tie, "order"))
    if order and (len(order) != len(ids) or set(map(str, order)) != set(ids)):
        raise NoResult("'order' does not hold each option once")
    return tuple(map(str, order))


def _scale(record: Mapping[str, object], method: Method) -> tuple[int, int]:
    if Contest((), method).form is not Form.SCORES:
        return Contest((), method).scale
    scale = _object(record.get("scale"), "scale")
    lowest, highest = _whole(scale, "lowest"), _whole(scale, "highest")
    if not 0 < highest - lowest <= _MOST_STEPS:
        raise NoResult(f"'scale' is {lowest} to {highest}; it has 2 to {_MOST_STEPS + 1} steps")
    return lowest, highest


def _costs(options: Sequence[object], method: Method) -> tuple[int, ...]:
    if method is not Method.BUDGET:
        return ()
    costs = tuple(_whole(_object(option, "options"), "cost") for option in options)
    if min(costs) < 0:
        raise NoResult("'cost' is less than nothing")
    return costs


def _passed_over(record: Mapping[str, object], ids: Sequence[str]) -> tuple[str, ...]:
    each = (_object(item, "passed_over") for item in _list(record, "passed_over"))
    names = tuple(_word(item, "option") for item in each)
    unknown = [name for name in names if name not in ids]
    if unknown:
        raise NoResult(f"'passed_over' names '{unknown[0]}', which is no option")
    return names


def _object(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise NoResult(f"'{name}' is missing, or is not what it should be")
    return value


def _list(record: Mapping[str, object], name: str) -> Sequence[object]:
    value = record.get(name)
    if not isinstance(value, list):
        raise NoResult(f"'{name}' is no list")
    return value


def _word(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise NoResult(f"'{name}' is missing")
    if not value.isprintable():
        raise NoResult(f"'{name}' holds characters that cannot be shown")
    return value


def _whole(record: Mapping[str, object], name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise NoResult(f"'{name}' is no whole number")
    return value


def _one_of(record: Mapping[str, object], name: str, kinds: type[E]) -> E:
    word = _word(record, name)
    if word not in set(kinds):
        raise NoResult(f"'{name}' is one of {', '.join(kinds)}, not '{word}'")
    return kinds(word)
