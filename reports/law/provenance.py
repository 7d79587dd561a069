"""Where each statement of the law comes from, and how far it has been checked.

Every rule, duty, definition and list carries a citation, a mark and its sources. A mark says how we
came to know the text; only a named person's confirmation, kept in the state of the law, makes an
entry verified.
"""

from dataclasses import dataclass
from enum import StrEnum


class ProvenanceMark(StrEnum):
    OFFICIAL_TEXT_READ = "official_text_read"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"

    @property
    def label(self) -> str:
        return MARK_LABELS[self]


MARK_LABELS = {
    ProvenanceMark.OFFICIAL_TEXT_READ: "Read in a copy of the enacted text",
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
class Provenance:
    citation: str
    mark: ProvenanceMark
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the law register: something a lawyer can compare with the official text."""

    name: str
    kind: EntryKind
    title: str
    provenance: Provenance
    versions: tuple[str, ...] = ()
