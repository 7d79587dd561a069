"""What OPM's lawyers do: verify entries, maintain the offense lists, approve and withdraw. Each
needs two people.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.accounts.roles import Permission
from reports.core import clock
from reports.core.refusals import Refused
from reports.law.assess import JURISDICTION, official_links
from reports.law.moments import local_day
from reports.law.register.entry_text import texts
from reports.lawbook.actions import (
    approve,
    confirm_entry,
    propose,
    withdraw,
    withdraw_confirmation,
)
from reports.lawbook.models import OffenseEntry
from reports.lawbook.queries import (
    ProposedEntry,
    get_confirmation,
    get_proposed_entry,
    law_state,
    offenses_of,
)
from reports.web.opm.lawbook.effects import Effect, effect_of, without_entry
from reports.web.opm.lawbook.forms import ConfirmForm, OffenseForm, WithdrawForm
from reports.web.opm.lawbook.settlements import effect_of_entry, first_day
from reports.web.shared.action_pages import confirm_page
from reports.web.shared.guards import AppHttpRequest, needs, post_only
from reports.web.shared.html.components import (
    Column,
    Confirm,
    Crumb,
    EmptyState,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
)
from reports.web.shared.html.labels import label_of
from reports.web.shared.html.lawbook_tables import (
    CRUMBS,
    list_alerts,
    state_cell,
    status_of,
)

KNOWN = frozenset(entry.name for entry in JURISDICTION.register)
LIST_OF = {
    "settlement": "lawbook:settlements",
    "offense": "lawbook:offenses",
    "overlay": "lawbook:overlays",
}


@needs(Permission.MAINTAIN_LAW)
def confirm(request: AppHttpRequest, name: str) -> HttpResponse:
    """Confirm that an entry agrees with the official text."""
    status = status_of(name)
    form = ConfirmForm(request.POST or None, initial={"compared_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            confirm_entry(
                entry=name, known=KNOWN, by=request.user, at=clock.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, "Confirmed. Every screen that relies on this entry says so from now on."
            )
            return redirect("law:entry", name)
    known = status.entry.provenance
    header = PageHeader(
        title=f"Confirm: {status.entry.title}",
        eyebrow=known.citation,
        crumbs=(*CRUMBS, Crumb(status.entry.title, reverse("law:entry", args=[name]))),
        lead=(
            "Confirm only what you compared word for word with the official text. The wording below"
            " is kept with your name; if a later release words it otherwise, it counts as"
            " unconfirmed again."
        ),
    )
    context = {
        "header": header,
        "form": form,
        "form_helper": form.helper,
        "wording": texts(JURISDICTION).get(name, ""),
        "links": official_links(known.citation),
    }
    return render(request, "opm/lawbook/action.html", context)


@needs(Permission.MAINTAIN_LAW)
def unconfirm(request: AppHttpRequest, confirmation_id: UUID) -> HttpResponse:
    """Take a confirmation back."""
    found = get_confirmation(confirmation_id)
    if request.method == "POST":
        withdraw_confirmation(confirmation=found, by=request.user, at=clock.now())
        messages.success(request, "Withdrawn. The entry reads as unconfirmed from now on.")
        return redirect("law:entry", found.entry)
    title = status_of(found.entry).entry.title
    ask = Confirm(
        title=f"Withdraw the confirmation: {title}",
        text=(
            f"{found.confirmed_by.name} compared it on {found.compared_on}. Screens and letters"
            " will call it unconfirmed again; what was assessed while it stood stays as it was."
        ),
        button="Withdraw the confirmation",
        action_url=request.path,
        cancel_url=reverse("law:entry", args=[found.entry]),
        danger=True,
    )
    return confirm_page(request, ask, header=PageHeader(title=ask.title, crumbs=CRUMBS))


@needs(Permission.MAINTAIN_LAW)
def offenses(request: AppHttpRequest) -> HttpResponse:
    """The offence lists, each entry with its source; the list of 2025 ships empty because its text
    was not found.
    """
    form = OffenseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose(form.entry(), by=request.user, at=clock.now())
        messages.success(request, "Proposed. It counts when another OPM lawyer approves it.")
        return redirect("lawbook:offenses")
    tables = [(spec, _offense_table(spec.name)) for spec in JURISDICTION.lists]
    header = PageHeader(
        title="Offense lists", crumbs=CRUMBS, lead="Dated, sourced, two lawyers for each entry."
    )
    context = {
        "header": header,
        "tables": tables,
        "alerts": list_alerts(),
        "form": form,
        "form_helper": form.helper,
    }
    return render(request, "opm/lawbook/offenses.html", context)


def _offense_table(name: str) -> Table:
    return Table(
        caption=name,
        caption_hidden=True,
        columns=(
            Column("Section"),
            Column("Offense", width="wide"),
            Column("Class"),
            Column("Offenses of"),
            Column("Source"),
            Column("State"),
        ),
        rows=tuple(
            (
                TableCell(f"{row.section} {row.subdivision}".strip()),
                TableCell(row.title),
                TableCell(row.felony_class),
                TableCell(_days(row)),
                TableCell(row.source),
                state_cell(row, "offense"),
            )
            for row in offenses_of(name)
        ),
        empty=EmptyState(
            "Empty", "Nothing was found in an official text. Enter it from the public act."
        ),
    )


def _days(row: OffenseEntry) -> str:
    """The days of the offence for which an entry holds."""
    return " ".join(
        [
            f"from {row.from_on}" if row.from_on else "",
            f"until {row.until_on}" if row.until_on else "",
        ]
    )


@needs(Permission.MAINTAIN_LAW)
def change(request: AppHttpRequest, kind: str, entry_id: UUID) -> HttpResponse:
    """One entry: what it would change, approve it, or withdraw it with a reason."""
    entry = get_proposed_entry(kind, entry_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(entry, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        messages.success(request, "Withdrawn. What was assessed while it stood stays as it was.")
        return redirect(LIST_OF[kind])
    refusal = (
        "You proposed this entry; another OPM lawyer must approve it."
        if entry.proposed_by_id == request.user.pk
        else ""
    )
    proposed_on = local_day(entry.proposed_at)
    header = PageHeader(
        title="Entry of the lawbook",
        crumbs=CRUMBS,
        lead=f"Proposed by {entry.proposed_by.name} on {proposed_on}.",
    )
    context = {
        "header": header,
        "form": form,
        "form_helper": form.helper,
        "entry": entry,
        "kind": kind,
        "rows": _rows(entry),
        "refusal": refusal,
        "effect": _effect(entry),
    }
    return render(request, "opm/lawbook/change.html", context)


def _effect(entry: ProposedEntry) -> Effect | None:
    """What approving or withdrawing would change; an offence counts only for convictions, which OPM
    does not see.
    """
    if isinstance(entry, OffenseEntry) or entry.withdrawn_at:
        return None
    law = entry.as_law()
    if not entry.approved_at:
        return effect_of_entry(law)
    now = law_state()
    return effect_of(now, without_entry(now, law), on=max(clock.today(), first_day(law)))


LABELS = {
    "question": "Question",
    "rule": "Rule enjoined",
    "citation": "Citation",
    "decided_by": "Decided by",
    "from_on": "Applies from",
    "until_on": "Until",
    "purposes": "For these purposes",
    "grounds": "On these grounds",
    "outcome": "Outcome",
    "is_detainer": "Is a detainer",
    "note": "Reason",
    "overlay": "Act laid over the statute",
    "effective_on": "Effective",
    "list_name": "List",
    "section": "Section",
    "subdivision": "Subdivision",
    "title": "Name of the offense",
    "felony_class": "Class",
    "source": "Source",
    "withdrawal_reason": "Withdrawn because",
}


def _rows(entry: ProposedEntry) -> list[SummaryRow]:
    """The values of an entry, in words; empty ones are left out."""
    fields = [(label, getattr(entry, name, None)) for name, label in LABELS.items()]
    return [
        SummaryRow(label, _in_words(label, value))
        for label, value in fields
        if value not in (None, "", [])
    ]


def _in_words(label: str, value: object) -> object:
    if isinstance(value, list):
        return "; ".join(
            "Nothing on record" if word == "none" else label_of(word) for word in value
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if label in {"Outcome", "List"}:
        titles = {spec.name: spec.title for spec in JURISDICTION.lists}
        return titles.get(str(value)) or label_of(str(value))
    return value


@needs(Permission.MAINTAIN_LAW)
@post_only
def approve_entry(request: AppHttpRequest, kind: str, entry_id: UUID) -> HttpResponse:
    """The second pair of eyes."""
    approve(get_proposed_entry(kind, entry_id), by=request.user, at=clock.now())
    messages.success(request, "Approved. Assessments from its day on apply and cite it.")
    return redirect(LIST_OF[kind])
