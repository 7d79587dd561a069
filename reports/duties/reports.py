"""What an agency has to do about its half-years, 54-192h(e)(3).

A half-year without an access asks nothing of anybody: no zero report is required, so it is no duty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reports.accounts.models import Agency, User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.duties.duty import OpenDuty
from reports.law.half_years import HalfYear
from reports.lifecycle import refusal
from reports.publication.queries import unanswered_previews
from reports.submissions.agency_queries import amendment_requests, drafts_of
from reports.submissions.follow_up.changed_since import changed_after_acceptance
from reports.submissions.known import KnownReport, known_reports
from reports.submissions.models import Submission
from reports.submissions.policies import check_can_certify
from reports.submissions.queries import periods_through
from reports.submissions.status import Source, SubmissionStatus

PREPARES = (Permission.PREPARE_SUBMISSION, Permission.CERTIFY)
CONFIRMS = (Permission.CERTIFY, Permission.CONFIRM_PREVIEW)
AMENDED = frozenset({"changed", "contradicted"})
ENTERED_BY_OPM = frozenset({Source.IMPORTED, Source.RECEIVED_OUTSIDE})


def report_duties(user: User, agency: Agency, *, on: date) -> list[OpenDuty]:
    """What waits for this person about the agency's half-years, the oldest first; at most ten
    queries.
    """
    prepares = _holds_one(user, PREPARES, agency, on)
    confirms = _holds_one(user, CONFIRMS, agency, on)
    found: list[OpenDuty] = []
    if prepares or confirms:
        known = _known(agency, on=on)
        found += _to_prepare(known, agency, user) if prepares else []
        found += _to_confirm(known) if confirms else []
    if can(user, Permission.CONFIRM_PREVIEW, agency, on=on):
        found += _rows_to_answer(agency, on=on)
    return found


def agency_report_duties(agency: Agency, *, on: date) -> list[OpenDuty]:
    """What waits at the agency about its half-years, whoever does it."""
    known = _known(agency, on=on)
    return [*_to_prepare(known, agency), *_to_confirm(known), *_rows_to_answer(agency, on=on)]


def _holds_one(user: User, wanted: Iterable[Permission], agency: Agency, on: date) -> bool:
    return any(can(user, permission, agency, on=on) for permission in wanted)


def _known(agency: Agency, *, on: date) -> list[KnownReport]:
    """What is known of every half-year until now, the oldest first."""
    periods = periods_through(HalfYear.of(on).code)
    found = known_reports(periods, [agency], on=on, with_log=True)
    return [found.of(agency, period) for period in periods]


@dataclass(frozen=True, slots=True)
class _AtAgency:
    """A half-year whose next step is not OPM's."""

    report: KnownReport
    draft: Submission | None
    has_amendment_request: bool
    has_changed: bool

    @property
    def has_draft(self) -> bool:
        return self.draft is not None and self.report.period.is_over(self.report.on)

    @property
    def has_draft_to_certify(self) -> bool:
        """A draft that replaces nothing and holds no access is no duty."""
        draft = self.draft if self.has_draft else None
        return draft is not None and bool(
            draft.line_count or draft.follows_id or self.report.logged
        )

    @property
    def is_returned(self) -> bool:
        newest = self.report.newest
        return newest is not None and newest.status == SubmissionStatus.RETURNED

    @property
    def is_contradicted(self) -> bool:
        accepted = self.report.accepted
        return accepted is not None and accepted.is_nil and self.report.logged > 0


# The first that holds is the half-year's next step.
STEPS: tuple[tuple[str, str, Callable[[_AtAgency], bool]], ...] = (
    (
        "draft",
        "A draft waits to be checked and certified",
        lambda here: here.has_draft_to_certify,
    ),
    ("", "", lambda here: here.has_draft),
    (
        "returned",
        "OPM returned the report: correct it and send it again",
        lambda here: here.is_returned,
    ),
    ("owed", "A report is owed: the log holds ICE access", lambda here: here.report.is_owed),
    (
        "contradicted",
        "The log contradicts a zero report: amend it",
        lambda here: here.is_contradicted,
    ),
    ("reopened", "OPM asks for an amendment", lambda here: here.has_amendment_request),
    (
        "changed",
        "The log changed after OPM accepted the report: amend it",
        lambda here: here.has_changed,
    ),
)


def _to_prepare(
    known: list[KnownReport], agency: Agency, user: User | None = None
) -> Iterator[OpenDuty]:
    drafts = drafts_of([agency], [report.period for report in known])
    asked = amendment_requests(agency)
    with_accepted = [row.period for row in known if row.accepted and not row.accepted.is_nil]
    changed = {row.pk for row in changed_after_acceptance(agency, periods=with_accepted)}
    for report in known:
        if report.with_opm:
            continue
        accepted = report.accepted
        here = _AtAgency(
            report,
            drafts.get((agency.pk, report.period.pk)),
            accepted is not None and accepted.pk in asked,
            accepted is not None and accepted.pk in changed,
        )
        key, title = next(((key, title) for key, title, holds in STEPS if holds(here)), ("", ""))
        if key:
            yield _settled_at_once(_duty(key, title, report), here, user)


def _settled_at_once(duty: OpenDuty, here: _AtAgency, user: User | None) -> OpenDuty:
    """The same with the one act as its screen: certifying for whoever may sign the draft, the
    amendment where the log and what is accepted differ. A draft that follows a return leads to the
    half-year's page, where OPM's reasons are answered first.
    """
    report, draft, accepted = here.report, here.draft, here.report.accepted
    if duty.key == "draft" and draft is not None and user is not None and not here.is_returned:
        draft.agency, draft.period = report.agency, report.period
        if not refusal(check_can_certify, user, draft, on=report.on):
            title = "Check this report, certify it and submit it"
            return replace(duty, title=title, url_name="submissions:certify", url_args=(draft.pk,))
    if duty.key in AMENDED and accepted is not None:
        return replace(duty, url_name="submissions:amend", url_args=(accepted.pk,))
    return duty


def _to_confirm(known: list[KnownReport]) -> Iterator[OpenDuty]:
    for report in known:
        entered = report.counted
        if entered and entered.source in ENTERED_BY_OPM and entered.confirmed_at is None:
            yield _duty("confirm_entry", "OPM entered a report for you: confirm it", report)


def _duty(key: str, title: str, report: KnownReport) -> OpenDuty:
    counted = f"; {report.logged} in the log" if report.logged else ""
    return OpenDuty(
        key,
        title,
        "submissions:half_year",
        (report.agency.code, report.period.half_year),
        detail=f"{report.period.title}{counted}",
        is_late=key == "owed" and report.on > report.due_on,
    )


def _rows_to_answer(agency: Agency, *, on: date) -> list[OpenDuty]:
    return [
        OpenDuty(
            "preview",
            "Your rows in the next edition: confirm or dispute them",
            "previews:preview",
            (agency.code, preview.edition_id),
            is_late=preview.answer_until < on,
        )
        for preview in unanswered_previews(agency)
    ]
