"""Anchors: signed statements of where every chain stood, kept outside the database.

Whoever rewrites a whole chain with all its hashes cannot rewrite an anchor that others hold
(edition, mail, print).
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db.backends.base.base import BaseDatabaseWrapper

from reports.audit.queries import heads
from reports.sealing.providers.configured import KeysUnavailable, key_provider

FORMAT: Final = "trustact-trail-anchor-1"
KEY_NAME: Final = "trail"


class InvalidAnchor(Exception):
    """An anchor that cannot be read, or whose signature is not good."""


class UnreadableAnchor(InvalidAnchor):
    """The file is no anchor at all."""


@dataclass(frozen=True)
class Anchor:
    at: str
    heads: Mapping[str, tuple[int, str]]
    public_key: str


def sign_heads(connection: BaseDatabaseWrapper, *, at: datetime) -> dict[str, Any]:
    """State where every chain stands now, signed with the installation's own key."""
    keys = key_provider()
    keys.create_system_key(KEY_NAME)
    private_key = Ed25519PrivateKey.from_private_bytes(keys.system_key(KEY_NAME))
    document: dict[str, Any] = {
        "format": FORMAT,
        "at": at.astimezone(UTC).isoformat(),
        "heads": [
            {"chain": h.chain, "seq": h.seq, "hash": h.hash} for h in heads(using=connection.alias)
        ],
        "key": _public_text(private_key.public_key()),
    }
    return {
        **document,
        "signature": base64.b64encode(private_key.sign(_signed_bytes(document))).decode(),
    }


def read_anchor(text: str, *, public_key: str = "") -> Anchor:
    """Check an anchor's signature against the key given, or this installation's own, or else the
    key it names.
    """
    document = _document(text)
    expected = public_key or own_public_key()
    if expected and document["key"] != expected:
        raise InvalidAnchor("the anchor is signed with another key than this installation's")
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(document["key"], validate=True))
        key.verify(base64.b64decode(document["signature"], validate=True), _signed_bytes(document))
    except (InvalidSignature, ValueError):
        raise InvalidAnchor(
            "the anchor's signature is not good: it was changed after it was signed"
        ) from None
    found = {head["chain"]: (head["seq"], head["hash"]) for head in document["heads"]}
    return Anchor(at=document["at"], heads=found, public_key=document["key"])


def own_public_key() -> str:
    """The key that signs here, as anyone may know it; empty where this process holds no keys."""
    try:
        seed = key_provider().system_key(KEY_NAME)
    except KeysUnavailable:
        return ""
    return _public_text(Ed25519PrivateKey.from_private_bytes(seed).public_key())


def _document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
        texts = [document[name] for name in ("at", "key", "signature")]
        if document["format"] != FORMAT or not all(isinstance(text, str) for text in texts):
            raise UnreadableAnchor("this is no anchor of a trail")
        for head in document["heads"]:
            if not (
                isinstance(head["seq"], int)
                and isinstance(head["hash"], str)
                and isinstance(head["chain"], str)
            ):
                raise UnreadableAnchor("a head of the anchor is not whole")
    except (KeyError, TypeError, ValueError):
        raise UnreadableAnchor("this is no anchor of a trail") from None
    whole: dict[str, Any] = document
    return whole


def _signed_bytes(document: Mapping[str, Any]) -> bytes:
    signed = {name: value for name, value in document.items() if name != "signature"}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _public_text(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
