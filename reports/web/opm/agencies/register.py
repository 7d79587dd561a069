"""The register of agencies on OPM's screen: found, read with its history, edited, added to,
ended.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.actions.agencies import (
    add_agency,
    edit_agency,
    end_agency,
)
from reports.accounts.models import Agency, AgencyVersion
from reports.accounts.ori import ori_status_text
from reports.accounts.queries import all_agencies, changes_of, find_agencies, get_any_agency
from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.dates import short_date
from reports.web.opm.agencies.forms import (
    AgencyFilterForm,
    AgencyForm,
    EndForm,
    NewAgencyForm,
    entry_of,
)
from reports.web.opm.shared import office_crumbs
from reports.web.shared.action_pages import action_page, action_saved, submit_action
from reports.web.shared.forms.layout import Buttons, FormRow, LinkButton, Submit, form_helper
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Chip,
    Column,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
    TimelineEntry,
    Tone,
)
from reports.web.shared.html.pagination import links_of, page_of
from reports.web.shared.revisions import Standing, in_words, revised

KEEP = Permission.MANAGE_AGENCIES
ORI_TONES: dict[str, Tone] = {"verified": "good", "derived": "warning", "unknown": "unsettled"}
COLUMNS = (
    Column("Agency"),
    Column("Kind"),
    Column("ORI"),
    Column("Days"),
    Column("Where the entry comes from"),
)
WORDS = {
    "name": "Name",
    "kind": "Kind",
    "town": "Town",
    "ori": "ORI",
    "ori_status": "How the ORI is known",
    "address": "Address",
    "phone": "Phone",
    "head_title": "Title of the head",
    "valid_from": "First day",
    "valid_to": "Last day",
    "successor": "Successor",
}


@needs(KEEP)
def agencies(request: AppHttpRequest) -> HttpResponse:
    """All agencies, narrowed by name, kind, how their ORI is known, and whether they are in
    force.
    """
    form = AgencyFilterForm(request.GET or {})
    rows = find_agencies(**form.wanted(), on=clock.today())
    page = page_of(rows, request.GET.get("page"))
    query = urlencode(
        {name: value for name, value in request.GET.items() if name != "page" and value}
    )
    table = Table(
        caption=f"Agencies: {page.paginator.count}",
        columns=COLUMNS,
        rows=[_row(agency) for agency in page.object_list],
        empty=EmptyState("No agency matches", "Change the filters, or add the agency."),
        page=links_of(page, query),
    )
    header = PageHeader(
        title="Agencies",
        lead="Who the act covers, each by a code that never changes. Names may change or repeat.",
        actions=(Action("Add an agency", reverse("office:agency_new"), kind="primary"),),
    )
    buttons = Buttons(Submit("", "Show", quiet=True), LinkButton("Clear", "?"))
    helper = form_helper(FormRow(*form.fields), buttons, method="get", css_class="form--filter")
    return render(
        request,
        "opm/list.html",
        {"header": header, "table": table, "form": form, "form_helper": helper},
    )


def _row(agency: Agency) -> list[TableCell]:
    return [
        TableCell(
            agency.display_name,
            url=reverse("office:agency", args=[agency.code]),
            detail=agency.code,
        ),
        TableCell(agency.get_kind_display()),
        TableCell(chip=_ori_chip(agency), detail=agency.ori),
        TableCell(
            _days(agency), detail=f"then {agency.successor.name}" if agency.successor else ""
        ),
        TableCell(agency.provenance),
    ]


def _ori_chip(agency: Agency) -> Chip:
    standing = ori_status_text(agency)
    return Chip(standing.capitalize(), ORI_TONES[standing])


def _days(agency: Agency) -> str:
    since = f"from {short_date(agency.valid_from)}" if agency.valid_from else "from before the act"
    return f"{since} to {short_date(agency.valid_to)}" if agency.valid_to else since


@needs(KEEP)
def agency(request: AppHttpRequest, code: str) -> HttpResponse:
    """One agency: its present values, their source, every change with its reason."""
    found = get_any_agency(code)
    ended = (
        "This agency has a last day already. Edit the entry to correct it."
        if found.valid_to
        else ""
    )
    header = PageHeader(
        title=found.display_name,
        eyebrow=f"Code {found.code}",
        crumbs=office_crumbs(),
        chip=Chip("Ends", "neutral") if found.valid_to else None,
        actions=(
            Action("End it", reverse("office:agency_end", args=[code]), refusal=ended),
            Action("Restore its access", reverse("office:access", args=[code])),
            Action("Edit", reverse("office:agency_edit", args=[code]), kind="primary"),
        ),
    )
    history = [_change(row) for row in changes_of(found)]
    return render(
        request,
        "opm/agencies/agency.html",
        {"header": header, "rows": _facts(found), "history": history},
    )


def _facts(found: Agency) -> list[SummaryRow]:
    after = found.successor
    return [
        SummaryRow("Kind", found.get_kind_display()),
        SummaryRow(
            "Town", found.town, hint=f"Town number {found.town_code}" if found.town_code else ""
        ),
        SummaryRow("ORI", found.ori, chip=_ori_chip(found), hint=found.ori_status),
        SummaryRow("Address", found.address),
        SummaryRow("Phone", found.phone),
        SummaryRow("Title of the head", found.head_title),
        SummaryRow("Days", _days(found)),
        SummaryRow("Who goes on in its place", after.display_name if after else "Nobody"),
        SummaryRow("Where the entry comes from", found.provenance),
    ]


def _change(row: AgencyVersion) -> TimelineEntry:
    changed_text = "; ".join(
        f"{WORDS[name]}: {before or 'empty'} → {after or 'empty'}"
        for name, (before, after) in row.values.items()
    )
    return TimelineEntry(row.changed_at, row.reason, by=row.changed_by.name, text=changed_text)


def agency_as_it_stands(request: AppHttpRequest, code: str) -> Standing:
    """An agency's entry as it is kept now. Raises NotFound."""
    found = get_any_agency(code)
    fields = AgencyForm.base_fields
    kept = {name: [str(value)] for name, value in entry_of(found).items() if value}
    return Standing(f"agency {code}", in_words(kept, fields), fields=fields)


@needs(KEEP)
@revised(agency_as_it_stands)
def agency_edit(request: AppHttpRequest, code: str) -> HttpResponse:
    """Change an entry; its code stays."""
    found = get_any_agency(code)
    form = AgencyForm(
        request.POST if request.method == "POST" else None,
        agency=found,
        agencies=all_agencies(),
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: edit_agency(
            agency=found,
            values=form.values(),
            reason=form.written("reason"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request, "Kept. What stood before is in the history.", "office:agency", code
        )
    header = PageHeader(
        title="Edit the entry",
        eyebrow=found.display_name,
        crumbs=_crumbs(found),
        lead="Notices already issued and assessments already made stay as they were.",
    )
    return action_page(
        request, form, header=header, back=reverse("office:agency", args=[code]), button="Keep it"
    )


def _crumbs(found: Agency) -> tuple[Crumb, ...]:
    return office_crumbs(Crumb(found.display_name, reverse("office:agency", args=[found.code])))


@needs(KEEP)
def agency_new(request: AppHttpRequest) -> HttpResponse:
    """Add an agency, for example a school's police."""
    form = NewAgencyForm(
        request.POST if request.method == "POST" else None, agencies=all_agencies()
    )
    if request.method == "POST" and submit_action(
        form,
        lambda: add_agency(
            code=form.written("code"),
            values=form.values(),
            reason=form.written("reason"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request,
            "Added. Give it an administrator with “Restore its access”.",
            "office:agency",
            form.written("code"),
        )
    header = PageHeader(title="Add an agency", crumbs=office_crumbs())
    return action_page(
        request, form, header=header, back=reverse("office:agencies"), button="Add the agency"
    )


@needs(KEEP)
@revised(agency_as_it_stands)
def agency_end(request: AppHttpRequest, code: str) -> HttpResponse:
    """End an agency with a day and name who goes on."""
    found = get_any_agency(code)
    others = [one for one in all_agencies() if one != found]
    form = EndForm(request.POST if request.method == "POST" else None, agencies=others)
    if request.method == "POST" and submit_action(
        form,
        lambda: end_agency(
            agency=found,
            last_on=form.cleaned_data["last_on"],
            successor=form.agencies.get(form.written("successor")),
            reason=form.written("reason"),
            by=request.user,
            at=clock.now(),
        ),
    ):
        return action_saved(
            request,
            "The agency ends with that day. Its records and reporting periods stay.",
            "office:agency",
            code,
        )
    header = PageHeader(
        title="End an agency",
        eyebrow=found.display_name,
        crumbs=_crumbs(found),
        lead=(
            "From the day after, nothing is owed under its name. What was recorded stays where"
            " it is."
        ),
    )
    back = reverse("office:agency", args=[code])
    return action_page(
        request, form, header=header, back=back, button="End the agency", danger=True
    )
