"""A call of the project, as those want it who write its forms and take in what answers it."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.config import Config
from generator.kinds.call import Call, form_in
from generator.model.entry import Entry
from generator.model.form import SubmissionForm


class CallPlace(Struct, frozen=True):
    """A call of the project.

    Attributes:
        versions: in all its languages, the original first.
        form: with the text of consent filled in, if there is only one.
    """

    versions: tuple[Entry, ...]
    call: Call
    form: SubmissionForm

    @property
    def id(self) -> str:
        """The id of the call."""
        return self.versions[0].head.id

    @property
    def titles(self) -> tuple[str, ...]:
        """What it is called in its languages."""
        return tuple(dict.fromkeys(version.head.title for version in self.versions))


def places(groups: Iterable[Sequence[Entry]], config: Config) -> Iterator[CallPlace]:
    """The calls among some entries, each group being the versions of one."""
    for group in groups:
        if group and isinstance(group[0].record, Call):
            form = form_in(group[0].record, config.consents)
            yield CallPlace(tuple(group), group[0].record, form)
