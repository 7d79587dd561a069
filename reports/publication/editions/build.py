"""From the gathered data to the bytes of an edition. No permissions are checked here, and nothing
is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from reports.law.moments import local_day
from reports.publication.content.access_records import published_rows
from reports.publication.content.changes import changes_against
from reports.publication.content.disclosure_report import evidence_of
from reports.publication.content.edition import EditionContent, FigureChange, shown_cells
from reports.publication.content.process_figures import (
    ProcessHalf,
    attacked,
    kept_shares,
    protect,
    to_json,
)
from reports.publication.content.suppression_pattern import freeze
from reports.publication.disclosure.control import (
    Controlled,
    Verdict,
    control,
    years_that_do_not_add_up,
)
from reports.publication.editions.gather import Gathered
from reports.publication.files import catalog, csv_files, json_file
from reports.publication.files.spooled import Data, sha256_of


@dataclass(frozen=True)
class BuiltEdition:
    """An edition as it would be published, with its audit."""

    content: EditionContent
    controlled: Controlled
    gathered: Gathered

    @property
    def passes(self) -> bool:
        """Whether the disclosure audit found nobody exposed."""
        return not self.controlled.exposures and not years_that_do_not_add_up(
            self.controlled.entries
        )

    @property
    def content_sha256(self) -> str:
        """Of everything that checkers read: the tables, the coverage and the changes."""
        files = [csv_files.tables_csv(self.content), csv_files.coverage_csv(self.content)]
        if self.content.process:
            files.append(csv_files.process_csv(self.content))
        return hashlib.sha256(b"\0".join(files)).hexdigest()


def build(gathered: Gathered, *, threshold: int, number: int) -> BuiltEdition:
    """Count, withhold, and compare with the edition before."""
    pooling = settings.AGENCIES_THAT_POOL
    controlled = control(
        figures=gathered.figures, history=gathered.history, threshold=threshold, pooling=pooling
    )
    process, verdicts = _process(gathered, threshold, pooling)
    controlled = replace(controlled, verdicts=(*controlled.verdicts, *verdicts))
    rows = published_rows(
        tallied=gathered.tallied, entries=controlled.entries, threshold=threshold, edition=number
    )
    content = EditionContent(
        number=number,
        half_year=gathered.half_year,
        halves=gathered.figures.halves,
        threshold=threshold,
        cells=shown_cells(controlled),
        coverage=gathered.coverage,
        not_collected=gathered.not_collected,
        rows=rows,
        changes=_changes(gathered, controlled),
        evidence=evidence_of(controlled, editions=len(gathered.history.editions)),
        trail_heads=gathered.trail_heads,
        process=process,
    )
    return BuiltEdition(content, controlled, gathered)


def _process(
    gathered: Gathered, threshold: int, pooling: int
) -> tuple[tuple[ProcessHalf, ...], list[Verdict]]:
    """Half-years published before are repeated unchanged; new ones are summed, protected and
    attacked now.
    """
    new: dict[str, ProcessHalf] = {}
    verdicts: list[Verdict] = []
    for half in gathered.process_new:
        shared = gathered.process_shared[half]
        new[half] = protect(half, shared, threshold=threshold, pooling=pooling)
        verdicts.append(attacked(new[half], shared, threshold=threshold, pooling=pooling))
    return tuple(found for _, found in sorted((gathered.process_before | new).items())), verdicts


def frozen_pattern(built: BuiltEdition) -> dict[str, object]:
    """What is kept of an edition inside OPM: all that a later edition, or an audit, must know of
    it.
    """
    gathered, controlled = built.gathered, built.controlled
    shares = kept_shares(
        gathered.process_new,
        gathered.process_shared,
        threshold=controlled.threshold,
        pooling=controlled.pooling,
    )
    process = {"process": to_json(built.content.process), "process_shares": shares}
    return freeze(controlled, gathered.figures) | process


def _changes(gathered: Gathered, controlled: Controlled) -> tuple[FigureChange, ...]:
    if not gathered.history.editions:
        return ()
    before = gathered.history.editions[-1]
    return changes_against(
        before=before.entries,
        missing_before=before.not_reported,
        now=controlled,
        reasons=gathered.reasons,
    )


def edition_files(content: EditionContent, *, at: datetime) -> dict[str, Data]:
    """Every file of an edition by name, the list of checksums last."""
    from reports.publication.files import pdf_report, xlsx

    content = replace(content, as_of=local_day(at))
    files: dict[str, Data] = {
        "tables.csv": csv_files.tables_csv(content),
        "coverage.csv": csv_files.coverage_csv(content),
        "accesses.csv": csv_files.accesses_csv(content),
        **({"process.csv": csv_files.process_csv(content)} if content.process else {}),
        "changes.csv": csv_files.changes_csv(content.changes),
        "dictionary.csv": catalog.dictionary_csv(content),
        "disclosure-audit.json": json_file.as_json(content.evidence),
        "edition.json": json_file.edition_json(content, at=at),
        "edition.xlsx": xlsx.edition_xlsx(content, at=at),
        "edition.pdf": pdf_report.edition_pdf(content, at=at),
    }
    files["datapackage.json"] = catalog.datapackage_json(content, files, at=at)
    files["SHA256SUMS"] = checksums(files)
    return files


def checksums(files: Mapping[str, Data]) -> bytes:
    """In the format that `sha256sum --check` reads."""
    lines = [f"{sha256_of(data)}  {name}\n" for name, data in sorted(files.items())]
    return "".join(lines).encode()
