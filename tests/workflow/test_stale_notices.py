"""A corrected record holds back the notices that say otherwise, and offers the corrected ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from reports.access.values import AccessValues
from reports.accounts.roles import Role
from reports.core.refusals import StateRefused
from reports.detainers.models import Detainer
from reports.notices.actions.serve import ServiceValues, record_service
from reports.notices.cases import cases
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice
from reports.notices.owed import listed, stale
from reports.notices.policies import check_can_send_link
from reports.notices.printing.parts import is_printable
from reports.notices.queries import register, waiting_notices
from reports.notices.status import NoticeStatus, StaleReason
from reports.outbox.runner import run_due
from reports.workflow.access import correct_access, void_access
from reports.workflow.amendments import amend_detainer
from reports.workflow.intake import log_detainer
from reports.workflow.notice_facts import recipient_of
from reports.workflow.notices import issue_owed_notice
from reports.workflow.outcomes import record_outcome, reopen_detainer
from tests.factories.detainers import NOW, access, decided, detainer, detainer_values, person_values
from tests.factories.people import person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def told_of_release() -> Detainer:
    """A record with its four notices, all ready to serve."""
    item = detainer()
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    run_due(at=NOW)
    return item


def corrected(item: Detainer, who: dict[str, Any] | None = None, **changes: Any) -> Detainer:
    fresh = Detainer.objects.with_person().get(pk=item.pk)
    return amend_detainer(
        detainer=fresh,
        person=person_values(**who or {}),
        values=detainer_values(**changes),
        reason="It was mistyped.",
        expected_version=fresh.version,
        by=person(Role.CLERK, at_agency=item.agency),
        at=LATER,
    )


def marked(item: Detainer) -> set[str]:
    """The kinds of the current notices that are stale."""
    return {notice.kind for notice in item.notices.held_back()}


def serve(notice: Notice, *, minutes: int, at=LATER + timedelta(hours=1)) -> None:
    values = ServiceValues(
        happened_at=LATER + timedelta(minutes=minutes),
        how="in_person",
        outcome="served",
        handed_over_by="Ofc. Hale",
    )
    clerk = person(Role.CLERK, at_agency=notice.agency)
    record_service(notice=notice, values=values, by=clerk, at=at)


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ({"family_name": "Núñez"}, {}),
        ({"language": "pt"}, {}),
        ({}, {"received_at": NOW - timedelta(days=1), "form_dated_on": None}),
    ],
)
def test_a_corrected_name_language_or_date_holds_back_what_was_not_served(who, changes):
    item = told_of_release()
    first = item.notices.get(kind="N1")
    corrected(item, who, **changes)
    expected = {"N1I", "N2", "N2C"} if who else {"N1I"}
    assert marked(item) == expected
    first.refresh_from_db()
    assert first.status == NoticeStatus.SUPERSEDED
    assert item.notices.live().get(kind="N1").supersedes == first


def test_a_corrected_attorney_holds_back_the_copy_alone():
    item = told_of_release()
    corrected(item, {"attorney_name": "Grace Counsel"})
    assert marked(item) == {"N2C"}


def test_a_correction_that_no_notice_prints_holds_nothing_back():
    item = told_of_release()
    corrected(item, booking_number="B-77", release_due_at=NOW + timedelta(hours=30))
    assert marked(item) == set()
    assert item.notices.filter(kind="N1").count() == 1


def test_a_stale_notice_is_neither_printed_nor_served_nor_mailed():
    item = told_of_release()
    corrected(item, {"family_name": "Núñez"})
    notice = Notice.objects.with_content().get(detainer=item, kind="N2")
    clerk = person(Role.CLERK, at_agency=item.agency)
    assert notice not in waiting_notices(item.agency)
    assert not is_printable(notice)
    with pytest.raises(StateRefused, match="record was corrected"):
        check_can_send_link(clerk, notice, on=LATER.date())
    with pytest.raises(StateRefused, match="Issue the corrected notice"):
        serve(notice, minutes=1)
    browser = typing.signed_in(clerk)
    answer = browser.get(reverse("desk:notice_bundle", args=[notice.pk]))
    assert answer.status_code == 403
    assert "Issue the corrected notice" in answer.content.decode()


def test_what_was_handed_over_before_the_correction_is_recorded_and_listed():
    item = told_of_release()
    corrected(item, {"family_name": "Núñez"})
    notice = item.notices.select_related("agency").get(kind="N2")
    serve(notice, minutes=-5)
    case = cases(item.agency)[0]
    kept = {line.kind: line.notice.status for line in stale(case, LATER) if line.notice}
    assert kept == {"N1I": "ready", "N2": "served", "N2C": "ready"}
    assert [line.kind for line in register(item.agency, at=LATER)].count("N2") == 1


def test_the_corrected_notice_replaces_the_stale_one():
    item = told_of_release()
    corrected(item, {"family_name": "Núñez"})
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    for line in stale(cases(item.agency)[0], LATER):
        again = issue_owed_notice(kind=line.kind, subject_id=line.subject_id, by=head, at=LATER)
        assert again is not None
        assert "Núñez" in again.words.person_name
    assert marked(item) == set()


def test_the_record_offers_each_corrected_notice():
    item = told_of_release()
    corrected(item, {"family_name": "Núñez"})
    clerk = typing.signed_in(person(Role.CLERK, at_agency=item.agency))
    text = clerk.get(reverse("desk:detainer", args=[item.pk])).content.decode()
    assert text.count("Issue the corrected notice") == 3
    assert "It is held back." in text
    listed_page = clerk.get(reverse("desk:notices")).content.decode()
    assert "Held back" in listed_page


def test_a_person_shared_by_two_records_holds_back_the_notices_of_both():
    item = told_of_release()
    other = detainer()
    Detainer.objects.filter(pk=other.pk).update(person=item.person, record_key=item.record_key)
    corrected(item, {"family_name": "Núñez"})
    assert other.notices.filter(kind="N1").count() == 2


def test_a_corrected_access_replaces_its_notices():
    item = told_of_release()
    given = item.accesses.get()
    values = AccessValues(kind="B", basis="detainer", occurred_at=NOW - timedelta(minutes=20))
    clerk = person(Role.CLERK, at_agency=item.agency)
    again = correct_access(access=given, values=values, reason="Wrong time", by=clerk, at=LATER)
    for kind in ("N2", "N2C"):
        old, new = item.notices.filter(kind=kind).order_by("sequence")
        assert (old.status, new.access, new.supersedes) == ("superseded", again, old)
    assert [line.kind for line in listed(cases(item.agency)[0], LATER)] == []


def test_an_access_that_told_no_release_after_all_leaves_its_notice_held_back():
    item = told_of_release()
    given = item.accesses.get()
    values = AccessValues(kind="D", basis="detainer", occurred_at=given.occurred_at)
    clerk = person(Role.CLERK, at_agency=item.agency)
    correct_access(access=given, values=values, reason="An interview", by=clerk, at=LATER)
    assert marked(item) == {"N2", "N2C"}


def test_a_voided_access_holds_back_what_it_brought():
    item = told_of_release()
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    void_access(access=item.accesses.get(), reason="By mistake", by=head, at=LATER)
    assert marked(item) == {"N2", "N2C"}
    because = set(item.notices.held_back().values_list("stale_because", flat=True))
    assert because == {StaleReason.ACCESS_VOIDED}


def test_a_request_opened_again_holds_back_that_it_was_taken_back():
    item = detainer()
    clerk, head = (
        person(Role.CLERK, at_agency=item.agency),
        person(Role.AGENCY_HEAD, at_agency=item.agency),
    )
    record_outcome(detainer=item, outcome="cancelled", happened_at=NOW, by=clerk, at=NOW)
    reopen_detainer(detainer=item, reason="It came back", by=head, at=LATER)
    assert marked(item) == {"N1X"}


def test_values_that_were_not_changed_are_the_same_wording():
    item = told_of_release()
    values = replace(detainer_values(), notes="A remark")
    fresh = Detainer.objects.with_person().get(pk=item.pk)
    amend_detainer(
        detainer=fresh,
        person=person_values(),
        values=values,
        reason="A remark was added.",
        expected_version=fresh.version,
        by=person(Role.CLERK, at_agency=item.agency),
        at=LATER,
    )
    assert marked(item) == set()


NOBODY = {"attorney_name": "", "attorney_contact": "", "designee_name": "", "designee_contact": ""}
SISTER = {**NOBODY, "designee_name": "Rosa Nuñez", "designee_contact": "860 555 0199"}


def told_with(**who: Any) -> Detainer:
    """A record whose release was told, of somebody of whom this is known."""
    item = detainer(person=person_values(**who))
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    run_due(at=NOW)
    return Detainer.objects.with_person().get(pk=item.pk)


def again(item: Detainer, **who: Any) -> Detainer:
    """A second request about the same person."""
    return log_detainer(
        agency=item.agency,
        person=person_values(**who),
        same_person=item.person,
        values=detainer_values(),
        form_token=uuid4(),
        by=person(Role.CLERK),
        at=LATER,
    )


def copies(item: Detainer) -> list[tuple[str, str]]:
    rows = Notice.objects.live().filter(detainer=item, kind="N2C")
    return [(row.status, row.stale_because) for row in rows]


def test_a_second_request_that_names_an_attorney_holds_back_a_waiting_copy():
    item = told_with(**SISTER)
    assert copies(item) == [("ready", "")]
    second = again(item)
    assert copies(item) == [("ready", "recipient_learned")]
    assert marked(item) == {"N2C"}
    assert marked(second) == set()
    fresh = Detainer.objects.with_person().get(pk=item.pk)
    assert recipient_of(fresh).role == "lawyer"
    issue_owed_notice(
        kind=NoticeKind.N2_COPY, subject_id=item.accesses.get().pk, by=person(), at=LATER
    )
    assert copies(item) == [("rendering", "")]


def test_a_second_request_that_names_nobody_changes_nothing():
    item = told_with(**SISTER)
    again(item, **NOBODY)
    assert copies(item) == [("ready", "")]
    assert recipient_of(Detainer.objects.with_person().get(pk=item.pk)).role == "named"


def test_a_copy_in_somebodys_hands_was_true_when_it_was_served():
    item = told_with(**SISTER)
    Notice.objects.filter(detainer=item, kind="N2C").update(status=NoticeStatus.SERVED)
    again(item)
    assert copies(item) == [("served", "")]


def test_the_records_own_attorney_counts_before_another_requests():
    item = told_with()
    again(item, attorney_name="Grace Counsel", attorney_contact="")
    assert copies(item) == [("ready", "")]
    named = recipient_of(Detainer.objects.with_person().get(pk=item.pk))
    assert named.name == item.named.attorney_name


def test_a_served_copy_is_not_made_again_with_the_notice():
    item = told_with()
    Notice.objects.filter(detainer=item, kind="N2C").update(status=NoticeStatus.SERVED)
    corrected(item, {"family_name": "Dang"})
    issue_owed_notice(kind=NoticeKind.N2, subject_id=item.accesses.get().pk, by=person(), at=LATER)
    assert copies(item) == [("served", "record_corrected")]
