"""A security key made of software: it answers as a browser and its key do, for one address."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from lxml import html

FLAG = AuthenticatorData.FLAG
TOUCHED = FLAG.UP | FLAG.UV


class SoftKey:
    """One passkey. `site` is the host whose pages it answers to."""

    def __init__(self, site: str = "testserver") -> None:
        self.site = site
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.user_handle = b""
        self.uses = 0

    def create(self, options: dict[str, Any]) -> str:
        """What the page sends after a key was made."""
        asked = options["creation_options"]["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.secret.public_key())
        credential = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(self._site_hash(), TOUCHED | FLAG.AT, 0, credential)
        response = {
            "clientDataJSON": self._client_data("webauthn.create", asked["challenge"]),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            "transports": [],
        }
        return self._credential(response, {"credProps": {"rk": True}})

    def answer(self, options: dict[str, Any]) -> str:
        """What the page sends after the key was touched."""
        asked = options["request_options"]["publicKey"]
        self.uses += 1
        data = AuthenticatorData.create(self._site_hash(), TOUCHED, self.uses)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signed = bytes(data) + hashlib.sha256(websafe_decode(client_data)).digest()
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.secret.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._credential(response, {})

    def _site_hash(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _client_data(self, kind: str, challenge: str) -> str:
        made = CollectedClientData.create(
            type=kind, challenge=challenge, origin=f"https://{self.site}"
        )
        return websafe_encode(bytes(made))

    def _credential(self, response: dict[str, Any], results: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "response": response,
                "clientExtensionResults": results,
            }
        )


def script_data(answer: Any) -> dict[str, Any]:
    """What the page's script reads."""
    found = html.fromstring(answer.content).xpath("//script[@id='passkey-options']/text()")
    read: dict[str, Any] = json.loads(found[0])
    return read


def add_key(client: Client, key: SoftKey) -> Any:
    """Set this key up as somebody's passkey, through the page."""
    page = client.get("/account/factors/passkey/")
    sent = {"name": "Desk", "credential": key.create(script_data(page)), "passwordless": "on"}
    return client.post("/account/factors/passkey/", sent)


def by_passkey(client: Client, key: SoftKey) -> Any:
    """Sign in with the key alone."""
    options = client.get("/signin/passkey/", headers={"Accept": "application/json"}).json()
    return client.post("/signin/passkey/", {"credential": key.answer(options)})
