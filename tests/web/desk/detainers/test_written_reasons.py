"""The reason on the desk's screens: from OPM's list, in own words, in the person's language."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.models import Decision
from tests.factories import detainers as make
from tests.notices.reasons.test_actions import WORDS, offered

pytestmark = pytest.mark.django_db
CHOICES = {"choice_hold": "decline", "choice_notify_release": "decline"}
REASON = "We weighed the request and the record."


@pytest.fixture
def waiting():
    return make.reviewed(make.detainer(at=now() - timedelta(hours=2)), at=now())


def address(name: str, item) -> str:
    return reverse(f"desk:{name}", args=[item.pk])


def test_a_reason_is_chosen_from_the_list_without_own_words(head, waiting):
    reason = offered()
    assert WORDS in head.get(address("decide", waiting)).content.decode()
    typed = CHOICES | {"standard_reasons": [str(reason.pk)]}
    assert head.post(address("decide", waiting), typed).status_code == 302
    assert Decision.objects.get().standard_reasons == [str(reason.pk)]
    assert WORDS in head.get(address("detainer", waiting)).content.decode()


def test_the_persons_language_is_requested_by_its_name(head, waiting):
    page = head.get(address("decide", waiting)).content.decode()
    assert "The same reason in Spanish" in page
    typed = CHOICES | {"reason": REASON, "reason_translated": "Lo pensamos."}
    assert head.post(address("decide", waiting), typed).status_code == 302
    decision = Decision.objects.get()
    assert (decision.reason_translated, decision.reason_language) == ("Lo pensamos.", "es")
    assert "Add the reason in" not in head.get(address("detainer", waiting)).content.decode()


def test_without_any_reason_nothing_is_recorded(head, waiting):
    page = head.post(address("decide", waiting), CHOICES)
    assert page.status_code == 422
    assert not Decision.objects.exists()


def test_the_reason_in_the_persons_language_can_come_later(head, clerk, waiting):
    head.post(address("decide", waiting), CHOICES | {"reason": REASON})
    assert "Add the reason in Spanish" in clerk.get(address("detainer", waiting)).content.decode()
    assert REASON in clerk.get(address("reason_translation", waiting)).content.decode()
    typed = {"translated": "Lo pensamos."}
    assert clerk.post(address("reason_translation", waiting), typed).status_code == 302
    assert Decision.objects.get().reason_translated == "Lo pensamos."
    assert "Lo pensamos." in clerk.get(address("detainer", waiting)).content.decode()


def test_there_is_nothing_to_translate_before_a_decision_or_for_english(clerk, head):
    english = make.person_values(language="en")
    item = make.detainer(at=now() - timedelta(hours=2), person=english)
    assert clerk.get(address("reason_translation", item)).status_code == 404
    make.reviewed(item, at=now())
    assert "The same reason in" not in head.get(address("decide", item)).content.decode()
