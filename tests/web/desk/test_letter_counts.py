"""Notices in numbers, on the screens of OPM and of an agency."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from reports.accounts.roles import Role
from reports.core.clock import now, today
from reports.law.half_years import HalfYear
from reports.notices.actions.render import render_notice
from reports.notices.actions.serve import ServiceValues, record_service
from tests.factories.detainers import decided, detainer
from tests.factories.people import agency, person
from tests.web.desk import typing

pytestmark = pytest.mark.django_db
HALF = str(HalfYear.of(today()))


@pytest.fixture
def late_letter():
    """Received four days ago; the first letter is late, the second sheet was handed over late."""
    item = detainer(at=now() - timedelta(days=4))
    decided(item, at=now() - timedelta(days=3))
    sheet = item.notices.get(kind="N1I")
    render_notice(notice_id=sheet.pk, at=now())
    sheet.refresh_from_db()
    values = ServiceValues(
        happened_at=now(), how="in_person", outcome="served", handed_over_by="A. Clerk"
    )
    record_service(notice=sheet, values=values, by=person(Role.CLERK), at=now())
    return item


def test_opm_sees_numbers_by_agency_and_no_way_to_a_letter(late_letter):
    detainer(agency=agency("bristol"))
    browser = typing.signed_in(person(Role.OPM_REVIEWER))
    text = browser.get(
        reverse("opm:notice_counts"),
        {"half_year": str(HalfYear.of(late_letter.received_at.date()))},
    )
    shown = text.content.decode()
    assert "Hartford Police Department" in shown
    assert "holds no name" in shown
    assert "Nuñez" not in shown
    assert "/desk/" not in shown.split("<main", 1)[1]
    rows = list(
        csv.DictReader(io.StringIO(browser.get(reverse("opm:notice_counts_csv")).content.decode()))
    )
    assert {row["agency_code"] for row in rows} == {"hartford", "bristol"}
    ours = next(row for row in rows if row["agency_code"] == "hartford")
    assert [ours[name] for name in ("all", "to_hand_over", "late", "served", "served_late")] == [
        "2",
        "1",
        "1",
        "1",
        "1",
    ]


def test_an_agency_follows_each_number_to_its_letters(late_letter):
    browser = typing.signed_in(person(Role.CLERK))
    half = str(HalfYear.of(late_letter.received_at.date()))
    page = browser.get(reverse("desk:notice_counts")).content.decode()
    for show, kind in (
        ("late", "N1"),
        ("waiting", "N1"),
        ("served", "N1I"),
        ("served_late", "N1I"),
    ):
        address = f"{reverse('desk:notices')}?show={show}&amp;half_year={half}"
        assert address in page, show
        found = browser.get(
            reverse("desk:notices"), {"show": show, "half_year": half}
        ).content.decode()
        assert late_letter.notices.get(kind=kind).number in found, show
    other = browser.get(
        reverse("desk:notices"), {"show": "served", "half_year": "2019H1"}
    ).content.decode()
    assert "Nothing here" in other
    assert browser.get(reverse("desk:notices"), {"half_year": "never"}).status_code == 200
    assert "hartford" in browser.get(reverse("desk:notice_counts_csv")).content.decode()


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.AGENCY_ADMIN])
def test_who_sees_no_records_follows_no_number(role, late_letter):
    assert typing.signed_in(person(role)).get(reverse("desk:notice_counts")).status_code == 403


def test_another_agency_sees_its_own_numbers_only(late_letter):
    stranger = typing.signed_in(person(Role.CLERK, at_agency=agency("bristol")))
    assert (
        "No notice began to be owed yet"
        in stranger.get(reverse("desk:notice_counts")).content.decode()
    )


def test_a_half_year_without_letters_is_not_an_error():
    browser = typing.signed_in(person(Role.OPM_LEGAL))
    assert (
        "No notice"
        in browser.get(reverse("opm:notice_counts"), {"half_year": "zzz"}).content.decode()
    )
