"""What waits for each of OPM's roles follows half-years, reports, editions and lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.access.models import Access
from reports.accounts.roles import Role
from reports.core.refusals import Conflict
from reports.duties.opm import opm_duties
from reports.notices.actions.support_contacts import (
    SupportContactValues,
    approve_support_contact,
    confirm_support_contact,
    end_support_contact,
    propose_support_contact,
)
from reports.publication.actions.thresholds import set_threshold
from reports.submissions.actions.amend import reopen
from reports.submissions.actions.open_half_year import open_half_year
from reports.submissions.actions.remind import raise_dispute
from reports.submissions.actions.review import accept
from tests.factories.people import person
from tests.submissions.helpers import (
    DURING,
    LATER,
    a_person,
    accepted,
    an_agency,
    asked,
    certified,
    log_access,
)
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db


def waiting(user, at=LATER) -> list[str]:
    found = opm_duties(user, on=at.date(), at=at)
    for duty in found:
        assert reverse(duty.url_name, args=duty.url_args).startswith("/")
    return [duty.key for duty in found]


def opened(*half_years: str):
    for half_year in half_years:
        open_half_year(half_year=half_year, by=person(Role.OPM_ADMIN), at=LATER)


def test_a_reviewer_opens_answers_and_reads_disputes():
    reviewer, town = a_person(Role.OPM_REVIEWER), an_agency()
    assert waiting(reviewer) == ["open_half_year", "open_half_year"]
    period = asked(town)
    opened("2025H2")
    assert waiting(reviewer) == []
    submission = certified(town, lines=0, at=LATER)
    assert waiting(reviewer) == ["review"]
    accept(submission=submission, by=reviewer, at=LATER)
    assert waiting(reviewer) == []
    log_access(town)
    assert waiting(reviewer) == ["contradicted"]
    clerk = a_person(Role.CLERK, an_agency("avon"))
    raise_dispute(
        agency=an_agency("avon"), period=period, text="Sent by mail in July.", by=clerk, at=LATER
    )
    assert waiting(reviewer) == ["dispute", "contradicted"]


def test_a_report_that_agrees_with_the_log_is_not_contradicted():
    asked(an_agency())
    opened("2025H2")
    accepted(an_agency(), lines=1)
    assert waiting(a_person(Role.OPM_REVIEWER)) == []


def test_a_reviewer_learns_that_a_log_changed_and_asks_for_the_amendment():
    asked(an_agency())
    opened("2025H2")
    submission, reviewer = accepted(an_agency(), lines=1), a_person(Role.OPM_REVIEWER)
    log_access(an_agency(), at=DURING.replace(day=21))
    assert waiting(reviewer) == [], "it was written down when it happened"
    Access.objects.filter(occurred_at__day=21).update(recorded_at=LATER + timedelta(hours=1))
    assert waiting(reviewer) == ["changed"]
    reopen(submission=submission, message="One was added.", by=reviewer, at=LATER)
    assert waiting(reviewer) == []


def test_lawyers_choose_the_threshold_and_keep_who_may_help():
    legal, second = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    assert waiting(legal) == ["threshold", "no_help"]
    set_threshold(value=None, reason="Nothing is withheld.", by=legal, at=LATER, on=LATER.date())
    entry = propose_support_contact(
        values=SupportContactValues(name="Legal aid", contact="860 555 0100"),
        from_custody=True,
        position=1,
        by=legal,
        at=LATER,
    )
    assert waiting(legal) == ["no_help"]
    assert waiting(second) == ["threshold", "no_help", "help_to_approve"]
    approve_support_contact(entry=entry, by=second, at=LATER)
    assert waiting(second) == ["threshold"]
    half_a_year_later = LATER + timedelta(days=184)
    assert "help_to_check" in waiting(second, half_a_year_later)
    confirm_support_contact(entry=entry, by=legal, at=half_a_year_later)
    assert "help_to_check" not in waiting(second, half_a_year_later)
    end_support_contact(entry=entry, by=legal, at=half_a_year_later)
    with pytest.raises(Conflict, match="not printed"):
        confirm_support_contact(entry=entry, by=legal, at=half_a_year_later)


def test_everybody_at_opm_is_told_while_nobody_who_may_help_is_named():
    text = "No notice names a help contact"
    home = reverse("opm:home")
    browser = signed_in(person(Role.OPM_REVIEWER))
    assert text in browser.get(home).content.decode()
    legal, second = person(Role.OPM_LEGAL), person(Role.OPM_LEGAL, email="second@opm.example")
    entry = propose_support_contact(
        values=SupportContactValues(name="Legal aid", contact="860 555 0100"),
        from_custody=True,
        position=1,
        by=legal,
        at=LATER,
    )
    approve_support_contact(entry=entry, by=second, at=LATER)
    assert text not in browser.get(home).content.decode()


def test_an_administrator_sees_agencies_without_anybody():
    admin = person(Role.OPM_ADMIN)
    opened("2025H1", "2025H2")
    assert waiting(admin) == []
    an_agency()
    assert waiting(admin) == ["nobody_there"]
    person(Role.CLERK, at_agency=an_agency())
    assert waiting(admin, LATER + timedelta(days=1)) == []
