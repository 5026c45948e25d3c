"""The words by which changelogs sort their changes, English and Chinese, as a table.

The groups are those of Keep a Changelog 1.1.0; other words stand for the group that means the same.
"""

import re
from collections.abc import Sequence

from generator.patterns import late

ADDED, CHANGED, DEPRECATED, REMOVED, FIXED, SECURITY = (
    "added",
    "changed",
    "deprecated",
    "removed",
    "fixed",
    "security",
)

_HEADINGS: Sequence[tuple[str, str]] = (
    (SECURITY, r"security(?: fix(?:es)?)?|安全(?:性|修复|更新|问题|漏洞)?|漏洞修复"),
    (
        FIXED,
        (
            r"fix(?:ed|es)?|bug ?fix(?:es)?|bugs?(?: fix(?:ed|es))?|hot ?fix(?:es)?"
            r"|(?:bugs? ?|问题|缺陷|错误|漏洞)?(?:修复|修正|修訂|修复问题)"
        ),
    ),
    (DEPRECATED, r"deprecat(?:ed|ions?|es)|弃用|废弃|不推荐使用|棄用"),
    (REMOVED, r"remov(?:ed|als?|es)|deleted|已?移除(?:功能)?|删除|去除|刪除"),
    (
        ADDED,
        (
            r"add(?:ed|itions?|s)?|new(?: features?)?|features?|enhancements?"
            r"|新增(?:功能|特性)?|新(?:功能|特性|增)|添加|增加"
        ),
    ),
    (
        CHANGED,
        (
            r"chang(?:ed|es)|improve(?:d|ments?)|performance(?: improvements?)?|refactor(?:ed|ing)?"
            r"|updated?|breaking(?: changes?)?|变更|变化|改变|改进|优化|更新|调整|改善|重构"
            r"|性能优化|不兼容(?:变更|更新|特性|改动)|破坏性变更|變更"
        ),
    ),
)
_PREFIXES: Sequence[tuple[str, str]] = (
    (SECURITY, r"security(?: fix)?|cve-\d{4}-\d+"),
    (FIXED, r"fix(?:es|ed)?|bug ?fix|hotfix"),
    (DEPRECATED, r"deprecat(?:e|ed|ion)"),
    (REMOVED, r"remov(?:e|ed)"),
    (ADDED, r"feat(?:ure)?|new|add(?:ed)?"),
    (CHANGED, r"perf|refactor|style|revert|breaking(?: change)?|improvement"),
    (CHANGED, r"internal|chore|docs?|ci|build|tests?|maintenance|types|release|workflow"),
)
_BEGINNINGS: Sequence[tuple[str, str]] = (
    (SECURITY, r"cve-|\[?cve-|security\b|\[security\]|ghsa-"),
    (FIXED, r"(?:bug)?fix(?:e[sd]|ing)?\b|correct(?:ed|ly)?\b|resolve[sd]?\b|修复|修正|解决"),
    (DEPRECATED, r"deprecat|弃用|废弃"),
    (REMOVED, r"remov(?:e[sd]?|ing)\b|drop(?:s|ped)?\b|delet(?:e[sd]?|ing)\b|移除|删除|去除|去掉"),
    (
        ADDED,
        (
            r"add(?:s|ed|ing)?\b|new\b|introduc(?:e[sd]?|ing)\b|implement(?:s|ed)?\b"
            r"|support(?:s|ed)?\b|新增|增加|添加|支持|实现"
        ),
    ),
)
_DECORATION = late(r"[^\w\s/&-]|_(?=\W|$)|(?<!\w)_")
_THANKS = late(
    r"(?:new |special )?(?:thanks|thank you|contributors?|acknowledge?ments?|credits)"
    r"|(?:新)?贡献者|致谢|感谢|鸣谢",
    re.IGNORECASE,
)
_LABEL = late(
    r"(?P<word>[A-Za-z][A-Za-z0-9 -]{1,16})(?:\((?P<scope>[^()\n]{0,40})\))?!?[ ]?[:：][ ]*"
)
INTERNAL = frozenset(
    {"internal", "chore", "ci", "build", "test", "tests", "maintenance", "release", "workflow"}
)
"""Labels of changes that users do not notice."""


def _compiled(rows: Sequence[tuple[str, str]], end: str) -> Sequence[tuple[str, re.Pattern[str]]]:
    return tuple((name, late(rf"(?:{words}){end}", re.IGNORECASE)) for name, words in rows)


_HEADED = _compiled(_HEADINGS, r"$")
_LABELLED = _compiled(_PREFIXES, r"$")
_BEGUN = _compiled(_BEGINNINGS, "")


def of_heading(text: str) -> str:
    """The group that a heading names; empty if it names something else."""
    plain = _bare(text)
    return next((name for name, words in _HEADED if words.fullmatch(plain)), "")


def is_thanks(heading: str) -> bool:
    """Whether people are thanked under a heading, and nothing is listed that changed."""
    return bool(_THANKS.fullmatch(_bare(heading)))


def _bare(heading: str) -> str:
    return " ".join(_DECORATION.sub(" ", heading.replace("\ufe0f", "")).split())


def of_words(text: str) -> str:
    """The group of a change by how its text begins; "changed" for all that says nothing else."""
    plain = text.lstrip("*_`[ ")
    return next((name for name, words in _BEGUN if words.match(plain)), CHANGED)


def label(text: str) -> tuple[str, str, str, int]:
    """What a change is labelled with: `feat(Calendar): …`, `Fix: …`.

    Returns:
        group, label in lower case, scope, and how many characters of the text these are; the group
        is empty without a label.
    """
    found = _LABEL.match(text)
    if found is None:
        return "", "", "", 0
    word = found["word"].strip().casefold()
    group = next((name for name, words in _LABELLED if words.fullmatch(word)), "")
    size = 0 if not group or word.startswith("cve") else found.end()
    return group, word, (found["scope"] or "").strip(), size
