"""Fields for uploaded scans: one as evidence, or several at once.

Of several, the good ones are taken and each of the others is explained: what can be kept is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from reports.uploads.inspection import ReceivedFile, UnacceptableFile, clean_file, receive
from reports.uploads.refusals import MOST_PAGES
from reports.web.shared.forms import fields

ACCEPTED = {"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}
MOST_FILES = 20
MEGABYTE = 1024 * 1024
TOO_MANY_TOGETHER = (
    f"With it the files have more than {MOST_PAGES} pages together. Attach it by itself afterwards."
)
TOO_LARGE_TOGETHER = (
    "The files are larger than {limit} MB together. Attach this one by itself afterwards."
)
TOO_MANY_FILES = "No more than {limit} files at once. Attach this one afterwards."


def scan_field(label: str, help_text: str = "") -> forms.FileField:
    """One file as evidence; the type that the browser names is not trusted."""
    return forms.FileField(
        label=label,
        help_text=help_text or "PDF, JPEG, PNG, TIFF or HEIC, up to 20 MB.",
        widget=forms.FileInput(attrs={**ACCEPTED}),
    )


def cleaned_scan(uploaded: Any) -> tuple[bytes, str]:
    """The bytes and their type, or an error at the field."""
    try:
        return clean_file(uploaded.read())
    except UnacceptableFile as refused:
        raise fields.problem(str(refused)) from refused


@dataclass(frozen=True)
class Scans:
    """What came of several files: those that are taken, in their order, and why others are not."""

    taken: tuple[ReceivedFile, ...]
    refused: tuple[str, ...]


class SeveralFilesInput(forms.FileInput):
    """A file input in which several files may be chosen."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Several scans at once. Its value is `Scans`; where none can be taken it is in error."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Scans:
        """Each file judged by itself and by what came before it. Raises ValidationError."""
        sent = [one for one in (data if isinstance(data, list) else [data]) if one]
        if not sent:
            raise ValidationError(self.error_messages["required"], code="required")
        found = judged(sent)
        if not found.taken:
            raise ValidationError([fields.problem(sentence) for sentence in found.refused])
        return found


def judged(sent: Sequence[Any]) -> Scans:
    """The files in the order they were sent, within what one request may carry."""
    taken: list[ReceivedFile] = []
    refused: list[str] = []
    read = 0
    for number, uploaded in enumerate(sent, start=1):
        read += uploaded.size or 0
        try:
            _check_room(number, read, uploaded)
            file = receive(uploaded.read())
            _check_pages([*taken, file])
        except UnacceptableFile as why:
            refused.append(_sentence(number, uploaded, str(why), of=len(sent)))
        else:
            taken.append(file)
    return Scans(tuple(taken), tuple(refused))


def _check_room(number: int, read: int, uploaded: Any) -> None:
    """What is over a request's limit did not arrive whole."""
    if number > MOST_FILES:
        raise UnacceptableFile(TOO_MANY_FILES.format(limit=MOST_FILES))
    alone = uploaded.size <= settings.MAX_ATTACHMENT_BYTES
    if alone and read > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        limit = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE
        raise UnacceptableFile(TOO_LARGE_TOGETHER.format(limit=limit))


def _check_pages(files: Iterable[ReceivedFile]) -> None:
    if sum(file.clean.pages for file in files) > MOST_PAGES:
        raise UnacceptableFile(TOO_MANY_TOGETHER)


def _sentence(number: int, uploaded: Any, why: str, *, of: int) -> str:
    """Which file it is, for the person who chose it: its own name stands on this page only."""
    return why if of == 1 else f"File {number}, {str(uploaded.name)[-60:]}: {why}"
