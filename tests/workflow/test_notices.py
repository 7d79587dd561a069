"""Which notice is issued for what is owed, by whom, and which part of it waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound, PermissionRefused
from reports.notices.actions.void import void_notice
from reports.notices.kinds import NoticeKind
from reports.notices.models import Notice
from reports.notices.queries import why_it_waits
from reports.workflow.notices import (
    REASON_WAITS,
    issue_cancellation_notice,
    issue_decision_notice,
    issue_first_notice,
    issue_owed_notice,
    issue_release_copies,
    issue_release_notices,
)
from reports.workflow.outcomes import record_outcome
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
NOBODY = make.person_values(attorney_name="")


def owe(kind: str, subject, *, by=None) -> Notice | None:
    return issue_owed_notice(
        kind=NoticeKind(kind), subject_id=subject.pk, by=by or person(), at=LATER
    )


def void(item, *kinds: str) -> None:
    """As if these notices had been issued by mistake."""
    for notice in item.notices.filter(kind__in=kinds):
        head = person(Role.AGENCY_HEAD)
        void_notice(notice=notice, reason="By mistake.", by=head, at=make.NOW)


def live(item) -> list[str]:
    return sorted(item.notices.live().values_list("kind", flat=True))


@pytest.fixture
def told():
    """A record whose release was told to ICE, with its four notices."""
    return make.told(make.decided(make.detainer(), choice="comply").detainer).detainer


def test_each_kind_is_issued_for_what_it_is_about(told):
    (given,) = told.accesses.all()
    void(told, "N1", "N1I", "N2", "N2C")
    assert live(told) == []
    for kind, subject in (("N1", told), ("N1I", told), ("N2C", given)):
        made = owe(kind, subject)
        assert (made.kind, made.detainer, made.issued_at) == (kind, told, LATER)
        assert made.issued_by == person()
    assert live(told) == ["N1", "N1I", "N2C"]
    made = owe("N2", given)
    assert (made.kind, made.access) == ("N2", given)
    assert live(told) == ["N1", "N1I", "N2", "N2C"]


def test_the_decision_in_force_is_the_one_told():
    item = make.detainer()
    first = make.decided(item)
    second = make.decided(item, at=make.NOW + timedelta(minutes=1))
    made = owe("N1I", item)
    assert (made.decision, made.owed_at) == (second, second.decided_at)
    assert first != second


def test_before_a_decision_none_is_told():
    item = make.detainer()
    with pytest.raises(NotFound, match=str(item.pk)):
        owe("N1I", item)


def test_what_belongs_to_another_agency_does_not_exist(told):
    stranger = person(at_agency=agency("avon"))
    (given,) = told.accesses.all()
    for kind, subject in (("N1", told), ("N1I", told), ("N2", given), ("N2C", given)):
        with pytest.raises(NotFound, match=str(subject.pk)):
            owe(kind, subject, by=stranger)
        with pytest.raises(PermissionRefused, match="at Hartford"):
            owe(kind, subject, by=person(Role.AUDITOR))


def test_a_request_that_was_taken_back_is_told_to_whom_it_was_told():
    item = make.detainer()
    act = {"by": person(), "at": LATER}
    assert issue_cancellation_notice(item, **act) is None
    record_outcome(detainer=item, outcome="cancelled", happened_at=make.NOW, **act)
    made = item.notices.get(kind="N1X")
    assert made.owed_at == make.NOW
    again = owe(made.kind, item)
    assert (again.supersedes, again.kind) == (made, made.kind)


def test_who_was_never_told_of_a_request_is_not_told_that_it_went():
    item, act = make.detainer(), {"by": person(), "at": LATER}
    void(item, "N1")
    record_outcome(detainer=item, outcome="cancelled", happened_at=make.NOW, **act)
    assert live(item) == []
    assert issue_cancellation_notice(item, **act) is None


def test_another_end_than_a_cancellation_brings_no_notice():
    item = make.detainer()
    record_outcome(detainer=item, outcome="released", happened_at=make.NOW, by=person(), at=LATER)
    assert live(item) == ["N1"]


def test_a_copy_goes_to_attorney_or_designee_or_nobody():
    act = {"by": person(), "at": LATER}
    for who, named in (
        (make.person_values(designee_name="Pat Friend"), "Ada Lawyer"),
        (replace(NOBODY, designee_name="Pat Friend"), "Pat Friend"),
        (NOBODY, None),
    ):
        item = make.decided(make.detainer(person=who), choice="comply").detainer
        given = make.access(detainer=item, kind="B")
        made = issue_release_copies(given, **act)
        assert (made.words.recipient_name if made else None) == named
        assert ("N2C" in live(item)) is (named is not None)


def test_an_access_without_a_request_owes_no_notice():
    given, act = make.access(kind="B"), {"by": person(), "at": LATER}
    issue_release_notices(given, **act)
    assert issue_release_copies(given, **act) is None
    assert owe("N2C", given) is None
    assert owe("N2", given) is None
    assert not Notice.objects.exists()


def test_a_withheld_reason_waits_and_the_rest_goes_out_once():
    item, clerk = make.detainer(grounds=("terrorist_database_match",)), person()
    assert why_it_waits(item, "N1") == ""
    decision = make.decided(item)
    (first,) = item.notices.filter(kind="N1I")
    assert first.is_reason_withheld
    act = {"by": clerk, "at": LATER}
    assert issue_decision_notice(decision, **act) is None
    assert list(item.notices.filter(kind="N1I")) == [first]
    check_entry(
        "notice.waits",
        about=item,
        subject="detainer",
        by=clerk,
        at=LATER,
        kind="N1I",
        why=REASON_WAITS,
    )
    assert why_it_waits(item, "N1I") == REASON_WAITS
    Notice.objects.filter(pk=first.pk).update(stale_at=LATER, stale_because="record_corrected")
    assert issue_decision_notice(decision, **act).supersedes == first
    assert issue_first_notice(item, **act) is not None


def test_a_kind_about_nothing_on_record_is_not_found():
    for kind in ("N1", "N2", "N2C", "N1I"):
        unknown = uuid4()
        with pytest.raises(NotFound, match=str(unknown)):
            issue_owed_notice(kind=NoticeKind(kind), subject_id=unknown, by=person(), at=LATER)
