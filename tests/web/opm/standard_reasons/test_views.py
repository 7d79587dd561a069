"""OPM legal's screen of the reasons that decisions may choose from."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.notices.models import StandardReason, StandardReasonTranslation
from tests.factories.people import person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
WORDS = "We decided by the law and by what is on record."


@pytest.fixture
def one():
    return signed_in(person(Role.OPM_LEGAL))


@pytest.fixture
def other():
    return signed_in(person(Role.OPM_LEGAL, email="second@opm.example"))


def post(client, name, *keys, **fields):
    return client.post(reverse(f"office:{name}", args=keys), fields)


def shown(client) -> str:
    return client.get(reverse("office:standard_reasons")).content.decode()


def test_a_reason_and_its_translation_from_proposal_to_end(one, other):
    assert "The list is empty." in shown(one)
    assert post(one, "standard_reasons", text=WORDS).status_code == 302
    reason = StandardReason.objects.get()
    assert "Waits for approval" in shown(one)
    assert post(one, "standard_reason_approve", reason.pk).status_code != 302
    assert post(other, "standard_reason_approve", reason.pk).status_code == 302
    assert "Can be chosen" in shown(one)
    given = {"language": "es", "text": "Decidimos según la ley.", "translator": "Tr. Example"}
    assert post(one, "reason_translate", reason.pk, **given).status_code == 302
    row = StandardReasonTranslation.objects.get()
    assert post(other, "reason_translation_approve", reason.pk, row.pk).status_code == 302
    text = shown(one)
    assert "Decidimos según la ley." in text
    assert "translated by Tr. Example" in text
    assert post(one, "reason_translation_end", reason.pk, row.pk).status_code == 302
    assert "Decidimos" not in shown(one)
    assert post(one, "standard_reason_end", reason.pk).status_code == 302
    assert one.get(reverse("office:reason_translate", args=[reason.pk])).status_code == 404


def test_what_is_missing_is_said_and_what_was_typed_stays(one):
    page = post(one, "standard_reasons", text="")
    assert page.status_code == 422
    post(one, "standard_reasons", text=WORDS)
    reason = StandardReason.objects.get()
    page = post(one, "reason_translate", reason.pk, language="es", text="Hola.", translator="")
    assert page.status_code == 422
    assert "Hola." in page.content.decode()
    assert WORDS in page.content.decode()


def test_nobody_else_sees_it(reviewer, clerk):
    for client in (reviewer, clerk):
        assert client.get(reverse("office:standard_reasons")).status_code in {403, 404}
