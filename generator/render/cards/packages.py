"""Which font to install for the characters that no font has, and how it is called where."""

import unicodedata

from msgspec import Struct


class Package(Struct, frozen=True):
    """A font and its names.

    Attributes:
        scripts: first words of the Unicode names of the characters that it has.
    """

    scripts: tuple[str, ...]
    font: str
    debian: str
    homebrew: str
    windows: str


_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "KANGXI")
_PACKAGES = (
    Package(_CJK, "Noto Sans CJK", "fonts-noto-cjk", "font-noto-sans-cjk", "Noto Sans SC"),
    Package((), "Noto Sans", "fonts-noto-core", "font-noto-sans", "Noto Sans"),
)
FIRST = _PACKAGES[0]
"""What every journal in Chinese or English can draw all its cards with."""


def advice(package: Package) -> str:
    """What to do so that its characters can be drawn."""
    return f"{sentence(package)}; or put a font file into the folder fonts/"


def package_of(char: str) -> Package:
    """Which package to install for a character."""
    script = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
    return next((one for one in _PACKAGES if script in one.scripts), _PACKAGES[-1])


def sentence(package: Package) -> str:
    """How to install a font, on each system."""
    return (
        f"install {package.font} (Debian: apt install {package.debian}; macOS: brew install --cask "
        f"{package.homebrew}; Windows: {package.windows} from Google Fonts)"
    )
