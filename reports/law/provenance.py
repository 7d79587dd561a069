"""Where each statement of the law comes from, and how far it has been checked.

Every rule, duty, definition and list carries a citation, a mark and its sources. A mark says how we
came to know the text; only a named person's confirmation, kept in the state of the law, makes an
entry verified.
"""

from dataclasses import dataclass
from enum import StrEnum


class ProvenanceMark(StrEnum):
    OFFICIAL_TEXT_READ = "official_text_read"
    CODIFIED_COPY_READ = "codified_copy_read"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        return MARK_LABELS[self]


MARK_LABELS = {
    ProvenanceMark.OFFICIAL_TEXT_READ: "Read in a copy of the enacted text",
    ProvenanceMark.CODIFIED_COPY_READ: "Read in a copy of the codified text of 2024",
    ProvenanceMark.SECONDARY: "Known from a secondary source only",
    ProvenanceMark.RECALLED: "Recalled, not compared with the official text",
    ProvenanceMark.NOT_FOUND: "Looked for and not found",
    ProvenanceMark.CONFLICT: "Sources disagree",
}


class EntryKind(StrEnum):
    RULE = "rule"
    DUTY = "duty"
    DEFINITION = "definition"
    LIST = "list"
    OVERLAY = "overlay"


@dataclass(frozen=True, slots=True)
class VersionMark:
    """How the text of one version of the act is known."""

    version: str
    mark: ProvenanceMark
    note: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"version": self.version, "mark": self.mark.value, "note": self.note}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement comes from. `by_version` says so for each version apart where the versions
    differ; `mark` is then that of the version read best.
    """

    citation: str
    mark: ProvenanceMark
    sources: tuple[str, ...] = ()
    note: str = ""
    by_version: tuple[VersionMark, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the law register: something a lawyer can compare with the official text."""

    name: str
    kind: EntryKind
    title: str
    provenance: Provenance
    versions: tuple[str, ...] = ()
