"""Scans: which document they are, and the files. When a file is refused, the others are kept, and
nothing else that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from reports.detainers.models import AttachmentKind
from reports.uploads.inspection import ReceivedFile
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, short_text
from reports.web.shared.forms.scans import ACCEPTED, Scans, ScansField, SeveralFilesInput


class AttachmentForm(AppForm):
    """Scans of one kind. PDF, JPEG, PNG, TIFF and HEIC are accepted; the type that the browser
    names is not trusted.
    """

    kind = forms.ChoiceField(
        label="Which document is it?",
        choices=AttachmentKind.choices,
        initial=AttachmentKind.DETAINER,
    )
    label = short_text(
        "Short description", help_text="For example: page 2, or the cover sheet. No names needed."
    )
    file = ScansField(
        label="File",
        help_text=(
            "PDF, JPEG, PNG, TIFF or HEIC, up to 20 MB. Several files can be chosen at once, 50 MB"
            " and 300 pages together. Scripts and hidden attachments inside a PDF are taken out."
        ),
        widget=SeveralFilesInput(attrs={**ACCEPTED}),
        error_messages={
            "required": (
                "No file was chosen. A browser forgets the file when a form comes back; choose it"
                " again."
            ),
        },
    )

    @property
    def taken(self) -> Sequence[ReceivedFile]:
        """The files that can be kept, in their order."""
        found: Scans | None = self.cleaned_data.get("file")
        return found.taken if found else ()

    def label_of(self, number: int) -> str:
        """What a file is called: as typed, with its number where there are several."""
        label = self.written("label")
        return f"{label} ({number})" if label and len(self.taken) > 1 else label

    def complain_of_refused(self) -> bool:
        """Put at the field why files were refused, once the others are kept. Whether there are
        any.
        """
        found: Scans = self.cleaned_data["file"]
        sent = len(found.taken) + len(found.refused)
        kept = f"Attached: {len(found.taken)} of {sent} files. "
        for number, sentence in enumerate(found.refused):
            self.add_error("file", fields.problem(sentence if number else kept + sentence))
        return bool(found.refused)


@dataclass(frozen=True)
class ArrangedAttachment:
    """A paper that is attached, as the page that names and orders papers shows it."""

    key: str
    place: int
    label: str
    kind_label: str
    size: int
    preview_url: str = ""
    drop_url: str = ""
    look_url: str = ""
    received_url: str = ""

    @property
    def title(self) -> str:
        return self.label or self.kind_label


def arranged(posted: QueryDict, keys: Iterable[str]) -> dict[str, str]:
    """The names typed, in the order of the numbers typed; of two with one number the earlier stays
    before. What is no number stays at its place.
    """
    numbered: list[tuple[Any, str]] = []
    for place, key in enumerate(keys, start=1):
        number = posted.get(f"place-{key}", "").strip()
        numbered.append(((int(number) if number.isdecimal() else place, place), key))
    return {key: posted.get(f"label-{key}", "").strip()[:120] for _, key in sorted(numbered)}
