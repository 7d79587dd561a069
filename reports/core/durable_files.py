"""Stored bytes that are on the disk before the row that names them: an acknowledged file survives
power loss.
"""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage


def make_durable(storage: Storage, name: str) -> None:
    """Object stores are durable once they answer; a file system only after fsync of the file and
    its folder.
    """
    backend = getattr(storage, "_wrapped", storage)
    if not isinstance(backend, FileSystemStorage):
        return
    path = Path(storage.path(name))
    for place in (path, path.parent, path.parent.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
