"""A child: the banner, who gets the letter with them, and where their contact never goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.notices.models import Notice
from reports.outbox.runner import run_due
from tests.factories import detainers as make
from tests.factories.children import CONTACT, MOTHER, child
from tests.web.desk import typing

pytestmark = pytest.mark.django_db


def shown(browser, name, *args) -> str:
    return browser.get(reverse(f"desk:{name}", args=args)).content.decode()


def words(item: Detainer, kind: str = "N1") -> str:
    notice = Notice.objects.with_content().get(detainer=item, kind=kind)
    return str(notice.words)


def test_a_child_has_a_banner_and_somebody_who_gets_the_letter(clerk):
    item = child(**MOTHER)
    page = shown(clerk, "detainer", item.pk)
    assert "The person is a child" in page
    assert "The notice is addressed to Rosa Nuñez, and about the child." in page
    assert CONTACT in page


def test_until_somebody_is_named_the_other_roads_are_offered(clerk):
    page = shown(clerk, "detainer", child().pk)
    assert "Nobody is named yet who gets the notice with the child." in page
    assert "the child-protection agency or the child" in page
    assert "It is not said yet who gets the notice" in shown(
        clerk, "detainer", child(child_recipient="protection").pk
    )


def test_an_adult_has_none_of_it(clerk):
    item = make.detainer(at=now() - timedelta(hours=1))
    page = shown(clerk, "detainer", item.pk)
    assert "child" not in page.lower()
    assert "as a child" not in words(item)


def test_a_disputed_age_is_treated_as_a_childs(clerk):
    values = make.person_values(is_age_disputed=True, child_recipient="protection")
    item = make.detainer(at=now() - timedelta(hours=1), person=values)
    page = shown(clerk, "detainer", item.pk)
    assert "Whether the person is a child is disputed" in page
    assert "as a child, somebody under 18." in words(item)


def test_the_contact_is_used_to_serve_and_goes_nowhere_else(clerk):
    item = child(**MOTHER)
    run_due(at=now())
    notice = Notice.objects.get(detainer=item, kind="N1")
    assert CONTACT in shown(clerk, "notice_serve", notice.pk)
    for name, key in (("packet", item.pk), ("memo", item.pk), ("notice", notice.pk)):
        assert CONTACT not in shown(clerk, name, key), name
    for name in ("detainers", "account_transfer", "home", "notices"):
        assert CONTACT not in shown(clerk, name), name
    assert CONTACT not in shown(clerk, "person", item.person_id)


def test_the_entry_asks_who_gets_it_and_no_immigration_status(clerk):
    token = typing.begin(clerk)
    page = shown(clerk, "entry_step", token, "person")
    assert "Who gets the notice with the child" in page
    assert "immigration status is asked" in page
    typed = {f"date_of_birth_{index}": "" for index in range(3)}
    typing.fill(clerk, token, person={**typed, "age": "16", **MOTHER})
    assert typing.record(clerk, token).status_code == 302
    item = Detainer.objects.get(form_token=token)
    assert item.named.guardian_contact == CONTACT
