"""Each opening of a notice, of what goes with it and of the proof of its service is in the log."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from reports.core.refusals import NotFound, StateRefused
from reports.notices.actions.enclose import request_enclosure
from reports.notices.actions.open import (
    open_enclosure,
    open_notice_file,
    open_proof,
    record_printed,
)
from reports.notices.actions.serve import Proof, ServiceValues, record_service
from reports.notices.queries import get_enclosure
from reports.notices.status import EnclosureKind
from tests.factories import detainers as make
from tests.factories.notices import FILE, made, ready
from tests.factories.people import person
from tests.support.reading import queries_for
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)


def test_the_file_of_a_notice_is_read_byte_for_byte():
    notice, clerk = ready(), person()
    assert open_notice_file(notice=notice, by=clerk, at=LATER) == FILE
    check_entry("notice.read", about=notice, subject="notice", by=clerk, at=LATER)
    notice.file = None
    with pytest.raises(StateRefused, match="The notice is still being made"):
        open_notice_file(notice=notice, by=clerk, at=LATER)


def test_an_enclosure_is_read_with_its_own_notice():
    notice, other, clerk = ready(), ready(), person()
    paper = request_enclosure(notice=notice, form=EnclosureKind.LARGE, by=clerk, at=make.NOW)
    found = {"enclosure_id": paper.pk, "by": clerk, "at": LATER}
    with pytest.raises(StateRefused, match="The document is still being made"):
        open_enclosure(notice=notice, **found)
    made(paper, data=b"large")
    assert open_enclosure(notice=notice, **found) == (paper, b"large")
    check_entry("notice.read", about=notice, subject="notice", by=clerk, at=LATER, form="large")
    assert queries_for(get_enclosure(notice, paper.pk), "file.record_key.pk") == []
    with pytest.raises(NotFound, match=str(paper.pk)):
        open_enclosure(notice=other, **found)
    unknown = uuid4()
    with pytest.raises(NotFound, match=str(unknown)):
        open_enclosure(notice=notice, **(found | {"enclosure_id": unknown}))


def test_a_proof_is_shown_as_it_is_shown_and_not_as_it_came():
    notice, clerk = ready(), person()
    values = ServiceValues(
        happened_at=make.NOW, how="in_person", outcome="served", handed_over_by="Ofc. Hale"
    )
    given = {"notice": notice, "values": values, "by": clerk, "at": LATER}
    proof = Proof(data=b"shown", content_type="image/png", received=b"came")
    service = record_service(proof=proof, **given)
    assert open_proof(service=service, by=clerk, at=LATER) == (b"shown", "image/png")
    check_entry("notice.read", about=notice, subject="notice", by=clerk, at=LATER, form="proof")
    bare = record_service(**given)
    with pytest.raises(NotFound, match=str(bare.pk)):
        open_proof(service=bare, by=clerk, at=LATER)


def test_each_notice_that_was_printed_has_its_entry():
    notices, clerk = [ready(), ready()], person()
    record_printed(notices=[], by=clerk, at=LATER)
    record_printed(notices=notices[:1], by=clerk, at=LATER)
    check_entry("notice.read", about=notices[0], subject="notice", by=clerk, at=LATER)
    record_printed(notices=notices, by=clerk, at=LATER)
    check_entry("notice.read", about=notices[1], subject="notice", by=clerk, at=LATER)
