"""A record keeps the person it was made with; a correction reaches whoever had it wrong."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.refusals import StateRefused
from reports.detainers.exceptions import EditConflict, PersonConflict
from reports.detainers.models import Detainer
from reports.persons.matching import match_people
from reports.persons.models import PersonVersion
from reports.persons.versions import NoSuchVersion, learned, values_in
from reports.workflow.amendments import amend_detainer
from reports.workflow.intake import log_detainer
from tests.factories import detainers as make
from tests.factories.people import person

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
ATTORNEY = {"attorney_name": "Ada Lawyer", "attorney_contact": "860-555-0101"}


def fresh(item: Detainer) -> Detainer:
    return Detainer.objects.with_person().get(pk=item.pk)


def first_request(**who) -> Detainer:
    return fresh(make.detainer(person=make.person_values(**{**ATTORNEY, **who})))


def second_request(first: Detainer, **who) -> Detainer:
    blank = {"attorney_name": "", "attorney_contact": ""}
    return log_detainer(
        agency=first.agency,
        person=make.person_values(**{**blank, **who}),
        values=make.detainer_values(),
        form_token=uuid4(),
        same_person=first.person,
        by=person(Role.CLERK, at_agency=first.agency),
        at=LATER,
    )


def correct(item: Detainer, *, shown: int | None = None, seen: int | None = None, **who):
    now = fresh(item)
    base = values_in(now.person, shown or now.person_version)
    amend_detainer(
        detainer=now,
        person=base.__class__(**{**vars(base), **who}),
        values=make.detainer_values(),
        reason="It was mistyped.",
        expected_version=now.version,
        shown_person_version=shown,
        seen_person_version=seen,
        by=person(Role.CLERK, at_agency=now.agency),
        at=LATER,
    )
    return fresh(item)


def test_a_second_request_does_not_wipe_the_attorney_the_first_knew():
    first = first_request()
    second = fresh(second_request(first, language=""))
    assert fresh(first).named.attorney_name == "Ada Lawyer"
    assert second.named.attorney_name == "Ada Lawyer"
    assert second.named.attorney_contact == "860-555-0101"
    assert second.named.language == "es"


def test_each_record_keeps_the_person_it_was_made_with():
    first = first_request()
    second = fresh(second_request(first, family_name="Núñez", attorney_name="Grace Counsel"))
    assert fresh(first).named.family_name == "Nuñez-Đặng"
    assert fresh(first).named.attorney_name == "Ada Lawyer"
    assert second.named.family_name == "Núñez"
    assert second.named.attorney_contact == ""
    assert second.person_id == first.person_id


def test_a_request_that_says_nothing_new_makes_no_version():
    first = first_request()
    second = fresh(second_request(first))
    assert second.person_version == fresh(first).person_version == 1


def test_a_later_request_leaves_the_first_records_notices_alone():
    first = first_request()
    letters = set(first.notices.values_list("pk", "stale_at"))
    second_request(first, family_name="Núñez", language="pt")
    assert set(first.notices.values_list("pk", "stale_at")) == letters


def test_two_clerks_correcting_two_records_do_not_undo_each_other():
    first = first_request()
    second = second_request(first)
    shown = first.person_version
    correct(first, shown=shown, family_name="Núñez")
    now = correct(second, shown=shown, attorney_contact="860-555-0199")
    for item in (fresh(first), now):
        assert item.named.family_name == "Núñez"
        assert item.named.attorney_contact == "860-555-0199"


def test_the_same_value_corrected_by_both_is_a_conflict_until_it_was_seen():
    first = first_request()
    second = second_request(first)
    shown = first.person_version
    correct(first, shown=shown, family_name="Núñez")
    with pytest.raises(PersonConflict) as conflict:
        correct(second, shown=shown, family_name="Nunes")
    assert conflict.value.fields == ("family_name",)
    assert isinstance(conflict.value, EditConflict)
    seen = fresh(second).person_version
    correct(second, shown=shown, seen=seen, family_name="Nunes")
    assert fresh(first).named.family_name == "Nunes"


def test_both_making_the_same_correction_is_no_conflict():
    first = first_request()
    second = second_request(first)
    correct(first, shown=1, family_name="Núñez")
    with pytest.raises(StateRefused, match="Nothing was changed"):
        correct(second, shown=1, family_name="Núñez")


def test_a_correction_leaves_what_another_record_says_otherwise():
    first = first_request()
    second = second_request(first, family_name="López", attorney_name="Grace Counsel")
    correct(first, family_name="Núñez", attorney_contact="860-555-0199", language="pt")
    assert fresh(first).named.attorney_contact == "860-555-0199"
    other = fresh(second).named
    assert (other.family_name, other.attorney_name) == ("López", "Grace Counsel")
    assert other.attorney_contact == ""
    assert other.language == "pt"


def test_a_correction_names_its_fields_in_the_trail():
    correct(first_request(), family_name="Núñez", alien_number="A12345678")
    entry = AuditEntry.objects.get(event="person.corrected")
    assert entry.detail["fields"] == "alien_number,family_name"
    assert "Núñez" not in str(entry.detail)


def test_a_correction_reaches_the_access_of_the_record():
    first = first_request()
    access = make.access(detainer=make.decided(first).detainer)
    correct(first, family_name="Núñez")
    access.refresh_from_db()
    assert access.named.family_name == "Núñez"


def test_somebody_is_found_by_the_name_of_an_earlier_version():
    first = first_request()
    correct(first, family_name="Pereira")
    for name in ("Nunez", "Pereira"):
        assert [one.person.pk for one in match_people(first.agency, family_name=name)] == [
            first.person_id
        ]


def test_a_version_that_is_not_there_is_refused():
    with pytest.raises(NoSuchVersion):
        values_in(first_request().person, 7)


def test_what_is_learned_keeps_the_contact_of_the_same_attorney():
    known = make.person_values(**ATTORNEY)
    same = learned(known, make.person_values(attorney_name="ADA LAWYER"))
    assert same.attorney_contact == "860-555-0101"
    born = learned(known, make.person_values(date_of_birth=None))
    assert born.date_of_birth == date(1991, 7, 14)


def test_the_versions_are_sealed():
    first = first_request()
    second_request(first, family_name="Secretname")
    kept = PersonVersion.objects.get(person=first.person)
    raw = PersonVersion.objects.filter(pk=kept.pk).values_list("values", flat=True)[0]
    assert b"Lawyer" not in bytes(raw)
    assert "Ada Lawyer" in kept.values
    assert kept.kept_by == person(Role.CLERK, at_agency=first.agency)


def test_a_third_request_learns_from_the_second():
    first = first_request()
    second = second_request(first, language="pt")
    third = fresh(second_request(fresh(second), designee_name="Ana Ruiz", language=""))
    assert (third.named.language, third.named.attorney_name) == ("pt", "Ada Lawyer")
    numbers = [fresh(item).person_version for item in (first, second, third)]
    assert numbers == [1, 2, 3]
    assert fresh(first).named.designee_name == ""


def test_correcting_an_older_record_makes_its_own_version():
    first = first_request()
    second = second_request(first, family_name="López")
    corrected_first = correct(first, given_names="Ana")
    assert corrected_first.named.full_name == "Ana Nuñez-Đặng"
    assert fresh(second).named.full_name == "Ana López"
    assert corrected_first.person_version != fresh(second).person_version
    again = correct(second, given_names="Eva")
    assert again.named.full_name == "Eva López"
    assert fresh(first).named.full_name == "Eva Nuñez-Đặng"
