"""A card maker as its page sees it, with an input of each sort."""

from generator.pages.html import Html
from generator.pages.maker_views import MakerInput, MakerOption, MakerView

_OPTIONS = (MakerOption("a", "豆灯 & <b>", picked=True), MakerOption("b", "纸灯", picked=False))


def maker() -> MakerView:
    """A card maker that asks for everything that can be asked for."""
    asked = (
        ("line", (), "小梅"),
        ("number", (), "5"),
        ("year", (), ""),
        ("choice", _OPTIONS, ""),
        ("choices", _OPTIONS, ""),
        ("choices", (), ""),
    )
    inputs = tuple(
        MakerInput(f"in{n}", f"第{n}项", "可以不填" if n % 2 else "", type_, options, value, 0, 60)
        for n, (type_, options, value) in enumerate(asked)
    )
    picture = Html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400" width="600" height="400" '
        'lang="zh-CN" role="img" aria-labelledby="maker-text"><rect width="600" height="400" '
        'fill="#b8430a"></rect><g data-card="0"><text x="9" y="99" font-size="30">'
        '<tspan x="9" y="99">小梅</tspan></text></g></svg>'
    )
    data = {"file": "card", "text": ["</script><!--", {"name": "in0"}], "inputs": []}
    return MakerView(inputs, picture, 600, 400, "小梅：\n豆灯", data)
