"""Submissions as the fields of their files, and the digest that tells whether one changed."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from generator.intake.changes.yaml_out import Value, front_matter
from generator.model.fields import Record
from generator.model.submission import Contact, Parcel

_TIMES = ("received", "digest", "decision")


def fields_of(record: Record) -> dict[str, Value]:
    """The fields of a record as they are written; what is as usual is left out."""
    return {
        info.alias or name: _value(getattr(record, name))
        for name, info in type(record).model_fields.items()
        if info.is_required() or getattr(record, name) != info.default or name == "decision"
    }


def contact_text(contact: Contact) -> str:
    """The file of a contact: YAML without fences."""
    return front_matter(fields_of(contact)).removeprefix("---\n").removesuffix("---\n")


def digest_of(parcel: Parcel) -> str:
    """SHA-256 of what came, 32 hexadecimal digits: times and decisions are no part of it."""
    consent = parcel.submission.consent
    same = consent.model_copy(update={"given": None}) if consent is not None else None
    fields = fields_of(parcel.submission.model_copy(update={"consent": same}))
    whole = hashlib.sha256()
    for part in (
        *(f"{name}={value}" for name, value in fields.items() if name not in _TIMES),
        parcel.text,
        *(f"{name}={value}" for name, value in fields_of(parcel.contact).items()),
    ):
        whole.update(f"{len(part)}:{part}\n".encode("utf-8", "replace"))
    for name, data in sorted(parcel.pictures.items()):
        whole.update(f"{name}={hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()[:32]


def _value(value: object) -> Value:
    if isinstance(value, Record):
        return fields_of(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {str(name): _value(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_value(each) for each in value]
    return "" if value is None else str(value)
