"""What a record's statements answer about their marks."""

from uuid import UUID

from reports.records.agreement.statements import MarkedAct, RecordStatements
from tests.factories.detainers import NOW


def test_a_mark_is_found_by_what_it_marks_and_not_by_its_own_id():
    act, reply = UUID(int=1), UUID(int=2)
    record = RecordStatements(
        detainer_id=UUID(int=3),
        reference="2026-0001",
        agency_code="hartford",
        received_at=NOW,
        marked=(MarkedAct(act, reply, is_acknowledged=False),),
    )
    found = record.mark_of(reply)
    assert found is not None
    assert found.act_id == act
    assert record.mark_of(act) is None
