"""Credits in brackets behind a text, written and read by one grammar.

    Night light (suggested by @mei and Wu; tested by Rui Li)
    夜灯（建议：@mei、吴；测试：Rui Li）

That is what `friday changelog` writes, so everything that it writes can be read again: every role,
and people without an account, too. Brackets that hold anything else are left to the others.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.patterns import late

DID: Mapping[str, tuple[str, str]] = {
    "suggested": ("suggested", "建议"),
    "reported": ("reported", "反馈"),
    "tested": ("tested", "测试"),
    "voted": ("voted for", "投票"),
    "answered": ("answered", "答疑"),
    "told": ("told", "讲述"),
    "invited": ("invited", "邀请"),
    "contributed": ("contributed", "贡献"),
    "designed": ("designed", "设计"),
    "translated": ("translated", "翻译"),
    "a11y": ("accessibility", "无障碍"),
    "audio": ("audio", "音频"),
    "blog": ("blog post", "博客"),
    "business": ("business", "商务"),
    "code": ("code", "代码"),
    "content": ("content", "内容"),
    "data": ("data", "数据"),
    "doc": ("documentation", "文档"),
    "eventOrganizing": ("event organised", "活动组织"),
    "example": ("examples", "示例"),
    "financial": ("funded", "资助"),
    "fundingFinding": ("funding found", "筹款"),
    "infra": ("infrastructure", "基础设施"),
    "maintenance": ("maintained", "维护"),
    "mentoring": ("mentored", "指导"),
    "platform": ("packaged", "打包"),
    "plugin": ("plugin", "插件"),
    "projectManagement": ("managed", "项目管理"),
    "promotion": ("promoted", "推广"),
    "research": ("research", "研究"),
    "review": ("reviewed", "评审"),
    "security": ("security", "安全"),
    "talk": ("talk", "演讲"),
    "test": ("tests", "测试代码"),
    "tool": ("tools", "工具"),
    "tutorial": ("tutorial", "教程"),
    "video": ("video", "视频"),
}
"""What each role is called in such a list: before " by" in English, before "：" in Chinese."""

_ROLES = {name: role for role, names in DID.items() for name in names}
_BRACKETS = late(r"[ \t\n]*[(（](?P<inside>[^()（）]+)[)）](?P<end>[.。]?)[ \t\n]*\Z")
_PART = late(
    r"[ \n]*(?:(?P<did>[a-z][a-z0-9 ]*?)[ \n]+by[ \n]+|(?P<label>[\u3400-\u9fff]+)[:：][ ]*)"
    r"(?P<names>.+)",
    re.DOTALL,
)
_AND = late(r"[ \n]*(?:[,，、]|[ \n]and[ \n]|&|和)[ \n]*")
_CJK = "\u3400-\u9fff"
# A handle; else the name of a person, which begins with a capital or a Chinese letter.
_NAME = late(rf"@[\w-]+|(?=[{_CJK}]|[^\W\d_a-z])[\w.'’-]+(?: [\w.'’-]+){{0,5}}")
_LONGEST = 600


class Listed(Struct, frozen=True):
    """Somebody in such a list; `line` counts from 0, the first line of the text."""

    name: str
    handle: bool
    role: str
    line: int = 0


def split(text: str) -> tuple[str, tuple[Listed, ...]]:
    """The text without a list of credits at its end, and who is in that; all of it if none is."""
    tail = max(0, len(text) - _LONGEST)
    found = _BRACKETS.search(text, max(tail, _last_bracket(text)))
    if found is None or found.start() < tail:
        return text, ()
    listed: list[Listed] = []
    at = found.start("inside")
    for part in re.split("([;；])", found["inside"]):
        if part not in {";", "；"}:
            people = _people(part, text.count("\n", 0, at))
            if not people:
                return text, ()
            listed += people
        at += len(part)
    return text[: found.start()] + found["end"], tuple(listed)


def _last_bracket(text: str) -> int:
    """Where the space before the last opening bracket begins."""
    last = max(text.rfind("("), text.rfind("（"))
    return len(text[: max(last, 0)].rstrip())


def _people(part: str, line: int) -> list[Listed]:
    found = _PART.fullmatch(part)
    if found is None:
        return []
    role = _ROLES.get(" ".join((found["did"] or found["label"]).split()))
    names = [name.strip() for name in _AND.split(found["names"])]
    if role is None or not all(
        _NAME.fullmatch(name) and "by" not in name.split() for name in names
    ):
        return []
    return [Listed(name.removeprefix("@"), name.startswith("@"), role, line) for name in names]


def is_name(name: str) -> bool:
    """Whether a name, with its `@` if it has one, can be read out of a list again."""
    return bool(_NAME.fullmatch(name)) and "by" not in name.split() and len(_AND.split(name)) == 1


def written(credits_: Iterable[tuple[str, str]], *, chinese: bool = False) -> str:
    """The list that says these roles and names, with its brackets and the space before them."""
    groups: dict[str, list[str]] = {}
    for role, name in credits_:
        groups.setdefault(role, []).append(name)
    if not groups:
        return ""
    if chinese:
        said = (f"{DID[role][1]}：{'、'.join(names)}" for role, names in groups.items())
        return f"（{'；'.join(said)}）"
    return (
        f" ({'; '.join(f'{DID[role][0]} by {_listed(names)}' for role, names in groups.items())})"
    )


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
