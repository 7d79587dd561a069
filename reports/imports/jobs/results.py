"""What was found in a file, as it is kept sealed between the check, the work and the page."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import Any

from reports.core.verbs import check_in_verb
from reports.imports.files import ImportReport
from reports.imports.jobs.models import TableImport
from reports.imports.problems import RowProblem
from reports.sealing.actions import destroy_sealed_file, read_sealed_file, store_sealed_file

COUNTED = ("rows", "stored", "unchanged", "refused", "conflicts")


def keep_results(job: TableImport, report: ImportReport, *, at: datetime) -> None:
    """Seal what was found, in place of what was found before; the caller saves the job."""
    check_in_verb("The results of an import")
    before = job.results
    text = json.dumps(_packed(report), ensure_ascii=False, separators=(",", ":"))
    job.results = store_sealed_file(
        record_key=job.record_key, data=text.encode(), content_type="application/json", at=at
    )
    if before is not None:
        TableImport.objects.filter(pk=job.pk).update(results=None)
        destroy_sealed_file(before)


def read_results(job: TableImport) -> ImportReport | None:
    """What was found last; None where nothing was looked at yet, or its bytes are gone."""
    if job.results is None:
        return None
    return _unpacked(json.loads(read_sealed_file(job.results)))


def _packed(report: ImportReport) -> dict[str, Any]:
    return {
        **{name: getattr(report, name) for name in COUNTED},
        "problems": [problem.as_dict() for problem in report.problems],
        "warnings": report.warnings,
        "by_value": [[*key, count] for key, count in report.by_value.items() if count],
        "sentences": {str(row): said for row, said in report.sentences.items()},
    }


def _unpacked(kept: dict[str, Any]) -> ImportReport:
    report = ImportReport(**{name: kept[name] for name in COUNTED}, warnings=kept["warnings"])
    report.problems = [RowProblem(**problem) for problem in kept["problems"]]
    report.by_value = Counter({tuple(key): count for *key, count in kept["by_value"]})
    report.sentences.update({int(row): said for row, said in kept["sentences"].items()})
    return report
