"""A copy goes with the notices that owe one, whenever its scan comes, and never stops a notice."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.detainers.actions.attachments import NamedAttachment, NewAttachment
from reports.detainers.models import Attachment
from reports.documents.scans import MOST_PAGES
from reports.notices.actions.void import void_notice
from reports.notices.models import Enclosure, Notice
from reports.workflow.enclosures import (
    arrange_and_enclose,
    attach_all_and_enclose,
    attachments_to_enclose,
    enclose_copies,
    notices_that_enclose,
)
from reports.workflow.notices import issue_first_notice
from tests.factories import detainers as make
from tests.factories import papers
from tests.factories.people import person
from tests.support.reading import queries_for
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)


def scan(pages: int = 1) -> bytes:
    """A scan of so many empty pages."""
    sheets = [Image.new("L", (30, 40), 255) for _ in range(pages)]
    target = io.BytesIO()
    sheets[0].save(target, format="PDF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def attach(item, *, kind="detainer", label="By fax", pages=1, minutes=10) -> Attachment:
    return papers.attach(
        detainer=item,
        kind=kind,
        label=label,
        data=scan(pages),
        by=person(),
        at=make.NOW + timedelta(minutes=minutes),
    )


def copies() -> list[tuple[str, list[str]]]:
    """The kind of notice and the scans of every copy, the newest first."""
    return list(Enclosure.objects.filter(form="copy").values_list("notice__kind", "sources"))


@pytest.fixture
def told():
    """A record whose release was told to ICE, with its four notices."""
    return make.told(make.decided(make.detainer(), choice="comply").detainer).detainer


def test_a_scan_of_the_request_goes_with_the_first_notice_alone(told):
    paper = attach(told)
    assert (paper.detainer, paper.kind, paper.added_at) == (told, "detainer", LATER)
    assert Attachment.objects.select_related("record_key").get().label == "By fax"
    assert copies() == [("N1", [str(paper.pk)])]
    check_entry(
        "notice.paper_asked",
        about=told.notices.get(kind="N1"),
        subject="notice",
        by=person(),
        at=LATER,
        form="copy",
    )


def test_a_scan_of_what_was_sent_goes_with_both_release_notices(told):
    paper = attach(told, kind="notification")
    assert sorted(copies()) == [("N2", [str(paper.pk)]), ("N2C", [str(paper.pk)])]


def test_another_paper_goes_with_none(told):
    attach(told, kind="other")
    assert copies() == []
    assert notices_that_enclose(told, "other") == []


def test_a_second_scan_makes_a_new_copy_of_both():
    item = make.detainer()
    first, second = attach(item), attach(item, label="Page 2", minutes=11)
    both = [str(first.pk), str(second.pk)]
    assert copies() == [("N1", both), ("N1", both[:1])]
    (notice,) = notices_that_enclose(item, "detainer")
    assert [row.pk for row in attachments_to_enclose(notice)] == [first.pk, second.pk]
    for row in attachments_to_enclose(notice):
        assert queries_for(row, "file.record_key.pk") == []


def test_a_notice_that_owes_no_copy_has_no_scans(told):
    attach(told)
    assert attachments_to_enclose(told.notices.get(kind="N1I")) == []


def test_a_new_notice_has_its_copy_at_once_and_the_replaced_one_gets_no_other():
    item = make.detainer()
    paper = attach(item)
    later = issue_first_notice(item, by=person(), at=LATER)
    assert copies() == [("N1", [str(paper.pk)])] * 2
    assert notices_that_enclose(item, "detainer") == [later]
    assert queries_for(notices_that_enclose(item, "detainer")[0], "content", "agency.code") == []
    void_notice(notice=later, reason="Wrong.", by=person(Role.AGENCY_HEAD), at=LATER)
    attach(item, label="Page 2")
    assert len(copies()) == 2


def test_a_scan_with_too_many_pages_is_kept_and_the_copy_waits():
    item = make.detainer()
    paper = attach(item, pages=MOST_PAGES + 1)
    assert Attachment.objects.get() == paper
    assert copies() == []
    notice = item.notices.get()
    check_entry(
        "notice.copy_waits",
        about=notice,
        subject="notice",
        by=person(),
        at=LATER,
        why="StateRefused",
    )
    assert issue_first_notice(item, by=person(), at=LATER).supersedes == notice
    assert AuditEntry.objects.filter(event="notice.copy_waits").count() == 2


def test_a_copy_that_is_missing_is_made_when_asked_for(told):
    paper = attach(told)
    Enclosure.objects.all().delete()
    (notice,) = notices_that_enclose(told, "detainer")
    made = enclose_copies(notice=notice, by=person(), at=LATER)
    assert Enclosure.objects.get().pk == made
    assert copies() == [("N1", [str(paper.pk)])]
    intent = Notice.objects.with_content().get(detainer=told, kind="N1I")
    assert enclose_copies(notice=intent, by=person(), at=LATER) is None


def test_several_papers_at_once_make_one_copy_of_all(told):
    kinds = ("detainer", "notification", "detainer")
    papers = [NewAttachment(kind, f"{n}", scan()) for n, kind in enumerate(kinds)]
    kept = attach_all_and_enclose(detainer=told, papers=papers, by=person(), at=LATER)
    assert [row.kind for row in kept] == list(kinds)
    first, sent, second = (str(row.pk) for row in kept)
    assert sorted(copies()) == [("N1", [first, second]), ("N2", [sent]), ("N2C", [sent])]


def test_papers_in_another_order_make_another_copy():
    item = make.detainer()
    first, second = attach(item), attach(item, label="Page 2", minutes=11)
    for names in ([second, first], [second, first]):
        arrange_and_enclose(
            detainer=item,
            papers=[NamedAttachment(row.pk, "Page") for row in names],
            by=person(),
            at=make.NOW + timedelta(minutes=12),
        )
    assert copies()[0] == ("N1", [str(second.pk), str(first.pk)])
    assert len(copies()) == 3
