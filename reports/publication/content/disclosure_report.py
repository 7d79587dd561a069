"""The disclosure audit of an edition as published beside it: what was tried and that it failed,
never what is withheld.
"""

from __future__ import annotations

from typing import Any

from reports.publication.disclosure.control import FIGURES, PROCESS, Controlled, Verdict

METHOD = (
    "Every number of every edition ever published, all their sums, years, revisions and the"
    " relation of persons to events are set up as linear programs (HiGHS); process figures, with"
    " what is left of each whole, likewise. For each withheld number the least and the greatest"
    " possible value are computed in whole numbers, for the public and for every agency taking off"
    " its own numbers. An edition passes when every such interval is at least T wide."
)


def evidence_of(controlled: Controlled, *, editions: int) -> dict[str, Any]:
    """The content of disclosure-audit.json."""
    return {
        "passes": not controlled.exposures,
        "method": METHOD,
        "threshold": controlled.threshold or "none",
        "agencies_that_pool": controlled.pooling,
        "earlier_editions_taken_as_known": editions,
        "numbers": len(controlled.entries),
        "withheld": controlled.withheld,
        "half_years": [
            _half(verdict) for verdict in controlled.verdicts if verdict.about == FIGURES
        ],
        "process_half_years": [
            _half(verdict) for verdict in controlled.verdicts if verdict.about == PROCESS
        ],
    }


def _half(verdict: Verdict) -> dict[str, Any]:
    return {
        "half_year": verdict.half_year,
        "numbers": verdict.withheld + verdict.printed,
        "withheld": verdict.withheld,
        "attackers_tried": verdict.attackers,
        "narrowed_below_threshold": len(verdict.exposures),
    }
