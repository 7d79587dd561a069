"""Keys given to the process in its environment, as a secret store or an orchestrator injects them.
Never written.
"""

import json
import os
from typing import Any, Final

from reports.sealing.providers.base import KeysUnavailable
from reports.sealing.providers.key_rings import KeyRing, KeyRingProvider, decode_key

VARIABLE: Final = "TRUSTACT_KEY_RING"


class EnvironmentKeys(KeyRingProvider):
    """`TRUSTACT_KEY_RING` is JSON: {"agencies": {code: ring}, "system": {name: base64 key}}, rings
    as in key files.
    """

    def __init__(self) -> None:
        document = _document()
        self._rings = {
            code: KeyRing.from_json(ring) for code, ring in document.get("agencies", {}).items()
        }
        self._system = {name: decode_key(key) for name, key in document.get("system", {}).items()}

    def ring(self, agency_code: str, *, fresh: bool) -> KeyRing | None:
        return self._rings.get(agency_code)

    def create_agency_key(self, agency_code: str) -> None:
        self._existing(agency_code, fresh=False)

    def rotate_agency_key(self, agency_code: str) -> str:
        """A new key is put into the environment by whoever keeps it; the last of the ring is the
        current one.
        """
        return self._existing(agency_code, fresh=False).current

    def destroy_agency_key(self, agency_code: str, key_id: str) -> None:
        raise KeysUnavailable(
            f"keys in the environment are destroyed where they are kept; remove {key_id} there"
        )

    def system_key(self, name: str) -> bytes:
        if name not in self._system:
            raise KeysUnavailable(f"no {name} key in {VARIABLE}")
        return self._system[name]

    def create_system_key(self, name: str) -> None:
        self.system_key(name)


def _document() -> dict[str, Any]:
    try:
        document = json.loads(os.environ[VARIABLE])
    except KeyError:
        raise KeysUnavailable(f"{VARIABLE} is not set") from None
    except ValueError:
        raise KeysUnavailable(f"{VARIABLE} is not JSON") from None
    if not isinstance(document, dict):
        raise KeysUnavailable(f"{VARIABLE} is not an object")
    return document
