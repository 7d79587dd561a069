"""A notice issued by mistake is marked void with the reason, and keeps its number and file."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.core.verbs import verb
from reports.notices.actions.transition import mark_stale
from reports.notices.actions.void import void_notice
from reports.notices.models import Notice
from reports.notices.status import StaleReason
from tests.factories import detainers as make
from tests.factories.notices import ready
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)


def test_a_void_says_why_and_by_whom():
    notice, beside, head = ready(), ready(), person(Role.AGENCY_HEAD)
    with pytest.raises(StateRefused, match=r"^Say why the notice is void\.$"):
        void_notice(notice=notice, reason=" ", by=head, at=LATER)
    for nobody in (person(), person(Role.AGENCY_HEAD, at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            void_notice(notice=notice, reason="Twice.", by=nobody, at=LATER)
    void_notice(notice=notice, reason="Twice.", by=head, at=LATER)
    kept = Notice.objects.select_related("record_key").get(pk=notice.pk)
    assert (kept.status, kept.voided_at, kept.voided_by) == ("voided", LATER, head)
    assert (kept.void_reason, kept.number, kept.file_id) == (
        "Twice.",
        notice.number,
        notice.file_id,
    )
    assert Notice.objects.get(pk=beside.pk).status == "ready"
    check_entry("notice.voided", about=notice, subject="notice", by=head, at=LATER)
    with pytest.raises(StateRefused, match="It is void or was replaced already"):
        void_notice(notice=notice, reason="Again.", by=head, at=LATER)


def test_a_mark_is_set_once_on_the_current_ones():
    first, void, other, clerk = ready(), ready(), ready(), person()
    void_notice(notice=void, reason="Twice.", by=person(Role.AGENCY_HEAD), at=LATER)
    mark = verb(mark_stale)
    because, again = StaleReason.RECORD_CORRECTED, StaleReason.REOPENED
    assert mark([first, void], because=because, by=clerk, at=LATER) == [first]
    assert (first.stale_at, first.stale_because) == (LATER, because)
    check_entry(
        "notice.stale", about=first, subject="notice", by=clerk, at=LATER, why="record_corrected"
    )
    at = LATER + timedelta(minutes=1)
    assert mark([first, other], because=again, by=clerk, at=at) == [other]
    kept = dict(Notice.objects.values_list("pk", "stale_because"))
    assert kept == {first.pk: because, other.pk: again, void.pk: ""}
