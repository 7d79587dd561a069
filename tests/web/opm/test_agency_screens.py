"""OPM's register of agencies on the screen: found, edited, added to, ended; what is wrong is said
at the form.
"""

from datetime import date

import pytest
from django.urls import reverse

from reports.accounts.actions.agencies import fingerprint
from reports.accounts.models import Agency, AgencyVersion
from tests.factories.people import agency, person
from tests.web.desk.typing import signed_in

pytestmark = pytest.mark.django_db
ADDRESSES = [
    ("agencies", ()),
    ("agency_new", ()),
    ("agency", ("hartford",)),
    ("agency_edit", ("hartford",)),
    ("agency_end", ("hartford",)),
    ("access", ("hartford",)),
    ("access_new", ("hartford",)),
    ("people", ()),
    ("person_new", ()),
]


def entry(place, **changes):
    fields = {
        "name": place.name,
        "kind": place.kind,
        "town": place.town,
        "ori": place.ori,
        "ori_status": "verified",
        "head_title": place.head_title,
        "reason": "Letter of the chief",
        "shown": fingerprint(place),
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def edit(client, place, **changes):
    return client.post(reverse("office:agency_edit", args=[place.code]), entry(place, **changes))


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_every_page_opens_for_the_administrator_only(
    opm, reviewer, clerk, hartford, name, args, client
):
    where = reverse(f"office:{name}", args=args)
    assert opm.get(where).status_code == 200
    assert reviewer.get(where).status_code == 403
    assert clerk.get(where).status_code == 403
    assert client.get(where).status_code == 302


@pytest.mark.parametrize(("name", "args"), [one for one in ADDRESSES if one[1]])
def test_an_unknown_agency_does_not_exist(opm, name, args):
    assert opm.get(reverse(f"office:{name}", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ELM"}, {"sp-elm"}),
        ({"kind": "municipal_police"}, {"hartford", "avon"}),
        ({"ori": "verified"}, {"hartford"}),
        ({"ori": "derived"}, {"avon"}),
        ({"ori": "unknown"}, {"sp-elm"}),
        ({"state": "ended"}, {"sp-elm"}),
        ({"state": "open"}, {"hartford", "avon"}),
        ({"kind": "no such kind"}, {"hartford", "avon", "sp-elm"}),
    ],
)
def test_the_register_is_narrowed(opm, hartford, query, found):
    agency("avon", ori="CT0000400", ori_status="DERIVED (pattern; verify)")
    agency("sp-elm", name="Elm College", kind="school_police", valid_to=date(2020, 1, 1))
    page = opm.get(reverse("office:agencies"), query).content.decode()
    codes = {"hartford", "avon", "sp-elm"}
    assert {code for code in codes if reverse("office:agency", args=[code]) in page} == found


def test_an_edit_is_kept_with_its_reason_and_shown(opm, hartford):
    assert edit(opm, hartford, phone="860 555 0100", ori="ct0006401").status_code == 302
    page = opm.get(reverse("office:agency", args=["hartford"])).content.decode()
    assert "Letter of the chief" in page
    assert "Phone: empty → 860 555 0100" in page
    assert "ORI: CT0006400 → CT0006401" in page
    assert Agency.objects.get(code="hartford").ori_status == "FOUND"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Nothing was changed"),
        ({"name": ""}, "Name"),
        ({"reason": ""}, "Why, and where it comes from"),
        ({"ori": "123"}, "An ORI is two letters"),
        ({"kind": "militia"}, "Kind"),
        ({"valid_from": "2025-02-30"}, "First day"),
        ({"valid_from": "2025-02-02", "valid_to": "2025-02-01"}, "ends before it begins"),
        ({"successor": "nowhere"}, "Who goes on"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(opm, hartford, changes, said):
    answer = edit(opm, hartford, **changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not AgencyVersion.objects.exists()


def test_anothers_change_in_between_is_shown_beside_what_was_typed(opm, hartford):
    answer = edit(opm, hartford, name="Other", revision="0" * 32)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Other" in page
    assert "Hartford" in page
    assert not AgencyVersion.objects.exists()


def test_the_code_cannot_be_sent_along(opm, hartford):
    edit(opm, hartford, code="other", phone="1", is_sandbox="on", provenance="mine")
    kept = Agency.objects.get(pk=hartford.pk)
    assert (kept.code, kept.is_sandbox, kept.provenance) == ("hartford", False, "")


def test_a_school_police_is_added(opm):
    fields = {
        "code": "sp-elm-college",
        "name": "Elm College Police",
        "kind": "school_police",
        "ori_status": "unknown",
        "head_title": "Chief",
        "reason": "Letter of its chief",
    }
    where = reverse("office:agency_new")
    assert opm.post(where, fields).status_code == 302
    assert Agency.objects.get(code="sp-elm-college").provenance.endswith("Letter of its chief")
    assert "is taken" in opm.post(where, fields).content.decode()
    assert "begins with sp-" in opm.post(where, {**fields, "code": "elm"}).content.decode()


def test_an_agency_ends_with_a_successor(opm, hartford):
    agency("bristol")
    where = reverse("office:agency_end", args=["hartford"])
    assert opm.post(where, {"last_on": "", "reason": "x"}).status_code == 422
    assert (
        opm.post(
            where, {"last_on": "2027-01-01", "successor": "bristol", "reason": "Merged"}
        ).status_code
        == 302
    )
    assert Agency.objects.get(code="hartford").successor.code == "bristol"
    page = opm.get(reverse("office:agency", args=["hartford"])).content.decode()
    assert "has a last day already" in page


def test_pages_ask_the_database_seldom(opm, hartford, django_assert_max_num_queries):
    for number in range(60):
        agency(f"town-{number}")
    for where in (reverse("office:agencies"), reverse("office:agency_edit", args=["hartford"])):
        with django_assert_max_num_queries(12):
            opm.get(where)


def test_nobody_else_posts(reviewer, hartford):
    assert edit(reviewer, hartford, phone="1").status_code == 403
    assert edit(signed_in(person("agency_admin")), hartford, phone="1").status_code == 403
