"""The papers of a record: several at once, the bytes as they came kept beside what is shown, named
and ordered by the clerk.
"""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from reports.detainers.models import Attachment
from reports.sealing.actions import read_sealed_file
from tests.factories import detainers as make
from tests.support.forms import fields_of

pytestmark = pytest.mark.django_db


def fax():
    """A page with what a scanner writes beside it, which is not stored."""
    out = io.BytesIO()
    Image.new("L", (120, 160), 255).save(out, "PNG", dpi=(200, 200))
    return SimpleUploadedFile("fax.png", out.getvalue(), content_type="image/png")


@pytest.fixture
def item(clerk):
    return make.detainer()


def attach(client, item, *files):
    typed = {"kind": "other", "label": "Fax", "file": list(files)}
    return client.post(reverse("desk:attachment_add", args=[item.pk]), typed)


def test_several_are_attached_and_lead_to_their_names(clerk, item):
    answer = attach(clerk, item, fax(), fax())
    assert answer.headers["Location"] == reverse("desk:attachments_arrange", args=[item.pk])
    assert [paper.label for paper in Attachment.objects.all()] == ["Fax (1)", "Fax (2)"]
    assert all(
        read_sealed_file(paper.received) == fax().read() for paper in Attachment.objects.all()
    )


def test_the_good_are_attached_and_the_other_is_explained(clerk, item):
    answer = attach(clerk, item, SimpleUploadedFile("x.pdf", b"%PDF-1.4 no"), fax())
    assert answer.status_code == 422
    assert "File 1, x.pdf" in answer.content.decode()
    assert Attachment.objects.count() == 1


def test_names_and_order_are_kept_and_an_older_page_is_shown_both(clerk, item):
    attach(clerk, item, fax(), fax())
    first, second = Attachment.objects.all()
    where = reverse("desk:attachments_arrange", args=[item.pk])
    typed = {
        **fields_of(clerk.get(where)),
        f"place-{first.pk}": "2",
        f"place-{second.pk}": "1",
        f"label-{second.pk}": "Cover sheet",
    }
    assert clerk.post(where, typed).status_code == 302
    assert [paper.label for paper in Attachment.objects.all()] == ["Cover sheet", "Fax (1)"]
    again = clerk.post(where, {**typed, f"label-{second.pk}": "Other"})
    assert again.status_code == 409
    assert "Cover sheet" in again.content.decode()


def test_what_is_served_is_never_what_came(clerk, item):
    attach(clerk, item, fax())
    paper = Attachment.objects.get()
    served = clerk.get(reverse("desk:attachment", args=[paper.pk])).content
    assert served == read_sealed_file(paper.file)
    assert served != read_sealed_file(paper.received)
