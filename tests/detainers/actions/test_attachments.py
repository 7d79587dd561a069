"""A paper is kept beside the bytes that came, in its place, and read only through its record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import NotFound, PermissionRefused
from reports.detainers.actions.attachments import (
    AS_RECEIVED,
    NamedAttachment,
    add_attachment,
    arrange_attachments,
    open_attachment,
)
from reports.detainers.models import Attachment
from reports.sealing.actions import read_sealed_file
from reports.uploads.inspection import CleanFile, UnacceptableFile
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)
SHOWN = CleanFile(b"as it is shown", "image/png", 1, ())


@pytest.fixture
def item():
    return make.detainer()


def add(item, *, label="By fax", by=None, kind="detainer", **changes) -> Attachment:
    given: dict[str, Any] = {"data": b"as it came", "clean": SHOWN} | changes
    return add_attachment(
        detainer=item, kind=kind, label=label, by=by or person(), at=LATER, **given
    )


def labels(item) -> list[tuple[int, str]]:
    rows = item.attachments.select_related("record_key").order_by("position")
    return [(row.position, row.label) for row in rows]


def test_a_paper_is_kept_with_what_came(item):
    clerk = person()
    made = add(item, by=clerk)
    keys = ("record_key", "file__record_key", "received__record_key")
    kept = Attachment.objects.select_related(*keys).get(pk=made.pk)
    assert (kept.detainer, kept.kind, kept.label) == (item, "detainer", "By fax")
    assert (kept.added_at, kept.added_by, kept.position) == (LATER, clerk, 0)
    assert (read_sealed_file(kept.file), kept.file.content_type) == (SHOWN.data, "image/png")
    assert (read_sealed_file(kept.received), kept.received.content_type) == (
        b"as it came",
        AS_RECEIVED,
    )
    check_entry(
        "attachment.added", about=item, subject="detainer", by=clerk, at=LATER, kind="detainer"
    )


def test_what_is_no_paper_is_refused(item):
    with pytest.raises(UnacceptableFile):
        add(item, data=b"MZ no paper", clean=None)
    assert not Attachment.objects.exists()


def test_papers_stand_in_the_order_given_and_the_others_behind_them(item):
    add(make.detainer())
    first, second, third = (add(item, label=label) for label in ("A", "B", "C"))
    stranger = add(make.detainer(), label="Stranger")
    clerk, at = person(), LATER + timedelta(minutes=1)
    papers = [
        NamedAttachment(third.pk, "Third"),
        NamedAttachment(stranger.pk, "Taken"),
        NamedAttachment(first.pk, "A"),
    ]
    arrange_attachments(detainer=item, papers=papers, by=clerk, at=at)
    assert labels(item) == [(0, "Third"), (1, "A"), (2, "B")]
    assert labels(stranger.detainer) == [(0, "Stranger")]
    assert second.pk not in {paper.attachment_id for paper in papers}
    check_entry("attachment.arranged", about=item, subject="detainer", by=clerk, at=at)


def test_only_who_logs_requests_here_adds_and_arranges(item):
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            add(item, by=nobody)
        with pytest.raises(PermissionRefused, match="at Hartford"):
            arrange_attachments(detainer=item, papers=[], by=nobody, at=LATER)


def test_an_opened_paper_is_shown_and_the_reading_is_in_the_audit_log(item):
    add(make.detainer(), clean=CleanFile(b"another", "image/png", 1, ()))
    made, auditor = add(item, kind="proof"), person(Role.AUDITOR)
    found = open_attachment(attachment_id=made.pk, by=auditor, at=LATER)
    assert found == (SHOWN.data, "image/png")
    check_entry(
        "attachment.read", about=item, subject="detainer", by=auditor, at=LATER, kind="proof"
    )


def test_a_paper_of_another_agency_does_not_exist(item):
    made, unknown = add(item), uuid4()
    for who, key in (
        (person(at_agency=agency("avon")), made.pk),
        (person(Role.CERTIFIER), made.pk),
        (person(), unknown),
    ):
        with pytest.raises(NotFound, match=str(key)):
            open_attachment(attachment_id=key, by=who, at=LATER)
