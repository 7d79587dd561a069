"""Reading imports: one, the list, how one stands, and the file with what is wrong."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.queries import agencies_for
from reports.core.refusals import NotFound
from reports.imports.files import ImportReport, annotated_csv, annotated_workbook
from reports.imports.jobs.actions import table_of
from reports.imports.jobs.kinds import KINDS
from reports.imports.jobs.models import TableImport
from reports.imports.jobs.results import read_results

FORMATS = {"csv": annotated_csv, "xlsx": annotated_workbook}
MOST_PROBLEMS = 1_000


def get_import(user: User, import_id: UUID, *, on: date) -> TableImport:
    """The import, if the person may record such records for its agency. Raises NotFound."""
    found = _rows().filter(pk=import_id).filter(_may(user, on=on)).first()
    if found is None:
        raise NotFound(str(import_id))
    return found


def list_imports(agency: Agency, user: User, *, on: date) -> QuerySet[TableImport]:
    """The agency's imports that the person may see, newest first."""
    rows = TableImport.objects.filter(agency=agency).filter(_may(user, on=on))
    return rows.select_related("uploaded_by").order_by("-uploaded_at", "pk")


def _rows() -> QuerySet[TableImport]:
    return TableImport.objects.select_related(
        "agency", "record_key", "upload__record_key", "results__record_key", "uploaded_by", "run_by"
    )


def _may(user: User, *, on: date) -> Q:
    """Imports of each kind at the agencies where the person records such records."""
    agencies = agencies_for(user, on=on)
    found = Q(pk__in=())
    for name, kind in KINDS.items():
        where = [one for one in agencies if can(user, kind.permission, one, on=on)]
        found |= Q(kind=name, agency__in=where)
    return found


def annotated_file(job: TableImport, name: str) -> bytes:
    """The file as it came with a column `import_errors`, as `csv` or `xlsx`. Raises StateRefused
    where its bytes are gone.
    """
    return FORMATS[name](table_of(job), read_results(job) or ImportReport())
