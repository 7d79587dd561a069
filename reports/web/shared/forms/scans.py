"""The field for an uploaded scan."""

from __future__ import annotations

from typing import Any

from django import forms

from reports.uploads.inspection import UnacceptableFile, clean_file
from reports.web.shared.forms import fields


def scan_field(label: str, help_text: str = "") -> forms.FileField:
    """One file as evidence; the type that the browser names is not trusted."""
    return forms.FileField(
        label=label,
        help_text=help_text or "PDF, JPEG, PNG, TIFF or HEIC, up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}),
    )


def cleaned_scan(uploaded: Any) -> tuple[bytes, str]:
    """The bytes and their type, or an error at the field."""
    try:
        return clean_file(uploaded.read())
    except UnacceptableFile as refused:
        raise fields.problem(str(refused)) from refused
