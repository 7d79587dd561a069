"""Uploaded files stay in memory, never in a temporary file, and one that is too large is told so at
its field.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# Read and thrown away, so that the form can answer; beyond this the sender is not listened to.
READ_AT_MOST = 4


class BoundedUploadHandler(FileUploadHandler):
    """Keeps no more than the limit, for all files of a request together.

    Django's own handler for memory lets go of a request that is larger, and the form would say that
    no file was chosen. Here the form gets the beginning of the file with its true size, and refuses
    it by that.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.read = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for. Raises StopUpload when somebody sends without end."""
        self.read += len(raw_data)
        if self.read > READ_AT_MOST * settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise StopUpload(connection_reset=True)
        self.kept.write(raw_data[: self.room])
        self.room -= min(self.room, len(raw_data))

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
