"""Bytes of a file to text, told in the sheaf where they are not UTF-8."""

from generator.intake.posts.report import Notebook
from generator.intake.posts.text import decode, marked
from generator.intake.sendings.sending import Sheaf


def text_of(data: bytes, sheaf: Sheaf) -> str:
    """The text: UTF-8, UTF-16 with a mark or without, GB 18030, else Windows-1252; LF line ends.

    Control characters stay: each submission tells what was taken out of it.
    """
    book = Notebook(sheaf.file)
    text = decode(marked(data), book)
    for note in book.notes:
        if note.code != "control-character":
            sheaf.note(note.line, note.code, note.message)
    return text
