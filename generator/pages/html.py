"""Text that is finished HTML, told apart from text that a template must escape."""


class Html(str):
    """HTML made by this program; templates insert it as it is (the `__html__` protocol)."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


NO_HTML = Html()
"""No text."""
