"""The origin mark of a copy: a line in the file, under this installation's secret, that names the
SHA-256 of the file it was made from. ISO 19005-2 allows a comment there; it holds two hashes and
nothing else.
"""

from __future__ import annotations

import hashlib
import re
from hmac import compare_digest

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "reports.notices.copy"
ORIGIN = re.compile(rb"%copy-of ([0-9a-f]{64}) ([0-9a-f]{64})\n(startxref\n\d+\n%%EOF\n)\Z")
END = b"startxref\n"


def add_origin_mark(data: bytes, digest: str) -> bytes:
    """The copy with a line that says which file it was made from, under this installation's
    secret.
    """
    place = data.rindex(END)
    seal = _seal(settings.SECRET_KEY, data[:place], digest)
    return data[:place] + f"%copy-of {digest} {seal}\n".encode() + data[place:]


def origin_of(data: bytes) -> str:
    """The SHA-256 of the file that this is our marked copy of, if the copy is complete and
    unchanged; else empty.
    """
    found = ORIGIN.search(data, max(0, len(data) - 400))
    if found is None:
        return ""
    digest, given = found[1].decode(), found[2].decode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    known = any(
        compare_digest(given, _seal(secret, data[: found.start()], digest)) for secret in secrets
    )
    return digest if known else ""


def _seal(secret: str | bytes, copy: bytes, digest: str) -> str:
    both = f"{hashlib.sha256(copy).hexdigest()} {digest}"
    return salted_hmac(SALT, both, secret=secret, algorithm="sha256").hexdigest()
