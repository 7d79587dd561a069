"""A correction keeps what stood before, of request and person, and whose it was."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reports.accounts.roles import Role
from reports.core.refusals import PermissionRefused, StateRefused
from reports.detainers.actions.amend import amend_detainer
from reports.detainers.exceptions import EditConflict, Invalid, PersonConflict
from reports.detainers.models import Detainer, DetainerVersion
from tests.factories import detainers as make
from tests.factories.people import agency, person
from tests.support.trail import check_entry

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=10)


@pytest.fixture
def item() -> Detainer:
    return make.detainer()


def amend(item, *, by=None, who=None, version=1, at=LATER, seen=None, shown=None, **changes):
    return amend_detainer(
        detainer=item,
        person=make.person_values(**(who or {})),
        values=make.detainer_values(**changes),
        reason="It was mistyped.",
        expected_version=version,
        by=by or person(),
        at=at,
        shown_person_version=shown,
        seen_person_version=seen,
    )


def test_what_stood_before_is_kept_with_the_reason(item):
    clerk = person()
    made = amend(item, by=clerk, custody_reason="Assault")
    assert (made.version, made.custody_reason) == (2, "Assault")
    kept = DetainerVersion.objects.select_related("record_key").get()
    assert (kept.detainer, kept.version, kept.reason) == (item, 1, "It was mistyped.")
    assert (kept.replaced_at, kept.replaced_by) == (LATER, clerk)
    before = json.loads(kept.values)
    assert before["custody_reason"] == "Larceny"
    assert before["person.family_name"] == "Nuñez-Đặng"
    check_entry("detainer.amended", about=item, subject="detainer", by=clerk, at=LATER, version=2)
    assert item.assessments.count() == 2


def test_a_corrected_name_is_another_version_of_the_person(item):
    clerk = person()
    made = amend(item, by=clerk, who={"family_name": "Núñez", "sex": "X"})
    assert (made.named.family_name, made.person_version) == ("Núñez", 2)
    check_entry(
        "person.corrected",
        about=item,
        subject="detainer",
        by=clerk,
        at=LATER,
        fields="family_name,sex",
        version=2,
    )


def test_a_correction_that_changes_nothing_is_refused(item):
    with pytest.raises(StateRefused, match="Nothing was changed, so nothing was recorded"):
        amend(item)
    amend(item, convictions=make.detainer_values().convictions * 2)
    assert item.convictions.count() == 2
    assert DetainerVersion.objects.count() == 1


def test_impossible_values_change_nothing(item):
    with pytest.raises(Invalid):
        amend(item, release_due_at=make.NOW - timedelta(days=3))
    assert Detainer.objects.get().version == 1
    assert not DetainerVersion.objects.exists()


def test_a_stale_page_is_compared_first(item):
    amend(item, custody_reason="Assault")
    with pytest.raises(EditConflict, match="Someone else corrected this request"):
        amend(item, custody_reason="Trespass")


def test_two_corrections_of_one_name_are_compared_first(item):
    amend(item, who={"family_name": "Núñez"})
    theirs = {"who": {"family_name": "Nunes"}, "version": 2, "shown": 1}
    with pytest.raises(PersonConflict, match="corrected the same about this person") as refused:
        amend(item, **theirs)
    assert refused.value.fields == ("family_name",)
    assert amend(item, seen=2, **theirs).named.family_name == "Nunes"


def test_what_another_corrected_about_the_person_stays(item):
    amend(item, who={"family_name": "Núñez"})
    made = amend(item, who={"sex": "X"}, version=2, shown=1)
    assert (made.named.family_name, made.named.sex) == ("Núñez", "X")


def test_only_who_logs_requests_here_corrects(item):
    for nobody in (person(Role.AUDITOR), person(at_agency=agency("avon"))):
        with pytest.raises(PermissionRefused, match="at Hartford"):
            amend(item, by=nobody, custody_reason="Assault")


def test_new_facts_may_make_a_review_due():
    item = make.detainer(purposes=("interview",))
    assert item.status == "awaiting_decision"
    made = amend(item)
    assert (made.status, made.purposes) == ("awaiting_review", ["hold", "notify_release"])
    check_entry("detainer.review_now_due", about=item, subject="detainer", by=person(), at=LATER)


def test_a_review_that_was_made_and_a_decision_still_count():
    reviewed = make.reviewed(make.detainer())
    decided = make.decided(make.detainer(purposes=("interview",))).detainer
    interview = make.reviewed(make.detainer(purposes=("interview",)))
    assert amend(reviewed, custody_reason="Assault").status == "awaiting_decision"
    assert amend(decided).status == "decided"
    assert amend(interview, purposes=("interview",), notes="Hm.").status == "awaiting_decision"
