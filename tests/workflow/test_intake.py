"""A request is logged once with its scans and its notice; box 16 ends the request it cancels."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from PIL import Image

from reports.accounts.actions.letterhead import FirstHeading
from reports.accounts.roles import Role
from reports.core.refusals import NotFound, StateRefused
from reports.detainers.actions.attachments import NewAttachment
from reports.detainers.actions.drafts import NamedFile, keep_files, start_draft
from reports.detainers.actions.outcome import record_outcome
from reports.detainers.models import Attachment, CustodyEvent, Detainer, Draft
from reports.detainers.vocabulary import Relation
from reports.law.moments import local_day
from reports.notices.models import Enclosure, Notice
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import CleanFile, ReceivedFile
from reports.workflow.intake import log_detainer, log_draft, name_cancelled_request
from tests.factories import detainers as make
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
HEADING = FirstHeading("1 Main Street, Hartford", "860 555 0100")
LATER = make.NOW + timedelta(minutes=10)


def picture(shade: int = 255) -> bytes:
    target = io.BytesIO()
    Image.new("L", (30, 40), shade).save(target, format="PNG")
    return target.getvalue()


def log(*, token=None, at=make.NOW, **changes) -> Detainer:
    given = {
        "agency": agency(),
        "person": make.person_values(),
        "values": make.detainer_values(at=at),
        "form_token": token or uuid4(),
        "by": person(),
        "at": at,
    }
    return log_detainer(**(given | changes))


def received(name: str) -> ReceivedFile:
    """A scan that came with bytes which are not shown."""
    return ReceivedFile(name.encode(), CleanFile(picture(len(name)), "image/png", 1, ()))


def draft(*files: str) -> Draft:
    """A clerk's draft with scans of these labels."""
    made = start_draft(agency=agency(), owner=person(), purpose="new_detainer", at=make.NOW)
    keep_files(
        draft=made,
        kind="detainer",
        files=[NamedFile(received(label), label) for label in files],
        at=make.NOW,
    )
    return Draft.objects.select_related("record_key", "agency").get(pk=made.pk)


def log_from(made: Draft, *, by=None, **changes) -> Detainer:
    return log_draft(
        draft=made,
        person=make.person_values(),
        values=make.detainer_values(),
        heading=HEADING,
        by=by or person(),
        at=make.NOW,
        **changes,
    )


def test_the_same_form_twice_keeps_its_scans_and_its_notice_once():
    token = uuid4()
    papers = [NewAttachment("detainer", "By fax", picture()), NewAttachment("other", "", picture())]
    first = log(token=token, papers=papers)
    assert log(token=token, papers=papers, at=LATER) == first
    kept = Attachment.objects.select_related("record_key")
    assert [(row.kind, row.label) for row in kept] == [("detainer", "By fax"), ("other", "")]
    assert {(row.added_at, row.added_by) for row in kept} == {(make.NOW, person())}
    assert Notice.objects.get().detainer == first
    assert Enclosure.objects.get().sources == [str(kept.get(kind="detainer").pk)]


def test_who_it_is_and_where_it_came_from_are_kept():
    earlier = log()
    made = log(
        same_person=earlier.person,
        external_id="RMS-7",
        earlier=earlier,
        relation=Relation.LODGED_AGAIN,
    )
    assert (made.person, made.external_id) == (earlier.person, "RMS-7")
    assert (made.earlier, made.relation) == (earlier, Relation.LODGED_AGAIN)
    assert Detainer.objects.get(pk=earlier.pk).is_open


def test_a_cancellation_ends_the_request_it_cancels():
    earlier = log()
    paper = log(at=LATER, earlier=earlier, relation=Relation.CANCELS)
    earlier = Detainer.objects.get(pk=earlier.pk)
    assert (earlier.status, earlier.outcome) == ("closed", "cancelled")
    assert earlier.outcome_at == paper.received_at
    event = CustodyEvent.objects.select_related("record_key").get()
    assert (event.detainer, event.note) == (earlier, f"Box 16 of {paper.reference}")
    assert (event.entered_at, event.entered_by) == (LATER, person())
    assert Detainer.objects.get(pk=paper.pk).is_open


def test_a_cancellation_that_came_first_ends_it_when_it_came_itself():
    values = make.detainer_values(grounds=(), convictions=(), cancels_on=local_day(make.NOW))
    earlier, paper = log(at=LATER), log(values=values)
    name_cancelled_request(paper=paper, cancelled=earlier, by=person(), at=LATER)
    assert Detainer.objects.get(pk=earlier.pk).outcome_at == earlier.received_at


def test_a_request_that_ended_already_keeps_its_end():
    earlier = log()
    record_outcome(
        detainer=earlier, outcome="released", happened_at=make.NOW, by=person(), at=make.NOW
    )
    log(at=LATER, earlier=earlier, relation=Relation.CANCELS)
    assert Detainer.objects.get(pk=earlier.pk).outcome == "released"
    assert CustodyEvent.objects.count() == 1


def test_a_draft_becomes_its_record_with_its_scans_and_is_gone():
    made, other, earlier = draft("A", "Bb"), draft(), log()
    item = log_from(
        made, same_person=earlier.person, earlier=earlier, relation=Relation.LODGED_AGAIN
    )
    assert (item.agency, item.form_token) == (agency(), made.form_token)
    assert (item.person, item.earlier, item.relation) == (earlier.person, earlier, "lodged_again")
    papers = Attachment.objects.select_related("record_key")
    assert [(row.kind, row.label) for row in papers] == [("detainer", "A"), ("detainer", "Bb")]
    assert {row.detainer for row in papers} == {item}
    came = papers.select_related("received__record_key", "file__record_key")
    assert [read_sealed_file(row.received) for row in came] == [b"A", b"Bb"]
    assert [read_sealed_file(row.file) for row in came] == [picture(1), picture(2)]
    assert list(Draft.objects.all()) == [other]


def test_a_draft_recorded_in_another_tab_leads_to_its_record():
    made = draft()
    item = log_from(made)
    assert log_from(made) == item
    assert Detainer.objects.count() == 1
    with pytest.raises(NotFound):
        log_from(made, by=person(Role.CLERK, at_agency=agency("avon")))


def from_screen(made, **heading):
    return log_draft(
        draft=made,
        person=make.person_values(),
        values=make.detainer_values(),
        by=made.owner,
        at=make.NOW,
        **heading,
    )


def test_without_a_heading_nothing_is_recorded_and_the_draft_stays():
    made = draft()
    with pytest.raises(StateRefused, match="no address or no phone"):
        from_screen(made)
    assert not Detainer.objects.exists()
    assert Draft.objects.filter(pk=made.pk).exists()


def test_the_first_letter_goes_out_with_the_heading_entered_with_it():
    made = draft()
    from_screen(made, heading=HEADING)
    heading = Notice.objects.get().words.heading
    assert heading.address_lines == ("1 Main Street", "Hartford")
    assert heading.phone == "860 555 0100"


def test_a_record_that_comes_another_way_is_kept_and_its_letter_has_lines_to_fill_by_hand():
    log_detainer(
        agency=agency(),
        person=make.person_values(),
        values=make.detainer_values(),
        form_token=uuid4(),
        by=person(Role.CLERK),
        at=make.NOW,
    )
    heading = Notice.objects.get().words.heading
    assert heading.address_lines == ("____________",)
    assert heading.phone == "____________"
