"""The audit of everything published so far: every quarter and before each edition, from the frozen
patterns alone.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from reports.publication.content.process_figures import attacked, from_json
from reports.publication.disclosure.control import Verdict, audit, years_that_do_not_add_up
from reports.publication.disclosure.published_history import PublicationHistory
from reports.publication.editions.gather import history
from reports.publication.figures.aggregate import Figures
from reports.publication.models.editions import Edition
from reports.publication.policies import describe_exposures
from reports.publication.queries import file_bytes


@dataclass(frozen=True)
class AuditOfEverything:
    """What was attacked, and what was exposed."""

    editions: int
    half_years: int
    withheld: int
    exposed: tuple[str, ...]
    damaged: tuple[str, ...]

    @property
    def passes(self) -> bool:
        return not self.exposed and not self.damaged

    def as_dict(self) -> dict[str, Any]:
        return {
            "passes": self.passes,
            "editions": self.editions,
            "half_years": self.half_years,
            "withheld": self.withheld,
            "exposed": list(self.exposed),
            "damaged_files": list(self.damaged),
        }


def audit_everything() -> AuditOfEverything:
    """Attack all patterns together, and compare every stored file with its hash."""
    past = history()
    verdicts = audit(figures=_published_figures(past), history=past) if past.editions else []
    exposed: set[str] = set()
    for edition in past.editions:
        exposed |= {
            f"{cell.unit} {cell.period} {cell.agency}"
            for cell in years_that_do_not_add_up(edition.entries)
        }
    process, wrong = audited_process()
    exposed |= set(
        describe_exposures(
            found for verdict in (*verdicts, *process) for found in verdict.exposures
        )
    )
    return AuditOfEverything(
        editions=len(past.editions),
        half_years=len(verdicts),
        withheld=sum(verdict.withheld for verdict in (*verdicts, *process)),
        exposed=tuple(sorted(exposed)),
        damaged=(*wrong, *damaged_files()),
    )


def audited_process() -> tuple[list[Verdict], list[str]]:
    """Every half-year of process figures, attacked with what was shared when it was first printed.

    The second value lists what is printed and is not the sum of that.
    """
    verdicts: list[Verdict] = []
    wrong: list[str] = []
    for pattern in Edition.objects.public().in_order().values_list("pattern", flat=True):
        printed = from_json(pattern.get("process", {}))
        for half, kept in sorted(pattern.get("process_shares", {}).items()):
            try:
                verdicts.append(
                    attacked(
                        printed[half],
                        kept["shared"],
                        threshold=kept["threshold"],
                        pooling=kept["pooling"],
                    )
                )
            except ValueError as not_the_sum:
                wrong.append(str(not_the_sum))
    return verdicts, wrong


def _published_figures(past: PublicationHistory) -> Figures:
    latest = past.editions[-1]
    halves = sorted(
        {cell.period for edition in past.editions for cell in edition.entries if "H" in cell.period}
    )
    counts = {cell: entry.value for cell, entry in latest.entries.items()}
    apart = frozenset(cell for cell, entry in latest.entries.items() if entry.apart)
    return Figures(tuple(halves), counts, latest.not_reported, latest.contributions, apart)


def damaged_files() -> list[str]:
    """Published files whose bytes are not those that were published."""
    return [
        f"edition {edition.number}: {file.name}"
        for edition in Edition.objects.public().defer("pattern").in_order()
        for file in edition.files.all()
        if hashlib.sha256(file_bytes(file)).hexdigest() != file.sha256
    ]
