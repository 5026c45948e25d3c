"""The people table before anything is made of it: who is in which file, and their names."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from generator.kinds.person import KIND as PERSON
from generator.markup.front_matter import split
from generator.markup.yaml_text import Tree
from generator.reader import bulk
from generator.reader.assemble import columns
from generator.reader.files import Survey, TextFile


class Known(Struct, frozen=True):
    """Somebody in the people table, in all languages.

    Attributes:
        handles: besides the id.
        names: titles of all languages, and other spellings.
        files: Markdown files of theirs, relative to the project; none for rows of a data file.
    """

    id: str
    handles: tuple[str, ...]
    names: tuple[str, ...]
    files: tuple[str, ...] = ()


def known_people(project: Path, found: Survey) -> list[Known]:
    """Everybody in the people table, by id; what cannot be read is left to the reader to report."""
    people = [*_in_texts(project, found), *_in_tables(project, found)]
    people.sort(key=lambda each: each.id)
    merged: list[Known] = []
    for name, group in groupby(people, key=lambda each: each.id):
        same = list(group)
        handles = (handle for each in same for handle in each.handles)
        names = (said for each in same for said in each.names)
        files = tuple(file for each in same for file in each.files)
        merged.append(
            Known(name, tuple(dict.fromkeys(handles)), tuple(dict.fromkeys(names)), files)
        )
    return merged


def _in_texts(project: Path, found: Survey) -> Iterator[Known]:
    texts = sorted((f for f in found.texts if f.kind is PERSON), key=lambda f: (f.stem, f.path))
    for _, group in groupby(texts, key=lambda file: file.stem):
        files = list(group)
        trees = [_tree(project, file) for file in files]
        said = next((str(tree["id"]) for tree in trees if tree.get("id")), files[0].name)
        yield _known(said, trees, tuple(file.path for file in files))


def _tree(project: Path, file: TextFile) -> dict[str, Tree]:
    try:
        data = (project / file.path).read_bytes()
    except OSError:
        return {}
    tree = split(data.decode("utf-8", "replace")).head.tree
    return tree if isinstance(tree, dict) else {}


def _in_tables(project: Path, found: Survey) -> Iterator[Known]:
    for file in found.data:
        if file.kind is not PERSON:
            continue
        try:
            data = (project / file.path).read_bytes()
        except OSError:
            continue
        rows, _ = bulk.rows(file.path, data, columns(PERSON))
        for row in rows:
            if isinstance(row.tree.get("id"), str):
                yield _known(str(row.tree["id"]), [dict(row.tree)], ())


def _known(name: str, trees: Iterable[dict[str, Tree]], files: tuple[str, ...]) -> Known:
    handles: list[str] = []
    names: list[str] = []
    for tree in trees:
        handles += [*_texts(tree.get("handle")), *_texts(tree.get("handles"))]
        names += [*_texts(tree.get("title")), *_texts(tree.get("names"))]
    return Known(name, tuple(handles), tuple(names), files)


def _texts(value: Tree) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
