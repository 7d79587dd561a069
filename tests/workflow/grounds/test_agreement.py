"""What a copy may say is the person's to agree to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.detainers.models import Detainer
from reports.notices.models import ContactInquiry, Notice
from reports.workflow.grounds.agreement import record_contact_inquiry
from reports.workflow.notices import issue_release_copies
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.people import person
from tests.workflow.grounds.test_recorded_grounds import BURGLARY, said

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def agree(item: Detainer, *, agrees: bool) -> None:
    given = item.accesses.select_related("record_key", "agency").get()
    given.detainer = Detainer.objects.with_person().get(pk=item.pk)
    clerk = person(Role.CLERK, at_agency=item.agency)
    record_contact_inquiry(
        access=given,
        answer="named",
        inquired_at=LATER,
        note="",
        agrees_to_facts=agrees,
        by=clerk,
        at=LATER,
    )


def test_the_offense_stands_in_a_copy_once_the_person_agreed():
    item = detainer(convictions=(BURGLARY,))
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    assert "convicted of a felony of class A or B" in said(item, "N2C")
    assert "Burglary" not in said(item, "N2C")
    agree(item, agrees=True)
    assert ContactInquiry.objects.get().agrees_to_facts
    held = Notice.objects.held_back().filter(detainer=item)
    assert set(held.values_list("kind", flat=True)) == {"N2C"}
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    issue_release_copies(item.accesses.get(), by=head, at=LATER)
    assert "Crime: Burglary" in said(item, "N2C")
    assert "We weighed the request" in said(item, "N2C")


def test_an_answer_without_agreement_changes_no_letter():
    item = detainer(convictions=(BURGLARY,))
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    agree(item, agrees=False)
    assert not Notice.objects.held_back().exists()


def test_an_access_without_a_request_is_only_recorded():
    given = access(kind="B")
    record_contact_inquiry(
        access=given,
        answer="nobody",
        inquired_at=LATER,
        note="",
        agrees_to_facts=False,
        by=person(Role.CLERK, at_agency=given.agency),
        at=LATER,
    )
    assert ContactInquiry.objects.filter(access=given).exists()
