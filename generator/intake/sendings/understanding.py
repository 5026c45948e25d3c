"""One answer as its question wants it; what does not fit is kept as it was said, and told."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC

from generator.intake.ballots.dates import Dates
from generator.intake.ballots.sheet import Order
from generator.intake.sendings.cleaning import Removed, cleaned, line
from generator.model.form import CHOSEN, FieldType, FormField, Slot
from generator.model.form_blocks import picked
from generator.problems import shown

YES = frozenset(
    {"yes", "y", "true", "1", "x", "on", "checked", "agree", "i agree", "ok", "✓", "✔", "☑"}
)
"""What forms write for a box that was ticked."""

_YES = YES | {"是", "对", "好", "同意", "我同意", "已同意", "已勾选", "可以"}
_NO = frozenset({"no", "n", "false", "0", "off", "unchecked", "否", "不", "不同意", "未勾选"})
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?")
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\".]{1,63}(?:\.[\w-]{2,63})+")
"""A mail address inside a text; ours are a part of those of RFC 5322, section 3.4.1."""

_WEB = re.compile(r"https?://[^\s/<>\"']+[^\s<>\"']*")
_CLOSED = frozenset({Slot.USES, Slot.DISPLAY})
"""Answers that are law: only the options themselves count."""

Told = Callable[[str], None]


def understood(said: str, question: FormField, removed: Removed, tell: Told) -> tuple[str, ...]:
    """The values of an answer; several for choices, nothing where nothing of it counts.

    Args:
        tell: takes what did not fit, as a message.
    """
    if question.type in CHOSEN:
        return _chosen(said, question, removed, tell)
    if question.type is FieldType.YES:
        return _agreed(said, question, tell)
    if question.type is FieldType.TEXT:
        text = cleaned(said, question.limit, removed)
    else:
        text = line(said, question.limit, removed)
    fits = _FITTING.get(question.type)
    if text and fits is not None:
        fitting = fits(text)
        if fitting is None:
            tell(f"'{question.id}' wants {_WANTED[question.type]}; it is kept as it was written")
        return (fitting or text,)
    return (text,) if text else ()


def _chosen(said: str, question: FormField, removed: Removed, tell: Told) -> tuple[str, ...]:
    ids, unknown = picked(said, question)
    others = tuple(filter(None, (line(each, 200, removed) for each in unknown)))
    if others:
        kept = "left out" if question.slot in _CLOSED else "kept as it was written"
        said_so = ", ".join(f"'{shown(each)}'" for each in others[:3])
        options = ", ".join(shown(each.label) for each in question.options)
        what = (
            "an answer that is no option" if question.secret else f"{said_so}, which is no option"
        )
        tell(f"'{question.id}' has {what}; it is {kept}; options are: {options}")
    values = ids if question.slot in _CLOSED else (*ids, *others)
    if question.type is FieldType.CHOICE and len(values) > 1:
        tell(f"'{question.id}' has {len(values)} answers where one counts; none is taken")
        return ()
    return values[: max(question.limit, 1)]


def _agreed(said: str, question: FormField, tell: Told) -> tuple[str, ...]:
    """A yes, a no, or a box: what is neither is no yes."""
    bare = " ".join(said.casefold().split()).strip(".。!！")
    if bare in _YES:
        return ("yes",)
    if bare in _NO:
        return ("no",)
    ids, unknown = picked(said, question)
    if unknown and not ids:
        tell(f"'{question.id}' is yes or no; what was written counts as no")
    return ids or ("no",)


def _number(text: str) -> str | None:
    bare = text.replace(" ", "").replace("\u00a0", "")
    return bare.replace(",", ".") if _NUMBER.fullmatch(bare) else None


def _date(text: str) -> str | None:
    try:
        return Dates(UTC, Order.AUTO).read(text).date().isoformat()
    except (ValueError, OverflowError):
        return None


def _mail(text: str) -> str | None:
    found = ADDRESS.search(text.removeprefix("mailto:"))
    return found[0] if found else None


def _address(text: str) -> str | None:
    found = _WEB.fullmatch(text)
    return found[0] if found else None


_FITTING: Mapping[FieldType, Callable[[str], str | None]] = {
    FieldType.NUMBER: _number,
    FieldType.DATE: _date,
    FieldType.MAIL: _mail,
    FieldType.ADDRESS: _address,
}
_WANTED: Mapping[FieldType, str] = {
    FieldType.NUMBER: "a number",
    FieldType.DATE: "a date",
    FieldType.MAIL: "a mail address",
    FieldType.ADDRESS: "an address that begins with https:// or http://",
}
