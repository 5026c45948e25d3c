"""A list of files and the day each first appeared, for posts that carry no date themselves."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath


def read_manifest(file: Path) -> Mapping[str, str]:
    """First dates by path, as the manifest writes both.

    Understood are JSON as `{"files": [{"path": …, "first_commit": …}]}` (also `date`), JSON as
    `{path: date}`, and CSV with the columns path and date, with or without their names.

    Raises:
        ValueError: the file has none of these shapes.
        OSError: it cannot be read.
    """
    text = file.read_text(encoding="utf-8-sig")
    pairs = _csv(text) if file.suffix.lower() == ".csv" else _json(text)
    found = dict(pairs)
    if not found:
        raise ValueError(f"{file.name}: no path with a date was found in it")
    return found


def first_dates(file: Path | None, folder: Path) -> Mapping[str, str]:
    """First dates by path relative to the imported folder.

    The manifest's paths may be relative to the manifest or to the imported folder.

    Raises:
        ValueError, OSError: as `read_manifest`.
    """
    if file is None:
        return {}
    dates = read_manifest(file)
    here, there = folder.resolve(), file.resolve().parent
    inside = PurePosixPath(here.relative_to(there)) if here.is_relative_to(there) else None
    found: dict[str, str] = {}
    for name, written in dates.items():
        path = PurePosixPath(name)
        if inside is not None and path.is_relative_to(inside):
            found[str(path.relative_to(inside))] = written
        found.setdefault(str(path), written)
    return found


def _json(text: str) -> Iterator[tuple[str, str]]:
    data = json.loads(text)  # its error is a ValueError that names line and column
    files = data.get("files") if isinstance(data, dict) else data
    if isinstance(files, list):
        for item in files:
            if isinstance(item, dict):
                written = item.get("first_commit") or item.get("date")
                if item.get("path") and written:
                    yield str(item["path"]), str(written)
    elif isinstance(data, dict):
        yield from ((str(path), str(written)) for path, written in data.items())


def _csv(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.reader(io.StringIO(text)):
        if len(row) > 1 and row[0] != "path":
            yield row[0].strip(), row[1].strip()
