"""What a paper says, read for whoever records it: typed values of a fillable PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reports.uploads.inspection import (
    LOOKING_SECONDS,
    ask_about,
    checked_content_type,
)
from reports.uploads.paper_forms.values import tidy

READING = "reports.uploads.paper_forms.fillable:read"
PDF = "application/pdf"
# The columns of the import that a paper may fill. Nothing else leaves the reader.
COLUMNS = (
    "federal_office",
    "federal_officer",
    "family_name",
    "given_names",
    "date_of_birth",
    "alien_number",
    "sex",
)
FORMS = frozenset({"I-247A", "I-247G", "I-247D", "I-247N", "I-247X", "I-247", "other"})


class NoReader(Exception):
    """Nothing was typed in this file, and what a picture says is not read here."""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A proposal: `sure` where it is plainly what the field asks for."""

    value: str
    sure: bool


@dataclass(frozen=True, slots=True)
class FormReading:
    """:ivar form: the number of the form, "other" for another federal form, or None."""

    form: str | None
    pages: int
    fields: dict[str, ReadValue]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read_form(data: bytes) -> FormReading:
    """What is typed in the file.

    :raises UnacceptableFile: the file cannot be taken at all.
    :raises NoReader: it holds a picture, or a form that nobody filled in on a computer.
    """
    content_type = checked_content_type(data)
    if content_type != PDF:
        raise NoReader
    answer = ask_about(READING, {"content_type": content_type}, data, seconds=LOOKING_SECONDS)
    if not answer["typed"]:
        raise NoReader
    return _checked(answer)


def _checked(answer: dict[str, Any]) -> FormReading:
    """The answer as far as it may be believed: it comes from the process that met the file."""
    form, fields = answer.get("form"), answer.get("fields", {})
    return FormReading(
        form=form if form in FORMS else None,
        pages=int(answer["pages"]),
        fields={
            name: ReadValue(tidy(str(fields[name]["value"])), fields[name]["sure"] is True)
            for name in COLUMNS
            if name in fields
        },
    )
