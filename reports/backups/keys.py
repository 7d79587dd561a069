"""The key of backups: made by the key provider, read from a file of its own when an installation is
rebuilt.
"""

import json
from pathlib import Path
from typing import Final

from reports.sealing.providers.configured import key_provider
from reports.sealing.providers.files import write_private
from reports.sealing.providers.key_rings import decode_key, encode_key

NAME: Final = "backup"


class BadKeyFile(Exception):
    """A file that holds no backup key."""


def backup_key() -> bytes:
    keys = key_provider()
    keys.create_system_key(NAME)
    return keys.system_key(NAME)


def write_key_file(path: Path) -> None:
    """A copy of the key, to be kept elsewhere: without it no backup can be read."""
    write_private_copy(path, backup_key())


def write_private_copy(path: Path, key: bytes) -> None:
    if not path.parent.is_dir():
        raise BadKeyFile(f"there is no directory {path.parent}")
    write_private(path, {"name": NAME, "key": encode_key(key)}, make_folder=False)


def read_key_file(path: Path) -> bytes:
    try:
        document = json.loads(path.read_text())
        return decode_key(document["key"])
    except OSError as error:
        raise BadKeyFile(f"the key file cannot be read ({type(error).__name__})") from None
    except (ValueError, KeyError, TypeError):
        raise BadKeyFile("the key file holds no backup key") from None
