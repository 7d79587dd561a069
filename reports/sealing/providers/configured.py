"""Which key provider this process uses: `TRUSTACT_KEYS` is `file:PATH`, `env`, `service:URL` or
`none`.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.sealing.providers.base import KeyProvider, KeysUnavailable, NoKeys
from reports.sealing.providers.environment import EnvironmentKeys
from reports.sealing.providers.files import FileKeys
from reports.sealing.providers.service import ServiceKeys

__all__ = ["KeyProvider", "KeysUnavailable", "key_provider", "make_key_provider"]


def key_provider() -> KeyProvider:
    return make_key_provider(settings.KEYS)


@lru_cache(maxsize=16)
def make_key_provider(words: str) -> KeyProvider:
    kind, _, rest = words.partition(":")
    if kind == "none" and not rest:
        return NoKeys()
    if kind == "env" and not rest:
        return EnvironmentKeys()
    if kind == "file" and rest:
        return FileKeys(Path(rest))
    if kind == "service" and rest:
        return ServiceKeys(rest)
    raise ImproperlyConfigured("TRUSTACT_KEYS must be file:PATH, env, service:URL or none")
