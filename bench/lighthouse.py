"""What Lighthouse says of the demonstration journal: `python -m bench.lighthouse [PAGE...]`.

Performance, accessibility, best practices and SEO on the mobile preset, 0 to 100. Lighthouse comes
from npm into build/lighthouse; it is too slow and too moody for the tests. Its performance figure
is worth something only on a machine that does nothing else.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from generator.build.edition import Options
from generator.build.line import build
from tests.browser.browsing import FLAGS, executable, serving
from tests.browser.page_types import PAGES
from tests.build.building import ROOT, copied

VERSION = "12.8.2"  # the newest that runs on Node.js 20
AT = datetime.fromisoformat("2026-11-22T12:00+08:00")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TARGET = 98
SHOWN = ("home", "diary", "release", "board", "open poll", "person", "wall")


def main() -> None:
    """Print a row of figures for each page, and what keeps it from the best one."""
    command, chromium = install(ROOT / "build" / "lighthouse"), executable()
    if chromium is None:
        sys.exit("no Chromium here; `make lighthouse` installs one, or says how")
    wanted = sys.argv[1:] or SHOWN
    with tempfile.TemporaryDirectory(prefix="friday-bench-") as folder:
        project = public(Path(folder) / "project")
        build(project, at=AT, options=Options(output=Path(folder) / "site"))
        print(f"{'':28}" + " ".join(f"{name:>14}" for name in CATEGORIES))
        with serving(Path(folder) / "site") as url:
            for kind in PAGES:
                if kind.name in wanted:
                    for lang, path in kind.paths():
                        show(f"{kind.name} {lang}", measure(command, url + path, chromium))


def install(folder: Path) -> Path:
    """Lighthouse's command, in a folder of its own."""
    command = folder / "node_modules" / ".bin" / "lighthouse"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        npm = shutil.which("npm") or "npm"
        subprocess.run(
            [npm, "install", *options, "--prefix", folder, f"lighthouse@{VERSION}"], check=True
        )
    return command


def public(project: Path) -> Path:
    """The demonstration journal as a real one is: search engines may list it."""
    copied(project)
    config = project / "friday.yaml"
    text = config.read_text(encoding="utf-8").replace("robots: no\n", "")
    config.write_text(text, encoding="utf-8")
    return project


def measure(command: Path, url: str, chromium: str) -> dict[str, object]:
    """Lighthouse's report on a page."""
    options = ("--quiet", "--output=json", f"--chrome-flags={' '.join(FLAGS)}")
    done = subprocess.run(
        [command, url, *options, f"--only-categories={','.join(CATEGORIES)}"],
        check=True,
        capture_output=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    report: dict[str, object] = json.loads(done.stdout)
    return report


def show(name: str, report: dict[str, object]) -> None:
    """A row of figures, and the audits that failed where a figure is below the target."""
    categories, audits = report["categories"], report["audits"]
    if not (isinstance(categories, dict) and isinstance(audits, dict)):
        raise TypeError("a report has categories and audits")
    scores = [round(100 * (categories[each]["score"] or 0)) for each in CATEGORIES]
    print(f"{name:28}" + " ".join(f"{score:14}" for score in scores), flush=True)
    for each, score in zip(CATEGORIES, scores, strict=True):
        for ref in categories[each]["auditRefs"] if score < TARGET else ():
            audit = audits[ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"    {each}: {audit['title']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    main()
