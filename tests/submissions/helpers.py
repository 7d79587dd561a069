"""What tests of half-years start from. States are reached by walking the verbs."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from reports.access.actions import correct_access, record_access
from reports.access.models import Access
from reports.access.values import AccessValues
from reports.accounts.actions.people import add_membership, add_person
from reports.accounts.models import Agency, User
from reports.accounts.roles import ROLES, Role
from reports.persons.models import Person
from reports.persons.records import create_person
from reports.persons.values import PersonValues
from reports.submissions.actions.certify import certify_and_submit
from reports.submissions.actions.compile import compile_draft
from reports.submissions.actions.open_half_year import open_half_year
from reports.submissions.actions.reporting_periods import ensure_period
from reports.submissions.actions.review import Reason, accept, return_submission
from reports.submissions.models import ReportingPeriod, Submission

DURING = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)
AFTER = datetime(2025, 7, 2, 15, 0, tzinfo=UTC)
LATER = datetime(2025, 7, 9, 15, 0, tzinfo=UTC)
SINCE = datetime(2020, 1, 2, 15, 0, tzinfo=UTC)


def an_agency(code: str = "hartford", **values: Any) -> Agency:
    known = Agency.objects.filter(code=code).first()
    values = {"name": code.title(), "kind": "municipal_police", **values}
    return known or Agency.objects.create(code=code, **values)


def a_person(role: Role, agency: Agency | None = None, *, name: str = "") -> User:
    """A user who holds a role since 2020."""
    where = agency if ROLES[role].at_agency else None
    local = name or role.value
    email = f"{local}@{where.code if where else 'opm'}.example"
    user = add_person(email=email, name=local.title(), actor="system:test", at=SINCE)
    add_membership(
        user=user, role=role, agency=where, actor="system:test", at=SINCE, on=SINCE.date()
    )
    return User.objects.get(pk=user.pk)


def half_year(text: str = "2025H1") -> ReportingPeriod:
    return ensure_period(half_year=text, at=SINCE)


def asked(*agencies: Agency, text: str = "2025H1") -> ReportingPeriod:
    """A half-year opened on its first day, with somebody to tell at each of these agencies."""
    for agency in agencies:
        a_person(Role.CERTIFIER, agency)
    period = half_year(text)
    opener = a_person(Role.OPM_ADMIN)
    at = datetime.combine(period.starts_on, time(15), tzinfo=UTC)
    open_half_year(half_year=text, by=opener, at=at)
    return half_year(text)


def somebody(agency: Agency, family_name: str = "Invented") -> Person:
    """A person known to the agency."""
    return create_person(agency=agency, values=PersonValues(family_name=family_name), at=SINCE)


def log_access(
    agency: Agency, *, at: datetime = DURING, person: Person | None = None, **changes: Any
) -> Access:
    """An access by other means, recorded by a clerk at that moment."""
    values = AccessValues(
        kind="D", basis="other", occurred_at=at, race="W", ethnicity="H", sex="F", age=34
    )
    return record_access(
        agency=agency,
        values=replace(values, **changes),
        form_token=uuid4(),
        by=a_person(Role.CLERK, agency),
        at=at,
        person=person or somebody(agency),
    )


def correct(access: Access, *, at: datetime = LATER, **changes: Any) -> Access:
    """The record of an access corrected by a clerk, all else as it was."""
    known = {field.name: getattr(access, field.name) for field in fields(AccessValues)}
    return correct_access(
        access=access,
        values=AccessValues(**{**known, **changes}),
        reason="Typed wrong.",
        by=a_person(Role.CLERK, access.agency),
        at=at,
    )


def drafted(
    agency: Agency | None = None,
    *,
    lines: int = 1,
    at: datetime = AFTER,
    period: ReportingPeriod | None = None,
) -> Submission:
    """A draft of a half-year that is over, with so many accesses of as many persons."""
    place, half = agency or an_agency(), period or half_year()
    for number in range(lines):
        log_access(place, at=DURING.replace(day=1 + number % 28))
    return compile_draft(agency=place, period=half, by=a_person(Role.CLERK, place), at=at)


def certified(
    agency: Agency | None = None,
    *,
    lines: int = 1,
    at: datetime = AFTER,
    period: ReportingPeriod | None = None,
) -> Submission:
    draft = drafted(agency, lines=lines, at=at, period=period)
    certifier = a_person(Role.CERTIFIER, draft.agency)
    return certify_and_submit(
        submission=draft,
        by=certifier,
        at=at,
        expected_hash=draft.content_sha256,
        attests_nil=draft.is_nil,
    )


def returned(
    agency: Agency | None = None, *, lines: int = 1, by: User | None = None, at: datetime = LATER
) -> Submission:
    submission = certified(agency, lines=lines)
    reasons = [Reason(code="other", text="Please look again at the days.")]
    return return_submission(
        submission=submission,
        reasons=reasons,
        message="",
        by=by or a_person(Role.OPM_REVIEWER),
        at=at,
    )


def accepted(
    agency: Agency | None = None,
    *,
    lines: int = 1,
    at: datetime = LATER,
    period: ReportingPeriod | None = None,
) -> Submission:
    submission = certified(
        agency, lines=lines, period=period, at=max(AFTER, at) if period else AFTER
    )
    return accept(submission=submission, by=a_person(Role.OPM_REVIEWER), at=at)


def day_of(at: datetime) -> date:
    return at.date()
