"""Who asks, who answers, who downloads, and until when."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.law.moments import local_day
from reports.records.production.actions import Stated, approve_production, ask_for_production
from reports.records.production.models import Production
from reports.records.production.policies import (
    TO_DOWNLOAD,
    check_can_answer,
    check_can_ask,
    check_can_download,
)
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
NOW = make.NOW
ON = local_day(NOW)


@pytest.fixture
def asked(paper, clerk):
    stated = Stated("counsel", "A. Lawyer, docket 1", "Defense")
    return ask_for_production(attachment=paper, stated=stated, form_token=uuid4(), by=clerk, at=NOW)


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.AGENCY_ADMIN, Role.AUDITOR, Role.OPM_LEGAL])
def test_who_does_no_work_on_records_asks_for_nothing(paper, role):
    with pytest.raises(PermissionRefused):
        check_can_ask(person(role), paper, on=ON)


def test_what_was_not_kept_cannot_be_asked_for(paper, clerk):
    paper.received = None
    with pytest.raises(StateRefused, match="what is shown"):
        check_can_ask(clerk, paper, on=ON)


def test_the_head_answers_and_a_clerk_does_not(asked, clerk, head):
    check_can_answer(head, asked, on=ON)
    with pytest.raises(PermissionRefused):
        check_can_answer(clerk, asked, on=ON)


def test_the_days_for_the_download_end(asked, clerk, head):
    approve_production(production=asked, by=head, at=NOW)
    found = Production.objects.get()
    check_can_download(clerk, found, at=NOW + TO_DOWNLOAD, on=ON)
    with pytest.raises(StateRefused, match="fourteen days"):
        check_can_download(clerk, found, at=NOW + TO_DOWNLOAD + timedelta(seconds=1), on=ON)
