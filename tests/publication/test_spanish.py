"""Spanish is offered in production only while a named person's review stands for these very
words.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from reports.publication import queries
from reports.publication.actions.review_translation import (
    agree_to_review,
    end_review,
    record_review,
)
from reports.publication.models.translation_review import TranslationReview
from reports.publication.presentation import translations
from reports.publication.presentation.translations import SiteTranslation, public_words
from tests.factories.people import person
from tests.publication.stored import AT, ON

pytestmark = pytest.mark.django_db
SAID: dict[str, Any] = {
    "reviewer": "Alma Reyes",
    "qualification": "Certified court interpreter",
    "reviewed_on": ON,
}


def reviewed(*, agreed: bool = True) -> TranslationReview:
    publisher, legal = person(Role.OPM_PUBLISHER), person(Role.OPM_LEGAL)
    found = record_review(words_sha256=public_words().sha256, **SAID, by=publisher, at=AT, on=ON)
    if agreed:
        agree_to_review(review=found, by=legal, at=AT, on=ON)
    return TranslationReview.objects.get(pk=found.pk)


@pytest.fixture
def other_words(monkeypatch):
    changed = SiteTranslation((*public_words().pairs[:-1], ("English", "Otra cosa")), ())
    for module in (translations, queries):
        monkeypatch.setattr(module, "public_words", lambda: changed)
    return changed


def test_all_words_are_there():
    assert public_words().is_complete
    assert len(public_words().pairs) > 200


def test_in_production_it_is_off_until_reviewed(client, settings):
    settings.PRODUCTION = True
    page = client.get("/").content.decode()
    assert "/es/" not in page
    assert "hreflang" not in page
    away = client.get("/es/method/?x=1")
    assert (away.status_code, away["Location"]) == (302, "/method/?x=1")
    assert "no-store" in away["Cache-Control"]
    assert not away.cookies


def test_one_person_is_not_enough_and_nobody_agrees_with_themselves(client, settings):
    settings.PRODUCTION = True
    review = reviewed(agreed=False)
    assert client.get("/es/").status_code == 302
    with pytest.raises(StateRefused, match="somebody else"):
        agree_to_review(review=review, by=person(Role.OPM_PUBLISHER), at=AT, on=ON)


def test_a_review_that_stands_offers_it_and_names_who_reviewed(client, settings):
    settings.PRODUCTION = True
    reviewed()
    assert 'href="/es/"' in client.get("/").content.decode()
    page = client.get("/es/").content.decode()
    assert "Traducción revisada por Alma Reyes" in page
    assert "Traducción sin revisar" not in page


def test_it_holds_for_these_words_only(client, settings, other_words):
    settings.PRODUCTION = True
    TranslationReview.objects.create(
        language="es",
        words_sha256="0" * 64,
        reviewer="A",
        qualification="B",
        reviewed_on=ON,
        recorded_at=AT,
        recorded_by=person(Role.OPM_PUBLISHER),
        agreed_at=AT,
        agreed_by=person(Role.OPM_LEGAL),
    )
    assert queries.spanish_review() is None
    assert client.get("/es/").status_code == 302


def test_other_words_than_those_on_the_page_are_refused():
    with pytest.raises(StateRefused, match="changed"):
        record_review(words_sha256="0" * 64, **SAID, by=person(Role.OPM_PUBLISHER), at=AT, on=ON)


def test_an_incomplete_translation_is_never_offered(monkeypatch, client):
    monkeypatch.setattr(
        queries, "public_words", lambda: SiteTranslation((("English", ""),), ("English",))
    )
    assert client.get("/es/").status_code == 302
    assert "/es/" not in client.get("/").content.decode()


def test_ended_it_is_off_at_once(client, settings):
    settings.PRODUCTION = True
    review = reviewed()
    end_review(review=review, by=person(Role.OPM_LEGAL), at=AT, on=ON)
    assert client.get("/es/").status_code == 302
    with pytest.raises(Conflict):
        end_review(review=review, by=person(Role.OPM_LEGAL), at=AT, on=ON)


@pytest.mark.parametrize(
    "change", [{"reviewer": " "}, {"qualification": ""}, {"reviewed_on": ON + timedelta(days=1)}]
)
def test_a_review_without_its_facts_is_refused(change):
    with pytest.raises(StateRefused):
        record_review(
            words_sha256=public_words().sha256,
            **SAID | change,
            by=person(Role.OPM_LEGAL),
            at=AT,
            on=ON,
        )


def test_only_publishers_and_legal_may(client):
    with pytest.raises(PermissionRefused):
        record_review(
            words_sha256=public_words().sha256, **SAID, by=person(Role.OPM_REVIEWER), at=AT, on=ON
        )
    client.force_login(person(Role.OPM_REVIEWER))
    assert client.get("/opm/editions/spanish/").status_code == 403


def test_elsewhere_it_is_shown_and_says_that_nobody_reviewed_it(client):
    assert "Traducción sin revisar" in client.get("/es/").content.decode()


def test_the_screen_goes_from_words_to_a_standing_review(client):
    client.force_login(person(Role.OPM_PUBLISHER))
    page = client.get("/opm/editions/spanish/").content.decode()
    assert "Not reviewed" in page
    assert "¿Informa mi municipio, y qué ocurrió?" in page
    sent = {
        "words_sha256": public_words().sha256,
        "reviewer": "Alma Reyes",
        "qualification": "Interpreter",
        "reviewed_on": "2026-03-01",
    }
    page = client.post("/opm/editions/spanish/", sent, follow=True).content.decode()
    assert "Waits for a second person" in page
    assert "Someone else must agree" in page
    review = TranslationReview.objects.get()
    client.force_login(person(Role.OPM_LEGAL))
    page = client.post(f"/opm/editions/spanish/{review.pk}/agree/", follow=True).content.decode()
    assert "Stands" in page
    page = client.post(f"/opm/editions/spanish/{review.pk}/end/", follow=True).content.decode()
    assert "Ended" in page
    assert client.post("/opm/editions/spanish/", {"words_sha256": "x"}).status_code == 422
