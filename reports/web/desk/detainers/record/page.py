"""One detainer: what is recorded, the assessment, the next steps, and everything that happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.detainers.actions.views import record_view
from reports.detainers.assessment import stored_assessment
from reports.detainers.custody import custody_of
from reports.detainers.models import Decision, DecisionLine, Detainer
from reports.detainers.queries import decision_lines, get_detainer, other_open
from reports.detainers.vocabulary import DecisionChoice
from reports.law.assess import explain, parse_facts
from reports.law.findings import Assessment
from reports.lawbook.queries import current_token, state_of
from reports.notices.cases import case_of
from reports.notices.owed import StandingAccess
from reports.notices.reasons.queries import chosen_reasons
from reports.notices.text.languages import ENGLISH, language_name, sheet_language
from reports.records.agreement.queries import statements_of
from reports.records.case_file import CaseFile, case_file_of
from reports.records.holds.queries import holds_on
from reports.web.desk.detainers.next_steps import actions_for
from reports.web.desk.detainers.record import summary
from reports.web.desk.detainers.record.agreement import agreement_alerts
from reports.web.desk.detainers.record.court_order_alerts import order_alerts
from reports.web.desk.detainers.record.custody import limit_tiles
from reports.web.desk.detainers.record.law_changes import (
    change_alerts,
    conviction_doubts,
    erasure_alerts,
)
from reports.web.desk.detainers.record.timeline import timeline
from reports.web.desk.holds.parts import hold_actions, hold_alerts
from reports.web.desk.notices.page.cards import notice_cards, owed_cards
from reports.web.desk.shared import desk_crumbs, detainer_crumbs, status_chip
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import Action, Alert, Chip, Crumb, PageHeader, Tile, Tone
from reports.web.shared.html.labels import label_of, outcome_chip

CHOICE_TONES: dict[str, Tone] = {
    DecisionChoice.COMPLY: "info",
    DecisionChoice.DECLINE: "good",
    DecisionChoice.PENDING: "waiting",
}


@needs(Permission.VIEW_DETAINERS)
def detainer(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The record's page. Viewing it is an entry in the audit log."""
    at = clock.now()
    found = get_detainer(request.user, detainer_id, on=clock.today())
    record_view(found, by=request.user, at=at)
    record = record_context(found, at)
    return render(
        request, "desk/detainers/detainer.html", {**record, **page_context(request, found, record)}
    )


def page_context(
    request: AppHttpRequest, found: Detainer, record: dict[str, Any]
) -> dict[str, Any]:
    """What only the screen shows: the way here, and what can be done."""
    return {
        "child_rows": summary.child_rows(found),
        "header": PageHeader(
            title=f"Detainer {found.reference}",
            eyebrow=found.agency.display_name,
            crumbs=desk_crumbs(detainers_crumb()),
            chip=status_chip(found),
            actions=_header_actions(request, found),
        ),
        "actions": [
            *actions_for(request, found, replied=record["replied"]),
            *hold_actions(request, found, record["holds"]),
        ],
    }


def _header_actions(request: AppHttpRequest, found: Detainer) -> tuple[Action, ...]:
    """Other ways to look at the same record."""
    memo = Action(
        "Assessment memo",
        reverse("desk:memo", args=[found.pk]),
        kind="quiet",
        icon="assessment",
    )
    paper = Action(
        "Print transfer packet", reverse("desk:packet", args=[found.pk]), kind="quiet", icon="print"
    )
    if not can(request.user, Permission.VIEW_AUDIT_LOG, found.agency, on=clock.today()):
        return memo, paper
    query = urlencode({"subject": str(found.pk)})
    return (
        memo,
        paper,
        Action("Audit log", f"{reverse('audit_log:agency')}?{query}", kind="quiet", icon="list"),
    )


@needs(Permission.VIEW_DETAINERS)
def memo(request: AppHttpRequest, detainer_id: UUID) -> HttpResponse:
    """The stored assessment as a memo for the agency head or counsel: reasons, duties, open
    questions, what would change it.
    """
    found = get_detainer(request.user, detainer_id, on=clock.today())
    kept = found.assessments.annotate(lawbook=current_token()).latest()
    assessment, at = stored_assessment(kept), clock.now()
    record_view(found, by=request.user, at=at)
    memo_text = explain(parse_facts(kept.facts), assessment, state=state_of(kept.lawbook))
    header = PageHeader(
        title="Assessment memo",
        eyebrow=f"Detainer {found.reference}, {found.agency.display_name}",
        lead=memo_text.heading,
        crumbs=detainer_crumbs(found),
    )
    return render(
        request,
        "desk/detainers/memo.html",
        {
            "header": header,
            "memo": memo_text,
            "detainer": found,
            "doubts": conviction_doubts(found),
            "tiles": _tiles(found, assessment, at),
            "alerts": [
                *order_alerts(found, on=clock.today()),
                *change_alerts(found, kept, kept.lawbook),
                *erasure_alerts(found),
            ],
        },
    )


def detainers_crumb() -> Crumb:
    """Back to the list."""
    return Crumb("Detainers", reverse("desk:detainers"))


def record_context(found: Detainer, at: datetime) -> dict[str, Any]:
    """The record itself, for the page and for printing."""
    happened, holds = case_file_of(found), holds_on(found)
    lines = decision_lines(found)
    decisions = summary.decisions_in(lines)
    kept = found.assessments.annotate(lawbook=current_token()).latest()
    assessment = stored_assessment(kept)
    accesses = (
        StandingAccess(row.pk, row.code, row.at, is_about_release=row.third_flag)
        for row in happened
        if row.what == "access" and not (row.flag or row.second_flag)
    )
    stated = statements_of(found, happened=happened, lines=lines, newest=kept, at=at)
    case = case_of(found, assessment=assessment, decisions=decisions, accesses=accesses)
    return {
        "detainer": found,
        "assessment": assessment,
        "tiles": _tiles(found, assessment, at),
        "alerts": [
            *summary.child_alerts(found),
            *alerts_for(found, happened),
            *agreement_alerts(stated, at),
            *change_alerts(found, kept, kept.lawbook),
            *erasure_alerts(found),
            *hold_alerts(holds),
        ],
        "holds": holds,
        "request_rows": [
            *summary.request_rows(found),
            *summary.conviction_rows(happened),
            *summary.order_rows(happened),
        ],
        "custody_rows": summary.custody_rows(found),
        "person_rows": summary.person_rows(found.named, found),
        "decision": decisions[0] if decisions else None,
        "decision_rows": decision_rows(lines),
        "reasons": chosen_reasons(decisions[0]) if decisions else (),
        "translate_into": missing_translation(found, decisions[0]) if decisions else "",
        "letters": notice_cards(case),
        "replied": any(row.what == "reply" for row in happened),
        "owed": owed_cards(case, found, at),
        "papers": summary.attachment_rows(happened),
        "others": other_open(found),
        "history": timeline(found, happened, decisions),
    }


def missing_translation(found: Detainer, decision: Decision) -> str:
    """The language of the person's letter in which the decider's own words are still missing, by
    its English name; empty where there is none.
    """
    language = sheet_language(found.named.language, production=settings.PRODUCTION)
    is_there = decision.reason_language == language and decision.reason_translated
    if language == ENGLISH.code or is_there or not decision.reason:
        return ""
    return language_name(language)


def _tiles(found: Detainer, assessment: Assessment, at: datetime) -> list[Tile]:
    custody = custody_of(found, assessment, at)
    return [*summary.clock_tiles(found, custody, at), *limit_tiles(custody, at)]


def decision_rows(lines: list[DecisionLine]) -> list[dict[str, Any]]:
    """The decision in force, each purpose beside the finding it answers."""
    latest = [line for line in lines if line.decision_id == lines[0].decision_id] if lines else []
    findings = stored_assessment(latest[0].decision.assessment).findings if latest else ()
    verified = {finding.purpose: finding.verified for finding in findings}
    return [
        {
            "purpose": label_of(line.purpose),
            "choice": Chip(DecisionChoice(line.choice).label, CHOICE_TONES[line.choice]),
            "finding": outcome_chip(line.finding_outcome),
            "citation": line.citation,
            "departs": line.is_departure,
            "verified": verified.get(line.purpose, False),
        }
        for line in latest
    ]


def alerts_for(found: Detainer, happened: list[CaseFile]) -> list[Alert]:
    """What a colleague must not overlook, court orders first."""
    ordered = any(row.what == "order" and not row.flag for row in happened)
    alerts = order_alerts(found, on=clock.today()) if ordered else []
    if found.verification == "none":
        alerts.append(
            Alert(
                "warning",
                "The sender is not verified",
                "Call back on a number you know independently, then correct the record.",
            )
        )
    return [*alerts, *review_alerts(happened)]


def review_alerts(happened: list[CaseFile]) -> list[Alert]:
    """A telephone review that nobody confirmed yet, or that the named reviewer disputes."""
    called = [
        row for row in happened if row.what == "review" and row.code == "telephone" and not row.flag
    ]
    alerts = []
    if any(row.second_flag for row in called):
        message = (
            "The person named says that there was no such review. Whatever was answered on it needs"
            " another look."
        )
        alerts.append(Alert("stop", "A phone review is disputed", message))
    if any(not row.second_flag for row in called):
        message = "The reviewer is asked at the next sign-in."
        alerts.append(Alert("info", "A phone review waits to be confirmed", message))
    return alerts
