"""What the database itself holds of roles that wait."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reports.grants.models import RoleRequest
from tests.factories.people import agency
from tests.grants.conftest import AT, ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["who asked", "nobody"])
def test_a_confirmation_is_by_a_second_person(administrator, second, who):
    request = ask(administrator, agency())
    by = administrator if who == "who asked" else None
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleRequest.objects.filter(pk=request.pk).update(confirmed_at=AT, confirmed_by=by)


def test_it_is_called_by_role_and_place(administrator, second):
    assert str(ask(administrator, agency())) == "Agency administrator at Hartford Police Department"
