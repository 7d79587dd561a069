"""The law register, one entry's page, the open questions and the confirmation packet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.law.assess import JURISDICTION, OFFICIAL_TEXT, SOURCES, official_links
from reports.law.engine.jurisdiction import DutySpec
from reports.law.memo import WHEN
from reports.law.provenance import MARK_LABELS, ProvenanceMark
from reports.law.register.confirmation_status import EntryStatus, law_status
from reports.law.register.entry_text import texts
from reports.lawbook.queries import law_state, outdated_entries
from reports.web.law.examples import examples_of
from reports.web.law.usages import history_of, usages_of
from reports.web.shared.guards import AppHttpRequest, signed_in
from reports.web.shared.html.components import (
    Action,
    Column,
    PageHeader,
    SummaryRow,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.lawbook_tables import (
    CRUMBS,
    KIND_ONE,
    KIND_TITLES,
    chip_of,
    list_alerts,
    status_of,
    wording_alerts,
)

# What a wrong reading would do most harm in comes first: nothing found, sources that disagree, then
# recalled.
BLOCKERS = (
    ProvenanceMark.NOT_FOUND,
    ProvenanceMark.CONFLICT,
    ProvenanceMark.RECALLED,
    ProvenanceMark.SECONDARY,
    ProvenanceMark.CODIFIED_COPY_READ,
    ProvenanceMark.OFFICIAL_TEXT_READ,
)


@signed_in
def register(request: AppHttpRequest) -> HttpResponse:
    """Everything a lawyer can compare with the official text."""
    entries = law_status(JURISDICTION, law_state())
    confirmed = sum(entry.verified for entry in entries)
    outdated = outdated_entries()
    context = {
        "header": PageHeader(
            title="Law register",
            lead=(
                "Each rule, duty, definition and list: its citation, how we came to know it, who"
                " confirmed it."
            ),
            actions=(
                Action("Confirmation packet", reverse("law:packet"), icon="print"),
                Action("What if", reverse("law:what_if")),
            ),
        ),
        "tiles": (
            Tile("Entries", len(entries)),
            Tile("Confirmed", confirmed),
            Tile(
                "Unconfirmed",
                len(entries) - confirmed,
                tone="warning" if confirmed < len(entries) else "neutral",
            ),
            Tile("Open questions", len(JURISDICTION.questions), url=reverse("law:questions")),
        ),
        "tables": [
            (title, _entries_table(title, rows, outdated)) for title, rows in _by_kind(entries)
        ],
        "official_text": OFFICIAL_TEXT,
        "alerts": [*list_alerts(), *wording_alerts()] if maintains(request.user) else [],
        "maintains": maintains(request.user),
    }
    return render(request, "law/register.html", context)


def maintains(user: User) -> bool:
    """Whether the person is one of OPM's lawyers."""
    return can(user, Permission.MAINTAIN_LAW, on=clock.today())


def _by_kind(entries: Iterable[EntryStatus]) -> list[tuple[str, list[EntryStatus]]]:
    rows = list(entries)
    return [
        (title, [e for e in rows if e.entry.kind.value == kind])
        for kind, title in KIND_TITLES.items()
    ]


def _entries_table(title: str, rows: list[EntryStatus], outdated: frozenset[str]) -> Table:
    return Table(
        caption=title,
        caption_hidden=True,
        columns=(
            Column("Entry", width="wide"),
            Column("Citation"),
            Column("How we know it"),
            Column("Confirmed"),
        ),
        rows=tuple(
            (
                TableCell(row.entry.title, url=reverse("law:entry", args=[row.entry.name])),
                TableCell(row.entry.provenance.citation),
                TableCell(MARK_LABELS[row.entry.provenance.mark]),
                TableCell(
                    chip=chip_of(row, outdated),
                    detail=(
                        f"{row.confirmation.name}, {row.confirmation.on}"
                        if row.confirmation
                        else ""
                    ),
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
    confirm = Action("Confirm", reverse("lawbook:confirm", args=[name]), kind="primary")
    context = {
        "header": PageHeader(
            title=status.entry.title,
            eyebrow=f"{KIND_ONE[status.entry.kind.value]} {status.entry.name}",
            crumbs=CRUMBS,
            chip=chip_of(status, outdated_entries()),
            actions=(confirm,) if maintains(request.user) and not status.verified else (),
        ),
        "rows": [
            SummaryRow("Citation", known.citation),
            SummaryRow("How we know it", MARK_LABELS[known.mark], hint=known.note),
            *(
                SummaryRow(
                    f"How we know the text of {mark.version}",
                    MARK_LABELS[mark.mark],
                    hint=mark.note,
                )
                for mark in known.by_version
            ),
            SummaryRow(
                "Sources",
                "; ".join(f"{code}: {SOURCES.get(code, '')}" for code in known.sources) or "None",
            ),
            SummaryRow("Versions of the act", ", ".join(status.entry.versions) or "All"),
            *_duty_rows(name),
        ],
        "links": official_links(known.citation),
        "plain_text": texts(JURISDICTION).get(name, ""),
        "examples": examples_of(name),
        "usages": usages_of(status.entry),
        "history": history_of(status.entry),
        "maintains": maintains(request.user),
    }
    return render(request, "law/entry.html", context)


def _duty_rows(name: str) -> list[SummaryRow]:
    """What triggers a duty, to whom it is owed, with what content and when, in the act's words."""
    duty: DutySpec | None = next((duty for duty in JURISDICTION.duties if duty.name == name), None)
    if duty is None:
        return []
    when = WHEN.get(duty.when, duty.when)
    return [
        SummaryRow("When", f"{when[:1].upper()}{when[1:]}"),
        SummaryRow("The act's words of time", duty.timing_words or "None found"),
        SummaryRow("To whom", duty.recipients),
        SummaryRow("Contents", "; ".join(duty.contents)),
        *([SummaryRow("Note", duty.remark)] if duty.remark else ()),
    ]


@signed_in
def questions(request: AppHttpRequest) -> HttpResponse:
    """The open questions: what is unsettled, what depends on it, who must decide, and what was
    decided.
    """
    settled: dict[str, list[Any]] = {}
    for settlement in law_state().settlements:
        settled.setdefault(settlement.question, []).append(settlement)
    context = {
        "header": PageHeader(
            title="Open questions",
            crumbs=CRUMBS,
            lead="None of these is answered by the program. A dated settlement is.",
        ),
        "questions": [
            (question, settled.get(question.id, [])) for question in JURISDICTION.questions.values()
        ],
        "maintains": maintains(request.user),
    }
    return render(request, "law/questions.html", context)


@signed_in
def packet(request: AppHttpRequest) -> HttpResponse:
    """What a lawyer prints for the first day: blockers first, with the official texts'
    addresses.
    """
    entry_texts = texts(JURISDICTION)
    entries = [
        (row, entry_texts.get(row.entry.name, ""), official_links(row.entry.provenance.citation))
        for row in sorted(law_status(JURISDICTION, law_state()), key=_pressing)
    ]
    context = {
        "header": PageHeader(
            title="Confirmation packet",
            crumbs=CRUMBS,
            lead=(
                "Compare each entry with the official text, write your finding beside it, then"
                " confirm it on screen. What was not found or is disputed comes first, then what is"
                " only recalled."
            ),
        ),
        "unconfirmed": [entry for entry in entries if not entry[0].verified],
        "confirmed": [entry for entry in entries if entry[0].verified],
        "alerts": list_alerts(),
        "overlays": [overlay for overlay in JURISDICTION.overlays if overlay.starts_on is None],
        "questions": JURISDICTION.questions.values(),
        "official_text": OFFICIAL_TEXT,
        "printed_on": clock.today(),
    }
    return render(request, "law/packet.html", context)


def _pressing(row: EntryStatus) -> tuple[int, bool]:
    """Blockers first: by provenance, rules before the rest."""
    return BLOCKERS.index(row.entry.provenance.mark), row.entry.kind.value != "rule"
