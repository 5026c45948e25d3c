"""Drawing leaves nothing behind: thousands of cards are drawn in one process."""

import subprocess
import sys

MANY = 60
MOST_MB = 5
"""A card that is not given back takes 0.3 MB and more: 60 of them take 18."""

MEMORY_OF_MANY = f"""
import resource, sys
from generator.render.cards.raster import png

def memory():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

def draw(count):
    for _ in range(count):
        png(drawing, 1200, 630)

drawing = sys.stdin.read()
draw(10)
before = memory()
draw({MANY})
print((memory() - before) // 1_000_000)
"""

SHAPES = "".join(f'<path d="M{n} {n}h50v40z" fill="#{n:03d}"/>' for n in range(100, 400, 3))
CARD = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630">{SHAPES}</svg>'


def test_many_drawings_take_no_more_memory_than_a_few() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY_OF_MANY],
        input=CARD,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) <= MOST_MB
