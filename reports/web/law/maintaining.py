"""What OPM's lawyers do: confirm entries, settle questions, keep the offence lists. Two pairs of eyes count."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports import clock
from reports.accounts.exceptions import Missing, Refused
from reports.accounts.roles import Permission
from reports.detainers.queries import facts_of_open_detainers
from reports.law.assess import JURISDICTION, assess, parse_facts
from reports.law.state import LawState, Settlement
from reports.lawbook.actions import Entry, approve, confirm_entry, propose, withdraw
from reports.lawbook.models import OffenseEntry, OverlayDateRecord, SettlementRecord
from reports.lawbook.queries import law_state
from reports.web.components import Action, Alert, Cell, Chip, Column, Crumb, Empty, PageHeader, Table
from reports.web.guards import AppHttpRequest, needs, post_only
from reports.web.law.forms import ConfirmForm, OffenseForm, SettlementForm, WithdrawForm, with_settlement
from reports.web.law.reading import CRUMBS, status_of

KNOWN = frozenset(entry.name for entry in JURISDICTION.register)
KINDS: dict[str, type[Entry]] = {
    "settlement": SettlementRecord, "offense": OffenseEntry, "overlay": OverlayDateRecord,
}  # fmt: skip


@needs(Permission.MAINTAIN_LAW)
def confirm(request: AppHttpRequest, name: str) -> HttpResponse:
    """Confirm that an entry says what the official text says."""
    status = status_of(name)
    form = ConfirmForm(request.POST or None, initial={"compared_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            confirm_entry(entry=name, known=KNOWN, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Confirmed. Every screen that relies on this entry says so from now on.")
            return redirect("law:entry", name)
    header = PageHeader(
        title=f"Confirm: {status.entry.title}", eyebrow=status.entry.provenance.citation, crumbs=CRUMBS,
        lead="Confirm only what you compared word for word with the official text.",
    )  # fmt: skip
    return render(request, "law/act.html", {"header": header, "form": form, "form_helper": form.helper})


@needs(Permission.MAINTAIN_LAW)
def settlements(request: AppHttpRequest) -> HttpResponse:
    """Decisions of open questions and injunctions, standing and proposed."""
    header = PageHeader(
        title="Settlements",
        lead="When the Attorney General, a court or OPM settles a question. Older assessments stay as they were.",
        crumbs=CRUMBS,
        actions=(Action("Record a settlement", reverse("law:settle"), kind="primary"),),
    )
    rows = SettlementRecord.objects.select_related("proposed_by", "approved_by").order_by("-from_on")
    table = Table(
        caption="Settlements",
        columns=(Column("Question or rule"), Column("Decided by"), Column("From"), Column("Outcome"), Column("State")),
        rows=tuple(
            (
                Cell(row.question or row.rule, detail=row.citation), Cell(row.decided_by), Cell(row.from_on),
                Cell(row.outcome or "the reading stays"), state_cell(row, "settlement"),
            )
            for row in rows
        ),
        empty=Empty("Nothing is settled", "Every open question is answered by people, case by case."),
    )  # fmt: skip
    return render(request, "law/list.html", {"header": header, "table": table})


def state_cell(row: Entry, kind: str) -> Cell:
    """Where an entry stands, linked to what can be done about it."""
    url = reverse("law:change", args=[kind, row.pk])
    if row.withdrawn_at:
        return Cell(chip=Chip("Withdrawn"), detail=row.withdrawal_reason)
    if row.approved_at:
        return Cell("Open", url=url, chip=Chip("Stands", "good"))
    return Cell("Approve or withdraw", url=url, chip=Chip("Waits for a second lawyer", "waiting"))


@needs(Permission.MAINTAIN_LAW)
def settle(request: AppHttpRequest) -> HttpResponse:
    """Propose a settlement; what it would change is shown first."""
    form = SettlementForm(request.POST or None, initial={"from_on": clock.today()})
    effect: Table | None = None
    if request.method == "POST" and form.is_valid():
        if "propose" in request.POST:
            propose(form.record(), by=request.user, at=clock.now())
            messages.success(request, "Proposed. It takes effect when another OPM lawyer approves it.")
            return redirect("law:settlements")
        effect = effect_of(form.settlement())
    header = PageHeader(title="Record a settlement", crumbs=(*CRUMBS, Crumb("Settlements", reverse("law:settlements"))))
    context = {"header": header, "form": form, "form_helper": form.helper, "effect": effect}
    return render(request, "law/act.html", context)


def effect_of(settlement: Settlement) -> Table:
    """How many findings on open detainers would change, by purpose. Codes and counts only: OPM sees no person."""
    now = law_state()
    then = with_settlement(now, settlement)
    changed: Counter[tuple[str, str, str]] = Counter()
    for facts in facts_of_open_detainers():
        changed.update(_changes(facts, now, then))
    labels = JURISDICTION.vocabulary.purpose_words
    return Table(
        caption="What would change on open detainers",
        columns=(Column("Purpose"), Column("Now"), Column("Then"), Column("Findings", numeric=True)),
        rows=tuple(
            (Cell(labels[purpose].label), Cell(before), Cell(after), Cell(count))
            for (purpose, before, after), count in sorted(changed.items())
        ),
        empty=Empty("No finding on an open detainer would change", "The settlement still applies to what comes."),
    )


def _changes(given: dict[str, object], now: LawState, then: LawState) -> list[tuple[str, str, str]]:
    facts = parse_facts({**given, "on": clock.today().isoformat()})
    before, after = assess(facts, now).findings, assess(facts, then).findings
    pairs = zip(before, after, strict=True)
    return [(old.purpose, old.outcome.label, new.outcome.label) for old, new in pairs if old.outcome != new.outcome]


@needs(Permission.MAINTAIN_LAW)
def offenses(request: AppHttpRequest) -> HttpResponse:
    """The offence lists, each entry with its source; the list of 2025 ships empty because its text was not found."""
    form = OffenseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose(form.record(), by=request.user, at=clock.now())
        messages.success(request, "Proposed. It counts when another OPM lawyer approves it.")
        return redirect("law:offenses")
    tables = [(spec, _offense_table(spec.name)) for spec in JURISDICTION.lists]
    missing = [
        Alert("warning", f"{spec.title}: {_short(spec.name, spec.expected_entries)}", spec.provenance.note)
        for spec in JURISDICTION.lists
        if spec.expected_entries
        and OffenseEntry.objects.standing().filter(list_name=spec.name).count() < spec.expected_entries
    ]
    header = PageHeader(title="Offence lists", crumbs=CRUMBS, lead="Dated, sourced, two lawyers for each entry.")
    context = {"header": header, "tables": tables, "alerts": missing, "form": form, "form_helper": form.helper}
    return render(request, "law/offenses.html", context)


def _short(name: str, expected: int) -> str:
    held = OffenseEntry.objects.standing().filter(list_name=name).count()
    return f"{held} of {expected} entered"


def _offense_table(name: str) -> Table:
    rows = OffenseEntry.objects.filter(list_name=name).order_by("section", "subdivision")
    return Table(
        caption=name,
        caption_hidden=True,
        columns=(Column("Section"), Column("Offence", width="wide"), Column("Class"), Column("Source"), Column("")),
        rows=tuple(
            (
                Cell(f"{row.section} {row.subdivision}".strip()), Cell(row.title), Cell(row.felony_class),
                Cell(row.source), state_cell(row, "offense"),
            )
            for row in rows
        ),
        empty=Empty("Empty", "Nothing was found in an official text. Enter it from the public act."),
    )  # fmt: skip


@needs(Permission.MAINTAIN_LAW)
def change(request: AppHttpRequest, kind: str, entry_id: UUID) -> HttpResponse:
    """One entry: approve it, or withdraw it with a reason."""
    entry = _entry(kind, entry_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(entry, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        messages.success(request, "Withdrawn. What was assessed while it stood stays as it was.")
        return redirect("law:settlements" if kind == "settlement" else "law:offenses")
    refusal = (
        "You proposed this entry; another OPM lawyer must approve it."
        if entry.proposed_by_id == request.user.pk
        else ""
    )
    header = PageHeader(title="Entry of the lawbook", crumbs=CRUMBS, lead=f"Proposed by {entry.proposed_by.name}.")
    shown = _shown(entry)
    context = {
        "header": header, "form": form, "form_helper": form.helper, "entry": entry, "kind": kind, "shown": shown,
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "law/change.html", context)


def _entry(kind: str, entry_id: UUID) -> Entry:
    model = KINDS.get(kind)
    found = model.objects.select_related("proposed_by").filter(pk=entry_id).first() if model else None
    if found is None:
        raise Missing(kind)
    return found


HIDDEN = frozenset({"id", "proposed_by", "approved_by", "withdrawn_by", "proposed_at", "approved_at", "withdrawn_at"})


def _shown(entry: Entry) -> list[tuple[str, object]]:
    fields = [field for field in entry._meta.concrete_fields if field.name not in HIDDEN]  # noqa: SLF001  public in Django
    return [(str(field.verbose_name), field.value_from_object(entry)) for field in fields]


@needs(Permission.MAINTAIN_LAW)
@post_only
def approve_entry(request: AppHttpRequest, kind: str, entry_id: UUID) -> HttpResponse:
    """The second pair of eyes."""
    approve(_entry(kind, entry_id), by=request.user, at=clock.now())
    messages.success(request, "Approved. Assessments from its day on apply and cite it.")
    return redirect("law:settlements" if kind == "settlement" else "law:offenses")
