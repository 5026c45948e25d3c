"""Letters in the words of the theme: plain texts whose first line is the subject."""

import re

from generator.pages.letter_views import LetterView
from generator.render.theme import Theme

FOLDER = "outbox"
_OTHER = f"{FOLDER}/moved.txt"
_GAPS = re.compile(r"\n(?:[^\S\n]*\n){2,}")
_CONTROL = re.compile(r"[^\S\n]*[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029][^\S\n]*")


def written(theme: Theme, view: LetterView, lang: str) -> tuple[str, str]:
    """Subject and text of a letter.

    The subject is one line, whatever those who are quoted in it wrote.

    Raises:
        TemplateFault: the template asks for what there is not, or fails otherwise.
    """
    template = theme.template_for(f"{FOLDER}/{view.event}.txt", _OTHER)
    return parted(theme.render(template, view, lang))


def parted(text: str) -> tuple[str, str]:
    """Subject and text of what a template made: its first line, and the rest.

    Neither holds a control character, and the subject is one line, which no title can break.
    """
    text = _CONTROL.sub(" ", text).strip()
    subject, _, rest = text.partition("\n")
    return " ".join(subject.split()), f"{_GAPS.sub(chr(10) * 2, rest).strip()}\n"
