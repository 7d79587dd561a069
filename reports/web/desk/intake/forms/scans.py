"""A scan: which document it is, and the file. When a file is refused, nothing else that was typed
is lost.
"""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from reports.detainers.models import AttachmentKind
from reports.uploads.inspection import UnacceptableFile, clean_file
from reports.web.shared.forms import fields
from reports.web.shared.forms.base import AppForm, short_text


class AttachmentForm(AppForm):
    """One scan. PDF, JPEG, PNG, TIFF and HEIC are accepted; the type that the browser names is not
    trusted.
    """

    kind = forms.ChoiceField(
        label="Which paper is it?", choices=AttachmentKind.choices, initial=AttachmentKind.DETAINER
    )
    label = short_text(
        "Short description", help_text="For example: page 2, or the cover sheet. No names needed."
    )
    file = forms.FileField(
        label="File",
        help_text=(
            "PDF, JPEG, PNG, TIFF or HEIC, up to 20 MB. Scripts and hidden attachments inside a PDF"
            " are taken out."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic"}),
        error_messages={
            "required": (
                "No file was chosen. A browser forgets the file when a form comes back; choose it"
                " again."
            ),
            "empty": "The file is empty. Scan the paper again and choose the new file.",
        },
    )

    def clean_file(self) -> bytes:
        """The file's bytes, cleaned. A refused file is explained at the field."""
        uploaded: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            cleaned, self.content_type = clean_file(uploaded.read())
        except UnacceptableFile as refused:
            raise fields.problem(str(refused)) from refused
        return cleaned
