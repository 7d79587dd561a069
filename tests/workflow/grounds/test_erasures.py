"""An erasure told to the agency: used no more that minute, in every record, notice and decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from reports.accounts.roles import Role
from reports.detainers.actions.erasures import ALARM_JOB
from reports.detainers.models import Conviction, Detainer
from reports.notices.models import Notice
from reports.notices.status import StaleReason
from reports.outbox.models import Job
from reports.records.agreement.queries import disagreeing
from reports.workflow.grounds.erasures import erase_conviction, mail_erasure
from reports.workflow.notices import issue_release_notices
from tests.factories.detainers import NOW, access, decided, detainer
from tests.factories.people import person
from tests.notices.spoken import spoken_text
from tests.workflow.grounds.test_recorded_grounds import BURGLARY, said

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def told_of_release(**changes: Any) -> Detainer:
    item = detainer(**{"convictions": (BURGLARY,)} | changes)
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    return item


def erase(item: Detainer) -> Detainer:
    [found] = Conviction.objects.filter(detainer=item).select_related("record_key", "detainer")
    found.detainer = Detainer.objects.with_person().get(pk=item.pk)
    clerk = person(Role.CLERK, at_agency=item.agency)
    erase_conviction(conviction=found, by=clerk, at=LATER)
    return Detainer.objects.with_person().get(pk=item.pk)


def test_its_use_stops_in_every_record_of_the_person():
    first = told_of_release()
    second = detainer(agency=first.agency, convictions=(BURGLARY,))
    Detainer.objects.filter(pk=second.pk).update(person=first.person)
    erase(first)
    assert not Conviction.objects.exists()
    for item in Detainer.objects.all():
        assert item.grounds == []
        assert item.conviction_erased_at == LATER
        judged = item.assessments.latest().facts["grounds"]
        assert not any(ground.endswith("_conviction") for ground in judged)
    assert Job.objects.filter(kind=ALARM_JOB).count() == 2


def test_another_agency_and_another_conviction_are_left_alone():
    first = told_of_release()
    other = replace(BURGLARY, offense="Robbery, first degree", section="53a-134", docket="X-1")
    kept = detainer(agency=first.agency, convictions=(other,))
    Detainer.objects.filter(pk=kept.pk).update(person=first.person)
    erase(first)
    assert [row.offense for row in Conviction.objects.all()] == ["Robbery, first degree"]


def test_each_notice_that_gives_it_is_held_back_and_the_corrected_one_does_not_name_it():
    item = erase(told_of_release())
    rows = Notice.objects.live().filter(detainer=item)
    assert set(rows.held_back().values_list("kind", flat=True)) == {"N1I", "N2", "N2C"}
    assert {row.stale_because for row in rows.held_back()} == {StaleReason.CONVICTION_ERASED}
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    issue_release_notices(item.accesses.get(), by=head, at=LATER)
    for kind in ("N2", "N2C"):
        text = said(item, kind)
        assert "Burglary" not in text
        assert "convicted" not in text
        assert "(A)(ii)" not in text
        assert "We weighed the request" not in text
        assert "The words of the person who decided are not printed here." in text


def test_a_decision_made_after_it_keeps_its_words():
    item = erase(told_of_release())
    decided(item, at=LATER + timedelta(minutes=1), choice="decline")
    text = said(item, "N1I")
    assert "We weighed the request" in text
    assert "none of the grounds" in text


def test_the_decision_that_rests_on_it_no_longer_agrees():
    item = erase(told_of_release())
    [(_, found)] = disagreeing(item.agency, at=LATER)
    assert "findings_changed" in {line.rule for line in found}


def test_the_head_is_told_without_a_name(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    item = told_of_release()
    person(Role.AGENCY_HEAD, at_agency=item.agency)
    item = erase(item)
    mail_erasure(detainer_id=item.pk, at=LATER)
    [sent] = mail.outbox
    assert item.reference in sent.subject
    assert item.person.family_name not in sent.body
    assert "urglary" not in sent.body


def test_no_word_of_it_is_left_in_what_the_corrected_notice_stores():
    item = erase(told_of_release())
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    issue_release_notices(item.accesses.get(), by=head, at=LATER)
    notice = Notice.objects.with_content().live().get(detainer=item, kind="N2")
    assert "urglary" not in notice.content
    assert "urglary" not in spoken_text(notice.words, lang="es")
