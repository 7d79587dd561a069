"""The command says how many agencies were notified, and where nobody could be."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reports.accounts.roles import Role
from tests.factories.people import agency, person
from tests.publication.stored import AT
from tests.support.stopped_clock import set_clock

pytestmark = pytest.mark.django_db(transaction=True)
TOWNS = ("avon", "darien")


@pytest.fixture(autouse=True)
def _two_towns(monkeypatch):
    set_clock(monkeypatch, lambda: AT)
    for code in TOWNS:
        agency(code)


def opened(half_year: str, *, by: Role = Role.OPM_ADMIN) -> dict[str, object]:
    out = io.StringIO()
    call_command("open_half_year", half_year, "--by", person(by).email, "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_opening_again_notifies_whoever_was_not_reached():
    first = opened("2025H2")
    assert (first["opened_now"], first["people_notified"]) == (True, 0)
    unreached = first["nobody_to_notify"]
    assert isinstance(unreached, list)
    assert set(TOWNS) <= set(unreached)
    person(Role.CERTIFIER, at_agency=agency("darien"))
    again = opened("2025H2")
    assert (again["opened_now"], again["agencies_notified"]) == (False, ["darien"])
    assert again["people_notified"] == 1
    assert opened("2025H2")["agencies_notified"] == []


@pytest.mark.parametrize(
    ("text", "by", "code"),
    [
        ("2027H1", Role.OPM_ADMIN, 2),
        ("soon", Role.OPM_ADMIN, 2),
        ("2025H2", Role.CLERK, 1),
    ],
)
def test_what_has_not_begun_is_none_or_is_not_yours_is_refused(text, by, code):
    with pytest.raises(CommandError) as caught:
        opened(text, by=by)
    assert caught.value.returncode == code
