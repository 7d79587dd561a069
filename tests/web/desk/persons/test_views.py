"""People on file on the real screens, with real commits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from reports.core.clock import now
from reports.detainers.models import Detainer
from reports.persons.models import Person, PersonMerge
from tests.factories import detainers as make
from tests.web.desk import typing

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERED = {"alien_number": "A12345678", "attorney_contact": "860-555-0101"}


def shown(browser, name, *args) -> str:
    return browser.get(reverse(f"desk:{name}", args=args)).content.decode()


@pytest.fixture
def first() -> Detainer:
    return make.detainer(at=now() - timedelta(days=2), person=make.person_values(**NUMBERED))


def test_a_near_one_is_offered_with_its_reasons_and_never_merged_silently(clerk, first):
    token = typing.begin(clerk)
    typing.fill(clerk, token, person={"family_name": "Nunez", "given_names": "Maria"})
    page = shown(clerk, "entry_check", token)
    assert "Perhaps the same person: one surname is the same" in page
    assert typing.record(clerk, token, same_person="other").status_code == 302
    assert Person.objects.count() == 2
    assert not PersonMerge.objects.exists()


def test_a_second_request_keeps_the_attorney_the_first_knew(clerk, first):
    token = typing.begin(clerk)
    blank = {"attorney_name": "", "attorney_contact": "", "alien_number": "A 012-345-678"}
    typing.fill(clerk, token, person=blank)
    assert "Matches: the A-number is the same" in shown(clerk, "entry_check", token)
    answer = typing.record(clerk, token, same_person=str(first.person_id))
    assert answer.status_code == 302
    second = Detainer.objects.exclude(pk=first.pk).get()
    for item in (first, second):
        page = shown(clerk, "detainer", item.pk)
        assert "Ada Lawyer" in page
        assert "860-555-0101" in page
        assert "A012-345-678" in page


def test_a_number_of_the_wrong_length_is_refused_with_a_sentence(clerk):
    token = typing.begin(clerk)
    fields = {**typing.steps()["person"], "alien_number": "A123"}
    url = reverse("desk:entry_step", args=[token, "person"])
    answer = clerk.post(url, fields)
    assert answer.status_code == 422
    assert "An A-number has seven to nine digits; this one has 3 digits." in answer.content.decode()
    assert 'value="A123"' in answer.content.decode()


def test_the_search_finds_through_the_canonical_form(clerk, first):
    url = reverse("desk:person_search")
    for wanted in ({"alien_number": "12345678"}, {"family_name": "NUNEZ"}):
        page = clerk.post(url, wanted).content.decode()
        assert "1 person found" in page
        assert "María José Nuñez-Đặng" in page
    refused = clerk.post(url, {"alien_number": "A1"}).content.decode()
    assert "this one has 1 digit" in refused
    assert "0 people" in clerk.post(url, {"family_name": "Nu"}).content.decode()


def test_merging_shows_both_side_by_side_and_splitting_undoes_it(clerk, first):
    other = make.detainer(person=make.person_values(given_names="María", date_of_birth=None))
    page = shown(clerk, "person", first.person_id)
    assert "Perhaps the same person" in page
    url = reverse("desk:person_merge", args=[first.person_id, other.person_id])
    assert url in page
    compared = clerk.get(url).content.decode()
    for known in ("María José Nuñez-Đặng", "María Nuñez-Đặng", "Jul 14, 1991", other.reference):
        assert known in compared
    assert clerk.post(url, {"reason": ""}).status_code == 422
    assert not PersonMerge.objects.exists()
    assert clerk.post(url, {"reason": "One booking."}).status_code == 302
    merge = PersonMerge.objects.get()
    page = shown(clerk, "person", first.person_id)
    assert other.reference in page
    assert "One booking." in page
    moved = clerk.get(reverse("desk:person", args=[other.person_id]))
    assert moved.headers["Location"] == reverse("desk:person", args=[first.person_id])
    back = reverse("desk:person_split", args=[merge.pk])
    assert "Are they two people?" in clerk.get(back).content.decode()
    assert clerk.post(back, {"reason": "Two sisters."}).status_code == 302
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    assert "They were split already." in clerk.get(back).content.decode()


def test_a_record_is_given_to_somebody_else(clerk, first):
    token = typing.begin(clerk)
    typing.fill(clerk, token, person={"alien_number": "A12345678"})
    typing.record(clerk, token, same_person=str(first.person_id))
    second = Detainer.objects.exclude(pk=first.pk).get()
    url = reverse("desk:separate", args=[second.pk])
    assert url in shown(clerk, "person", first.person_id)
    assert first.reference in clerk.get(url).content.decode()
    assert clerk.post(url, {"reason": "Two sisters."}).status_code == 302
    second.refresh_from_db()
    assert second.person_id != first.person_id
    only = reverse("desk:separate", args=[first.pk])
    assert "Correct this one instead" in clerk.post(only, {"reason": "x"}).content.decode()


def test_another_agencys_people_do_not_exist(stranger, clerk, first):
    other = make.detainer()
    merge = [first.person_id, other.person_id]
    assert stranger.get(reverse("desk:person", args=merge[:1])).status_code == 404
    assert stranger.get(reverse("desk:person_merge", args=merge)).status_code == 404
    clerk.post(reverse("desk:person_merge", args=merge), {"reason": "One booking."})
    url = reverse("desk:person_split", args=[PersonMerge.objects.get().pk])
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"reason": "No."}).status_code == 404


KNOWN = {"alien_number": "A12345678", "attorney_contact": "860-555-0101"}


def recorded(browser, **answer) -> Detainer:
    """A request about one and the same person, entered on the screens."""
    token = typing.begin(browser)
    typing.fill(browser, token, person=KNOWN)
    assert typing.record(browser, token, **answer).status_code == 302
    return Detainer.objects.get(form_token=token)


def correction(item: Detainer, **changes) -> dict[str, str]:
    """The correction form of a record as the browser sends it back."""
    typed = typing.steps(item.received_at + timedelta(hours=1))
    fields = {name: value for step in typed.values() for name, value in step.items()}
    versions = {
        "expected_version": str(item.version),
        "shown_person_version": str(item.person_version),
    }
    return {**fields, **KNOWN, **versions, "reason": "Mistyped.", **changes}


def test_corrections_of_two_records_meet_and_a_conflict_is_shown(clerk, head):
    first = recorded(clerk)
    second = recorded(clerk, same_person=str(first.person_id))
    one, other = (reverse("desk:amend", args=[item.pk]) for item in (first, second))
    assert clerk.post(one, correction(first, family_name="Núñez")).status_code == 302
    phone = correction(second, attorney_contact="860-555-0199")
    assert head.post(other, phone).status_code == 302
    for item in (first, second):
        page = shown(clerk, "detainer", item.pk)
        assert "María José Núñez" in page
        assert "860-555-0199" in page
    clash = correction(second, family_name="Nunes", expected_version="2")
    answer = head.post(other, clash)
    page = answer.content.decode()
    assert answer.status_code == 409
    differing = page.rsplit("Where the two differ", 1)[1].split("</table>")[0]
    assert "Núñez" in differing
    assert "860-555-0199" not in differing
    seen = {"seen_person_version": str(Detainer.objects.get(pk=second.pk).person_version)}
    assert f'value="{seen["seen_person_version"]}"' in page
    assert head.post(other, {**clash, **seen}).status_code == 302
    page = shown(clerk, "detainer", first.pk)
    assert "Nunes" in page
    assert "860-555-0199" in page
