"""What keeps a page in the browser alive: a script in it, and news for the script.

Nothing of this is ever written into a file of the site.
"""

import json
from html import escape
from pathlib import Path

from generator.preview.stage import Scene
from generator.problems import Problem, Severity

SCRIPT_PATH = "/_friday/live.js"
EVENTS_PATH = "/_friday/events"
SHOWN = 50
"""So many problems fit into a page; the terminal has them all."""

# How soon a browser looks for a server that is gone, in milliseconds.
RETRY = b"retry: 500\n\n"
HEARTBEAT = b": still here\n\n"

_NOTICE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }}
body {{ max-width: 48rem; margin: 3rem auto; padding: 0 1rem }}
code {{ font-weight: 600; overflow-wrap: anywhere }} li {{ margin: .75rem 0 }}
</style>
<body>
<h1>{title}</h1>
{body}
</body></html>
"""


def script() -> bytes:
    """The script that pages load."""
    return (Path(__file__).parent / "live.js").read_bytes()


def enlivened(page: bytes, edition: str, *, bare: bool = False) -> bytes:
    """An HTML page with the script at its end.

    Args:
        edition: what the page was made from.
        bare: the page is no page of the site and shows the problems itself.
    """
    kind = ' data-bare="yes"' if bare else ""
    tag = f'<script src="{SCRIPT_PATH}" data-edition="{escape(edition)}"{kind}></script>\n'.encode()
    end = page.lower().rfind(b"</body>")
    return page[:end] + tag + page[end:] if end >= 0 else page + tag


def news(scene: Scene) -> bytes:
    """A scene as a server-sent event (HTML Living Standard, section 9.2.6)."""
    shown = most_urgent(scene.problems)
    data = {
        "edition": scene.edition,
        "restyles": scene.restyles,
        "problems": [{**problem.record(), "place": str(problem.location)} for problem in shown],
        "more": len(scene.problems) - len(shown),
    }
    return f"data: {json.dumps(data)}\n\n".encode()


def most_urgent(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Errors before warnings, and not more than a page can hold."""
    return tuple(sorted(problems, key=lambda p: p.severity is Severity.WARNING)[:SHOWN])


def first_failure(scene: Scene) -> bytes:
    """The page that stands for every page as long as there is no good site."""
    rows = "\n".join(_row(problem) for problem in most_urgent(scene.problems))
    body = f"<p>It appears here as soon as this is mended.</p>\n<ul>\n{rows}\n</ul>"
    page = _filled("The site cannot be built yet", body)
    return enlivened(page, scene.edition, bare=True)


def nothing_here(scene: Scene) -> bytes:
    """The answer where there is no page, on a site that has no page for that."""
    home = f'<p>The site begins at <a href="{escape(scene.base)}">{escape(scene.base)}</a>.</p>'
    return enlivened(_filled("There is no such page", home), scene.edition)


def _row(problem: Problem) -> str:
    hint = f"<br>{escape(problem.hint)}" if problem.hint else ""
    place, kind = escape(str(problem.location)), f"{problem.severity}[{problem.code}]"
    return f"<li><code>{place}</code> {escape(kind)}<br>{escape(problem.message)}{hint}</li>"


def _filled(title: str, body: str) -> bytes:
    return _NOTICE.format(title=escape(title), body=body).encode()
