"""The law register, one entry's page, the confirmation packet, and the public what-if page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from reports import clock
from reports.accounts.exceptions import Missing
from reports.law.assess import JURISDICTION, assess, contradictions, explain
from reports.law.connecticut.sources import OFFICIAL_TEXT, SOURCES
from reports.law.provenance import MARK_LABELS
from reports.law.status import EntryStatus, law_status
from reports.lawbook.models import RuleConfirmation
from reports.lawbook.queries import law_state
from reports.web.components import Action, Cell, Chip, Column, Crumb, PageHeader, Row, Table, Tile
from reports.web.guards import AppHttpRequest, public, signed_in
from reports.web.law.examples import examples_of
from reports.web.law.forms import WHAT_IF, WhatIfForm

KIND_TITLES = {
    "rule": "Rules", "duty": "Duties", "definition": "Definitions", "list": "Lists",
    "overlay": "Acts laid over the statute",
}  # fmt: skip
CRUMBS = (Crumb("Law register", "/law/"),)


def chip_of(status: EntryStatus) -> Chip:
    """Confirmed or not, in a word."""
    return Chip("Confirmed", "good") if status.verified else Chip("Unconfirmed", "unsettled")


@public
def what_if(request: HttpRequest) -> HttpResponse:
    """Choose facts, see what the act says, share the address. Facts only: nothing about anybody is taken."""
    asked = bool(request.GET)
    given = request.GET if asked else QueryDict(f"on={clock.today().isoformat()}&agency_kind=municipal_police")
    form = WhatIfForm(given) if asked else WhatIfForm(initial=given.dict())
    context = {"form": form, "form_helper": WHAT_IF, "header": WHAT_IF_HEADER}
    if asked and form.is_valid():
        facts = form.facts()
        assessment = assess(facts, law_state())
        problems = [*assessment.problems, *contradictions(facts)]
        context |= {
            "assessment": assessment, "problems": problems,
            "memo": explain(facts, assessment, state=law_state()), "address": request.get_full_path(),
        }  # fmt: skip
    return render(request, "law/what_if.html", context)


WHAT_IF_HEADER = PageHeader(
    title="What if: try the act on facts",
    lead="Choose what is asked and what is on record. The page shows what the TRUST Act says, with the paragraph, and "
    "what is unsettled. It is not legal advice, and it asks nothing about any person.",
)


@signed_in
def register(request: AppHttpRequest) -> HttpResponse:
    """Everything a lawyer can compare with the official text."""
    entries = law_status(JURISDICTION, law_state())
    confirmed = sum(entry.verified for entry in entries)
    context = {
        "header": PageHeader(
            title="Law register",
            lead="Each rule, duty, definition and list: its citation, how we came to know it, who confirmed it.",
            actions=(Action("Confirmation packet", reverse("law:packet"), icon="print"),
                     Action("What if", reverse("law:what_if"))),
        ),
        "tiles": (
            Tile("Entries", len(entries)),
            Tile("Confirmed", confirmed),
            Tile("Unconfirmed", len(entries) - confirmed, tone="warning" if confirmed < len(entries) else "neutral"),
            Tile("Open questions", len(JURISDICTION.questions), url=reverse("law:questions")),
        ),
        "tables": [(KIND_TITLES[kind], _entries_table(title, rows)) for kind, title, rows in _by_kind(entries)],
        "official_text": OFFICIAL_TEXT,
    }  # fmt: skip
    return render(request, "law/register.html", context)


def _by_kind(entries: Iterable[EntryStatus]) -> list[tuple[str, str, list[EntryStatus]]]:
    rows = list(entries)
    return [(kind, title, [e for e in rows if e.entry.kind.value == kind]) for kind, title in KIND_TITLES.items()]


def _entries_table(title: str, rows: list[EntryStatus]) -> Table:
    return Table(
        caption=title,
        caption_hidden=True,
        columns=(Column("Entry", width="wide"), Column("Citation"), Column("How we know it"), Column("Confirmed")),
        rows=tuple(
            (
                Cell(row.entry.title, url=reverse("law:entry", args=[row.entry.name])),
                Cell(row.entry.provenance.citation),
                Cell(MARK_LABELS[row.entry.provenance.mark]),
                Cell(
                    chip=chip_of(row),
                    detail=f"{row.confirmation.name}, {row.confirmation.on}" if row.confirmation else "",
                ),
            )
            for row in rows
        ),
    )


@signed_in
def entry(request: AppHttpRequest, name: str) -> HttpResponse:
    """One entry: its text, its examples, its history, and where it is used."""
    status = status_of(name)
    known = status.entry.provenance
    context = {
        "header": PageHeader(
            title=status.entry.title,
            eyebrow=f"{KIND_TITLES[status.entry.kind.value].removesuffix('s')} {status.entry.name}",
            crumbs=CRUMBS,
            chip=chip_of(status),
            actions=(Action("Confirm", reverse("law:confirm", args=[name])),) if not status.verified else (),
        ),
        "rows": (
            Row("Citation", known.citation),
            Row("How we know it", MARK_LABELS[known.mark], hint=known.note),
            Row("Sources", "; ".join(f"{code}: {SOURCES.get(code, '')}" for code in known.sources) or "None"),
            Row("Versions of the act", ", ".join(status.entry.versions) or "All"),
        ),
        "plain_text": JURISDICTION_TEXTS.get(name, ""),
        "examples": examples_of(name),
        "history": RuleConfirmation.objects.filter(entry=name).select_related("confirmed_by", "withdrawn_by"),
        "official_text": OFFICIAL_TEXT,
    }
    return render(request, "law/entry.html", context)


def status_of(name: str) -> EntryStatus:
    """The entry of this name. Raises Missing."""
    for status in law_status(JURISDICTION, law_state()):
        if status.entry.name == name:
            return status
    raise Missing(name)


def _texts() -> dict[str, str]:
    """What each entry says in plain language, as its own code states it."""
    rules = {rule.name: rule.reading for rule in JURISDICTION.rules}
    definitions = {d.name: d.text for d in JURISDICTION.definitions}
    overlays = {o.code: o.summary for o in JURISDICTION.overlays}
    duties = {d.name: "; ".join(d.contents) for d in JURISDICTION.duties}
    return rules | definitions | overlays | duties


@signed_in
def questions(request: AppHttpRequest) -> HttpResponse:
    """The open questions: what is unsettled, what hangs on it, who must decide."""
    context = {
        "header": PageHeader(
            title="Open questions",
            crumbs=CRUMBS,
            lead="None of these is answered by the program. A dated settlement is.",
        ),
        "questions": JURISDICTION.questions.values(),
        "settlements": {settled.question: settled for settled in law_state().settlements},
    }
    return render(request, "law/questions.html", context)


@signed_in
def packet(request: AppHttpRequest) -> HttpResponse:
    """What a lawyer prints for the first day: blockers first, with the official text's address."""
    entries = sorted(
        law_status(JURISDICTION, law_state()), key=lambda row: (row.verified, row.entry.kind.value != "rule")
    )
    context = {
        "header": PageHeader(
            title="Confirmation packet",
            crumbs=CRUMBS,
            lead="Compare each entry with the official text, write your finding beside it, then confirm it on screen.",
        ),
        "entries": [(row, JURISDICTION_TEXTS.get(row.entry.name, "")) for row in entries],
        "official_text": OFFICIAL_TEXT,
        "marks": MARK_LABELS,
    }
    return render(request, "law/packet.html", context)


JURISDICTION_TEXTS = _texts()
