"""Whether the keys that seal personal facts can be read, asked before anything is served: a key
that fails only when a name is needed fails at the desk.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from reports.sealing.models import RecordKey
from reports.sealing.providers.configured import KeysUnavailable, key_provider
from reports.sealing.providers.files import FileKeys, read_private
from reports.sealing.providers.key_rings import KeyRing, decode_key
from reports.sealing.providers.service import ServiceKeys

PROBE: Final = "start-up"  # an agency code that no agency has


def unreadable_keys() -> list[str]:
    """What is wrong with the keys this process was given, one sentence each. A key service that
    does not answer is none of these: it may come back.
    """
    try:
        keys = key_provider()
    except (KeysUnavailable, ImproperlyConfigured) as wrong:
        return [f"The keys cannot be read: {wrong}."]
    return list(_unreadable_files(keys.directory)) if isinstance(keys, FileKeys) else []


def is_key_service_silent() -> bool:
    """Whether a key service is named and does not answer now."""
    try:
        keys = key_provider()
    except (KeysUnavailable, ImproperlyConfigured):
        return False
    if not isinstance(keys, ServiceKeys):
        return False
    try:
        keys.key_ids(PROBE)
    except KeysUnavailable:
        return True
    return False


def are_keys_elsewhere() -> bool:
    """Whether records are sealed here and the folder named for keys holds none: a wrong folder, in
    which new keys would be made that open nothing.
    """
    try:
        keys = key_provider()
    except (KeysUnavailable, ImproperlyConfigured):
        return False
    if not isinstance(keys, FileKeys) or next(keys.directory.glob("agencies/*.json"), None):
        return False
    return RecordKey.objects.filter(shredded_at=None).exists()


def _unreadable_files(directory: Path) -> Iterator[str]:
    try:
        found = sorted(directory.glob("*/*.json")) if directory.exists() else []
        if directory.exists():
            next(directory.iterdir(), None)
    except OSError:
        yield "The folder of the keys cannot be read."
        return
    for path in found:
        try:
            document = read_private(path)
            if path.parent.name == "agencies":
                KeyRing.from_json(document)
            else:
                decode_key(document["key"])
        except (OSError, KeyError, TypeError, ValueError, KeysUnavailable) as wrong:
            why = str(wrong) if isinstance(wrong, KeysUnavailable) else type(wrong).__name__
            yield f"The key {path.parent.name}/{path.name} cannot be read ({why})."
