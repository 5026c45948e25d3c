"""GitHub's Markdown to HTML: the door of comrak.

What goes beyond GitHub is CJK-friendly emphasis (`**重点。**后文` is bold) and description lists.
Raw HTML stays: this is the team's own text.
"""

from comrak import ExtensionOptions, RenderOptions, render_markdown

_EXTENSIONS = (
    "strikethrough",
    "table",
    "autolink",
    "tasklist",
    "footnotes",
    "alerts",
    "cjk_friendly_emphasis",
    "description_lists",
)
# Strangers get no footnotes and no task lists: these need ids and inputs, which they may not have.
_STRANGERS_EXTENSIONS = ("strikethrough", "table", "autolink", "cjk_friendly_emphasis")


def _options(names: tuple[str, ...]) -> ExtensionOptions:
    options = ExtensionOptions()
    for name in names:
        setattr(options, name, True)
    return options


_OPTIONS = _options(_EXTENSIONS)
_STRANGERS_OPTIONS = _options(_STRANGERS_EXTENSIONS)
_RENDERING = RenderOptions()
_RENDERING.unsafe_ = True


def to_html(text: str) -> str:
    """The HTML of a text of the team."""
    return render_markdown(text, _OPTIONS, None, _RENDERING)


def strangers_to_html(text: str) -> str:
    """The HTML of a text that anybody sent in; not safe before it is sanitised."""
    return render_markdown(text, _STRANGERS_OPTIONS, None, _RENDERING)
