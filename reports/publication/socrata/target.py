"""Where editions are pushed: read from the settings, refused with a message where they do not
agree.

Nothing is assumed about the datasets: their ids come from the settings and their column names from
a JSON file the operator writes, `{"tables": {"count": "number_of_accesses"}, "coverage": {"agency":
null}}`. A column not named there keeps its name; null leaves it out.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from reports.publication.socrata.exceptions import Misconfigured
from reports.publication.socrata.rows import KINDS, ROW_ID, Columns, DatasetKind

PUSH_JOB: Final = "push_to_socrata"
TAKE_DOWN_JOB: Final = "take_down_from_socrata"
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
DATASET: Final = re.compile(r"[a-z0-9]{4}-[a-z0-9]{4}")
FIELD: Final = re.compile(r"[a-z_][a-z0-9_]{0,254}")


@dataclass(frozen=True)
class Credentials:
    """An API key of the portal. Never shown, not even by accident."""

    key_id: str
    key_secret: str
    app_token: str

    def __repr__(self) -> str:
        return "Credentials(...)"

    @property
    def basic(self) -> str:
        """The key as HTTP Basic authentication needs it."""
        return base64.b64encode(f"{self.key_id}:{self.key_secret}".encode()).decode()

    @property
    def secrets(self) -> list[str]:
        """Everything that must not be repeated, should the portal return it."""
        return [text for text in (self.basic, self.key_secret, self.app_token, self.key_id) if text]


@dataclass(frozen=True)
class DataSet:
    """One dataset of the portal and the mapping of its columns."""

    id: str
    columns: Columns


@dataclass(frozen=True)
class Target:
    """A portal, the datasets there, and our credentials."""

    address: str
    datasets: tuple[DataSet, ...]
    credentials: Credentials
    batch: int


def is_configured() -> bool:
    """Whether somebody has set up a portal; it may still be set up wrongly."""
    return bool(settings.SOCRATA_ADDRESS)


def target_from_settings() -> Target:
    """Everything the settings say, checked. Raises Misconfigured."""
    return Target(
        address=_address(settings.SOCRATA_ADDRESS.rstrip("/")),
        datasets=_datasets(),
        credentials=_credentials(),
        batch=settings.SOCRATA_BATCH,
    )


def _address(address: str) -> str:
    parts = urlsplit(address)
    if not address:
        raise Misconfigured(
            "No portal is set up. Set TRUSTACT_SOCRATA_ADDRESS, for example https://data.ct.gov."
        )
    on_loopback = parts.hostname in LOOPBACK
    if parts.scheme != "https" and not (parts.scheme == "http" and on_loopback):
        raise Misconfigured(
            "TRUSTACT_SOCRATA_ADDRESS must start with https://: a key would cross the network"
            " readable."
        )
    if parts.path or parts.query or parts.username or not parts.hostname:
        raise Misconfigured(
            "TRUSTACT_SOCRATA_ADDRESS is a scheme and a host only, for example https://data.ct.gov."
        )
    if settings.DEMO and not on_loopback:
        raise Misconfigured(
            "The demo's figures are invented; they are pushed to this machine only."
        )
    return address


def _datasets() -> tuple[DataSet, ...]:
    ids = {"tables": settings.SOCRATA_TABLES, "coverage": settings.SOCRATA_COVERAGE}
    chosen = {name: dataset for name, dataset in ids.items() if dataset}
    if not chosen:
        raise Misconfigured(
            "Name a data set in TRUSTACT_SOCRATA_TABLES or TRUSTACT_SOCRATA_COVERAGE, as abcd-1234."
        )
    for name, dataset in chosen.items():
        if not DATASET.fullmatch(dataset):
            raise Misconfigured(
                f"TRUSTACT_SOCRATA_{name.upper()} is not the id of a data set, as abcd-1234."
            )
    if len(set(chosen.values())) < len(chosen):
        raise Misconfigured(
            "TRUSTACT_SOCRATA_TABLES and TRUSTACT_SOCRATA_COVERAGE must be two different data sets."
        )
    mapping = read_mapping(settings.SOCRATA_COLUMNS)
    return tuple(
        DataSet(chosen[kind.name], columns_for(kind, mapping.get(kind.name, {})))
        for kind in KINDS
        if kind.name in chosen
    )


def _credentials() -> Credentials:
    if not (settings.SOCRATA_KEY_ID and settings.SOCRATA_KEY_SECRET):
        raise Misconfigured(
            "The portal's API key is missing. Put its id and its secret into two files and name"
            " them in TRUSTACT_SOCRATA_KEY_ID_FILE and TRUSTACT_SOCRATA_KEY_SECRET_FILE."
        )
    return Credentials(
        settings.SOCRATA_KEY_ID, settings.SOCRATA_KEY_SECRET, settings.SOCRATA_APP_TOKEN
    )


def read_mapping(path: str) -> Mapping[str, Any]:
    """The operator's JSON; without a file every column keeps its name."""
    if not path:
        return {}
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Misconfigured(
            "TRUSTACT_SOCRATA_COLUMNS names a file that cannot be read as JSON."
        ) from None
    names = {kind.name for kind in KINDS}
    if (
        not isinstance(stored, dict)
        or not all(isinstance(part, dict) for part in stored.values())
        or set(stored) - names
    ):
        raise Misconfigured(
            'TRUSTACT_SOCRATA_COLUMNS must hold {"tables": {...}, "coverage": {...}} and no other'
            " part."
        )
    return stored


def columns_for(kind: DatasetKind, mapping: Mapping[str, Any]) -> Columns:
    """Our columns with the names they have in the data set."""
    ours = (ROW_ID, *kind.columns)
    where = f"TRUSTACT_SOCRATA_COLUMNS, {kind.name}"
    if unknown := sorted(set(mapping) - set(ours)):
        raise Misconfigured(
            f"{where}: {unknown[0]} is not a column of {kind.file}; it has {', '.join(ours)}."
        )
    theirs = {name: mapping.get(name, name) for name in ours}
    for name, field in theirs.items():
        if field is None and name in kind.needed:
            raise Misconfigured(
                f"{where}: {name} cannot be left out; a number needs its key and its symbol."
            )
        if field is not None and not (isinstance(field, str) and FIELD.fullmatch(field)):
            raise Misconfigured(
                f"{where}: {name} must name a field: small letters, digits and _, or null."
            )
    sent = {name: field for name, field in theirs.items() if field is not None}
    if len(set(sent.values())) < len(sent):
        raise Misconfigured(f"{where}: two columns have the same name.")
    return Columns(kind, sent)
