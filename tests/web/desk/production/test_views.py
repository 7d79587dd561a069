"""The screens of a paper as it was received: asking, approving, one download."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reports.detainers.actions.attachments import add_attachment
from reports.records.production.models import Production
from tests.factories import detainers as make
from tests.support.forms import fields_of
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(clerk):
    item = make.detainer()
    by = item.entered_by
    return add_attachment(
        detainer=item, kind="other", label="Fax", data=typing.scan().read(), by=by, at=make.NOW
    )


def ask(client, paper):
    where = reverse("desk:production_ask", args=[paper.pk])
    typed = {
        **fields_of(client.get(where)),
        "produced_for": "court",
        "recipient": "Superior Court, HHD-CV26-1",
        "purpose": "Motion to suppress",
    }
    assert client.post(where, typed).status_code == 302
    return Production.objects.get()


def address(name, found):
    return reverse(f"desk:{name}", args=[found.pk])


def test_from_asking_to_the_one_download(clerk, head, paper):
    found = ask(clerk, paper)
    assert "Waits for somebody else" in clerk.get(address("production", found)).content.decode()
    assert clerk.post(address("production_file", found)).status_code == 403
    approved = head.post(address("production_approve", found))
    assert approved.status_code == 200
    password = re.search(r"<code>([a-z0-9-]{34})</code>", approved.content.decode()).group(1)
    assert password not in head.get(address("production", found)).content.decode()
    assert head.post(address("production_file", found)).status_code == 403
    file = clerk.post(address("production_file", found))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content.startswith(b"%PDF-")
    assert clerk.post(address("production_file", found)).status_code == 403


def test_the_papers_page_leads_there_and_lists_what_was_asked(clerk, paper):
    where = reverse("desk:attachments_arrange", args=[paper.detainer_id])
    assert reverse("desk:production_ask", args=[paper.pk]) in clerk.get(where).content.decode()
    found = ask(clerk, paper)
    assert address("production", found) in clerk.get(where).content.decode()


def test_another_agency_finds_nothing(clerk, stranger, paper):
    found = ask(clerk, paper)
    assert stranger.get(address("production", found)).status_code == 404
    assert stranger.get(reverse("desk:production_ask", args=[paper.pk])).status_code == 404
    assert stranger.post(address("production_file", found)).status_code == 404


def test_what_came_is_on_no_screen(clerk, head, paper):
    """Every address that names a paper or a production serves none of the bytes as they came."""
    found = ask(clerk, paper)
    came = typing.scan().read()
    for where in (
        reverse("desk:attachments_arrange", args=[paper.detainer_id]),
        reverse("desk:production_ask", args=[paper.pk]),
        address("production", found),
        address("production_refuse", found),
    ):
        assert came not in head.get(where).content
