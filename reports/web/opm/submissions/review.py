"""Reviewing one submission: this half-year beside the last ones, what changed, the checks, and
OPM's answer.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.access.kinds import AccessKind, Basis
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.core import clock
from reports.lifecycle import refusal
from reports.messaging.inbox import reviewers
from reports.submissions import queries
from reports.submissions.checks import CheckFinding, findings_of
from reports.submissions.compilation import stored_lines
from reports.submissions.content import differences
from reports.submissions.follow_up.returns import return_rounds
from reports.submissions.known import known_from_versions
from reports.submissions.models import Assignment, Submission
from reports.submissions.policies import check_can_reopen, check_can_review
from reports.submissions.review_queue import HalfYearFigures, compare_with_previous
from reports.submissions.status import AT_OPM, SubmissionEvent, SubmissionStatus
from reports.web.opm.submissions.forms import AssignForm
from reports.web.opm.submissions.queue import days_waiting
from reports.web.shared.forms.layout import Buttons, Submit, form_helper
from reports.web.shared.forms.reason import ReasonForm
from reports.web.shared.guards import AppHttpRequest, needs
from reports.web.shared.html.components import (
    Action,
    Alert,
    Column,
    Crumb,
    PageHeader,
    Table,
    TableCell,
    Tile,
)
from reports.web.shared.html.formatting import counted
from reports.web.shared.html.return_tables import shown_rounds
from reports.web.shared.html.submission_tables import (
    CODES,
    difference_table,
    history_entries,
    line_table,
    lines_page,
    problem_chip,
    status_chip,
    version_rows,
)
from reports.web.shared.revisions import Standing

REVIEW = Permission.REVIEW_SUBMISSION


def received_line(request: AppHttpRequest, submission_id: UUID) -> Submission:
    return queries.get_received_submission(request.user, submission_id, on=clock.today())


def crumbs(submission: Submission | None = None) -> tuple[Crumb, ...]:
    found = (Crumb("OPM", reverse("opm:home")), Crumb("Reports", reverse("opm:submissions")))
    if submission is None:
        return found
    return (*found, Crumb(title_of(submission), reverse("opm:review", args=[submission.pk])))


def title_of(submission: Submission) -> str:
    return f"{submission.agency.name}, {submission.period.title}"


@needs(Permission.VIEW_ALL_SUBMISSIONS)
def review(request: AppHttpRequest, submission_id: UUID) -> HttpResponse:
    """The review page. A submission of two thousand lines takes as many queries as one of
    twenty.
    """
    submission = received_line(request, submission_id)
    held = queries.open_assignment(submission)
    problems = findings_of(submission)
    explained = {e.check_name: e.text for e in submission.explanations.all()}
    marked = frozenset(n for problem in problems for n in problem.positions)
    page = lines_page(submission, request.GET.get("page"))
    versions = [
        v
        for v in queries.versions_of(submission.agency, submission.period)
        if v.received_at is not None
    ]
    context = {
        "header": _header(request, submission, held),
        "tiles": _tiles(submission, held, versions),
        "alerts": _alerts(submission, versions),
        "version_rows": version_rows(submission),
        "comparison": comparison_table(compare_with_previous(submission)),
        "rounds": shown_rounds(return_rounds(submission)),
        "changes": _changes(submission),
        "table": line_table(page, marked=marked),
        "codes": CODES,
        "problems": [_problem(problem, explained) for problem in problems],
        "entries": history_entries(versions, link="opm:review"),
        "submission": submission,
        "notes": queries.internal_notes_of(submission),
        "has_receipt": hasattr(submission, "receipt"),
        "can_review": can(request.user, REVIEW, on=clock.today()),
        **_forms(submission, held),
    }
    return render(request, "opm/submissions/review.html", context)


def _problem(problem: CheckFinding, explained: dict[str, str]) -> dict[str, Any]:
    return {
        "problem": problem,
        "chip": problem_chip(problem),
        "explanation": explained.get(problem.check, ""),
    }


def _forms(submission: Submission, held: Assignment | None) -> dict[str, Any]:
    """The small forms beside the lines."""
    note = ReasonForm(label="Internal note", help_text="The agency never sees it.")
    note_url = reverse("opm:note", args=[submission.pk])
    found: dict[str, Any] = {
        "note_form": note,
        "note_helper": form_helper(
            "reason", Buttons(Submit("keep", "Keep the note", quiet=True)), action=note_url
        ),
    }
    if submission.status in AT_OPM:
        found["assign_form"] = AssignForm(
            reviewers=reviewers(on=clock.today()),
            initial={"revision": assignment_standing(submission, held).revision},
        )
        url = reverse("opm:assign", args=[submission.pk])
        found["assign_helper"] = form_helper(
            "reviewer", "revision", Buttons(Submit("give", "Assign", quiet=True)), action=url
        )
    return found


def _header(request: AppHttpRequest, submission: Submission, held: Assignment | None) -> PageHeader:
    return PageHeader(
        title=title_of(submission),
        eyebrow=f"Version {submission.version}",
        crumbs=crumbs(),
        lead=_in_hand(submission, held),
        chip=status_chip(submission),
        actions=_actions(request, submission),
    )


def assignment_standing(submission: Submission, held: Assignment | None) -> Standing:
    """In whose hands it is, for the form that gives it to somebody."""
    return Standing(
        f"assignment {submission.pk}",
        {"Reviewer": held.reviewer.name if held else "Nobody"},
        fields=AssignForm.base_fields,
        back=reverse("opm:review", args=[submission.pk]),
    )


def _in_hand(submission: Submission, held: Assignment | None) -> str:
    """Who it is assigned to, while OPM must answer."""
    if submission.status not in AT_OPM:
        return ""
    return f"Assigned to {held.reviewer.name}." if held else "Unassigned."


def _actions(request: AppHttpRequest, submission: Submission) -> tuple[Action, ...]:
    on, pk, user = clock.today(), submission.pk, request.user
    if submission.status == SubmissionStatus.ACCEPTED:
        why = refusal(check_can_reopen, user, submission, on=on)
        return (Action("Ask for an amendment", reverse("opm:reopen", args=[pk]), refusal=why),)
    if submission.status not in AT_OPM:
        return ()
    whys = {
        event: refusal(check_can_review, user, submission, event, on=on)
        for event in (SubmissionEvent.ACCEPTED, SubmissionEvent.RETURNED)
    }
    accepting = Action(
        "Accept",
        reverse("opm:accept", args=[pk]),
        kind="primary",
        post=True,
        refusal=whys[SubmissionEvent.ACCEPTED],
    )
    returning = Action(
        "Return with reasons",
        reverse("opm:return", args=[pk]),
        refusal=whys[SubmissionEvent.RETURNED],
    )
    return (accepting, returning, _hand(request, submission))


def _hand(request: AppHttpRequest, submission: Submission) -> Action:
    event, name, label = (
        (SubmissionEvent.REVIEW_STARTED, "opm:review_take", "Assign to me")
        if submission.status == SubmissionStatus.CERTIFIED
        else (SubmissionEvent.HANDED_BACK, "opm:review_return", "Unassign")
    )
    why = refusal(check_can_review, request.user, submission, event, on=clock.today())
    return Action(label, reverse(name, args=[submission.pk]), kind="quiet", post=True, refusal=why)


def _tiles(
    submission: Submission, held: Assignment | None, versions: list[Submission]
) -> list[Tile]:
    known = known_from_versions(
        versions, agency=submission.agency, period=submission.period, on=clock.today()
    )
    tiles = [
        Tile(
            "Accesses",
            submission.line_count,
            detail=f"of {counted(submission.person_count, 'person')}",
        ),
        Tile(
            "Days since arrival",
            days_waiting(submission),
            detail=known.words,
        ),
    ]
    if submission.status in AT_OPM:
        tiles.append(Tile("Assigned to", held.reviewer.name if held else "nobody"))
    return tiles


def _alerts(submission: Submission, versions: list[Submission]) -> list[Alert]:
    newer = [v for v in versions if v.version > submission.version]
    alerts = []
    if newer:
        action = Action(
            f"Open version {newer[0].version}", reverse("opm:review", args=[newer[0].pk])
        )
        alerts.append(Alert("info", "A newer version has arrived", action=action))
    if submission.source == "received_outside" and submission.confirmed_at is None:
        alerts.append(
            Alert(
                "warning",
                "The agency has not confirmed this entry yet",
                "It was asked when it was entered.",
            )
        )
    return alerts


def _changes(submission: Submission) -> Table | None:
    if submission.follows is None:
        return None
    changed = differences(stored_lines(submission.follows), stored_lines(submission))
    return difference_table(
        changed, caption=f"Changes against version {submission.follows.version}"
    )


def comparison_table(figures: list[HalfYearFigures]) -> Table:
    """This half-year beside the last accepted ones; a difference of more than three times is
    marked.
    """
    columns = (Column("Measure"), *(Column(f.half_year, numeric=True) for f in figures))
    measures: list[tuple[str, list[int]]] = [
        ("Accesses", [f.events for f in figures]),
        ("Persons", [f.persons for f in figures]),
        *((kind.label, [f.kinds[kind] for f in figures]) for kind in AccessKind),
        *((basis.label, [f.bases[basis] for f in figures]) for basis in Basis),
        ("With something unknown", [f.unknown for f in figures]),
    ]
    rows = [
        [TableCell(label), *_compared(values)]
        for label, values in measures
        if any(values) or label == "Accesses"
    ]
    return Table(
        caption="Compared with past periods", caption_hidden=True, columns=columns, rows=rows
    )


def _compared(values: list[int]) -> list[TableCell]:
    now, earlier = values[0], values[1:]
    usual = sum(earlier) / len(earlier) if earlier else now
    far = bool(earlier) and abs(now - usual) >= 5 and min(now, usual) * 3 < max(now, usual)
    return [
        TableCell(now, detail="differs much" if far else ""),
        *(TableCell(value) for value in earlier),
    ]
