"""A request that is taken back: whoever was told that it came is told so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.detainers.vocabulary import Relation
from reports.notices.actions.void import void_notice
from reports.notices.acts import ActKind, act_of
from reports.notices.cases import owed_notices
from reports.workflow.intake import log_detainer
from reports.workflow.notices import issue_owed_notice
from reports.workflow.outcomes import record_outcome
from tests.factories.detainers import NOW, access, decided, detainer, detainer_values, person_values
from tests.factories.people import person
from tests.notices.spoken import spoken_text

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def ended(item, outcome="cancelled", at=LATER):
    clerk = person(Role.CLERK, at_agency=item.agency)
    return record_outcome(
        detainer=item, outcome=outcome, happened_at=NOW + timedelta(hours=1), by=clerk, at=at
    )


def test_a_cancelled_request_is_told_to_the_person():
    item = detainer()
    first = item.notices.get(kind="N1")
    ended(item)
    notice = item.notices.get(kind="N1X")
    text = spoken_text(notice.words, lang="en")
    assert "On March 2, 2026, we learned that the request about you was taken back." in text
    assert f"Our earlier letter has the number \u2068{first.number}\u2069." in text
    assert (act_of(notice).kind, notice.owed_at) == (ActKind.CANCELLATION, item.outcome_at)
    assert "N1X" not in [line.kind for line in owed_notices(item.agency, at=LATER)]


def test_what_ice_was_told_before_stands_in_it():
    item = detainer()
    decided(item, choice="comply")
    access(detainer=item, kind="B")
    ended(item)
    text = spoken_text(item.notices.get(kind="N1X").words, lang="en")
    assert "we told ICE ERO Hartford when you will be let go." in text


@pytest.mark.parametrize("outcome", ["released", "bonded", "taken_by_federal", "died"])
def test_another_ending_is_no_cancellation(outcome):
    item = detainer()
    ended(item, outcome)
    assert not item.notices.filter(kind="N1X").exists()


def test_nobody_is_told_of_the_end_of_what_they_were_not_told_of():
    item = detainer()
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    void_notice(notice=item.notices.get(kind="N1"), reason="Wrong person", by=head, at=NOW)
    ended(item)
    assert not item.notices.filter(kind="N1X").exists()
    assert [line.kind for line in owed_notices(item.agency, at=LATER)] == ["N1"]


def test_a_voided_one_is_owed_and_can_be_issued_again():
    item = detainer()
    ended(item)
    head = person(Role.AGENCY_HEAD, at_agency=item.agency)
    void_notice(notice=item.notices.get(kind="N1X"), reason="Misprint", by=head, at=LATER)
    line = owed_notices(item.agency, at=LATER)[0]
    assert (line.kind, line.owed_at, line.subject_id) == ("N1X", item.outcome_at, item.pk)
    again = issue_owed_notice(kind=line.kind, subject_id=line.subject_id, by=head, at=LATER)
    assert again is not None
    assert owed_notices(item.agency, at=LATER) == []


def test_box_16_of_a_later_paper_tells_the_person():
    earlier = detainer()
    clerk = person(Role.CLERK, at_agency=earlier.agency)
    log_detainer(
        agency=earlier.agency,
        person=person_values(),
        values=detainer_values(at=LATER),
        form_token=uuid4(),
        by=clerk,
        at=LATER,
        earlier=earlier,
        relation=Relation.CANCELS,
    )
    assert earlier.notices.filter(kind="N1X").count() == 1
