"""The first heading of an agency's letters, entered by whoever logs its first request."""

from datetime import UTC, datetime

import pytest

from reports.accounts.actions.letterhead import (
    FirstHeading,
    check_has_heading,
    enter_first_heading,
    lacks_heading,
)
from reports.accounts.models import Agency
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import PermissionRefused, StateRefused
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
HEADING = FirstHeading(address="253 High Street, Hartford", phone="860 555 0100")


def enter(values=HEADING, by=None):
    enter_first_heading(
        agency=agency(), values=values, by=by or person(Role.CLERK), at=AT, on=AT.date()
    )


def test_a_clerk_enters_what_is_missing_and_the_log_names_the_fields():
    with pytest.raises(StateRefused, match="no address or no phone"):
        check_has_heading(agency())
    enter()
    assert not lacks_heading(Agency.objects.get(code="hartford"))
    entry = AuditEntry.objects.get(event="agency.letterhead_changed")
    assert entry.detail["fields"] == "address,phone"


def test_what_stands_there_is_not_a_clerks_to_change():
    agency(address="1 Main Street")
    enter()
    assert Agency.objects.get(code="hartford").address == "1 Main Street"
    enter()
    assert AuditEntry.objects.filter(event="agency.letterhead_changed").count() == 1


@pytest.mark.parametrize(
    "values", [FirstHeading("", "860"), FirstHeading("1 Main Street", " "), FirstHeading("", "")]
)
def test_half_a_heading_is_none(values):
    with pytest.raises(StateRefused, match="Enter both"):
        enter(values)
    assert lacks_heading(Agency.objects.get(code="hartford"))


def test_what_cannot_be_printed_is_refused():
    with pytest.raises(StateRefused, match="turns the direction"):
        enter(FirstHeading("\u202eHigh Street", "860"))


def test_only_those_who_log_requests_are_asked():
    with pytest.raises(PermissionRefused):
        enter(by=person(Role.AUDITOR))
