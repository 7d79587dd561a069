"""Keys kept by a key service over HTTP: agency keys never reach this process, only data keys do."""

import base64
import json
import os
import urllib.request
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from reports.sealing.providers.base import Item, KeysUnavailable
from reports.sealing.providers.key_rings import decode_key

TOKEN: Final = "TRUSTACT_KEY_SERVICE_TOKEN"  # noqa: S105 - the name of a variable
LOOPBACK: Final = {"127.0.0.1", "::1", "localhost"}
SECONDS: Final = 10


class ServiceKeys:
    """POST `<url>/v1/<verb>` with a bearer token; bytes travel as base64. See docs/keys.md for the
    protocol.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise KeysUnavailable("the key service must be reached over https")
        self.url = url.rstrip("/")
        self._known: set[str] = set()
        self._derived: dict[tuple[str, str], bytes] = {}

    def wrap(self, *, agency_code: str, items: Sequence[Item]) -> tuple[str, list[bytes]]:
        answer = self._ask("wrap", agency=agency_code, items=_outgoing(items))
        return str(answer["key_id"]), [base64.b64decode(text) for text in answer["items"]]

    def unwrap(self, *, agency_code: str, key_id: str, items: Sequence[Item]) -> list[bytes]:
        answer = self._ask("unwrap", agency=agency_code, key_id=key_id, items=_outgoing(items))
        return [base64.b64decode(text) for text in answer["items"]]

    def derive(self, *, agency_code: str, purpose: str) -> bytes:
        name = (agency_code, purpose)
        if name not in self._derived:
            answer = self._ask("derive", agency=agency_code, purpose=purpose)
            self._derived[name] = decode_key(answer["key"])
        return self._derived[name]

    def key_ids(self, agency_code: str) -> list[str]:
        return [str(key_id) for key_id in self._ask("key-ids", agency=agency_code)["key_ids"]]

    def has_agency_key(self, agency_code: str) -> bool:
        if agency_code not in self._known and self.key_ids(agency_code):
            self._known.add(agency_code)
        return agency_code in self._known

    def create_agency_key(self, agency_code: str) -> None:
        self._ask("create", agency=agency_code)

    def rotate_agency_key(self, agency_code: str) -> str:
        return str(self._ask("rotate", agency=agency_code)["key_id"])

    def destroy_agency_key(self, agency_code: str, key_id: str) -> None:
        self._ask("destroy", agency=agency_code, key_id=key_id)

    def system_key(self, name: str) -> bytes:
        return decode_key(self._ask("system-key", name=name)["key"])

    def create_system_key(self, name: str) -> None:
        self._ask("create-system-key", name=name)

    def _ask(self, verb: str, **body: Any) -> dict[str, Any]:
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {os.environ.get(TOKEN, '')}",
        }
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
            f"{self.url}/v1/{verb}", data=json.dumps(body).encode(), headers=headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310 - as above  # nosec B310
                answer: dict[str, Any] = json.load(response)
        except (OSError, ValueError) as error:
            raise KeysUnavailable(
                f"the key service refused or did not answer ({type(error).__name__})"
            ) from None
        return answer


def _outgoing(items: Sequence[Item]) -> list[dict[str, str]]:
    return [{"where": _text(where), "key": _text(key)} for where, key in items]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
