"""The agency answers OPM's reasons on its own page; the reviewer reads each beside its reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core import clock
from reports.submissions.models import Submission
from tests.submissions.follow_up.test_returns import draft_after, sign
from tests.submissions.helpers import LATER, a_person, an_agency, returned

pytestmark = pytest.mark.django_db


def test_the_agency_answers_on_its_page_and_the_reviewer_reads_it(client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    draft = draft_after(returned())
    page = reverse("submissions:half_year", args=["hartford", "2025H1"])
    where = reverse("submissions:answer", args=[draft.pk, 1])
    client.force_login(a_person(Role.CERTIFIER, draft.agency))
    shown = client.get(page).content.decode()
    assert where in shown
    assert "answer needed" in shown
    assert "Please look again at the days." in client.get(where).content.decode()
    assert client.post(where, {"kind": "stands", "words": ""}).status_code == 422
    sent = {"kind": "stands", "line": "1", "words": "So the jail wrote."}
    assert client.post(where, sent).status_code == 302
    assert "Right as it stands, line 1: So the jail wrote." in client.get(page).content.decode()
    sign(draft)
    assert where not in client.get(page).content.decode()
    client.force_login(a_person(Role.OPM_REVIEWER))
    read = client.get(reverse("opm:review", args=[draft.pk])).content.decode()
    assert "Please look again at the days." in read
    assert "Right as it stands, line 1: So the jail wrote." in read


def test_a_stranger_finds_no_answer(client):
    draft = draft_after(returned())
    client.force_login(a_person(Role.CERTIFIER, an_agency("new-haven")))
    assert client.get(reverse("submissions:answer", args=[draft.pk, 1])).status_code == 404
    assert Submission.objects.get(pk=draft.pk).reason_answers.count() == 0
