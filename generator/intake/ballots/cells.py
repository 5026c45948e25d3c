"""What one cell below an option says: a mark, a rank, a score or a box, in either language."""

import re
from collections.abc import Mapping

from generator.intake.ballots.options import fold
from generator.model.contest import BOXES, Form
from generator.reader.ballots import FORMULA

NOTHING = frozenset(
    {
        "", "-", "–", "—", "/", ".", "n/a", "na", "none", "null", "nil", "no opinion", "no rank",
        "not ranked", "unranked", "no preference", "abstain", "don't know", "skip", "skipped",
        "no answer", "无", "无意见", "没意见", "没有意见", "不排", "未排序", "弃权", "不知道",
        "不清楚", "跳过", "(跳过)", "空", "(空)", "未填", "未答", "-2", "-3",
    }
)  # fmt: skip
"""Cells that say nothing of the option, folded; -2 and -3 are how some forms write skipped."""
_YES = frozenset(
    {
        "1", "x", "✓", "✔", "✔️", "√", "☑", "☒", "●", "■", "yes", "y", "true", "t", "on", "ok",
        "selected", "checked", "chosen", "approve", "approved", "for", "是", "选", "选中", "已选",
        "赞成", "同意", "支持", "对", "要", "投",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "0", "no", "n", "false", "f", "off", "unselected", "not selected", "unchecked", "☐", "○",
        "□", "against", "否", "不", "未选", "未选中", "不选", "反对", "不同意", "不支持",
    }
)  # fmt: skip
_ORDINALS = {
    word: n
    for n, words in enumerate(
        (
            "first 第一 首 一", "second 第二 次 二", "third 第三 三", "fourth 第四 四",
            "fifth 第五 五", "sixth 第六 六", "seventh 第七 七", "eighth 第八 八",
            "ninth 第九 九", "tenth 第十 十",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_CHOICE = r"\s*(?:choice|preference|pick|rank|place|option|选择|志愿|顺位|选项|选|名|位)?"
_NUMBERED = re.compile(rf"第?\s*(\d+)\s*(?:st|nd|rd|th)?\.?{_CHOICE}")
_WORDED = re.compile(rf"({'|'.join(sorted(_ORDINALS, key=len, reverse=True))}){_CHOICE}")
_NAMED = re.compile(r"(?:choice|preference|rank|pick|选择|志愿|顺位)\s*[#:]?\s*(\d+)")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_SCORED = re.compile(r"([+-]?\d{1,9})(?:\.0+)?\s*(?:stars?|points?|星|分|/\s*\d+|[-–—:：=(].*)?")
_BOX_WORDS: Mapping[str, tuple[str, ...]] = {
    "liked": ("like", "likes", "what i liked", "喜欢", "喜欢的", "我喜欢的"),
    "disliked": ("not liked", "dislike", "dislikes", "what i did not like", "不喜欢", "不喜欢的"),
    "awaited": (
        "waiting for", "wait for", "wanted", "wish", "最盼着", "最盼着的", "盼着的", "期待",
        "期待的", "盼望的",
    ),
    "bugs": ("bug", "broken", "broke", "坏了", "坏掉的", "坏的", "缺陷", "问题", "故障"),
}  # fmt: skip
_BOX = {fold(word): n for n, box in enumerate(BOXES) for word in (box, *_BOX_WORDS[box])}
_LAST = 10**6
_STARS = re.compile(r"(★+|⭐+)☆*")


def box(text: str) -> int | None:
    """The box of a name, as an index into `BOXES`."""
    return _BOX.get(fold(text))


def ordinal(text: str) -> int | None:
    """Which choice a text such as `2nd choice` or `第二志愿` speaks of; None for a bare number."""
    plain = fold(text)
    if plain.isdecimal():
        return None
    for pattern in (_NUMBERED, _NAMED):
        found = pattern.fullmatch(plain)
        if found:
            return int(found[1])
    worded = _WORDED.fullmatch(plain)
    # "一" alone is a word of its own
    return _ORDINALS[worded[1]] if worded and len(plain) > 1 else None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula that is no plain number."""
    return text.startswith(FORMULA) and fold(text) not in NOTHING and not _number(text.strip())


def _number(text: str) -> bool:
    return _WHOLE.fullmatch(text) is not None


class Cells:
    """Reads the cells of a form, each text once.

    Attributes:
        known: what texts mean that were read before; a text is missing that means nothing.
    """

    def __init__(
        self, form: Form, scale: tuple[int, int] | None = None, labels: Mapping[str, int] = {}
    ) -> None:
        self.known: dict[str, int | None] = {"": None}
        self._form = form
        self._scale = scale
        self._labels = {fold(label): score for label, score in labels.items()}

    def read(self, text: str, names: frozenset[str] = frozenset()) -> int | None:
        """What a cell says.

        Args:
            names: folded names of the option above it; forms put them there for a mark.

        Raises:
            ValueError: it says nothing known; the message completes "'text' is …".
        """
        if text in self.known:
            return self.known[text]
        if is_formula(text) and not self._is_score(text):
            raise ValueError("a formula")
        plain = fold(text)
        value = 1 if self._form is Form.MARKS and plain in names else self._value(plain)
        if plain not in names:
            self.known[text] = value
        return value

    def _is_score(self, text: str) -> bool:
        return self._form is Form.SCORES and _SCORED.fullmatch(fold(text)) is not None

    def _value(self, plain: str) -> int | None:
        if self._form is Form.SCORES and plain in self._labels:
            return self._labels[plain]
        if self._form is Form.SCORES and _WHOLE.fullmatch(plain):
            return self._on_scale(int(plain))
        if plain in NOTHING:
            return None
        readers = {
            Form.MARKS: _mark,
            Form.RANKS: _rank,
            Form.SCORES: self._score,
            Form.BOXES: _box,
        }
        return readers[self._form](plain)

    def _score(self, plain: str) -> int:
        stars = _STARS.fullmatch(plain)
        if stars:
            return self._on_scale(len(stars[1]))
        found = _SCORED.fullmatch(plain)
        if not found:
            raise ValueError("no score")
        return self._on_scale(int(found[1]))

    def _on_scale(self, score: int) -> int:
        if self._scale and not self._scale[0] <= score <= self._scale[1]:
            raise ValueError(f"not on the scale from {self._scale[0]} to {self._scale[1]}")
        return score


def _mark(plain: str) -> int | None:
    if plain in _YES:
        return 1
    if plain in _NO:
        return None
    raise ValueError("no mark")


def _rank(plain: str) -> int:
    rank = int(plain) if _WHOLE.fullmatch(plain) else ordinal(plain)
    if rank is None:
        raise ValueError("no rank")
    if rank < 1:
        raise ValueError("no rank: ranks begin with 1")
    if rank > _LAST:
        raise ValueError(f"no rank: ranks end with {_LAST}")
    return rank


def _box(plain: str) -> int:
    if plain not in _BOX:
        raise ValueError(f"none of the boxes {', '.join(BOXES)}")
    return _BOX[plain]
