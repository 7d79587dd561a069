"""A list of the desk as a file: what is shown, under its filters, all pages of it."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.xlsx_export import CONTENT_TYPE
from reports.detainers.queries import SORTS
from reports.exports.log.actions import export_list
from reports.exports.log.tables import FileKind, LogList
from reports.web.desk.detainers.forms.search import FilterForm
from reports.web.shared.current_agency import current_agency
from reports.web.shared.guards import AppHttpRequest, needs, post_only


@needs(Permission.EXPORT_RECORDS)
@post_only
def detainers(request: AppHttpRequest, slug: str) -> HttpResponseBase:
    """The agency's detainers that match the filters; filters that are not understood make no file:
    the list says what is wrong with them.
    """
    form = FilterForm(request.GET or {})
    if not form.is_valid():
        return redirect(f"{reverse('desk:detainers')}?{request.GET.urlencode()}")
    sort = request.GET.get("sort", "-received")
    sort = sort if sort.removeprefix("-") in SORTS else "-received"
    return _file(request, LogList.DETAINERS, slug, filters={**form.cleaned_data, "sort": sort})


@needs(Permission.EXPORT_RECORDS)
@post_only
def accesses(request: AppHttpRequest, slug: str) -> HttpResponseBase:
    """The agency's accesses that stand."""
    return _file(request, LogList.ACCESSES, slug, filters={})


def _file(
    request: AppHttpRequest, name: LogList, ending: str, *, filters: dict[str, Any]
) -> HttpResponseBase:
    try:
        kind, at = FileKind(ending), clock.now()
    except ValueError:
        raise Http404(ending) from None
    agency = current_agency(request, Permission.EXPORT_RECORDS)
    table = export_list(
        agency=agency, name=name, kind=kind, by=request.user, at=at, filters=filters
    )
    file_name = table.file_name(agency, kind, on=clock.today())
    response: HttpResponseBase
    if kind == FileKind.CSV:
        response = StreamingHttpResponse(table.lines(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    else:
        made = TemporaryFile()  # noqa: SIM115  the response closes it when it was sent
        table.write_workbook(cast(BinaryIO, made))
        response = FileResponse(
            made, as_attachment=True, filename=file_name, content_type=CONTENT_TYPE
        )
    response["Cache-Control"] = "no-store"
    return response
