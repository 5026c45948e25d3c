"""Real stories and adopters through intake and moderation to a site: `python -m bench.stories`.

The files are those of `../shared/corpora`, or of the folder that FRIDAY_CORPORA names. The journal
is made in a temporary folder, or in the one that is given, and stays there to be looked at. Exits
with 1 when a submission does not become a story with a page, or when a second intake doubles one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

_SOURCES = ("litmus-stories/adopters", "etcd-adopters/ADOPTERS.md", "dapr-adopters/ADOPTERS.md")
_CONFIG = """\
title: Real stories
base_url: https://example.org/
timezone: UTC
consents:
  - {id: adopters-1, title: Terms of the list, text: Your words may be shown.}
"""
_CALL = """\
---
title: Who uses it
date: 2026-01-02
type: story
opens: 2026-01-02
answer_within: 30
binds: Whoever allowed it appears here
scope: {in: your use of it}
map: {Launched: since, Operator: by}
---
"""
_AGREED = ("--consent", "adopters-1", "--uses", "site,feeds", "--given", "2026-01-02")
_MOST_SHOWN = 20


def main() -> int:
    """Take everything in twice, approve it, build, and print what became of it."""
    corpora = Path(os.environ.get("FRIDAY_CORPORA") or "../shared/corpora").resolve()
    if not corpora.is_dir():
        print(f"{corpora}: no such folder; name it in FRIDAY_CORPORA", file=sys.stderr)
        return 2
    given = sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="friday-stories-")
    project = Path(given).resolve()
    calls = project / "content" / "calls"
    calls.mkdir(parents=True, exist_ok=True)
    (project / "friday.yaml").write_text(_CONFIG, encoding="utf-8")
    (calls / "who.md").write_text(_CALL, encoding="utf-8")
    print(f"journal: {project}")
    found = [_taken(project, corpora / source) for source in _SOURCES]
    doubled = sum(_taken(project, corpora / source)["new"] for source in _SOURCES)
    stories = _approved(project)
    pages = _built(project)
    sent = sum(counts["new"] for counts in found)
    print(f"{sent} submissions, {doubled} doubled, {stories} stories, {pages} pages of stories")
    return 0 if sent == stories == pages and not doubled else 1


def _taken(project: Path, source: Path) -> Counter[str]:
    """How many submissions a source gave, by what became of them."""
    arguments = ["intake", str(source), "--call", "who", "--by-title", *_AGREED, "--json"]
    records = _friday(project, *arguments, "--at", "2026-02-01")
    items = [record for record in records if "key" in record]
    fates = Counter(str(record["type"]) for record in items)
    removed = Counter(
        re.sub(r"^\d+ ", "", str(words)).replace("addresses", "address")
        for record in items
        for words in _listed(record["removed"])
    )
    files = {str(record["file"]) for record in items}
    print(f"{source.parent.name}/{source.name}: {len(files)} files, {dict(fates)}")
    for words, count in removed.most_common(_MOST_SHOWN):
        print(f"    {count:4}  removed: {words}")
    problems = Counter(str(r["code"]) for r in records if r["type"] == "problem")
    for code, count in sorted(problems.items()):
        print(f"    {count:4}  told: {code}")
    return fates


def _approved(project: Path) -> int:
    """How many stories there are when everything was approved, by hand, in its file."""
    for file in sorted((project / "inbox").glob("*/*/index.md")):
        text = file.read_text(encoding="utf-8")
        done = text.replace("decision: pending\n", "decision: approved\nrole: editor\n", 1)
        file.write_text(done, encoding="utf-8", newline="\n")
    _friday(project, "moderate", "--apply", "--at", "2026-02-02", "--json")
    return len(list((project / "content" / "stories").iterdir()))


def _built(project: Path) -> int:
    """How many stories have a page."""
    records = _friday(project, "build", "--at", "2026-02-03", "--json")
    for record in records:
        print(json.dumps(record, ensure_ascii=False))
    folders = (project / "site" / "stories").iterdir()
    return sum((folder / "index.html").is_file() for folder in folders if folder.is_dir())


def _friday(project: Path, *arguments: str) -> list[Mapping[str, object]]:
    command = [sys.executable, "-m", "generator", *arguments]
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    run = subprocess.run(
        command, cwd=project, env=here, capture_output=True, text=True, check=False
    )
    if run.returncode:
        print(run.stderr, run.stdout[-2000:], file=sys.stderr)
    return [json.loads(row) for row in run.stdout.splitlines() if row.startswith("{")]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


if __name__ == "__main__":
    sys.exit(main())
