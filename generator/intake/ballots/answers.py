"""Several answers in one cell, as forms export them: `Candle; Even` or `Candle, Even`."""

import re

from generator.intake.ballots.desk import Desk
from generator.intake.ballots.options import fold

_SIGNS = r"[;,、|>/┋]"  # NFKC has made commas and semicolons of full-width ones
_SIGN = re.compile(rf"\s*{_SIGNS}+\s*")
_STRONG = re.compile(r"\s*[;；\n\r|>┋]+\s*")
_WEAK = re.compile(r"\s*[,，、]+\s*")
_LINES = re.compile(r"[\r\n\t]+")


class Answers:
    """Splits cells at the separators that are not part of an option's own title.

    Titles that are known are matched longest first; text between separators that is no option is
    given back as it stands.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        names = "|".join(re.escape(name) for name in desk.options.names)
        self._name = re.compile(rf"(?:{names})(?=\s*(?:{_SIGNS}|$))") if names else None

    def read(self, text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The options that a cell names, in its order, and the parts of it that name none."""
        if text not in self._known:
            self._known[text] = self._any(text) if self._desk.options.is_open else self._split(text)
        return self._known[text]

    def fits(self, text: str) -> bool:
        """Whether at least one part of a cell is an option."""
        return bool(self._split(text)[0])

    def _any(self, text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        sign = _STRONG if _STRONG.search(text) else _WEAK
        parts = [part for part in sign.split(text.strip()) if part]
        found = [self._desk.option(part, 0) for part in parts]
        return tuple(option for option in found if option is not None), ()

    def _split(self, text: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        plain = fold(_LINES.sub(";", text))
        found: list[int] = []
        strange: list[str] = []
        at = 0
        while at < len(plain):
            sign = _SIGN.match(plain, at)
            if sign:
                at = sign.end()
                continue
            name = self._name.match(plain, at) if self._name else None
            if name is None:
                end = _SIGN.search(plain, at)
                stop = end.start() if end else len(plain)
                part = plain[at:stop].strip()
                if part and not self._desk.is_left_out(part):
                    strange.append(part)
                at = stop
                continue
            option = self._desk.options.find(name[0])
            if option is not None:
                found.append(option)
            at = name.end()
        return tuple(found), tuple(strange)
