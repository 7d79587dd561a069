"""Verbs on the register of agencies: what is kept, what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from reports.accounts.actions.agencies import (
    AgencyValues,
    add_agency,
    edit_agency,
    end_agency,
    fingerprint,
    values_of,
)
from reports.accounts.models import Agency, AgencyVersion
from reports.accounts.ori import ori_status_text
from reports.accounts.roles import Role
from reports.audit.models import AuditEntry
from reports.core.clock import now
from reports.core.refusals import Conflict, PermissionRefused, StateRefused
from tests.factories.people import agency, person

pytestmark = pytest.mark.django_db
SCHOOL = AgencyValues(name="Elm College Police", kind="school_police")


def edit(place, by, **changes):
    return edit_agency(
        agency=place,
        values=replace(values_of(place), **changes),
        reason="A letter",
        by=by,
        at=now(),
    )


def test_an_edit_keeps_what_stood_before_and_is_in_both_trails(hartford, administrator):
    version = edit(hartford, administrator, name="City of Hartford", phone="860 555 0100")
    assert version.values == {
        "name": ["Hartford", "City of Hartford"],
        "phone": ["", "860 555 0100"],
    }
    assert Agency.objects.get(pk=hartford.pk).name == "City of Hartford"
    told = AuditEntry.objects.filter(event="agency.edited")
    assert sorted(told.values_list("chain", flat=True)) == ["hartford", "opm"]
    assert told[0].detail == {"code": "hartford", "fields": "name,phone"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Nothing was changed"),
        ({"name": " "}, "has a name"),
        ({"kind": "militia"}, "kinds of agency"),
        ({"ori": "12"}, "An ORI is"),
        ({"valid_from": date(2025, 1, 2), "valid_to": date(2025, 1, 1)}, "ends before it begins"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(hartford, administrator, changes, said):
    with pytest.raises(StateRefused, match=said):
        edit(hartford, administrator, **changes)
    assert not AgencyVersion.objects.exists()


def test_a_reason_is_needed(hartford, administrator):
    with pytest.raises(StateRefused, match="Say why"):
        edit_agency(agency=hartford, values=SCHOOL, reason=" ", by=administrator, at=now())


def test_anothers_change_in_between_is_not_undone(hartford, administrator):
    shown = fingerprint(hartford)
    edit(Agency.objects.get(pk=hartford.pk), administrator, phone="860 555 0100")
    with pytest.raises(Conflict):
        edit_agency(
            agency=hartford, values=SCHOOL, reason="x", by=administrator, at=now(), shown=shown
        )


@pytest.mark.parametrize(
    "role", [Role.OPM_REVIEWER, Role.OPM_LEGAL, Role.AGENCY_ADMIN, Role.AGENCY_HEAD]
)
def test_only_the_administrator_of_opm_edits(hartford, role):
    with pytest.raises(PermissionRefused):
        edit(hartford, person(role), name="Ours")


def test_an_agency_ends_with_a_successor(hartford, administrator):
    bristol = agency("bristol")
    end_agency(
        agency=hartford,
        last_on=date(2027, 1, 1),
        successor=bristol,
        reason="Merged",
        by=administrator,
        at=now(),
    )
    assert Agency.objects.get(pk=hartford.pk).successor == bristol
    with pytest.raises(StateRefused, match="ends already"):
        end_agency(
            agency=hartford,
            last_on=date(2027, 1, 1),
            successor=None,
            reason="x",
            by=administrator,
            at=now(),
        )
    with pytest.raises(StateRefused, match="cannot follow itself"):
        edit(bristol, administrator, valid_to=date(2028, 1, 1), successor=hartford)
    with pytest.raises(StateRefused, match="Only an agency that ends"):
        edit(agency("avon"), administrator, successor=bristol)


def test_a_school_police_is_added_under_its_own_code(administrator):
    made = add_agency(
        code="sp-elm-college",
        values=SCHOOL,
        reason="Letter of its chief",
        by=administrator,
        at=now(),
    )
    assert made.provenance == "Added by OPM: Letter of its chief"
    assert ori_status_text(made) == "unknown"
    assert AuditEntry.objects.filter(event="agency.added").count() == 2


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sp-", "A code is"),
        ("SP-elm", "A code is"),
        ("elm-college", "begins with sp-"),
        ("opm", "belongs to"),
        ("sp-" + "x" * 60, "A code is"),
        ("sp-taken", "is taken"),
    ],
)
def test_a_code_that_cannot_be_given(administrator, code, said):
    agency("sp-taken", kind="school_police")
    with pytest.raises(StateRefused, match=said):
        add_agency(code=code, values=SCHOOL, reason="x", by=administrator, at=now())


@pytest.mark.parametrize(
    ("ori", "words", "said"),
    [
        ("CT0006400", "FOUND", "verified"),
        ("CT0006400", "DERIVED (pattern; verify)", "derived"),
        ("", "UNKNOWN (three agencies share town 59)", "unknown"),
        ("CT0006400", "", "unknown"),
        ("", "FOUND", "unknown"),
    ],
)
def test_how_far_an_ori_may_be_relied_on(ori, words, said):
    assert ori_status_text(Agency(ori=ori, ori_status=words)) == said
