"""The steps possible on a report, and where a finding can be fixed. A refused step says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Field
from django.urls import reverse

from reports.accounts.models import Agency
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.submissions.agency_queries import explanations_of
from reports.submissions.checks import CheckFinding, Severity
from reports.submissions.models import ReportingPeriod, Submission
from reports.submissions.policies import (
    check_can_amend,
    check_can_certify,
    check_can_confirm,
    check_can_prepare,
    check_is_over,
)
from reports.submissions.status import Source, SubmissionStatus
from reports.web.desk.submissions.forms import ExplanationForm
from reports.web.desk.submissions.shared import half_year_url
from reports.web.shared.guards import AppHttpRequest
from reports.web.shared.html.components import Action, Chip
from reports.web.shared.html.submission_tables import problem_chip
from reports.web.shared.revisions import Standing


def actions_for(
    request: AppHttpRequest, agency: Agency, period: ReportingPeriod, current: Submission | None
) -> list[Action]:
    """The steps that make sense now."""
    if current is None or current.status == SubmissionStatus.RETURNED:
        return [
            _compile(
                request,
                agency,
                period,
                "Create draft" if current is None else "Create corrected draft",
            )
        ]
    if current.status == SubmissionStatus.DRAFT:
        return _draft_actions(request, agency, period, current)
    actions = _receipt_action(current)
    if current.status == SubmissionStatus.ACCEPTED:
        why = refusal(check_can_amend, request.user, current, on=clock.today())
        actions.append(
            Action("Start amendment", reverse("submissions:amend", args=[current.pk]), refusal=why)
        )
    return [*actions, *_confirm_action(request, current)]


def _compile(
    request: AppHttpRequest, agency: Agency, period: ReportingPeriod, label: str
) -> Action:
    on = clock.today()
    why = refusal(check_is_over, period, on=on) or refusal(
        check_can_prepare, request.user, agency, on=on
    )
    url = reverse("submissions:compile", args=[agency.code, period.half_year])
    return Action(label, url, kind="primary", post=True, refusal=why)


def _draft_actions(
    request: AppHttpRequest, agency: Agency, period: ReportingPeriod, draft: Submission
) -> list[Action]:
    on = clock.today()
    certify = Action(
        "Certify and submit",
        reverse("submissions:certify", args=[draft.pk]),
        kind="primary",
        refusal=refusal(check_can_certify, request.user, draft, on=on),
    )
    paper = Action(
        "Submit signed paper certificate",
        reverse("submissions:paper_certificate", args=[draft.pk]),
        kind="quiet",
    )
    drop = Action(
        "Delete draft", reverse("submissions:discard", args=[draft.pk]), kind="quiet", post=True
    )
    again = _compile(request, agency, period, "Update draft from log")
    return [
        certify,
        Action(again.label, again.url, post=True, refusal=again.refusal),
        paper,
        *([drop] if draft.follows else []),
    ]


def _receipt_action(current: Submission) -> list[Action]:
    if current.source not in {Source.SYSTEM, Source.PAPER}:
        return []
    return [Action("Receipt", reverse("submissions:receipt", args=[current.pk]))]


def _confirm_action(request: AppHttpRequest, current: Submission) -> list[Action]:
    if current.source in {Source.SYSTEM, Source.PAPER} or current.confirmed_at is not None:
        return []
    why = refusal(check_can_confirm, request.user, current, on=clock.today())
    url = reverse("submissions:confirm", args=[current.pk])
    return [Action("Confirm OPM's entry", url, kind="primary", post=True, refusal=why)]


@dataclass(frozen=True)
class ShownProblem:
    """A finding with its chip, the link to fix it, and the explanation given or required."""

    problem: CheckFinding
    chip: Chip
    fixes: tuple[Action, ...]
    explanation: str = ""
    form: Any = None
    explain_url: str = ""
    revision: str = ""


def shown_problems(
    request: AppHttpRequest,
    problems: list[CheckFinding],
    agency: Agency,
    current: Submission | None,
) -> list[ShownProblem]:
    """The findings as the agency sees them."""
    given = {e.check_name: e.text for e in explanations_of(current)} if current else {}
    sees_records = can(request.user, Permission.VIEW_DETAINERS, agency, on=clock.today())
    return [
        _shown_problem(
            problem, agency, current, given.get(problem.check, ""), sees_records=sees_records
        )
        for problem in problems
    ]


def _shown_problem(
    problem: CheckFinding,
    agency: Agency,
    current: Submission | None,
    explanation: str,
    *,
    sees_records: bool,
) -> ShownProblem:
    fixes = _fixes(problem, agency, current, sees_records=sees_records)
    asks = (
        problem.severity == Severity.MUST_EXPLAIN
        and current is not None
        and current.status == SubmissionStatus.DRAFT
    )
    if not asks or current is None:
        return ShownProblem(problem, problem_chip(problem), fixes, explanation)
    form = ExplanationForm(initial={"words": explanation}, prefix=problem.check)
    url = reverse("submissions:explain", args=[current.pk, problem.check])
    revision = explanation_standing(current, problem.check, explanation).revision
    return ShownProblem(problem, problem_chip(problem), fixes, explanation, form, url, revision)


def explanation_standing(submission: Submission, check: str, text: str) -> Standing:
    """What stands of an explanation, for the form that writes it."""
    return Standing(
        f"explanation {submission.pk} {check}",
        {"Explanation": text},
        fields={f"{check}-words": Field(label="Explanation")},
        back=half_year_url(submission.agency, submission.period),
    )


def _fixes(
    problem: CheckFinding, agency: Agency, current: Submission | None, *, sees_records: bool
) -> tuple[Action, ...]:
    """Links to where it can be fixed: the draft, the amendment, or the records themselves."""
    if problem.leads_to == "refresh" and current is not None:
        url = reverse("submissions:compile", args=[agency.code, current.period.half_year])
        return (Action("Update draft from log", url, post=True),)
    if problem.leads_to == "amend" and current is not None:
        return (Action("Start an amendment", reverse("submissions:amend", args=[current.pk])),)
    if not sees_records:
        return ()
    records = [("desk:detainer", pk) for pk in problem.detainer_ids[:3]]
    records += [] if records else [("desk:access", pk) for pk in problem.access_ids[:3]]
    return tuple(
        Action(f"Open record {n}", reverse(name, args=[pk]))
        for n, (name, pk) in enumerate(records, start=1)
    )
