"""Two pages of one draft: what the older one holds never overwrites what the newer one kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.detainers.drafts import read_draft
from reports.detainers.models import Detainer, Draft
from tests.support.forms import fields_of
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)


def opened(client, token, slug="person"):
    """The hidden fields of a fresh page of the step."""
    page = fields_of(client.get(typing.step_url(token, slug)), holding="family_name")
    return {name: page[name] for name in ("revision", "opened_page")}


def send(client, token, page, **changes):
    typed = {**typing.steps()["person"], **changes, **page, "save": "1"}
    return client.post(typing.step_url(token, "person"), typed)


def kept_name():
    return read_draft(Draft.objects.get())["person"]["family_name"]


def test_the_older_page_shows_both_and_the_clerk_chooses(clerk):
    token = typing.begin(clerk)
    older, newer = opened(clerk, token), opened(clerk, token)
    send(clerk, token, newer, family_name="Okafor")
    answer = send(clerk, token, older, family_name="Nuñez")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Okafor" in page
    assert "Nuñez" in page
    assert kept_name() == ["Okafor"]
    chosen = clerk.post(typing.step_url(token, "person"), fields_of(answer))
    assert chosen.status_code == 302
    assert kept_name() == ["Nuñez"]


def test_a_page_is_never_older_than_its_own_typing(clerk):
    """Typing is kept while one goes on typing; then the form is sent with the page's first
    revision.
    """
    token = typing.begin(clerk)
    page = opened(clerk, token)
    autosave = reverse("desk:entry_autosave", args=[token, "person"])
    for name in ("Nu", "Nuñ"):
        assert clerk.post(autosave, {"family_name": name, **page}).status_code == 200
    assert send(clerk, token, page, family_name="Nuñez").status_code == 302
    assert send(clerk, token, page, family_name="Nuñez-Đặng").status_code == 302
    assert kept_name() == ["Nuñez-Đặng"]


def test_what_is_kept_while_typing_does_not_overwrite_either(clerk):
    token = typing.begin(clerk)
    older, newer = opened(clerk, token), opened(clerk, token)
    send(clerk, token, newer, family_name="Okafor")
    answer = clerk.post(
        reverse("desk:entry_autosave", args=[token, "person"]),
        {"family_name": "Nuñez", **older},
        headers={"X-Requested-With": "fetch"},
    )
    assert answer.status_code == 409
    assert kept_name() == ["Okafor"]


def test_another_step_of_the_same_draft_is_no_conflict(clerk):
    token = typing.begin(clerk)
    page = opened(clerk, token)
    clerk.post(typing.step_url(token, "sender"), {**typing.steps()["sender"], "save": "1"})
    assert send(clerk, token, page).status_code == 302


def test_what_was_typed_after_the_check_page_was_read_is_not_recorded_unseen(clerk):
    token = typing.begin(clerk)
    typing.fill(clerk, token)
    check = clerk.get(reverse("desk:entry_check", args=[token]))
    send(clerk, token, opened(clerk, token), family_name="Okafor")
    answer = typing.record(
        clerk, token, **{**fields_of(check, holding="revision"), **typing.HEADING}
    )
    assert answer.status_code == 409
    assert "Okafor" in answer.content.decode()
    assert not Detainer.objects.exists()
    seen = fields_of(clerk.get(reverse("desk:entry_check", args=[token])))
    assert typing.record(clerk, token, **{**seen, **typing.HEADING}).status_code == 302


def test_newer_typing_is_not_thrown_away_from_an_older_page(clerk):
    token = typing.begin(clerk)
    older = clerk.get(typing.step_url(token, "person"))
    send(clerk, token, opened(clerk, token), family_name="Okafor")
    away = reverse("desk:entry_discard", args=[token])
    assert clerk.post(away, fields_of(older)).status_code == 409
    assert kept_name() == ["Okafor"]
    assert (
        clerk.post(away, fields_of(clerk.get(typing.step_url(token, "person")))).status_code == 302
    )
    assert not Draft.objects.exists()
