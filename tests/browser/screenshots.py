"""Pictures of every sort of page: `python -m tests.browser.screenshots [FOLDER] [--gallery]`.

Takes each page of `page_types`, in both languages, on a phone and at a desk, light and dark, and
lays them out in `index.html`. With `--gallery` it takes the few that docs/gallery.md shows instead.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.browsing import browsing, executable, serving
from tests.browser.journals import build_demonstration, build_monster
from tests.browser.looking import DESK, PHONE, go, opened, scroll_to_the_end
from tests.browser.page_types import MONSTERS, PAGES, PageType

SIZES = (PHONE, DESK)
SCHEMES = ("light", "dark")
TALLEST = 12_000  # pixels; the rest of a longer page says nothing new
GALLERY = Path("docs/pictures")
GALLERY_HEIGHT = 900  # pixels at a desk
PHONE_HEIGHT = 780

PATIENCE_MS = 120_000

# With `overflow` on both, the body's own holds; alone, it would be the window's.
_CUT = "html { overflow: hidden } body { max-height: MOSTpx; overflow: hidden }"

# Page type, language, width, scheme: one picture of docs/gallery.md each.
CHOSEN = (
    ("home", "zh", 1280, "light"),
    ("home", "en", 360, "dark"),
    ("first diary", "zh", 1280, "light"),
    ("diary", "en", 360, "light"),
    ("release", "en", 1280, "light"),
    ("board", "zh", 1280, "light"),
    ("shipped suggestion", "en", 1280, "dark"),
    ("open poll", "zh", 360, "light"),
    ("wall", "en", 1280, "light"),
    ("person", "zh", 360, "dark"),
    ("honours", "en", 1280, "light"),
    ("certificate", "zh", 1280, "light"),
)


@dataclass(frozen=True)
class Shot:
    """A picture to take.

    Attributes:
        url: of the page.
        name: of the file, without its suffix.
    """

    url: str
    name: str
    lang: str
    width: int
    scheme: str


def main() -> None:
    """Take the pictures and say where they are."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    arguments.add_argument("--gallery", action="store_true")
    given = arguments.parse_args()
    path = executable()
    if path is None:
        sys.exit("no Chromium here; `make screenshots` installs one, or says how")
    with tempfile.TemporaryDirectory(prefix="friday-") as folder, browsing(path) as browser:
        if given.gallery:
            take_gallery(browser, Path(folder))
        else:
            take_all(browser, Path(folder), given.folder)


def take_all(browser: Browser, work: Path, target: Path) -> None:
    """Every page in every form, and `index.html` to look through them."""
    target.mkdir(parents=True, exist_ok=True)
    build_demonstration(work / "demonstration")
    build_monster(work / "monster")
    taken: list[Shot] = []
    with (
        serving(work / "demonstration" / "site") as demo,
        serving(work / "monster" / "host") as monster,
    ):
        wanted = [*shots(demo, PAGES), *shots(f"{monster}/journal", MONSTERS)]
        for size in SIZES:
            with opened(browser, size) as page:
                for shot in wanted:
                    if shot.width == size["width"]:
                        take(page, shot, target / f"{shot.name}.png")
                        taken.append(shot)
    (target / "index.html").write_text(contact_sheet(taken), encoding="utf-8")
    sys.stdout.write(f"{len(taken)} pictures: {target / 'index.html'}\n")


def shots(url: str, kinds: tuple[PageType, ...]) -> Iterator[Shot]:
    """What there is to take of these pages."""
    for kind in kinds:
        for lang, path in kind.paths():
            for size in SIZES:
                for scheme in SCHEMES:
                    name = stem(kind.name, lang, size["width"], scheme)
                    yield Shot(url + path, name, lang, size["width"], scheme)


def stem(name: str, lang: str, width: int, scheme: str) -> str:
    """What the file of a picture is called, without its suffix."""
    return f"{name.replace(',', '').replace(' ', '-')}-{lang}-{width}-{scheme}"


def take(page: Page, shot: Shot, target: Path, height: int = 0) -> None:
    """One picture: of the whole page, or of its first `height` pixels."""
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light")
    go(page, shot.url)
    scroll_to_the_end(page)
    page.evaluate("scrollTo(0, 0)")
    most = height or TALLEST
    page.add_style_tag(content=_CUT.replace("MOST", str(most)))
    page.screenshot(path=target, full_page=not height, timeout=PATIENCE_MS)


def contact_sheet(taken: list[Shot]) -> str:
    """A page that shows all pictures side by side."""
    figures = "\n".join(
        f'<figure><a href="{escape(shot.name)}.png"><img src="{escape(shot.name)}.png" alt=""'
        f' loading="lazy"></a><figcaption>{escape(shot.name)}</figcaption></figure>'
        for shot in sorted(taken, key=lambda shot: shot.name)
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}img{width:300px}"
    return (
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Screenshots</title>"
        f"<style>{style}</style><body>\n{figures}\n"
    )


def take_gallery(browser: Browser, work: Path) -> None:
    """The pictures of docs/gallery.md, small enough to live in a repository."""
    build_demonstration(work / "demonstration")
    with serving(work / "demonstration" / "site") as demo:
        known = {(s.url, s.lang, s.width, s.scheme): s for s in shots(demo, PAGES)}
        for name, lang, width, scheme in CHOSEN:
            [kind] = [kind for kind in PAGES if kind.name == name]
            shot = known[demo + dict(kind.paths())[lang], lang, width, scheme]
            height = PHONE_HEIGHT if width == PHONE["width"] else GALLERY_HEIGHT
            with opened(browser, {"width": width, "height": height}) as page:
                take(page, shot, work / "shot.png", height)
            with Image.open(work / "shot.png") as picture:
                picture.convert("RGB").save(GALLERY / f"{shot.name}.webp", quality=80, method=6)
    sys.stdout.write(f"{len(CHOSEN)} pictures: {GALLERY}\n")


if __name__ == "__main__":
    main()
