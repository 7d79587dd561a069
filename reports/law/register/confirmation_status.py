"""How far the law in this program is confirmed: one line per entry of the register."""

from dataclasses import dataclass
from typing import Any

from reports.law.engine.jurisdiction import Jurisdiction
from reports.law.provenance import RegisterEntry
from reports.law.state import Confirmation, LawState


@dataclass(frozen=True, slots=True)
class EntryStatus:
    entry: RegisterEntry
    confirmation: Confirmation | None

    @property
    def verified(self) -> bool:
        return self.confirmation is not None

    def as_dict(self) -> dict[str, Any]:
        confirmed = self.confirmation
        return {
            "name": self.entry.name,
            "kind": self.entry.kind.value,
            "title": self.entry.title,
            "citation": self.entry.provenance.citation,
            "mark": self.entry.provenance.mark.value,
            "sources": list(self.entry.provenance.sources),
            "note": self.entry.provenance.note,
            "marks": [mark.as_dict() for mark in self.entry.provenance.by_version],
            "versions": list(self.entry.versions),
            "verified": self.verified,
            "confirmed_by": confirmed.name if confirmed else None,
            "confirmed_on": confirmed.on.isoformat() if confirmed else None,
            "confirmation_note": confirmed.note if confirmed else None,
        }

    def as_line(self) -> str:
        confirmed = self.confirmation
        word = f"confirmed by {confirmed.name} on {confirmed.on}" if confirmed else "UNVERIFIED"
        entry, known = self.entry, self.entry.provenance
        return (
            f"{entry.kind.value:10}  {entry.name:40}  {known.mark.value:18}  {known.citation} "
            f" {word}"
        )


def law_status(jurisdiction: Jurisdiction, state: LawState) -> tuple[EntryStatus, ...]:
    """The register in its order, rules first, each with the latest confirmation."""
    return tuple(
        EntryStatus(entry, state.confirmed.get(entry.name)) for entry in jurisdiction.register
    )
