"""Text that is finished HTML, told apart from text that a template must escape."""

from typing import Self

from generator.markup.prose import Prose, joined


class Html(str):
    """HTML made by this program; templates insert it as it is (the `__html__` protocol)."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


class Text(Html):
    """The whole text of an entry.

    Attributes:
        name: which of all texts it is (`Entry.text_name`).
        closings: the HTML of each of its open parts, in order.
    """

    __slots__ = ("closings", "name")
    name: str
    closings: tuple[str, ...]

    @classmethod
    def of(cls, name: str, prose: Prose, closings: tuple[str, ...]) -> Self:
        """A text whose open parts are closed."""
        return cls.known(name, joined(prose, closings), closings)

    @classmethod
    def known(cls, name: str, html: str, closings: tuple[str, ...]) -> Self:
        """A text whose finished HTML is known."""
        text = cls(html)
        text.name, text.closings = name, closings
        return text


NO_HTML = Html()
"""No text."""
