"""What waits for a person at OPM, by what the person may do there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from reports.accounts.models import User
from reports.accounts.policies import can
from reports.accounts.roles import Permission
from reports.duties.duty import OpenDuty
from reports.law.half_years import HalfYear
from reports.notices.queries import (
    has_support_contacts,
    support_contacts_to_approve,
    support_contacts_to_check,
)
from reports.publication.models.editions import Edition
from reports.publication.policies import checkers_needed
from reports.publication.queries import proposals_waiting, threshold_in_force
from reports.publication.status import is_named_substitute
from reports.submissions.agency_queries import amendment_requests
from reports.submissions.follow_up.changed_since import changed_after_acceptance
from reports.submissions.onboarding import agency_setup
from reports.submissions.queries import opened_periods
from reports.submissions.review_queue import (
    contradicted_reports,
    open_disputes,
    queue_counts,
)


def opm_duties(user: User, *, on: date, at: datetime) -> list[OpenDuty]:
    """What waits for this person, in the order of a half-year: its opening, its reports, its
    edition, and what the law and the letters need beside them.
    """
    return [
        *_half_years(user, on),
        *_reviews(user, on),
        *_editions(user, on=on, at=at),
        *_threshold(user, on),
        *_help(user, on),
        *_agencies(user, on),
    ]


def _half_years(user: User, on: date) -> Iterator[OpenDuty]:
    """Reviewers and administrators open half-years; one that is over and was never opened asks
    nobody.
    """
    reviews = can(user, Permission.REVIEW_SUBMISSION, on=on)
    if not reviews and not can(user, Permission.MANAGE_AGENCIES, on=on):
        return
    running = HalfYear.of(on)
    opened = {period.half_year for period in opened_periods()}
    for half in (running.previous(), running):
        if half.code not in opened:
            yield OpenDuty(
                "open_half_year",
                f"{half.label} is not open: no agency was asked",
                "opm:period",
                (half.code,),
            )


def _reviews(user: User, on: date) -> Iterator[OpenDuty]:
    if not can(user, Permission.REVIEW_SUBMISSION, on=on):
        return
    waiting = queue_counts(user)["waiting"]
    if waiting:
        yield OpenDuty("review", "Reports wait for an answer", "opm:submissions", count=waiting)
    for dispute in open_disputes():
        yield OpenDuty(
            "dispute",
            f"{dispute.agency.name} disputes what is said of it",
            "opm:dispute",
            (dispute.pk,),
            detail=dispute.period.title,
        )
    for report in contradicted_reports():
        yield OpenDuty(
            "contradicted",
            f"The log of {report.agency.name} contradicts its zero report",
            "opm:review",
            (report.pk,),
            detail=report.period.title,
        )
    yield from _changed_reports()


def _changed_reports() -> Iterator[OpenDuty]:
    """Accepted reports that their log no longer bears out, until OPM asked for the amendment."""
    asked = amendment_requests()
    for report in changed_after_acceptance():
        if report.pk not in asked:
            yield OpenDuty(
                "changed",
                f"The log of {report.agency.name} changed after its report was accepted",
                "opm:reopen",
                (report.pk,),
                detail=f"{report.period.title}; ask for an amendment",
            )


def _editions(user: User, *, on: date, at: datetime) -> Iterator[OpenDuty]:
    """Proposed editions: to check, to publish once checked, and disputed rows to answer."""
    publishes = can(user, Permission.PUBLISH_EDITION, on=on)
    checks = can(user, Permission.CHECK_DISCLOSURE, on=on)
    for edition in proposals_waiting():
        about = HalfYear.parse(edition.half_year).label
        checked = {row.approved_by_id for row in edition.approvals.all()}
        is_checked = len(checked) >= checkers_needed(edition)
        may_check = checks or is_named_substitute(user, edition, "checker")
        if may_check and not is_checked and user.pk not in {*checked, edition.proposed_by_id}:
            yield _edition("check", "A proposed edition waits to be checked", edition, about)
        if not publishes and not is_named_substitute(user, edition, "publisher"):
            continue
        disputes = [row for row in edition.previews.all() if row.is_disputed]
        for row in disputes:
            yield OpenDuty(
                "rows_disputed",
                f"{row.agency.name} disputes its rows in the next edition",
                "editions:dispute_answer",
                (row.pk,),
                detail=about,
            )
        goes_out = edition.scheduled_at is not None and edition.scheduled_at > at
        if is_checked and not disputes and not goes_out and user.pk not in checked:
            title = "A checked edition waits to be published"
            detail = f"{about}; {edition.on_hold_reason}" if edition.on_hold_reason else about
            yield _edition("publish", title, edition, detail)


def _edition(key: str, title: str, edition: Edition, detail: str) -> OpenDuty:
    return OpenDuty(key, title, "editions:edition", (edition.pk,), detail=detail)


def _threshold(user: User, on: date) -> Iterator[OpenDuty]:
    if not can(user, Permission.SET_THRESHOLD, on=on):
        return
    threshold = threshold_in_force()
    if threshold is None:
        yield OpenDuty("threshold", "The suppression threshold is not chosen", "editions:threshold")
    elif not threshold.is_agreed and threshold.set_by_id != user.pk:
        yield OpenDuty("threshold", "A threshold waits for a second lawyer", "editions:threshold")


def _help(user: User, on: date) -> Iterator[OpenDuty]:
    """Who may help stands on every letter; OPM's lawyers keep the list, two for each entry."""
    if not can(user, Permission.MAINTAIN_LAW, on=on):
        return
    where = "office:support_contacts"
    if not has_support_contacts():
        yield OpenDuty("no_help", "No notice names a help contact: the list is empty", where)
    unchecked = support_contacts_to_check(on=on)
    if unchecked:
        title = "Entries of who may help were not checked for half a year"
        yield OpenDuty("help_to_check", title, where, count=unchecked)
    waiting = support_contacts_to_approve(user)
    if waiting:
        title = "Entries of who may help wait for a second lawyer"
        yield OpenDuty("help_to_approve", title, where, count=waiting)


def _agencies(user: User, on: date) -> Iterator[OpenDuty]:
    """Agencies in which nobody can be told anything, and addresses that refuse mail."""
    if not can(user, Permission.MANAGE_AGENCIES, on=on):
        return
    rows = agency_setup(on=on)
    empty = sum(row.people == 0 for row in rows)
    if empty:
        yield OpenDuty(
            "nobody_there",
            "Agencies in which nobody has an account",
            "opm:agency_setup",
            count=empty,
        )
    refused = sum(row.refused for row in rows)
    if refused:
        yield OpenDuty("refused_mail", "People whose mail came back", "opm:mail", count=refused)
