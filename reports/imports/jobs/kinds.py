"""The kinds of records that come in by file, by their name."""

from __future__ import annotations

from reports.imports.accesses.kind import ACCESSES
from reports.imports.detainers.kind import DETAINERS
from reports.imports.jobs.models import RecordKind
from reports.imports.kinds import ImportKind

KINDS: dict[str, ImportKind] = {
    RecordKind.DETAINERS: DETAINERS,
    RecordKind.ACCESSES: ACCESSES,
}
